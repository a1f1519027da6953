// Drawing on the picture: skeleton, back line, target lines. Only the display is mirrored, so only here.

export const INK = "rgba(14, 18, 26, 0.85)";
export const WHITE = "#f8fafc";
export const BLUE = "#54b6ff";
export const AMBER = "#ffb000";
const SEEN = 0.5;
const BONES = [
  [11, 12], [23, 24], [11, 23], [12, 24], [11, 13], [13, 15], [12, 14], [14, 16],
  [23, 25], [25, 27], [24, 26], [26, 28], [27, 31], [28, 32],
];
const JOINTS = [...new Set(BONES.flat())];

/** A point of the camera's picture where it is shown. */
export function placed(point, scale, widthPx, mirror) {
  return [scale * (mirror ? widthPx - 1 - point[0] : point[0]), scale * point[1]];
}

/** The parts of an answer to draw, in the canvas's pixels: lines with colour and width, dots, dashed lines. */
export function strokes(answer, scale, mirror) {
  const [width, height] = answer.size;
  const at = (point) => placed(point, scale, width, mirror);
  const bone = Math.max(2, 0.009 * Math.min(width, height) * scale);
  const points = answer.landmarks ?? [];
  const shown = (i) => points[i] && (answer.visibility?.[i] ?? 1) >= SEEN;
  const marked = new Set(answer.highlight ?? []);
  const lines = [];
  for (const [a, b] of BONES) {
    if (!shown(a) || !shown(b)) continue;
    const fault = marked.has(a) && marked.has(b);
    lines.push({ points: [at(points[a]), at(points[b])], colour: fault ? AMBER : WHITE, width: fault ? 1.5 * bone : bone });
  }
  if (answer.back && answer.back_state) {
    const fault = answer.back_state === "fault";
    const back = answer.back.filter(Boolean).map(at);
    if (back.length > 1) lines.push({ points: back, colour: fault ? AMBER : BLUE, width: (fault ? 1.9 : 1.4) * bone });
  }
  const dots = JOINTS.filter(shown).map((i) => ({
    at: at(points[i]),
    radius: marked.has(i) ? 2.5 * bone : bone,
    colour: marked.has(i) ? AMBER : BLUE,
  }));
  const dashes = (answer.targets ?? []).map((line) => ({ points: line.map(at), width: 1.1 * bone }));
  return { lines, dots, dashes, bone };
}

/** Draw a frame with its answer; the canvas takes the picture's shape. */
export function paint(canvas, pen, picture, answer, mirror) {
  const scale = fitted(canvas, answer.size);
  const [width, height] = [canvas.width, canvas.height];
  pen.save();
  if (mirror) pen.setTransform(-1, 0, 0, 1, width, 0);
  pen.drawImage(picture, 0, 0, width, height);
  pen.restore();
  const { lines, dots, dashes, bone } = strokes(answer, scale, mirror);
  pen.lineCap = "round";
  pen.lineJoin = "round";
  for (const { points, width: thick } of lines) trace(pen, points, INK, thick + 0.9 * bone);
  for (const { points, colour, width: thick } of lines) trace(pen, points, colour, thick);
  pen.setLineDash([2.6 * bone, 2.4 * bone]);
  for (const { points, width: thick } of dashes) trace(pen, points, INK, thick + 0.7 * bone);
  for (const { points, width: thick } of dashes) trace(pen, points, "#b6f36b", thick);
  pen.setLineDash([]);
  for (const { at, radius, colour } of dots) {
    disc(pen, at, radius + 0.45 * bone, INK);
    disc(pen, at, radius, colour);
  }
}

function fitted(canvas, [width, height]) {
  const wanted = Math.min(2, Math.max(1, (canvas.clientWidth * (window.devicePixelRatio || 1)) / width));
  const scale = wanted > 1.25 ? 1.5 : 1; // steps, so that the canvas is not made anew all the time
  const [w, h] = [Math.round(scale * width), Math.round(scale * height)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  return scale;
}

function trace(pen, points, colour, width) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.beginPath();
  points.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.stroke();
}

function disc(pen, [x, y], radius, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}

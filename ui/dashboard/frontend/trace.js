// The signal of the last seconds as a line, with dashed lines at the two ends of the movement.

export const SHOWN_S = 12;

export class Trace {
  constructor() {
    this.points = [];
  }

  /** Take a value at a media time; null is a gap. Time that goes back begins anew. */
  add(timeS, value) {
    const last = this.points.at(-1);
    if (last && timeS < last[0]) this.points = [];
    this.points.push([timeS, value ?? null]);
    while (this.points[0][0] < timeS - SHOWN_S) this.points.shift();
  }

  clear() {
    this.points = [];
  }

  /** Lowest and highest value to show, with room around; `ends` are the movement's own, or nothing. */
  range(ends = []) {
    const values = this.points.map(([, value]) => value).filter((value) => value !== null).concat(ends);
    if (!values.length) return [0, 1];
    const low = Math.min(...values);
    const high = Math.max(...values);
    const room = 0.1 * Math.max(high - low, 1e-3);
    return [low - room, high + room];
  }

  /** Runs of points in a box of that size; a gap ends a run. */
  runs(width, height, [low, high]) {
    const nowS = this.points.at(-1)?.[0] ?? 0;
    const runs = [[]];
    for (const [timeS, value] of this.points) {
      if (value === null) {
        if (runs.at(-1).length) runs.push([]);
        continue;
      }
      runs.at(-1).push([
        width * (1 - (nowS - timeS) / SHOWN_S),
        height * (1 - (value - low) / (high - low)),
      ]);
    }
    return runs.filter((run) => run.length > 1);
  }
}

/** Draw it. `colours` has line and target. */
export function paintTrace(canvas, pen, trace, ends, colours) {
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  pen.clearRect(0, 0, w, h);
  const [low, high] = trace.range(ends);
  pen.lineWidth = 1.5 * ratio;
  pen.strokeStyle = colours.target;
  pen.setLineDash([6 * ratio, 5 * ratio]);
  for (const end of ends) {
    const y = h * (1 - (end - low) / (high - low));
    pen.beginPath();
    pen.moveTo(0, y);
    pen.lineTo(w, y);
    pen.stroke();
  }
  pen.setLineDash([]);
  pen.strokeStyle = colours.line;
  pen.lineWidth = 2.5 * ratio;
  pen.lineJoin = "round";
  for (const run of trace.runs(w, h, [low, high])) {
    pen.beginPath();
    run.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    pen.stroke();
  }
}

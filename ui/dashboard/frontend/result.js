// A report beside its video: whatever belongs to a moment takes the video there.

export default function show({ parentElement, data }) {
  let paper = parentElement.querySelector(".paper");
  if (!paper) {
    paper = document.createElement("div");
    paper.className = "paper";
    parentElement.append(paper);
  }
  paper.classList.toggle("dark", isDark(getComputedStyle(paper).getPropertyValue("--st-background-color")));
  if (paper.dataset.body === data.name) return; // a rerun: the video plays on
  paper.dataset.body = data.name;
  paper.innerHTML = data.body;
  paper.querySelector(".stage, .figures").after(links(data.downloads));
  const video = paper.querySelector("video");
  if (video) connect(paper, video);
}

function links(downloads) {
  const nav = document.createElement("nav");
  nav.className = "downloads";
  nav.setAttribute("aria-label", "Downloads");
  downloads.forEach(({ label, href }) => {
    const link = document.createElement("a");
    Object.assign(link, { href, textContent: label, download: "" });
    nav.append(link);
  });
  return nav;
}

function connect(paper, video) {
  const charts = [...paper.querySelectorAll("svg[data-end-s]")].filter((chart) => chart.clientWidth > 0);
  const heads = charts.map(playhead);
  const follow = () => charts.forEach((chart, i) => place(heads[i], chart, video.currentTime));
  const seek = (time_s) => {
    video.currentTime = time_s;
    follow();
  };
  charts.forEach((chart) => {
    const go = (event) => seek(timeAt(chart, event.clientX));
    chart.addEventListener("pointerdown", (event) => {
      chart.setPointerCapture(event.pointerId);
      go(event);
    });
    chart.addEventListener("pointermove", (event) => event.buttons && go(event));
  });
  paper.querySelectorAll("[data-at-s]").forEach((element) => {
    const go = () => {
      seek(Number(element.dataset.atS));
      video.scrollIntoView({ behavior: "smooth", block: "nearest" });
    };
    element.tabIndex = 0;
    element.addEventListener("click", go);
    element.addEventListener("keydown", (event) => event.key === "Enter" && go());
  });
  let frame = 0;
  const run = () => {
    follow();
    frame = video.paused ? 0 : requestAnimationFrame(run);
  };
  video.addEventListener("play", () => (frame ||= requestAnimationFrame(run)));
  video.addEventListener("timeupdate", follow);
  follow();
}

function playhead(chart) {
  const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
  line.setAttribute("class", "playhead");
  line.setAttribute("y1", "2");
  line.setAttribute("y2", String(chart.viewBox.baseVal.height - 24));
  chart.append(line);
  return line;
}

function place(line, chart, time_s) {
  const x = xAt(frameOf(chart), time_s).toFixed(1);
  line.setAttribute("x1", x);
  line.setAttribute("x2", x);
}

function timeAt(chart, clientX) {
  const box = chart.getBoundingClientRect();
  const x = ((clientX - box.left) / box.width) * chart.viewBox.baseVal.width;
  return secondAt(frameOf(chart), x);
}

function frameOf(chart) {
  const { left, right, endS } = chart.dataset;
  return { left: Number(left), right: Number(right), end_s: Number(endS) };
}

export function xAt({ left, right, end_s }, time_s) {
  return left + Math.min(Math.max(time_s / end_s, 0), 1) * (right - left);
}

export function secondAt({ left, right, end_s }, x) {
  return Math.min(Math.max((x - left) / (right - left), 0), 1) * end_s;
}

export function isDark(colour) {
  const hex = /^\s*#([0-9a-f]{6})/i.exec(colour)?.[1] ?? "ffffff";
  const [r, g, b] = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 128;
}

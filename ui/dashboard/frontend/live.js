// The Live page's component: one per page, kept through every rerun of Streamlit.

import { paint } from "./draw.js";
import { Feed } from "./feed.js";
import { Panel } from "./panel.js";
import { Trace, paintTrace } from "./trace.js";
import { Tones, Voice } from "./voice.js";

const KEPT = "backline-live";
const instances = new WeakMap();

/** Called by Streamlit when the component appears and after every rerun. */
export function mount({ parentElement, data, setTriggerValue }) {
  let live = instances.get(parentElement);
  if (!live) {
    live = new Live(parentElement, data);
    instances.set(parentElement, live);
  }
  live.update(data, setTriggerValue);
  return () => {
    live.close();
    instances.delete(parentElement);
  };
}

class Live {
  constructor(root, data) {
    this.root = root;
    this.panel = new Panel(root);
    this.trace = new Trace();
    this.canvas = root.querySelector(".picture");
    this.pen = this.canvas.getContext("2d", { alpha: false });
    this.traceCanvas = root.querySelector(".trace");
    this.tracePen = this.traceCanvas.getContext("2d");
    this.tones = new Tones(() => (window.AudioContext ? new AudioContext() : null));
    this.voice = new Voice({
      speech: window.speechSynthesis ?? null,
      utter: (text) => new SpeechSynthesisUtterance(text),
      tones: this.tones,
    });
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.feed = new Feed(`${scheme}//${location.host}${data.stream}`, {
      onAnswer: (answer, picture, capturedMs) => this.#show(answer, picture, capturedMs),
      onProblem: (text, kind) => this.#problem(text, kind),
      onState: (running) => this.#running(running),
    });
    this.#listen();
    this.#running(false);
    this.#control("start").disabled = false; // from here on a click is heard
    if (kept().on) this.#start(kept().camera);
  }

  update(data, setTriggerValue) {
    const other = this.data && this.data.movement !== data.movement;
    const first = !this.data;
    this.data = data;
    this.setTriggerValue = setTriggerValue;
    if (first || this.preferred !== `${data.voice} ${data.volume}`) {
      this.preferred = `${data.voice} ${data.volume}`;
      this.#sound(data.voice, data.volume);
    }
    if (other) {
      this.trace.clear();
      this.before = null;
    }
    this.panel.text("trace-label", data.trace.label + (data.trace.unit ? ` (${data.trace.unit})` : ""));
  }

  close() {
    this.listening.abort();
    this.voice.hush();
    this.feed.stop();
    this.tones.context?.close?.();
  }

  // --- what the person does

  #listen() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.root.addEventListener("click", (event) => this.#clicked(event.target.closest?.("button")), { signal });
    this.root.addEventListener("change", (event) => this.#changed(event.target), { signal });
    this.root.addEventListener("input", (event) => this.#changed(event.target), { signal });
    document.addEventListener("visibilitychange", () => document.hidden || this.feed.woke(), { signal });
    navigator.mediaDevices?.addEventListener?.("devicechange", () => this.#cameras(), { signal });
  }

  #clicked(button) {
    if (!button) return;
    this.tones.unlock();
    if (button.dataset.press) {
      if (button.dataset.press === "pain") this.voice.hush();
      this.feed.press(button.dataset.press);
    }
    if (button.dataset.do === "start") this.#start(this.#control("camera").value);
    if (button.dataset.do === "off") {
      keep({ ...kept(), on: false });
      this.feed.stop();
    }
    if (button.dataset.do === "full") {
      if (document.fullscreenElement) document.exitFullscreen();
      else this.panel.live.requestFullscreen?.();
    }
  }

  #changed(control) {
    if (control.dataset.do === "camera" && this.feed.running) this.#start(control.value);
    if (control.dataset.do === "voice" || control.dataset.do === "volume")
      this.#sound(this.#control("voice").checked, Number(this.#control("volume").value));
  }

  #control(name) {
    return this.root.querySelector(`[data-do="${name}"]`);
  }

  #sound(on, volume) {
    this.#control("voice").checked = on;
    this.#control("volume").value = volume;
    this.voice.set({ on, volume });
  }

  #start(camera) {
    keep({ on: true, camera: camera || null });
    this.feed.start(camera || null).then(() => this.#cameras());
  }

  async #cameras() {
    const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
    const cameras = devices.filter((device) => device.kind === "videoinput" && device.deviceId);
    const select = this.#control("camera");
    const now = this.feed.deviceId() ?? select.value;
    select.replaceChildren(
      ...cameras.map((device, i) => new Option(device.label || `Camera ${i + 1}`, device.deviceId)),
    );
    if (!cameras.length) select.append(new Option("Camera", ""));
    select.value = cameras.some((device) => device.deviceId === now) ? now : (cameras[0]?.deviceId ?? "");
  }

  // --- what comes back

  #running(running) {
    this.panel.show(".start", !running);
    if (!running) {
      this.panel.stage("off");
      for (const part of [".setup", ".countdown", ".rest", ".pain", ".paused", ".banner", ".ring"]) this.panel.show(part, false);
      this.voice.hush();
    }
    for (const button of this.root.querySelectorAll(".controls [data-press], [data-do='off']")) button.disabled = !running;
  }

  #problem(text, kind) {
    this.panel.problem(text, kind === "fatal");
    if (kind === "fatal") keep({ ...kept(), on: false });
    if (text) this.voice.guide(text.split(". ")[0]);
  }

  #show(answer, picture, capturedMs) {
    paint(this.canvas, this.pen, picture, answer, this.data.mirror);
    this.panel.update(answer, this.data.rest_s);
    if (answer.signal !== undefined) this.trace.add(answer.time_s, answer.signal);
    paintTrace(this.traceCanvas, this.tracePen, this.trace, this.data.trace.ends, {
      line: "#2f9df4",
      target: "#8aa0b4",
    });
    this.#say(answer);
    if (this.before && answer.sets_done !== this.before.sets_done) this.setTriggerValue("set_done", answer.sets_done);
    this.before = answer;
    document.dispatchEvent(
      new CustomEvent("backline-frame", { detail: { answer, capturedMs, drawnMs: performance.now() } }),
    );
  }

  #say(answer) {
    const before = this.before ?? {};
    if (answer.stage === "setup") return void (answer.remedy && this.#settled(answer.remedy));
    if (answer.stage === "countdown" && answer.countdown !== before.countdown) this.voice.count(answer.countdown || "go");
    if (answer.stage === "stopped" && before.stage !== "stopped") this.voice.guide(answer.notice);
    if (answer.stage === "rest" && before.stage === "rest" && this.data.rest_s > 0) {
      if (answer.rest_s >= this.data.rest_s && before.rest_s < this.data.rest_s) this.voice.holdEnd();
    }
    if (answer.stage !== "set" && answer.stage !== "ready") return;
    if (answer.reps > (before.reps ?? 0)) this.voice.count(answer.reps);
    if (answer.hold?.left_s === 0 && before.hold && before.hold.left_s !== 0) this.voice.holdEnd();
    if (answer.cue && answer.cue !== before.cue) this.voice.cue(answer.cue);
  }

  /** Guidance is said once it has stood for a second: it changes while the person moves. */
  #settled(remedy) {
    const now = performance.now();
    if (this.remedy !== remedy) [this.remedy, this.remedySince] = [remedy, now];
    else if (now - this.remedySince > 1_000) this.voice.guide(remedy);
  }
}

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function keep(state) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(state));
  } catch {
    // private windows may keep nothing
  }
}

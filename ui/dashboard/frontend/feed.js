// From the camera to the server and back: frames out, answers in, each answer with the very frame it is about.

import { InFlight, packed } from "./inflight.js";
import { ASLEEP, FROZEN, INSECURE, LOADING, LOST, UNPLUGGED, cameraProblem, slowness } from "./messages.js";

// Without resizeMode a browser cuts a picture of another shape to this one, and with it the feet.
const SIZE = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 }, resizeMode: { ideal: "none" } };
const LONGEST_SIDE_PX = 960;
const QUALITY = 0.7;
const SLOW_MS = 1_200;
const STUCK_MS = 10_000;
const ASLEEP_MS = 3_000;
const RETRY_MS = [500, 1_000, 2_000, 4_000];
const FINAL_CODES = new Set([1008, 4404, 4409, 4429, 4500]);

/**
 * `onAnswer(answer, picture, capturedMs)` draws; the picture is closed afterwards. `onProblem(text, kind)`
 * shows what is wrong: kind is "fatal" (the camera has to be started again), "notice", or null when all is
 * well again. `onState(running)`.
 */
export class Feed {
  constructor(address, { onAnswer, onProblem, onState }) {
    Object.assign(this, { address, onAnswer, onProblem, onState });
    this.flight = new InFlight();
    this.video = document.createElement("video");
    this.video.muted = true;
    this.video.playsInline = true;
    this.running = false;
    this.tries = 0;
    this.lastFrameMs = 0;
  }

  async start(deviceId) {
    this.stop();
    if (!window.isSecureContext || !navigator.mediaDevices) return this.#fail(INSECURE);
    const run = (this.run = {});
    try {
      const video = deviceId ? { ...SIZE, deviceId: { exact: deviceId } } : SIZE;
      const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
      if (this.run !== run) return stream.getTracks().forEach((track) => track.stop());
      this.stream = stream;
      stream.getVideoTracks()[0].onended = () => this.#fail(UNPLUGGED);
      this.video.srcObject = stream;
      await this.video.play();
    } catch (error) {
      if (this.run === run) this.#fail(cameraProblem(error));
      return;
    }
    this.running = true;
    this.answered = false;
    this.onProblem(null, null);
    this.onState(true);
    this.lastFrameMs = this.lookedMs = performance.now();
    this.asleep = false;
    this.watch = setInterval(() => this.#look(), 500);
    this.#connect(run);
    this.#next(run);
    this.#keepAwake();
  }

  stop() {
    this.run = null;
    clearInterval(this.watch);
    clearTimeout(this.retry);
    this.stream?.getTracks().forEach((track) => {
      track.onended = null;
      track.stop();
    });
    this.stream = null;
    this.socket?.close();
    this.socket = null;
    this.flight.clear();
    this.awake?.release?.();
    this.awake = null;
    if (this.running) {
      this.running = false;
      this.onState(false);
    }
  }

  press(button) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ press: button }));
  }

  /** The page is seen again. */
  woke() {
    if (this.running) this.#keepAwake();
  }

  deviceId() {
    return this.stream?.getVideoTracks()[0]?.getSettings().deviceId ?? null;
  }

  #fail(text) {
    this.stop();
    this.onProblem(text, "fatal");
  }

  #notice(text, forMs = 0) {
    this.noticed = text;
    this.noticedUntil = performance.now() + forMs;
    this.onProblem(text, "notice");
  }

  #clear(text) {
    if (!this.noticed || (text && this.noticed !== text) || performance.now() < this.noticedUntil) return;
    this.noticed = null;
    this.onProblem(null, null);
  }

  #connect(run) {
    const socket = (this.socket = new WebSocket(this.address));
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.tries = 0;
      this.flight.clear();
      this.#clear(LOST);
    };
    socket.onmessage = (event) => this.#answer(run, JSON.parse(event.data));
    socket.onclose = (event) => {
      if (this.run !== run || this.socket !== socket) return;
      this.flight.clear();
      if (FINAL_CODES.has(event.code)) {
        this.#fail(this.refusal ?? "Backline refused this page. Reload it.");
        return;
      }
      this.#notice(LOST);
      const wait = RETRY_MS[Math.min(this.tries++, RETRY_MS.length - 1)];
      this.retry = setTimeout(() => this.run === run && this.#connect(run), wait);
    };
  }

  #answer(run, answer) {
    if (this.run !== run) return;
    if (answer.error) {
      this.refusal = answer.error;
      return;
    }
    const frame = this.flight.take(answer.at);
    if (!frame) return;
    this.answered = true;
    if (!answer.skipped) this.onAnswer(answer, frame.picture, frame.atMs);
    frame.picture.close();
    this.#clear();
  }

  #next(run) {
    this.video.requestVideoFrameCallback(async (nowMs, about) => {
      if (this.run !== run) return;
      this.#next(run);
      this.lastFrameMs = performance.now();
      if (this.asleep) {
        this.asleep = false;
        this.#notice(ASLEEP, 8_000);
      }
      if (this.flight.full || this.coding || this.socket?.readyState !== WebSocket.OPEN) return;
      this.coding = true;
      try {
        await this.#send(run, about.captureTime ?? nowMs);
      } finally {
        this.coding = false;
      }
    });
  }

  async #send(run, capturedMs) {
    const picture = await createImageBitmap(this.video);
    const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(picture.width, picture.height));
    const width = Math.round(scale * picture.width);
    const height = Math.round(scale * picture.height);
    if (this.pad?.width !== width || this.pad?.height !== height) {
      this.pad = new OffscreenCanvas(width, height);
      this.pen = this.pad.getContext("2d", { alpha: false, desynchronized: true });
    }
    this.pen.drawImage(picture, 0, 0, width, height);
    const blob = await this.pad.convertToBlob({ type: "image/jpeg", quality: QUALITY });
    const jpeg = await blob.arrayBuffer();
    if (this.run !== run || this.socket?.readyState !== WebSocket.OPEN) return picture.close();
    const stamp = performance.timeOrigin + capturedMs;
    this.flight.add(stamp, picture, capturedMs);
    this.socket.send(packed(stamp, jpeg));
  }

  #look() {
    const now = performance.now();
    const slept = now - this.lookedMs > ASLEEP_MS; // this is called twice a second, except in a page that sleeps
    this.lookedMs = now;
    const noFrames = now - this.lastFrameMs > ASLEEP_MS;
    if (slept || document.hidden) {
      this.asleep ||= noFrames;
      return;
    }
    const age = this.flight.ageMs(now);
    if (!this.answered && age > 0) this.#notice(LOADING);
    else if (age > STUCK_MS) this.socket?.close();
    else if (age > SLOW_MS) this.#notice(slowness(age), 3_000);
    else if (noFrames && !this.asleep) this.#notice(FROZEN, 1_000);
    else this.#clear();
  }

  async #keepAwake() {
    try {
      this.awake = await navigator.wakeLock?.request("screen");
    } catch {
      // the screen may go dark; nothing else depends on it
    }
  }
}

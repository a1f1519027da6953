// What to say, and what to do, when the camera or the connection fails. No DOM here.

const CAMERA = {
  NotAllowedError:
    "The browser was not allowed to use the camera. Click the camera sign beside the address, allow it for this page, then press Start again.",
  NotFoundError: "No camera was found. Plug one in, then press Start again.",
  NotReadableError:
    "The camera is taken by another program. Close the video call or program that uses it, then press Start again.",
  OverconstrainedError: "The chosen camera is gone. Choose another one, then press Start again.",
  AbortError: "The camera stopped while starting. Unplug it, plug it in again, then press Start.",
};

export const INSECURE =
  "Browsers give the camera only to pages on this machine or over HTTPS. Open this page as http://127.0.0.1 on the machine that runs Backline, or put HTTPS before it.";
export const UNPLUGGED =
  "The camera stopped: it was unplugged, or another program took it. Your count is kept. Plug it in again, then press Start.";
export const ASLEEP =
  "The page was asleep, so nothing was counted meanwhile. Keep this tab in front while you train.";
export const LOST =
  "The connection to Backline broke. Trying again… If this stays, look whether the program is still running. Your count is kept for a minute.";
export const LOADING = "Getting ready…";
export const FROZEN =
  "The camera gives no pictures. Look whether its cover is closed or another program took it, then press Start again.";

/** A sentence for what getUserMedia raised. */
export function cameraProblem(error) {
  return CAMERA[error?.name] ?? `The camera could not be started (${error?.message || error}). Press Start to try again.`;
}

/** A sentence for answers that take `ageMs`. */
export function slowness(ageMs) {
  return `Answers take ${(ageMs / 1000).toFixed(1)} s: the machine or the network is busy. Close other programs, or choose the lite model in Settings.`;
}

/** Seconds as minutes: 75 gives 1:15. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

const PHASES = {
  waiting: "get into position",
  ready: "ready",
  lifting: "up",
  top: "hold",
  lowering: "down",
  holding: "holding",
  paused: "clock stopped",
};

/** A phase of the coach in words for somebody three metres away. */
export function phaseWords(phase) {
  return PHASES[phase] ?? phase ?? "";
}

// Which frames are on their way. Keeps each picture until its answer is there, so that both are drawn together.

export const MOST = 2; // one is judged while the next one is coded and sent

export class InFlight {
  constructor(most = MOST) {
    this.most = most;
    this.sent = [];
  }

  get full() {
    return this.sent.length >= this.most;
  }

  add(stamp, picture, atMs) {
    this.sent.push({ stamp, picture, atMs });
  }

  /** The frame that an answer belongs to; earlier ones, whose answer was lost, are dropped. */
  take(stamp) {
    const at = this.sent.findIndex((frame) => frame.stamp === stamp);
    if (at < 0) return null;
    const gone = this.sent.splice(0, at + 1);
    gone.slice(0, -1).forEach((frame) => frame.picture?.close?.());
    return gone.at(-1);
  }

  /** How long the oldest one has been under way, 0 with none. */
  ageMs(nowMs) {
    return this.sent.length ? nowMs - this.sent[0].atMs : 0;
  }

  clear() {
    this.sent.forEach((frame) => frame.picture?.close?.());
    this.sent = [];
  }
}

/** A message for the server: the capture time in milliseconds, then the JPEG. */
export function packed(stampMs, jpeg) {
  const message = new Uint8Array(8 + jpeg.byteLength);
  new DataView(message.buffer).setFloat64(0, stampMs, true);
  message.set(new Uint8Array(jpeg), 8);
  return message.buffer;
}

// One voice: counts, cues and guidance, never two at once. Knows speech and tones only by what it is given.

export const SAME_AGAIN_MS = 10_000; // as the coach's own cooldown
const STALE_MS = 2_500; // a cue that had to wait longer is about something else by now
const STUCK_MS = 8_000; // some browsers forget to say that they have finished

/** Voices that speak on this machine; the others send the words away. */
export function localVoice(voices, language = "en") {
  const local = voices.filter((voice) => voice.localService);
  return local.find((voice) => voice.lang?.toLowerCase().startsWith(language)) ?? null;
}

/**
 * `speech` is speechSynthesis or null, `utter` makes an utterance from a text, `tones` has tick(), holdEnd()
 * and alert(), each given a volume; `now` gives milliseconds.
 */
export class Voice {
  constructor({ speech, utter, tones, now = () => performance.now() }) {
    Object.assign(this, { speech, utter, tones, now });
    this.on = true;
    this.volume = 0.8;
    this.speaking = null;
    this.waiting = null;
    this.last = new Map();
  }

  set({ on, volume }) {
    this.on = on ?? this.on;
    this.volume = volume ?? this.volume;
    if (!this.on) this.hush();
  }

  /** A repetition was counted: a tick, and the number when nothing else is being said. */
  count(number) {
    if (!this.on) return;
    this.tones.tick(this.volume);
    if (!this.#busy()) this.#speak(String(number), "count");
  }

  /** The time asked for was held. */
  holdEnd() {
    if (this.on) this.tones.holdEnd(this.volume);
  }

  /** What to change. Cuts a number short, waits for another cue, is not said twice within its cooldown. */
  cue(text) {
    return this.#important(text, "cue");
  }

  /** How to set up, and what happens next. */
  guide(text) {
    return this.#important(text, "guide");
  }

  /** Say nothing more. */
  hush() {
    this.waiting = null;
    this.speaking = null;
    this.speech?.cancel();
  }

  #important(text, kind) {
    if (!this.on || !text || this.now() - (this.last.get(text) ?? -Infinity) < SAME_AGAIN_MS) return false;
    if (this.#busy() && this.speaking.kind !== "count") {
      this.waiting = { text, kind, since: this.now() };
      return false;
    }
    this.last.set(text, this.now());
    this.#speak(text, kind);
    return true;
  }

  #busy() {
    if (this.speaking && this.now() - this.speaking.since > STUCK_MS) this.speaking = null;
    return this.speaking !== null;
  }

  #speak(text, kind) {
    const voice = this.speech ? localVoice(this.speech.getVoices()) : null;
    if (!voice) {
      if (kind !== "count") this.tones.alert(this.volume);
      return;
    }
    if (this.speaking) this.speech.cancel();
    const said = this.utter(text);
    const current = (this.speaking = { text, kind, since: this.now() });
    said.voice = voice;
    said.lang = voice.lang;
    said.volume = this.volume;
    said.rate = kind === "count" ? 1.2 : 1.05;
    said.onend = said.onerror = () => this.#done(current);
    this.speech.speak(said);
  }

  #done(what) {
    if (this.speaking !== what) return;
    this.speaking = null;
    const next = this.waiting;
    this.waiting = null;
    if (next && this.now() - next.since <= STALE_MS) this.#important(next.text, next.kind);
  }
}

/** Short tones made on the spot, for ticks and for browsers without a voice. */
export class Tones {
  constructor(makeContext) {
    this.makeContext = makeContext;
    this.context = null;
  }

  /** Browsers let sound begin only in answer to a click. */
  unlock() {
    this.context ??= this.makeContext();
    this.context?.resume?.();
  }

  tick(volume) {
    this.#tone(1400, 0, 0.05, 0.5 * volume);
  }

  holdEnd(volume) {
    [660, 880, 1320].forEach((hertz, i) => this.#tone(hertz, 0.12 * i, 0.16, 0.6 * volume));
  }

  alert(volume) {
    [520, 390].forEach((hertz, i) => this.#tone(hertz, 0.17 * i, 0.15, 0.6 * volume));
  }

  #tone(hertz, after, length, loudness) {
    const context = this.context;
    if (!context) return;
    const start = context.currentTime + after;
    const source = context.createOscillator();
    const gain = context.createGain();
    source.frequency.value = hertz;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(loudness, start + 0.008);
    gain.gain.exponentialRampToValueAtTime(0.001, start + length);
    source.connect(gain).connect(context.destination);
    source.start(start);
    source.stop(start + length + 0.02);
  }
}

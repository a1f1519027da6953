import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { SAME_AGAIN_MS, Tones, Voice, localVoice } from "../../../../ui/dashboard/frontend/voice.js";

const LOCAL = { name: "here", lang: "en-GB", localService: true };
const REMOTE = { name: "elsewhere", lang: "en-US", localService: false };

let now, said, cut, sounded, voices, voice;

beforeEach(() => {
  [now, said, cut, sounded, voices] = [0, [], 0, [], [REMOTE, LOCAL]];
  const speech = { speak: (utterance) => said.push(utterance), cancel: () => cut++, getVoices: () => voices };
  const note = (name) => (volume) => sounded.push([name, volume]);
  const tones = { tick: note("tick"), holdEnd: note("hold end"), alert: note("alert") };
  voice = new Voice({ speech, utter: (text) => ({ text }), tones, now: () => now });
});

const words = () => said.map((utterance) => utterance.text);
const finish = () => said.at(-1).onend();

describe("the voice", () => {
  it("counts with a tick and the number", () => {
    voice.count(3);
    assert.deepEqual(words(), ["3"]);
    assert.deepEqual(sounded, [["tick", 0.8]]);
  });

  it("uses only voices that send nothing away", () => {
    voice.cue("Flatten your back");
    assert.equal(said[0].voice, LOCAL);
    assert.equal(localVoice([REMOTE]), null);
  });

  it("cuts a number short for a cue", () => {
    voice.count(3);
    voice.cue("Flatten your back");
    assert.equal(cut, 1);
    assert.deepEqual(words(), ["3", "Flatten your back"]);
  });

  it("does not count aloud over a cue, but ticks", () => {
    voice.cue("Flatten your back");
    voice.count(4);
    assert.deepEqual(words(), ["Flatten your back"]);
    assert.deepEqual(sounded, [["tick", 0.8]]);
  });

  it("never says two cues at once: the second waits", () => {
    voice.cue("Flatten your back");
    voice.cue("Keep the bar close");
    assert.deepEqual(words(), ["Flatten your back"]);
    now = 1_000;
    finish();
    assert.deepEqual(words(), ["Flatten your back", "Keep the bar close"]);
    assert.equal(cut, 0);
  });

  it("drops a cue that had to wait too long", () => {
    voice.cue("Flatten your back");
    voice.cue("Keep the bar close");
    now = 4_000;
    finish();
    assert.deepEqual(words(), ["Flatten your back"]);
  });

  it("says the same again only after its cooldown", () => {
    voice.cue("Flatten your back");
    finish();
    now = SAME_AGAIN_MS - 1;
    assert.equal(voice.cue("Flatten your back"), false);
    now = SAME_AGAIN_MS;
    assert.equal(voice.cue("Flatten your back"), true);
    assert.equal(said.length, 2);
  });

  it("goes on when the browser forgets to say that it has finished", () => {
    voice.cue("Flatten your back");
    now = 9_000;
    voice.cue("Keep the bar close");
    assert.deepEqual(words(), ["Flatten your back", "Keep the bar close"]);
  });

  it("ignores the end of what was cut short", () => {
    voice.count(1);
    const number = said[0];
    voice.cue("Flatten your back");
    number.onend();
    voice.cue("Keep the bar close");
    assert.deepEqual(words(), ["1", "Flatten your back"]);
  });

  it("speaks at the volume that was set", () => {
    voice.set({ volume: 0.3 });
    voice.count(1);
    voice.holdEnd();
    assert.equal(said[0].volume, 0.3);
    assert.deepEqual(sounded, [["tick", 0.3], ["hold end", 0.3]]);
  });

  it("is silent when it is off, at once", () => {
    voice.cue("Flatten your back");
    voice.set({ on: false });
    assert.equal(cut, 1);
    voice.count(1);
    voice.cue("Keep the bar close");
    voice.holdEnd();
    assert.equal(said.length, 1);
    assert.deepEqual(sounded, []);
  });

  it("falls back to tones where there is no voice, with the same rules", () => {
    voices = [REMOTE];
    voice.count(1);
    voice.cue("Flatten your back");
    voice.cue("Flatten your back");
    assert.deepEqual(said, []);
    assert.deepEqual(sounded.map(([name]) => name), ["tick", "alert"]);
  });

  it("does without speech at all", () => {
    voice = new Voice({ speech: null, utter: null, tones: voice.tones, now: () => now });
    voice.cue("Flatten your back");
    voice.hush();
    assert.deepEqual(sounded.map(([name]) => name), ["alert"]);
  });
});

describe("tones", () => {
  it("are silent until a click allows them", () => {
    new Tones(() => assert.fail("no context before a click")).tick(1);
  });

  it("are made once and end by themselves", () => {
    const parameter = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
    const started = [];
    const node = () => ({
      frequency: {},
      gain: parameter,
      connect: (next) => next,
      start: (at) => started.push(at),
      stop: (at) => started.push(at),
    });
    let made = 0;
    const tones = new Tones(() => {
      made++;
      return { currentTime: 5, destination: {}, createOscillator: node, createGain: node, resume() {} };
    });
    tones.unlock();
    tones.unlock();
    tones.holdEnd(1);
    assert.equal(made, 1);
    assert.equal(started.length, 6);
    assert.ok(started.every((at) => at >= 5 && at < 6));
  });
});

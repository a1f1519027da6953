import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Feed } from "../../../../ui/dashboard/frontend/feed.js";
import { ASLEEP, FROZEN } from "../../../../ui/dashboard/frontend/messages.js";

// A browser as far as a feed needs one: its clock, its timers, a camera and a line that never opens.
let clock, look, video, problems;

function define(name, value) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

beforeEach(() => {
  clock = 0;
  problems = [];
  video = { play: async () => {}, requestVideoFrameCallback: (next) => (video.next = next) };
  const track = { stop() {}, getSettings: () => ({}) };
  const stream = { getTracks: () => [track], getVideoTracks: () => [track] };
  define("document", { hidden: false, createElement: () => video });
  define("window", { isSecureContext: true });
  define("navigator", { mediaDevices: { getUserMedia: async () => stream } });
  define("WebSocket", class { static OPEN = 1; readyState = 0; close() {} });
  define("setInterval", (callback) => ((look = callback), 1));
  Object.defineProperty(performance, "now", { value: () => clock, configurable: true });
});

async function started() {
  const feed = new Feed("ws://here", {
    onAnswer() {},
    onProblem: (text, kind) => problems.push([text, kind]),
    onState() {},
  });
  await feed.start(null);
  problems.length = 0;
  return feed;
}

/** A picture of the camera every 100 ms, and a look twice a second, as long as the page is awake. */
function awake(fromMs, toMs) {
  for (clock = fromMs; clock <= toMs; clock += 100) {
    video.next(clock, {});
    if (clock % 500 === 0) look();
  }
}

describe("a page that is put to sleep", () => {
  it("says so once it is awake, whose timers stood still", async () => {
    await started();
    awake(0, 1_000);
    clock = 8_000;
    look();
    video.next(clock, {});
    assert.deepEqual(problems.at(-1), [ASLEEP, "notice"]);
  });

  it("says so once it is seen again, whose camera stood still", async () => {
    await started();
    awake(0, 1_000);
    document.hidden = true;
    for (clock = 1_500; clock <= 7_000; clock += 500) look();
    document.hidden = false;
    video.next(clock, {});
    assert.deepEqual(problems.at(-1), [ASLEEP, "notice"]);
    assert.ok(!problems.some(([text]) => text === FROZEN));
  });

  it("is not said to have slept when it only blinked", async () => {
    await started();
    awake(0, 1_000);
    awake(3_000, 4_000);
    assert.deepEqual(problems, []);
  });

  it("is told from a camera that gives no pictures", async () => {
    await started();
    awake(0, 1_000);
    for (clock = 1_500; clock <= 5_000; clock += 500) look();
    assert.deepEqual(problems.at(-1), [FROZEN, "notice"]);
  });
});

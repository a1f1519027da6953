import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AMBER, BLUE, WHITE, placed, strokes } from "../../../../ui/dashboard/frontend/draw.js";
import { SHOWN_S, Trace } from "../../../../ui/dashboard/frontend/trace.js";

const body = (more = {}) => ({
  size: [640, 480],
  landmarks: Array.from({ length: 33 }, (_, i) => [100 + i, 200 + i]),
  visibility: Array(33).fill(1),
  ...more,
});

describe("drawing", () => {
  it("mirrors points and nothing else", () => {
    assert.deepEqual(placed([0, 10], 1, 640, true), [639, 10]);
    assert.deepEqual(placed([639, 10], 1, 640, true), [0, 10]);
    assert.deepEqual(placed([100, 10], 1.5, 640, false), [150, 15]);
  });

  it("leaves out joints that are not seen, and their bones", () => {
    const all = strokes(body(), 1, false);
    const visibility = Array(33).fill(1);
    visibility[13] = 0.2;
    const fewer = strokes(body({ visibility }), 1, false);
    assert.equal(all.dots.length - fewer.dots.length, 1);
    assert.equal(all.lines.length - fewer.lines.length, 2);
  });

  it("marks the joints of a fault in amber, larger, and the bone between them", () => {
    const { lines, dots } = strokes(body({ highlight: [11, 23] }), 1, false);
    assert.equal(lines.filter((line) => line.colour === AMBER).length, 1);
    assert.equal(dots.filter((dot) => dot.colour === AMBER).length, 2);
    assert.ok(dots.find((dot) => dot.colour === AMBER).radius > dots.find((dot) => dot.colour === BLUE).radius);
  });

  it("draws the back in the colour of its verdict, and not before there is one", () => {
    const back = [[1, 1], null, [3, 3]];
    const colours = (state) => strokes(body({ back, back_state: state }), 1, false).lines.map((line) => line.colour);
    assert.ok(colours("ok").includes(BLUE));
    assert.ok(colours("fault").includes(AMBER));
    assert.ok(colours(null).every((colour) => colour === WHITE));
  });

  it("draws nobody where nobody is", () => {
    const { lines, dots, dashes } = strokes({ size: [640, 480] }, 1, true);
    assert.deepEqual([lines, dots, dashes], [[], [], []]);
  });

  it("mirrors target lines with the body", () => {
    const { dashes } = strokes(body({ targets: [[[0, 5], [39, 5]]] }), 1, true);
    assert.deepEqual(dashes[0].points, [[639, 5], [600, 5]]);
  });
});

describe("the trace", () => {
  const filled = (values, step = 0.1) => {
    const trace = new Trace();
    values.forEach((value, i) => trace.add(i * step, value));
    return trace;
  };

  it("keeps the last seconds", () => {
    const trace = filled(Array(400).fill(1));
    assert.ok(trace.points.at(-1)[0] - trace.points[0][0] <= SHOWN_S);
  });

  it("shows the movement's ends even before they are reached", () => {
    const [low, high] = filled([90, 100]).range([65, 160]);
    assert.ok(low < 65 && high > 160);
  });

  it("breaks at a gap", () => {
    const trace = filled([1, 2, null, 3, 4]);
    assert.equal(trace.runs(100, 50, [0, 5]).length, 2);
  });

  it("ends at the right edge with the newest value", () => {
    const [run] = filled([1, 2, 3]).runs(100, 50, [0, 4]);
    assert.deepEqual(run.at(-1), [100, 12.5]);
  });

  it("begins anew when time goes back", () => {
    const trace = filled([1, 2, 3]);
    trace.add(0, 7);
    assert.deepEqual(trace.points, [[0, 7]]);
  });

  it("has a range when there is nothing to show", () => {
    assert.deepEqual(new Trace().range(), [0, 1]);
  });
});

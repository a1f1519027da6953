import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isDark, secondAt, xAt } from "../../../../ui/dashboard/frontend/result.js";

const frame = { left: 44, right: 470, end_s: 15 };

describe("a report's curve", () => {
  it("begins and ends with the recording", () => {
    assert.equal(xAt(frame, 0), 44);
    assert.equal(xAt(frame, 15), 470);
  });

  it("takes a click to the second that is drawn there", () => {
    for (const time_s of [0, 3.7, 15]) assert.ok(Math.abs(secondAt(frame, xAt(frame, time_s)) - time_s) < 1e-9);
  });

  it("keeps within the recording", () => {
    assert.equal(secondAt(frame, 0), 0);
    assert.equal(secondAt(frame, 900), 15);
    assert.equal(xAt(frame, 99), 470);
  });
});

describe("the ground of the page", () => {
  it("is told dark from light", () => {
    assert.equal(isDark("#10141c"), true);
    assert.equal(isDark(" #ffffff"), false);
    assert.equal(isDark("#f8f8f6"), false);
  });

  it("is taken for light when nobody says", () => assert.equal(isDark(""), false));
});

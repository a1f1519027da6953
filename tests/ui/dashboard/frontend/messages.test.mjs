import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as messages from "../../../../ui/dashboard/frontend/messages.js";

const failure = (name) => Object.assign(new Error("why"), { name });

describe("messages", () => {
  for (const name of ["NotAllowedError", "NotFoundError", "NotReadableError", "OverconstrainedError", "AbortError"]) {
    it(`say what to do for ${name}`, () => {
      const said = messages.cameraProblem(failure(name));
      assert.match(said, /Start/);
      assert.doesNotMatch(said, /Error/);
    });
  }

  it("name what they do not know", () => {
    assert.match(messages.cameraProblem(failure("Odd")), /\(why\).*Start/);
  });

  it("say how slow it is and what helps", () => {
    assert.match(messages.slowness(1440), /1\.4 s.*lite/);
  });

  it("give seconds as minutes", () => {
    assert.deepEqual([0, 9.9, 75, -3].map(messages.clock), ["0:00", "0:09", "1:15", "0:00"]);
  });

  it("put the coach's phases into words", () => {
    assert.equal(messages.phaseWords("lifting"), "up");
    assert.equal(messages.phaseWords(undefined), "");
  });
});

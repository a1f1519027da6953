import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InFlight, packed } from "../../../../ui/dashboard/frontend/inflight.js";

const picture = () => ({ closed: false, close() { this.closed = true; } });

describe("frames on their way", () => {
  it("are no more than the line takes", () => {
    const flight = new InFlight(2);
    flight.add(1, picture(), 0);
    assert.equal(flight.full, false);
    flight.add(2, picture(), 0);
    assert.equal(flight.full, true);
    flight.take(1);
    assert.equal(flight.full, false);
  });

  it("come back with the picture that the answer is about", () => {
    const flight = new InFlight();
    const pictures = [picture(), picture()];
    pictures.forEach((each, i) => flight.add(10 + i, each, 100 * i));
    assert.equal(flight.take(10).picture, pictures[0]);
    assert.equal(flight.take(11).picture, pictures[1]);
    assert.equal(flight.take(11), null);
  });

  it("let go of pictures whose answer was lost", () => {
    const flight = new InFlight();
    const lost = picture();
    flight.add(1, lost, 0);
    flight.add(2, picture(), 0);
    assert.equal(flight.take(2).picture.closed, false);
    assert.equal(lost.closed, true);
    assert.equal(flight.ageMs(500), 0);
  });

  it("have the age of the oldest", () => {
    const flight = new InFlight();
    assert.equal(flight.ageMs(1_000), 0);
    flight.add(1, picture(), 200);
    flight.add(2, picture(), 900);
    assert.equal(flight.ageMs(1_000), 800);
  });

  it("are all let go at the end", () => {
    const flight = new InFlight();
    const one = picture();
    flight.add(1, one, 0);
    flight.clear();
    assert.equal(one.closed, true);
    assert.equal(flight.full, false);
  });

  it("carry the time of capture before the JPEG", () => {
    const message = packed(1234567890123.25, new Uint8Array([255, 216, 7]).buffer);
    assert.equal(new DataView(message).getFloat64(0, true), 1234567890123.25);
    assert.deepEqual([...new Uint8Array(message, 8)], [255, 216, 7]);
  });
});

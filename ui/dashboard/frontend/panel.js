// What stands around the picture: count, ring, cue, setup, rest, chips. Changes the page only where it changed.

import { clock, phaseWords } from "./messages.js";

const ICONS = {
  frame: '<path d="M3 8V4h4M17 4h4v4M21 16v4h-4M7 20H3v-4"/><circle cx="12" cy="8" r="1.8"/><path d="M12 10v5m-3-3h6m-3 3-2 4m2-4 2 4"/>',
  distance: '<circle cx="18" cy="8" r="1.8"/><path d="M18 10v5m0 0-2 4m2-4 2 4M3 14h9m-9 0 3-3m-3 3 3 3m6-3-3-3m3 3-3 3"/>',
  view: '<path d="M2 12s4-6 10-6 10 6 10 6-4 6-10 6S2 12 2 12Z"/><circle cx="12" cy="12" r="2.6"/>',
  light: '<circle cx="12" cy="12" r="4"/><path d="M12 3v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4"/>',
};

export class Panel {
  constructor(root) {
    this.root = root;
    this.live = root.querySelector(".live");
    this.parts = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((e) => [e.dataset.part, e]));
    this.shown = new Map();
  }

  part(name) {
    return this.parts[name];
  }

  text(name, value) {
    if (this.shown.get(name) === value) return;
    this.shown.set(name, value);
    this.parts[name].textContent = value;
  }

  show(selector, visible) {
    const key = `show ${selector}`;
    if (this.shown.get(key) === visible) return;
    this.shown.set(key, visible);
    this.root.querySelector(selector).hidden = !visible;
  }

  stage(stage) {
    if (this.live.dataset.stage !== stage) this.live.dataset.stage = stage;
  }

  problem(text, fatal) {
    this.text("problem", text ?? "");
    this.show(".problem", Boolean(text) && fatal);
    this.notice = fatal ? null : text;
    if (!fatal) this.banner(text, false);
  }

  banner(text, cue) {
    this.show(".banner", Boolean(text));
    if (!text) return;
    this.text("banner", text);
    const className = cue ? "banner cue" : "banner";
    if (this.shown.get("banner class") !== className) {
      this.shown.set("banner class", className);
      this.root.querySelector(".banner").className = className;
    }
  }

  /** Show an answer of the server. `restS` is the rest wished for. */
  update(answer, restS) {
    const { stage } = answer;
    this.stage(stage);
    this.show(".setup", stage === "setup");
    this.show(".countdown", stage === "countdown");
    this.show(".rest", stage === "rest");
    this.show(".pain", stage === "stopped");
    this.show(".paused", stage === "paused");
    if (stage === "setup") this.#setup(answer);
    if (stage === "countdown") this.text("countdown", answer.countdown || "Go");
    if (stage === "stopped") this.text("pain", answer.notice);
    if (stage === "rest") this.#rest(answer, restS);
    const coached = stage === "ready" || stage === "set" || stage === "rest";
    if (coached) this.#count(answer);
    this.#ring(coached ? answer.hold : null);
    const cue = stage === "set" ? answer.cue : null;
    const notice = stage === "set" || stage === "ready" ? answer.notice : null;
    this.banner(this.notice ?? cue ?? notice, !this.notice && Boolean(cue));
    this.text("set", answer.sets_done || answer.set ? `Set ${Math.max(answer.set, 1)}` : "Set 1");
  }

  #count(answer) {
    this.text("headline", answer.headline);
    const missed = answer.attempts > answer.reps ? ` of ${answer.attempts} tries` : "";
    this.text("label", answer.label + missed);
    this.text("phase", phaseWords(answer.phase));
    this.show(".bar", answer.progress !== null);
    const filled = `scaleX(${answer.progress ?? 0})`;
    if (this.shown.get("bar") !== filled) {
      this.shown.set("bar", filled);
      this.part("progress").style.transform = filled;
    }
    this.#chips(answer.chips ?? []);
    const tempo = answer.tempo;
    this.text(
      "tempo",
      tempo ? `Last one: up ${tempo.lifting_s} s, top ${tempo.top_s} s, down ${tempo.lowering_s ?? "–"} s` : "",
    );
  }

  #ring(hold) {
    const visible = Boolean(hold);
    this.show(".ring", visible);
    if (!visible) return;
    const done = hold.left_s === 0;
    this.root.querySelector(".ring").classList.toggle("paused", hold.paused);
    this.part("ring").style.strokeDasharray = `${100 * hold.progress} 100`;
    this.text("ring-time", String(Math.ceil(hold.left_s ?? hold.s)));
    this.text("ring-word", hold.paused ? "stopped" : done ? "done" : hold.left_s === null ? "s" : "s left");
  }

  #chips(chips) {
    const key = JSON.stringify(chips);
    if (this.shown.get("chips") === key) return;
    this.shown.set("chips", key);
    const list = this.part("chips");
    chips.forEach((chip, i) => {
      const wanted = `${chip.form}|${i + 1}${chip.side ? chip.side[0].toUpperCase() : ""}|${chip.reason ?? ""}`;
      let item = list.children[i];
      if (item?.dataset.of === wanted) return;
      if (!item) item = list.appendChild(document.createElement("li"));
      item.dataset.of = wanted;
      item.className = chip.form;
      const number = `${i + 1}${chip.side ? ` ${chip.side[0].toUpperCase()}` : ""}`;
      item.textContent = `${number} ${{ clean: "✓", fault: "! ", not_judged: "?" }[chip.form]}`;
      if (chip.reason) item.appendChild(document.createElement("span")).textContent = chip.reason;
    });
    while (list.children.length > chips.length) list.lastElementChild.remove();
  }

  #setup(answer) {
    const key = JSON.stringify(answer.findings);
    this.text("remedy", answer.remedy ?? "Good. Stay there.");
    if (this.shown.get("findings") === key) return;
    this.shown.set("findings", key);
    this.part("findings").replaceChildren(
      ...answer.findings.map((finding) => {
        const item = document.createElement("li");
        item.className = finding.ok === null ? "unknown" : finding.ok ? "ok" : "fault";
        item.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[finding.id] ?? ""}</svg>`;
        const word = finding.ok === null ? "…" : finding.ok ? "✓" : "!";
        item.appendChild(document.createElement("span")).textContent = `${finding.label} ${word}`;
        return item;
      }),
    );
  }

  #rest(answer, restS) {
    const over = restS > 0 && answer.rest_s >= restS;
    this.text("rest-time", restS > 0 && !over ? clock(restS - answer.rest_s) : clock(answer.rest_s));
    this.part("rest-time").classList.toggle("over", over);
    this.text("rest-words", (answer.last_set?.words ?? []).slice(0, 2).join(" "));
  }
}

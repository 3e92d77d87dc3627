// One cell of the session (narrative, a client's entry, my part) that saves itself as it is typed.
// One request is in flight at a time; what is typed meanwhile waits and goes next. A save is repeated with the same key
// until it is answered, so a lost answer never becomes a second save or a conflict with oneself.
import { newKey } from "../ui/key.js";
import { send } from "../ui/send.js";
import { Clash } from "./clash.js";
import { KeptWords } from "./kept.js";
import { changesFor, take } from "./taking.js";

const QUIET_MS = 800;
const COMPANY = { quiet: 250, most: 450 }; // milliseconds, while somebody else reads along
const RETRY_MS = [1000, 2000, 4000, 8000, 15000];

export class Cell {
  constructor(form, changed) {
    this.form = form;
    this.changed = changed;
    this.rev = Number(form.dataset.rev);
    this.baseIdem = null;
    this.unseen = null; // what the server has where the boxes still show other words, since somebody stands in them
    this.clash = new Clash(this);
    this.words = new KeptWords(this);
    this.pending = null; // the save that is on its way
    this.dirty = false; // typed since that save was made
    this.tries = 0;
    this.timer = 0;
    this.waiters = [];
    form.addEventListener("input", (event) => this.touched(event));
    form.addEventListener("change", (event) => this.touched(event));
    form.addEventListener("focusout", () => (this.dirty ? this.save() : this.reveal()));
    form.addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    form.addEventListener("compositionstart", () => { this.composing = true; });
    form.addEventListener("compositionend", (event) => { this.composing = false; this.touched(event); });
  }

  get state() { return this.failed ? "failed" : this.pending || this.dirty ? "saving" : "saved"; }

  get settled() { return !this.pending && !this.dirty; }

  // Whether the server has every word that stands here; words that it refused are only in this page.
  get kept() { return this.settled && !this.rejected; }

  get focused() {
    const active = document.activeElement;
    return this.form.contains(active) && active.matches("textarea, input:not([type=checkbox], [type=radio])");
  }

  fields() {
    const fields = {};
    for (const control of this.form.elements) {
      if (!control.name || control.type === "hidden" || control.tagName === "BUTTON" || control.tagName === "FIELDSET") continue;
      if (control.type === "radio") {
        fields.participation ??= null;
        if (control.checked) fields.participation = Number(control.value);
      } else if (control.type === "checkbox") {
        fields.goals ??= [];
        if (control.checked) fields.goals.push(control.value);
      } else fields[control.name] = control.value;
    }
    if (this.form.dataset.cell === "entry") { fields.goals ??= []; fields.goals.sort(); }
    return fields;
  }

  touched(event) {
    if (event.isComposing || this.locked) return;
    this.dirty = true;
    if (this.rejected) this.rejected = this.failed = false;
    this.tell();
    clearTimeout(this.timer);
    const choice = event.target.matches?.("[type=radio], [type=checkbox]");
    this.timer = setTimeout(() => this.save(), choice ? 0 : this.pause());
  }

  // How long to wait for more: until the writer pauses, but where somebody reads along never longer than half a second.
  pause() {
    if (this.form.closest("session-screen")?.dataset.company !== "yes") return QUIET_MS;
    this.since ??= Date.now();
    return Math.max(0, Math.min(COMPANY.quiet, this.since + COMPANY.most - Date.now()));
  }

  save() {
    clearTimeout(this.timer);
    if (!this.pending && this.dirty) {
      this.dirty = false;
      this.since = undefined;
      this.pending = { fields: this.fields(), base_rev: this.rev, base_idem: this.baseIdem, idem: newKey() };
      this.post();
    }
    return this.settled ? Promise.resolve() : new Promise((done) => this.waiters.push(done));
  }

  async post() {
    this.tell();
    this.flying = true;
    const answer = await send(this.form.action, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(this.pending) });
    this.flying = false;
    if (answer.status === 200) return this.saved(answer.data);
    if (answer.status >= 400 && answer.status < 500 && ![401, 408, 425, 429].includes(answer.status)) return this.refused(answer);
    this.failed = true;
    this.tell("Not saved yet; trying again");
    this.settle();
    const wait = RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)];
    this.tries += 1;
    this.retry = setTimeout(() => this.post(), wait);
  }

  hurry() { if (this.failed && this.pending && !this.flying) { clearTimeout(this.retry); this.tries = 0; this.post(); } }

  saved({ rev, outcome, fields, clashed, other }) {
    const sent = this.pending;
    this.pending = null;
    this.failed = false;
    this.tries = 0;
    this.rev = rev;
    const same = Object.keys(fields).every((name) => String(fields[name] ?? "") === String(sent.fields[name] ?? ""));
    const taken = same || this.takeIn(sent.fields, fields);
    this.unseen = taken ? null : fields;
    this.baseIdem = taken ? null : sent.idem;
    if (!this.dirty) this.reveal();
    if (outcome === "conflict") this.clash.say(other, clashed ?? []);
    this.tell(same ? "" : this.unseen ? "Somebody else wrote here too; joined when you leave this box" : "Joined with what somebody else wrote");
    if (this.dirty) this.save();
    else this.settle();
  }

  // Takes in what somebody else wrote, around the caret and what is typed meanwhile. Says whether all of it could be.
  takeIn(from, to) {
    if (this.composing) return false;
    const boxes = [...this.form.elements].filter((box) => box.matches("textarea, input[type=text]") && typeof to[box.name] === "string");
    const plans = boxes.map((box) => changesFor(box, String(from[box.name] ?? ""), to[box.name]));
    if (plans.includes(null)) return false;
    boxes.forEach((box, number) => take(box, plans[number]));
    if (!this.dirty) this.show(to);
    return true;
  }

  // Puts what the server has into the boxes, unless somebody stands in them.
  reveal(now = false) {
    if (!this.unseen || (this.focused && !now)) return;
    this.show(this.unseen);
    this.unseen = this.baseIdem = null;
    this.tell("Joined with what somebody else wrote");
  }

  refused(answer) {
    const sent = this.pending;
    this.pending = null;
    this.failed = this.rejected = true;
    if (answer.status === 409) { this.lock(); this.lost = sent.fields; }
    this.tell(answer.data?.error?.sentence ?? "This was not saved.");
    this.settle();
    if (this.lost) this.form.dispatchEvent(new CustomEvent("cell:refused", { bubbles: true }));
  }

  settle() { for (const done of this.waiters.splice(0)) done(); }

  lock(on = true) {
    this.locked = on;
    for (const control of this.form.elements) {
      if (control.matches("textarea, input[type=text]")) control.readOnly = on;
      else if (control.matches("[type=radio], [type=checkbox]")) control.disabled = on;
    }
  }

  // What the server has, unless somebody is typing here: their words come first and are merged when they are saved.
  offer(rev, fields) {
    if (this.lost) { this.apart(rev, fields); return; }
    if (rev <= this.rev || !this.kept) return;
    if (this.focused && !this.takeIn(this.fields(), fields)) { this.tell("Changed by somebody else; your words will be joined"); return; }
    this.show(fields);
    this.rev = rev;
    this.unseen = this.baseIdem = null;
  }

  // A signed text stands in its boxes as it was signed; what came too late stands beside it, to be copied.
  apart(rev, fields) {
    const late = { ...this.lost, ...this.fields() };
    this.lost = null;
    this.show(fields);
    [this.rev, this.unseen, this.baseIdem] = [rev, null, null];
    const apart = this.words.say(late, fields);
    if (!apart) this.rejected = this.failed = false;
    this.tell(apart ? "Some words came after the signature" : "");
  }

  show(fields) {
    for (const control of this.form.elements) {
      if (control.type === "hidden" || !control.name) continue;
      if (control.type === "radio" && "participation" in fields) control.checked = Number(control.value) === fields.participation;
      else if (control.type === "checkbox" && "goals" in fields) control.checked = fields.goals.includes(control.value);
      else if (control.name in fields && control.value !== fields[control.name]) control.value = fields[control.name];
    }
  }

  tell(words) {
    const place = this.form.querySelector("[data-cell-state]") ?? this.form.parentElement.querySelector("[data-cell-state]");
    if (place) {
      place.dataset.state = this.state;
      place.textContent = words || { saving: "Saving…", saved: this.rev ? "Saved" : "", failed: place.textContent }[this.state];
    }
    this.changed(this);
  }
}

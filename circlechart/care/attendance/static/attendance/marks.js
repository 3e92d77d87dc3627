// One client's attendance. A choice or a time goes to the server at once; what it answers is what is shown.
import { newKey } from "../ui/key.js";
import { send } from "../ui/send.js";

const RETRY_MS = [1000, 2000, 4000, 8000, 15000];

class AttendanceMarks extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = this.querySelector("form");
    this.stepForm = this.querySelector("[data-step-form]");
    this.rev = Number(this.dataset.rev);
    this.queue = [];
    this.waiters = [];
    this.form.addEventListener("change", (event) => this.changed(event));
    this.form.addEventListener("keydown", (event) => { if (event.key !== "Tab") this.typedIn = event.target; });
    this.form.addEventListener("input", () => this.tell());
    this.form.addEventListener("focusout", (event) => { this.typedIn = null; this.leftField(event); this.tell(); });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.stepForm.addEventListener("submit", (event) => { event.preventDefault(); this.step(); });
    this.addEventListener("keydown", (event) => this.key(event));
    this.remember();
    this.showFields();
  }

  get settled() { return this.queue.length === 0; }

  // Whether the server has everything that stands here; a time is sent when its field is left.
  get kept() { return this.settled && Object.keys(this.shown).every((name) => this.form[name].value === this.shown[name]); }

  tell() { this.dispatchEvent(new CustomEvent("attendance:unsent", { bubbles: true })); }

  hurry() { this.again?.(); }

  // Resolves when every mark is with the server, or when one has to be tried again: look at `settled`.
  save() {
    this.hurry();
    return this.settled ? Promise.resolve() : new Promise((done) => this.waiters.push(done));
  }

  rest() {
    this.tell();
    for (const done of this.waiters.splice(0)) done();
  }

  remember() {
    this.shown = { arrived: this.form.arrived.value, left: this.form.left.value, reason: this.form.reason.value };
  }

  changed(event) {
    if (event.target.type !== "radio") return;
    const choice = event.target.value;
    this.put(this.form.action, { choice, reason: this.form.reason.value });
    if (choice === "late") this.focusSoon("arrived");
    if (choice === "left_early") this.focusSoon("left");
    this.showFields(choice);
  }

  focusSoon(name) {
    const field = this.form[name];
    field.closest(".field").hidden = false;
    requestAnimationFrame(() => field.focus());
  }

  leftField(event) {
    const { name, value } = event.target;
    if (!(name in this.shown) || value === this.shown[name]) return;
    if ((name === "arrived" || name === "left") && event.target.validity.badInput) return;
    this.shown[name] = value;
    if (name === "reason") this.put(this.form.action, { choice: this.choice, reason: value });
    else this.put(this.form.action, { [name]: value });
  }

  get choice() { return this.form.querySelector("[name=choice]:checked")?.value ?? ""; }

  step() {
    const out = !this.querySelector("[data-out-more]").hidden;
    this.put(this.dataset.step, { way: out ? "out" : "in", reason: this.stepForm.reason.value });
  }

  put(url, fields) {
    this.queue.push({ url, fields: { ...fields, idem: newKey() } });
    this.tell();
    if (this.queue.length === 1) this.post();
  }

  async post() {
    this.toggleAttribute("data-saving", true);
    await this.closest("session-screen")?.commanding; // what the page's own command changes is no conflict with this tap
    for (let tries = 0; this.queue.length; ) {
      const next = this.queue[0];
      next.fields.base_rev ??= this.rev;
      this.flying = true;
      const answer = await send(next.url, { body: next.fields });
      this.flying = false;
      if (answer.status === 0 || answer.status >= 500 || answer.status === 401) {
        this.failed = true;
        this.trouble("Not saved yet; trying again.");
        this.rest();
        await new Promise((done) => { this.again = done; setTimeout(done, RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]); });
        continue;
      }
      tries = 0;
      this.failed = false;
      this.queue.shift();
      if (answer.ok) { this.trouble(""); this.rev = answer.data.rev; if (!this.queue.length) this.apply(answer.data, true); }
      else { this.trouble(answer.data?.error?.sentence ?? "This was not saved."); this.queue = []; }
    }
    this.toggleAttribute("data-saving", false);
    this.rest();
    this.dispatchEvent(new CustomEvent("attendance:changed", { bubbles: true }));
  }

  trouble(words) {
    const place = this.querySelector("[data-trouble]");
    place.textContent = words;
    place.hidden = !words;
  }

  // What the server has. A field that somebody types in keeps what they type; a time with the hour alone has no value yet.
  apply(row, own = false) {
    if (!own && !this.settled && !this.flying) this.rev = Math.max(this.rev, row.rev);
    if (!own && (!this.settled || row.rev < this.rev)) return;
    this.rev = row.rev;
    for (const radio of this.form.querySelectorAll("[name=choice]")) {
      radio.checked = radio.value === row.choice;
      if (row.frozen) radio.disabled = true;
    }
    for (const name of ["arrived", "left", "reason"]) {
      const field = this.form[name];
      const typing = document.activeElement === field && (this.typedIn === field || field.value !== this.shown[name]);
      if (!typing && field.value !== row[name]) field.value = row[name];
      if (!typing) this.shown[name] = row[name];
      if (row.frozen) field.disabled = true;
    }
    this.form.base_rev.value = row.rev;
    this.querySelector("[data-stray]").hidden = !row.stray;
    this.querySelector("[data-status]").textContent = row.status;
    this.querySelector("[data-outs]").replaceChildren(...row.outs.map(([from, to, reason]) => {
      const item = document.createElement("li");
      item.textContent = `Out ${from}–${to || "now"}, ${reason}`;
      return item;
    }));
    this.querySelector("[data-out-more]").hidden = row.is_out;
    this.querySelector("[data-back]").hidden = !row.is_out;
    this.stepForm.way.value = row.is_out ? "in" : "out";
    this.showFields(row.choice, row);
  }

  showFields(choice = this.choice, row = null) {
    const here = ["present", "late", "left_early"].includes(choice);
    const rare = Boolean(row?.more && row.more !== "expected");
    this.querySelector("[data-reason]").hidden = !rare && (here || !choice);
    this.querySelector("[data-times]").toggleAttribute("data-quiet", !here);
    this.stepForm.hidden = !here || row?.frozen;
  }

  key(event) {
    if (event.target.name !== "choice" || event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = { p: "present", t: "late", l: "left_early", n: "no_show", e: "excused" }[event.key.toLowerCase()];
    const radio = choice && this.form.querySelector(`[name=choice][value=${choice}]`);
    if (!radio || radio.disabled) return;
    event.preventDefault();
    radio.focus();
    radio.click();
  }
}

customElements.define("attendance-marks", AttendanceMarks);

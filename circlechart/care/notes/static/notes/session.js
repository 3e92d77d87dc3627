// The session screen: cells that save themselves, commands that swap the board in place, polling, signing.
import { send } from "../ui/send.js";
import { announce } from "../ui/announce.js";
import { Cell } from "./cell.js";
import { Signing } from "./signing.js";
import { goTo, listSentences } from "./sentences.js";
import { Windows } from "./windows.js";

const POLL_MS = 5000;
const SOON_MS = 400;
const UNMARKED = { status: 0, data: { error: { sentence: "A mark of attendance is not saved yet. Check the connection and try again." } } };
const page = (address) => send(address, { method: "GET", headers: { Accept: "text/html" } });

class SessionScreen extends HTMLElement {
  connectedCallback() {
    this.cells = new Map();
    this.status = this.dataset.status; // what the page was drawn for
    this.signing = new Signing(this);
    this.windows = new Windows(this);
    this.adopt(this);
    for (const place of this.querySelectorAll("[data-warnings], [data-blockers]")) listSentences(place);
    this.addEventListener("submit", (event) => this.submitted(event));
    this.addEventListener("focusout", (event) => this.retimed(event));
    this.addEventListener("cell:refused", () => this.poll(true));
    this.addEventListener("attendance:unsent", () => this.savedWords());
    this.addEventListener("attendance:changed", () => { this.savedWords(); clearTimeout(this.soon); this.poll(true); });
    this.addEventListener("click", (event) => goTo(this, event));
    this.addEventListener("keydown", (event) => this.key(event));
    window.addEventListener("beforeunload", (event) => { if (!this.kept) event.preventDefault(); });
    document.addEventListener("connection:back", () => this.back());
    document.addEventListener("visibilitychange", () => document.hidden || this.poll());
    this.loadAround();
    this.timer = setInterval(() => document.hidden || this.live || this.poll(), POLL_MS);
  }

  disconnectedCallback() { clearInterval(this.timer); }

  get marks() { return [...this.querySelectorAll("attendance-marks")]; }

  // Whether every mark of attendance is with the server: what is ended or signed stands on it.
  get marked() { return this.marks.every((row) => row.settled); }

  // Whether the server has every word and every mark of this page.
  get kept() { return [...this.cells.values(), ...this.marks].every((each) => each.kept !== false); }

  adopt(root) {
    for (const form of root.querySelectorAll("form[data-cell]")) {
      if (this.cells.has(form)) continue;
      const cell = new Cell(form, () => this.savedWords());
      if (form.hasAttribute("data-signed") || form.closest("[data-signed]")) cell.lock();
      this.cells.set(form, cell);
    }
  }

  savedWords() {
    const lost = [...this.cells.values()].some((cell) => cell.failed) ? "words" : this.marks.some((mark) => mark.failed) ? "marks" : "";
    const state = lost ? "failed" : this.kept ? "saved" : "saving";
    const place = this.querySelector("[data-save-state]");
    if (!place) return;
    const words = { failed: `Some ${lost} are not saved yet`, saved: "All words saved", saving: "Saving…" }[state];
    if (place.dataset.state !== state) { place.dataset.state = state; if (state === "failed") announce(words); }
    place.querySelector("[data-save-words]").textContent = words;
    if (state === "saved") { clearTimeout(this.soon); this.soon = setTimeout(() => this.poll(), SOON_MS); }
  }

  back() { for (const each of [...this.cells.values(), ...this.marks]) each.hurry?.(); }

  async submitted(event) {
    const form = event.target;
    if (form.matches("[data-command]")) { event.preventDefault(); await this.command(form); }
    else if (form.matches("[data-retime]")) { event.preventDefault(); await this.command(form); }
    else if (form.matches("[data-sign]")) { event.preventDefault(); await this.signing.open(form.action); }
    else if (form.matches("[data-ceremony]")) { event.preventDefault(); await this.signing.sign(form); }
  }

  retimed(event) {
    const field = event.target;
    const form = field.closest?.("[data-retime]");
    if (form && field.type === "time" && field.value && field.value !== field.defaultValue) this.command(form);
  }

  command(form) {
    this.commanding = this.carryOut(form);
    return this.commanding;
  }

  async carryOut(form) {
    const buttons = form.querySelectorAll("button");
    const pressed = form.contains(document.activeElement);
    for (const button of buttons) button.disabled = true;
    await Promise.all(this.marks.map((row) => row.save()));
    const answer = this.marked ? await send(form.action, { body: new FormData(form) }) : UNMARKED;
    for (const button of buttons) button.disabled = false;
    if (pressed && !form.contains(document.activeElement)) buttons[0]?.focus();
    if (answer.status >= 400 || answer.status === 0) {
      this.trouble(form, answer.data?.error?.sentence ?? "There is no connection. Try again.");
      return;
    }
    await this.refresh();
    announce(form.matches("[data-retime]") ? "Times saved" : `${buttons[0].textContent.trim()}: done`);
  }

  trouble(form, words) {
    let place = form.querySelector(".error-text");
    if (!place) { place = document.createElement("p"); place.className = "error-text"; place.setAttribute("role", "alert"); form.append(place); }
    place.textContent = words;
  }

  // Takes the page anew and puts in what is new, without touching a box that somebody may be typing in.
  async refresh() {
    const answer = await page(location.pathname);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(answer.html, "text/html");
    this.swap(fresh);
    this.status = fresh.querySelector("session-screen").dataset.status; // seen now: the next poll need not fetch it again
    const rows = this.querySelector("[data-rows]");
    rows.querySelector(".expected")?.remove();
    for (const row of fresh.querySelectorAll("[data-row]")) {
      if (!document.getElementById(row.id)) rows.append(document.adoptNode(row));
    }
    this.adopt(this);
    this.savedWords();
    await this.poll(true);
    await this.loadAround();
  }

  // Whoever stood on a control that is drawn anew stands on it again, or on what comes next in the bar.
  swap(fresh) {
    const held = document.activeElement?.closest("[data-swap]") ? document.activeElement : null;
    const [name, words] = [held?.name, held?.textContent.trim()];
    const places = [...this.querySelectorAll("[data-swap]")];
    for (const place of places) {
      const next = fresh.getElementById(place.id);
      if (next) place.replaceChildren(...document.adoptNode(next).childNodes);
    }
    if (!held || held.isConnected) return;
    const controls = places.flatMap((place) => [...place.querySelectorAll("input:not([type=hidden]), button")]);
    const same = controls.find((each) => (name ? each.name === name : each.textContent.trim() === words));
    (same ?? this.querySelector("#session-bar button"))?.focus();
  }

  async poll(force = false) {
    if (this.polling) { this.again ||= force; return; }
    this.polling = true;
    const answer = await send(`${this.dataset.state}?seen=${force ? "" : this.dataset.digest}`, { method: "GET" });
    this.polling = false;
    if (answer.ok && answer.data) this.apply(answer.data);
    if (this.again) { this.again = false; await this.poll(true); }
  }

  apply(state) {
    if (!state.rows) return;
    const changed = state.digest !== this.dataset.digest;
    this.dataset.digest = state.digest;
    const known = new Set([...this.querySelectorAll("[data-row]")].map((row) => row.dataset.row));
    const moved = this.status && this.status !== state.session.status;
    this.status = state.session.status;
    if (moved || Object.keys(state.rows).some((id) => !known.has(id))) { this.refresh(); return; }
    for (const [id, row] of Object.entries(state.rows)) this.applyRow(document.getElementById(`row-${id}`), row);
    const narrative = this.cellOf("narrative");
    narrative?.offer(state.narrative.rev, state.narrative.fields);
    if (narrative && !narrative.form.hasAttribute("data-looks") && Boolean(narrative.locked) !== state.narrative.closed) {
      narrative.lock(state.narrative.closed);
      narrative.form.toggleAttribute("data-signed", state.narrative.closed);
    }
    if (state.part) this.cellOf("part")?.offer(state.part.rev, state.part.fields);
    listSentences(this.querySelector("[data-warnings]"), state.narrative.warnings);
    for (const [name, value] of Object.entries(state.session)) {
      const place = this.querySelector(`[data-count="${name}"]`);
      if (place) place.textContent = value;
    }
    const ready = this.querySelector("[data-ready]");
    if (ready && state.session.ended) ready.textContent = state.desk.waiting ? `${state.desk.ready} of ${state.desk.waiting} ready for your signature` : "Nothing left for you to sign";
    if (changed) this.loadAround();
  }

  cellOf(kind) { return this.cells.get(this.querySelector(`form[data-cell="${kind}"]`)); }

  applyRow(element, row) {
    element.dataset.owed = row.owed;
    element.querySelector("[data-minutes]").textContent = row.owed === "group_note" ? `${row.marks.minutes} min` : "";
    element.querySelector("attendance-marks")?.apply?.(row.marks);
    const cell = this.cells.get(element.querySelector("form[data-cell]"));
    if (row.signed && !element.hasAttribute("data-signed")) {
      element.setAttribute("data-signed", "");
      cell.lock();
      const link = document.createElement("a");
      link.href = `/notes/${row.signed.id}/`;
      link.textContent = "Signed note";
      element.querySelector("[data-signed-words]").replaceChildren(link);
    }
    cell.offer(row.entry.rev, row.entry.fields);
    listSentences(element.querySelector("[data-blockers]"), row.blockers);
  }

  // What other rooms show here: the effect, what came of signing, and what stands in the slots.
  loadAround() { return Promise.all([this.loadEffect(), this.loadOutcome(), this.windows.load()]); }

  async loadEffect() {
    const place = this.querySelector("[data-effect]");
    if (!place || !this.dataset.effectUrl || !this.querySelector("[data-row]")) return;
    const turn = (this.effectTurn = (this.effectTurn ?? 0) + 1);
    const answer = await page(this.dataset.effectUrl);
    if (answer.ok && turn === this.effectTurn) place.innerHTML = answer.html;
  }

  // What came of signing stands at the top once something is signed; `land` takes the signer there.
  async loadOutcome(land = false) {
    const place = this.querySelector("[data-outcome]");
    if (!place || (place.hidden && !land && !this.querySelector("[data-row][data-signed]"))) return;
    const turn = (this.outcomeTurn = (this.outcomeTurn ?? 0) + 1);
    const answer = await page(this.dataset.outcomeUrl);
    if (!answer.ok || (turn !== this.outcomeTurn && !land)) return;
    const within = place.contains(document.activeElement);
    const open = land || place.querySelector("details")?.open;
    place.innerHTML = answer.html;
    place.hidden = false;
    if (open) place.querySelector("details").open = true;
    if (land || within) place.querySelector("h2").focus({ preventScroll: true });
    if (land) place.scrollIntoView({ block: "start" });
  }

  key(event) {
    if (event.key === "Enter" && event.target.name === "topic" && !event.ctrlKey) { event.preventDefault(); return; } // one line
    if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); this.querySelector("[data-sign] button")?.click(); return; }
    const group = event.target.closest?.("[role=radiogroup]");
    if (!group || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[1-4]$/.test(event.key)) {
      const choice = group.querySelector(`input[name=participation][value="${event.key}"]`);
      if (choice) { event.preventDefault(); choice.focus(); choice.click(); }
    } else if (event.key === "j" || event.key === "k") {
      const rows = [...this.querySelectorAll("[data-row]")];
      const next = rows[rows.indexOf(event.target.closest("[data-row]")) + (event.key === "j" ? 1 : -1)];
      const same = next?.querySelectorAll("[role=radiogroup]")[[...event.target.closest("[data-row]").querySelectorAll("[role=radiogroup]")].indexOf(group)];
      const target = same?.querySelector("input:checked") ?? same?.querySelector("input");
      if (target) { event.preventDefault(); target.focus(); }
    }
  }
}

customElements.define("session-screen", SessionScreen);

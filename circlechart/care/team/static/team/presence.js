// Who else has the session open, and in which entry they stand. Said again every ten seconds; after twenty it is over.
import { send } from "../ui/send.js";

const SAY_MS = 10000;
const SOON_MS = 150;

export class Presence {
  constructor(screen) {
    this.screen = screen;
    this.address = screen.dataset.state.replace(/state\/$/, "presence/?seen=");
    this.cell = "";
    screen.addEventListener("focusin", (event) => this.stand(event.target));
    setInterval(() => document.hidden || this.say(), SAY_MS);
    this.say();
  }

  stand(element) {
    const cell = element.closest("[data-row]")?.dataset.row ?? element.closest("form[data-cell]")?.dataset.cell ?? "";
    if (cell === this.cell) return;
    this.cell = cell;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.say(), SOON_MS);
  }

  async say() {
    if (this.saying) { this.again = true; return; }
    this.saying = true;
    const answer = await send(this.address, { body: { cell: this.cell } });
    this.saying = false;
    if (answer.ok) this.show(answer.data.here);
    if (this.again) { this.again = false; await this.say(); }
  }

  show(here) {
    this.screen.dataset.company = here.length ? "yes" : "no";
    const words = JSON.stringify(here);
    if (this.words === words) return;
    this.words = words;
    for (const old of this.screen.querySelectorAll("[data-here]")) old.remove();
    const where = (cell) => document.getElementById(`row-${cell}`)?.querySelector(".client-facts") ?? this.screen.querySelector(cell === "narrative" ? ".narrative .card-head" : ".session-staff");
    for (const each of here) {
      const place = where(each.cell);
      const mark = document.createElement(place?.tagName === "UL" ? "li" : "span");
      mark.dataset.here = each.staff;
      mark.className = "badge here";
      mark.dataset.tone = "info";
      mark.textContent = each.cell ? `${each.name} is here` : `${each.name} has this open`;
      place?.append(mark);
    }
  }
}

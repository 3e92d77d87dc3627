// Fragments of rooms above, shown in slots of the session screen: one request for a whole list of rows, not one a row.
// Each child of an answer names its slot with `data-slot`, and its row, if it is for one, with `data-row-for`.
import { send } from "../ui/send.js";

export class Windows {
  constructor(screen) {
    this.screen = screen;
    this.addresses = (screen.dataset.windows ?? "").split(" ").filter(Boolean);
    this.turns = new Map();
    this.filled = new Map(this.addresses.map((address) => [address, new Map()])); // slot -> what stands in it
  }

  load() { return Promise.all(this.addresses.map((address) => this.look(address))); }

  async look(address) {
    const turn = (this.turns.get(address) ?? 0) + 1;
    this.turns.set(address, turn);
    const answer = await send(address, { method: "GET", headers: { Accept: "text/html" } });
    if (!answer.ok || turn !== this.turns.get(address)) return;
    const fresh = new DOMParser().parseFromString(answer.html, "text/html");
    const before = this.filled.get(address);
    const now = new Map();
    for (const part of fresh.querySelectorAll("[data-slot]")) {
      const slot = this.slot(part);
      if (!slot) continue;
      const words = part.innerHTML.trim();
      now.set(slot, before.get(slot) === words || this.put(slot, [...part.childNodes]) ? words : before.get(slot));
    }
    for (const slot of before.keys()) if (!now.has(slot) && !this.put(slot, [])) now.set(slot, before.get(slot));
    this.filled.set(address, now);
  }

  slot(part) {
    const { slot, rowFor } = part.dataset;
    if (rowFor) return document.getElementById(`row-${rowFor}`)?.querySelector(`[data-slot="${CSS.escape(slot)}"]`);
    return [...this.screen.querySelectorAll(`[data-slot="${CSS.escape(slot)}"]`)].find((each) => !each.closest("[data-row]"));
  }

  // Says whether it was put in: a slot in which somebody stands, or that holds words not saved yet, stays as it is.
  put(slot, nodes) {
    if (slot.contains(document.activeElement) || slot.querySelector("[data-held]")) return false;
    slot.replaceChildren(...nodes.map((node) => document.adoptNode(node)));
    slot.hidden = !slot.childElementCount;
    return true;
  }
}

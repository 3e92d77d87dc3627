// Lines noted of one client: they are sent from the row, and what is taken over comes into the boxes with the next look.
// A line that is being typed keeps its slot as it is (data-held), so that no news takes words away.
import { announce } from "../ui/announce.js";
import { newKey } from "../ui/key.js";
import { send } from "../ui/send.js";

const DONE = { noting: "Line noted", taking: "Put into the entry. Read it, and change what you want." };

class DraftingLines extends HTMLElement {
  connectedCallback() {
    if (this.heard) return;
    this.heard = true;
    // the entry around this element saves itself; what is typed here is not its text
    for (const kind of ["input", "change", "compositionend"]) this.addEventListener(kind, (event) => { event.stopPropagation(); this.hold(); });
    this.addEventListener("submit", (event) => { event.preventDefault(); event.stopPropagation(); this.submit(event.target); });
    this.addEventListener("keydown", (event) => this.key(event));
  }

  hold() {
    const typed = [...this.querySelectorAll("textarea")].some((box) => box.value !== box.defaultValue);
    this.toggleAttribute("data-held", typed);
  }

  key(event) {
    const form = event.target.closest("[data-noting]");
    if (!form || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    form.requestSubmit();
  }

  async submit(form) {
    if (this.sending) return;
    this.sending = true;
    const body = new FormData(form);
    form.dataset.idem ||= newKey(); // a repeated press after a lost answer is the same line
    body.set("idem", form.dataset.idem);
    const answer = await send(form.action, { body });
    this.sending = false;
    if (!answer.ok) { this.trouble(form, answer.data?.error?.sentence ?? "There is no connection. Your words stay here; try again."); return; }
    const screen = this.closest("session-screen");
    const slot = this.closest("[data-slot]");
    const again = form.hasAttribute("data-noting");
    for (const box of form.querySelectorAll("textarea")) box.value = box.defaultValue;
    delete form.dataset.idem;
    this.hold();
    announce(again ? DONE.noting : form.hasAttribute("data-taking") ? DONE.taking : "Line taken back");
    document.activeElement?.blur();
    await screen?.windows?.load();
    await screen?.poll?.(true);
    if (again) slot?.querySelector("[data-noting] textarea")?.focus();
    else slot?.querySelector("summary")?.focus();
  }

  trouble(form, words) {
    let place = form.querySelector(".error-text");
    if (!place) { place = document.createElement("p"); place.className = "error-text"; place.setAttribute("role", "alert"); form.append(place); }
    place.textContent = words;
  }
}

customElements.define("drafting-lines", DraftingLines);

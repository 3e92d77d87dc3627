// An answer that cannot wait interrupts whoever stands on the session screen, until it is acknowledged.
import { send } from "../ui/send.js";
import { announce } from "../ui/announce.js";

const LOOK_MS = 15000;

class MeasureAlerts extends HTMLElement {
  connectedCallback() {
    this.screen = this.closest("session-screen");
    this.told = new Set();
    this.results = null;
    this.place = this.querySelector("[data-slot=alerts]");
    this.watch = new MutationObserver(() => this.interrupt());
    this.watch.observe(this.place, { childList: true });
    this.addEventListener("submit", (event) => this.acknowledge(event));
    this.addEventListener("click", (event) => { if (event.target.closest("[data-later]")) this.goTo(); });
    this.timer = setInterval(() => document.hidden || this.look(), LOOK_MS);
    this.interrupt();
    this.look();
  }

  disconnectedCallback() { clearInterval(this.timer); this.watch.disconnect(); }

  get dialog() { return this.querySelector("dialog"); }

  // What came in since this page looked: the rows and the alerts are fetched anew.
  async look() {
    const answer = await send(`${this.dataset.news}?seen=1`, { method: "GET" });
    if (!answer.ok || !answer.data) return;
    const now = `${answer.data.results} ${answer.data.urgent.join(" ")}`;
    const first = this.results === null;
    const moved = this.results !== now;
    this.results = now;
    if (moved && !first) await this.screen?.windows?.load();
  }

  interrupt() {
    const urgent = this.place.querySelector("[data-urgent]");
    const ids = (urgent?.dataset.urgent ?? "").split(" ").filter(Boolean);
    const fresh = ids.filter((id) => !this.told.has(id));
    if (!fresh.length || this.dialog.open) return;
    for (const id of ids) this.told.add(id);
    const count = ids.length;
    this.dialog.querySelector("h2").textContent = count > 1 ? `${count} answers need you now` : "An answer needs you now";
    const list = this.dialog.querySelector("[data-list]");
    list.replaceChildren(...[...urgent.querySelectorAll("li")].map((each) => {
      const copy = document.createElement("li");
      copy.append(...[...each.children].filter((child) => child.tagName === "P").map((child) => child.cloneNode(true)));
      return copy;
    }));
    this.dialog.showModal();
    this.dialog.querySelector("h2").focus(); // a key that was meant for a text presses nothing here
    announce(this.dialog.querySelector("h2").textContent);
  }

  goTo() {
    this.dialog.close();
    const target = this.place.querySelector("textarea") ?? this.place.querySelector("h2");
    target?.focus();
    target?.scrollIntoView({ block: "center" });
  }

  async acknowledge(event) {
    const form = event.target.closest("[data-acknowledge]");
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    const button = form.querySelector("button");
    button.disabled = true;
    const answer = await send(form.action, { body: new FormData(form) });
    button.disabled = false;
    if (answer.ok) {
      document.activeElement?.blur();
      form.querySelector("textarea").value = "";
      announce("Acknowledged");
      await this.screen?.windows?.load();
      return;
    }
    let place = form.querySelector(".error-text");
    if (!place) { place = document.createElement("p"); place.className = "error-text"; place.setAttribute("role", "alert"); form.append(place); }
    place.textContent = answer.data?.error?.sentence ?? "There is no connection. Try again.";
  }
}

customElements.define("measure-alerts", MeasureAlerts);

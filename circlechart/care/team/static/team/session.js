// What a team adds to the session screen: news within the second, who is here, the shared rows, the team note.
import { follow } from "./live.js";
import { Presence } from "./presence.js";

await customElements.whenDefined("session-screen");
const screen = document.querySelector("session-screen");
if (screen) {
  const presence = new Presence(screen);
  follow(screen, () => presence.say(), () => screen.windows.load());
  // words for the team that are not sent yet keep their place when the others' words come in
  screen.addEventListener("input", (event) => event.target.closest("[data-team]")?.toggleAttribute("data-held", Boolean(event.target.value)));
  screen.addEventListener("submit", (event) => sent(event.target), true);
}

async function sent(form) {
  if (!form.matches("[data-team]")) return;
  document.activeElement.blur();
  await new Promise((soon) => setTimeout(soon)); // the screen begins to send it first
  await screen.commanding;
  if (form.querySelector(".error-text")) return;
  form.removeAttribute("data-held");
  if (form.elements.text) form.elements.text.value = "";
  await screen.windows.load();
}

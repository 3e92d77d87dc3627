// What a team adds to the session screen.
import { follow } from "./live.js";

await customElements.whenDefined("session-screen");
const screen = document.querySelector("session-screen");
if (screen) follow(screen, () => {});

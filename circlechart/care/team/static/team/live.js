// Keeps an open session page up to date within the second, as long as the live process can be reached; else the page
// asks every five seconds, as it does without this file.
import { send } from "../ui/send.js";
import { listen } from "../live/listen.js";

const GAP_MS = 250; // between two looks, however much is written
const SELDOM_MS = 30000; // how often to look all the same while the line is open

export function follow(screen, heard, said) {
  const base = screen.dataset.state.replace(/state\/$/, "");
  let last = 0;
  let soon = 0;

  function look() {
    clearTimeout(soon);
    last = Date.now();
    if (!document.hidden) screen.poll(true);
  }

  function news(word) {
    if (word === "presence" || word === "here") heard();
    if (word === "team") said();
    if (word === "presence" || word === "team") return;
    clearTimeout(soon);
    soon = setTimeout(look, Math.max(0, last + GAP_MS - Date.now()));
  }

  async function address() {
    const answer = await send(`${base}live/?seen=`, { method: "GET" });
    return answer.ok ? answer.data.address : "";
  }

  const seldom = setInterval(() => screen.live && !document.hidden && screen.poll(), SELDOM_MS);
  const stop = listen(address, { news, state: (up) => { screen.live = up; } });
  return () => { clearInterval(seldom); stop(); };
}

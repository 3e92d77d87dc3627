// Long work goes on step by step while its page is open; the server keeps each step, so leaving loses nothing.
import { send } from "./send.js";

// `body` makes what a step is asked with; `count` says from the count so far and the reply how much is done.
export function steps(form, { words, stopped, during, body, count, timeout }) {
  const bar = form.querySelector("progress");
  const counted = form.querySelector(".progress-label span:last-child");
  const button = form.querySelector("button");

  async function goOn() {
    button.setAttribute("aria-disabled", "true");
    if (during) words.textContent = during;
    for (;;) {
      const reply = await send(form.action, { body: body?.(), timeout });
      if (!reply.ok) {
        words.textContent = reply.data?.error?.sentence ?? stopped;
        break;
      }
      bar.value = count(bar.value, reply.data.done);
      counted.textContent = `${bar.value} of ${form.dataset.of}`;
      if (reply.data.finished) {
        window.location.reload();
        return;
      }
    }
    button.removeAttribute("aria-disabled");
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") !== "true") goOn();
  });
  return goOn;
}

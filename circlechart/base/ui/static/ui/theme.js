// Light, dark or as the device says. The cookie lets the server draw the page right the first time.
import { cookie, remember } from "./cookie.js";

const choice = document.querySelector("[data-theme-choice]");

if (choice) {
  choice.hidden = false;
  for (const radio of choice.querySelectorAll("input")) radio.checked = radio.value === cookie("theme");
  choice.addEventListener("change", (event) => {
    remember("theme", event.target.value);
    document.documentElement.dataset.theme = event.target.value;
  });
}

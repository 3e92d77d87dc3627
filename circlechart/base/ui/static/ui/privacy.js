// Blurs every name, for a screen that others can see. It hides from a glance, not from a reader of the page's source.
import { announce } from "./announce.js";
import { remember } from "./cookie.js";

const toggle = document.querySelector("[data-privacy-toggle]");
const root = document.documentElement;

function show() {
  const on = root.dataset.privacy === "on";
  toggle.setAttribute("aria-pressed", String(on));
  const use = toggle.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, on ? "#eye-off" : "#eye"));
}

if (toggle) {
  toggle.hidden = false;
  show();
  toggle.addEventListener("click", () => {
    root.dataset.privacy = root.dataset.privacy === "on" ? "" : "on";
    remember("privacy", root.dataset.privacy);
    show();
    announce(root.dataset.privacy === "on" ? "Names are hidden" : "Names are shown");
  });
}

// Words for the live region: announce("Saved 18:41"). Polite, so that it never interrupts.
const region = () => document.getElementById("live");

export function announce(text) {
  const live = region();
  if (!live) return;
  live.textContent = "";
  // an emptied region first, so that the same words twice are spoken twice
  setTimeout(() => { live.textContent = text; }, 60);
}

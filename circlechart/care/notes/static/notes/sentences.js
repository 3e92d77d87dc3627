// What stands between a note and its signature, as sentences; where one points at words or a field, a button leads there.

// details: { sentence, blocks, field, word, instead }; without them the sentences that the page came with are made ready.
export function listSentences(place, details) {
  if (!place) return;
  details ??= [...place.children].map((item) => ({ sentence: item.textContent, ...item.dataset, blocks: item.dataset.blocks === "True" }));
  const words = details.map((each) => `${each.sentence}${each.word}`).join("|");
  if (place.dataset.words === words) return;
  place.dataset.words = words;
  place.replaceChildren(...details.map(sentence));
}

function sentence({ sentence: words, blocks, word, field, instead }) {
  const item = document.createElement("li");
  item.textContent = words;
  item.dataset.blocks = blocks ? "True" : "False";
  if (word) item.append(" ", leading("Show", { word }));
  if (word && instead) item.append(" ", leading("Replace", { word, instead }));
  else if (field && field !== "session") item.append(" ", leading("Go", { field }));
  return item;
}

function leading(label, data) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "leads";
  button.textContent = label;
  Object.assign(button.dataset, data);
  return button;
}

// A press on such a button, or on the link of an entry in the read-through, leads to the words or the field.
export function goTo(screen, event) {
  const mends = event.target.closest("[data-mends]");
  if (mends) {
    event.preventDefault();
    mends.closest("dialog")?.close();
    const row = document.getElementById(`row-${mends.dataset.mends}`);
    (row.querySelector("[data-blockers] .leads") ?? row.querySelector("textarea, input"))?.focus();
    row.scrollIntoView({ block: "nearest" });
    return;
  }
  const button = event.target.closest(".leads");
  if (!button) return;
  const near = button.closest("[data-row]") ?? button.closest("form");
  if (button.dataset.word) showWord(screen, near, button.dataset.word, button.dataset.instead);
  else (near.querySelector(`[name="${button.dataset.field}"]`) ?? screen.querySelector(`[name="${button.dataset.field}"]`))?.focus();
}

// With neutral words to write instead, they stand there at once; the box saves itself as if they were typed.
function showWord(screen, near, word, instead) {
  const boxes = [...near.querySelectorAll("textarea, input[type=text]"), ...screen.querySelectorAll("form[data-cell=narrative] :is(textarea, input[type=text])")];
  for (const box of boxes) {
    const at = placeOf(box.value, word);
    if (at < 0 || (instead && (box.readOnly || box.disabled))) continue;
    const more = box.closest("details");
    if (more) more.open = true;
    box.focus();
    box.setSelectionRange(at, at + word.length);
    if (instead) {
      box.setRangeText(instead, at, at + word.length, "select");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return;
  }
}

// A whole word as it was found; in other letters only where it stands nowhere so.
function placeOf(text, word) {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const whole = (flags) => text.search(new RegExp(`(?<![\\p{L}\\p{M}])${literal}(?![\\p{L}\\p{M}])`, flags));
  const exact = whole("u");
  return exact < 0 ? whole("iu") : exact;
}

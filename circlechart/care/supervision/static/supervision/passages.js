// Marking words in the note fills the comment's passage: which text, which words, and where they stand in it.
const form = document.querySelector("[data-comment]");

const letters = (text) => [...text].length;

function passageOf(node) {
  return (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-passage]");
}

// the words between two points of a passage, without the numbers of comments that stand among them
function words(range) {
  const copy = range.cloneContents();
  copy.querySelectorAll("sup").forEach((number) => number.remove());
  return copy.textContent;
}

function taken() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const passage = passageOf(range.startContainer);
  if (!passage || passage !== passageOf(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(passage, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const quote = words(range);
  const blank = quote.length - quote.trimStart().length;
  return { place: passage.dataset.passage, quote: quote.trim(), near: letters(words(before)) + blank };
}

if (form) {
  document.addEventListener("selectionchange", () => {
    const found = taken();
    if (!found?.quote) return;
    form.elements.quote.value = found.quote;
    form.elements.place.value = found.place;
    form.elements.near.value = found.near;
  });
  // words typed by hand are looked for in the whole note
  form.elements.quote.addEventListener("input", () => {
    form.elements.place.value = "";
    form.elements.near.value = "";
  });
}

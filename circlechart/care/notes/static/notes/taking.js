// Takes somebody else's words into a box that is in use: the caret, a selection, and what is typed meanwhile stay.

const LARGEST = 400000; // words times words; what is larger is taken as one change
const WORD = /\s*[\p{L}\p{N}_]+|\s*[^\s\p{L}\p{N}_]|\s+/gu;

// from: what the server was told, or last showed; to: what it has now; the box may have been typed in since `from`.
// Gives what to do, or null where both changed the same place: then the next save joins them.
export function changesFor(box, from, to) {
  const own = change(from, box.value);
  const changes = [];
  for (const each of differences(from, to)) {
    if (own.at === own.until && !own.words) changes.push(each);
    else if (each.until <= own.at) changes.push(each);
    else if (each.at >= own.until) changes.push(moved(each, own.words.length - (own.until - own.at)));
    else return null;
  }
  return changes;
}

export function take(box, changes) {
  for (const each of changes.toReversed()) box.setRangeText(each.words, each.at, each.until, "preserve");
}

function moved(each, by) { return { ...each, at: each.at + by, until: each.until + by }; }

// The one place in which two texts differ.
function change(from, to) {
  let at = 0;
  while (at < from.length && at < to.length && from[at] === to[at]) at += 1;
  let tail = 0;
  while (tail < from.length - at && tail < to.length - at && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1;
  return { at, until: from.length - tail, words: to.slice(at, to.length - tail) };
}

// All places in which two texts differ, word by word.
function differences(from, to) {
  const whole = change(from, to);
  if (whole.at === whole.until || !whole.words) return whole.at === whole.until && !whole.words ? [] : [whole];
  const old = from.slice(whole.at, whole.until).match(WORD) ?? [];
  const now = whole.words.match(WORD) ?? [];
  if (old.length * now.length > LARGEST) return [whole];
  return script(old, now, whole.at);
}

// The shortest way from one list of words to the other.
function script(old, now, start) {
  const best = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) best[i][j] = old[i] === now[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
  }
  const found = [];
  let [i, j, at] = [0, 0, start];
  let open = null;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) { at += old[i].length; i += 1; j += 1; open = null; continue; }
    if (!open) { open = { at, until: at, words: "" }; found.push(open); }
    if (j >= now.length || (i < old.length && best[i + 1][j] >= best[i][j + 1])) { at += old[i].length; open.until = at; i += 1; }
    else { open.words += now[j]; j += 1; }
  }
  return found;
}

// Hears from the live process that something changed. Nothing depends on it: where it cannot be reached the page goes on
// asking, and the line is tried again.
//
//   listen(address, { news: (word) => …, state: (up) => … })   address() resolves to where to listen, with a ticket, or "".

const SILENT_MS = 25000; // the process says something every ten seconds
const AGAIN_MS = [300, 2000, 5000, 10000, 30000];

export function listen(address, { news, state }) {
  let source = null;
  let tries = 0;
  let silence = 0;
  let again = 0;
  let opening = false;
  let stopped = false;

  async function open() {
    if (opening || source) return;
    clearTimeout(again);
    opening = true;
    const place = await address().catch(() => "");
    opening = false;
    if (stopped) return;
    if (!place) return later();
    source = new EventSource(place);
    source.onmessage = (event) => heard(event.data);
    source.onerror = lost; // also when the ticket is over: another one is asked for
    watch();
  }

  function heard(word) {
    watch();
    if (word === "beat") return;
    if (word === "here") { tries = 0; state(true); }
    news(word);
  }

  function watch() {
    clearTimeout(silence);
    silence = setTimeout(lost, SILENT_MS);
  }

  function lost() {
    clearTimeout(silence);
    source?.close();
    source = null;
    state(false);
    later();
  }

  function later() {
    if (stopped) return;
    again = setTimeout(open, AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]);
    tries += 1;
  }

  open();
  addEventListener("online", open);
  return () => { stopped = true; clearTimeout(silence); clearTimeout(again); source?.close(); };
}

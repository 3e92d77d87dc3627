// The one way a script talks to the server.
//
//   const reply = await send(url, { method: "POST", body: { response: "…", base_rev: 3 } });
//   reply.ok, reply.status, reply.data (JSON) or reply.html; reply.status is 0 when nothing was reached
//   (reply.why is then "offline", "timeout" or "aborted"). It never throws.
//
// body: FormData, URLSearchParams, or a plain object (sent as a form; lists are repeated, null is left out).
// It says for whom the page was drawn: when somebody else has signed in meanwhile, that is a 401, too.
// A 401 opens the password dialog over the page; typed text stays; then the same request is sent again.
import { cookie } from "./cookie.js";
import { reauthenticate } from "./reauth.js";

const TIMEOUT = 15000;
const TOKEN = "csrfmiddlewaretoken";

export async function send(url, given = {}) {
  for (;;) {
    const reply = await once(url, given);
    if (reply.status !== 401) return reply;
    if (!(await reauthenticate())) return reply;
  }
}

async function once(url, { method = "POST", body, signal, timeout = TIMEOUT, headers = {} }) {
  const verb = method.toUpperCase();
  const safe = verb === "GET" || verb === "HEAD";
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort(), timeout);
  const passOn = () => clock.abort();
  signal?.addEventListener("abort", passOn);
  if (signal?.aborted) clock.abort();
  try {
    const answer = await fetch(url, {
      method: verb,
      body: safe ? undefined : encoded(body),
      headers: {
        Accept: "application/json",
        "X-Requested-With": "fetch",
        "X-Page-Owner": document.body.dataset.owner ?? "",
        ...(safe ? {} : { "X-CSRFToken": cookie("csrftoken") }),
        ...headers,
      },
      credentials: "same-origin",
      signal: clock.signal,
    });
    const reply = await read(answer);
    tell("connection:back");
    return reply;
  } catch {
    const why = signal?.aborted ? "aborted" : clock.signal.aborted ? "timeout" : "offline";
    if (why !== "aborted") tell("connection:lost");
    return { ok: false, status: 0, why, data: null, html: "", headers: new Headers() };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", passOn);
  }
}

async function read(answer) {
  const kind = answer.headers.get("Content-Type") ?? "";
  const common = { ok: answer.ok, status: answer.status, url: answer.url, headers: answer.headers };
  if (kind.includes("json")) return { ...common, data: await answer.json(), html: "" };
  return { ...common, data: null, html: await answer.text() };
}

function encoded(body) {
  if (body === undefined || body === null) return undefined;
  // signing in again turns the token: a form read before carries the old one
  if (body instanceof FormData && body.has(TOKEN)) body.set(TOKEN, cookie("csrftoken"));
  if (body instanceof FormData || body instanceof URLSearchParams || typeof body === "string") return body;
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined) fields.append(name, String(one));
    }
  }
  return fields;
}

function tell(what) {
  document.dispatchEvent(new CustomEvent(what));
}

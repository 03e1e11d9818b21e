// Asks the studio's HTTP API, and says on the page what it refused.
"use strict";
const $ = (s, root = document) => root.querySelector(s);
const $$ = (s, root = document) => [...root.querySelectorAll(s)];
const slug = document.body.dataset.slug || "";
const formToken = $('meta[name="form-token"]').content;

/* A word of its own for each thing that is done once; a form that brings one from the server uses that. */
const newPress = () => [...crypto.getRandomValues(new Uint8Array(18))].map((n) => n.toString(16).padStart(2, "0")).join("");

async function ask(method, path, body, more = {}) {
  const headers = { "X-Storyreel": formToken, ...more };
  let sent = body;
  if (body !== undefined && !(body instanceof Blob)) { headers["Content-Type"] = "application/json"; sent = JSON.stringify(body); }
  let answer;
  try { answer = await fetch(path, { method, headers, body: sent, credentials: "same-origin" }); }
  catch { return { status: 0, data: { error: "The studio does not answer. It may have been done or not; load the page again to see." } }; }
  const data = await answer.json().catch(() => ({ error: `The studio failed (${answer.status}). It may have been done or not; load the page again to see.` }));
  return { status: answer.status, data };
}
/* What changes something is sent when the change before it was answered: an edit is kept before the film is made. */
let changes = Promise.resolve();
function api(method, path, body) {
  const send = () => ask(method, `/api/v1${path}`, body);
  return method === "GET" ? send() : (changes = changes.then(send));
}

function trouble(words) {
  const box = $("#trouble"); if (!box) return;
  $("p", box).textContent = words; box.hidden = !words;
  if (words) box.scrollIntoView({ block: "nearest" });
}

/* Does one thing, once: the control is off until the answer is there. */
async function once(control, method, path, body) {
  if (control?.dataset.sent) return null;
  if (control) { control.dataset.sent = "1"; control.setAttribute("aria-busy", "true"); }
  const found = await api(method, path, body);
  if (control) { delete control.dataset.sent; control.removeAttribute("aria-busy"); }
  const fine = found.status >= 200 && found.status < 300;
  trouble(fine ? "" : found.data.error);
  return fine ? found.data : null;
}

document.addEventListener("htmx:config:request", (e) => { e.detail.ctx.request.headers["X-Storyreel"] = formToken; });
document.addEventListener("htmx:sse:error", () => { const box = $("#offline"); if (box && box.hidden) { $("#offline-at").textContent = new Date().toTimeString().slice(0, 8); box.hidden = false; } });
document.addEventListener("htmx:sse:after:connection", () => { const box = $("#offline"); if (box) box.hidden = true; });
document.addEventListener("htmx:sse:close", (e) => { if (e.detail?.reason === "ended") $("#offline").hidden = false; });

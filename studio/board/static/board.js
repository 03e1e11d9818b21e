// The player, the timeline, the keyboard and the edits of a film's page. htmx fetches the parts and puts in place
// what the stream of events brings; values are kept through the HTTP API. No library, no build.
"use strict";
const film = $("#film-data") ? JSON.parse($("#film-data").textContent) : null;
const video = $("#video");
const rate = film?.rate || 24;
const clock = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;
const code = (s) => { const whole = Math.round(rate), f = Math.round(s * rate); return [f / whole / 3600, (f / whole / 60) % 60, (f / whole) % 60, f % whole].map((n) => String(Math.floor(n)).padStart(2, "0")).join(":"); };
const use = (icon, full) => `<svg class="icon${full ? " full" : ""}" viewBox="0 0 20 20" aria-hidden="true"><use href="#i-${icon}"/></svg>`;

/* light and dark */
function theme(name) { document.documentElement.dataset.theme = name; try { localStorage.setItem("theme", name); } catch { /* a private window */ } }

/* dialogs */
document.addEventListener("click", (e) => {
  const opens = e.target.closest("[data-opens]");
  if (opens) $("#" + opens.dataset.opens)?.showModal();
  if (e.target.closest("[data-closes]") || e.target.nodeName === "DIALOG") e.target.closest("dialog").close();
  const act = e.target.closest("[data-do]");
  if (act) doing[act.dataset.do]?.(act);
});

/* tabs beside the film */
$$('[role="tablist"]').forEach((list) => {
  const tabs = $$('[role="tab"]', list);
  const show = (tab) => tabs.forEach((t) => { const on = t === tab; t.setAttribute("aria-selected", on); t.tabIndex = on ? 0 : -1; $("#" + t.getAttribute("aria-controls")).hidden = !on; draw(); });
  list.addEventListener("click", (e) => e.target.closest('[role="tab"]') && show(e.target.closest('[role="tab"]')));
  list.addEventListener("keydown", (e) => { const i = tabs.indexOf(document.activeElement) + (e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : NaN); if (tabs[i]) { e.preventDefault(); e.stopPropagation(); show(tabs[i]); tabs[i].focus(); } });
});

/* ---- player and timeline: one clock. Without a film, the clips that are there are played one after another. ---- */
let stopAt = Infinity, captions = true, now = -1, loop = null, reel = { at: 0, shot: null };
const playable = !!film?.playable;
const at = () => !video ? 0 : playable ? video.currentTime : reel.shot ? reel.shot.a + video.currentTime : reel.at;
const shotAt = (t) => film.shots.find((s) => t >= s.a && t < s.b);
function seek(t, play) {
  if (!video || !film) return;
  stopAt = Infinity; t = Math.max(0, Math.min(film.seconds - 0.05, t));
  if (playable) { video.currentTime = t; if (play) video.play(); } else { reel.at = t; reel.shot = null; if (play) playReel(); else showReel(t); }
  draw();
}
function showReel(t) { const s = shotAt(t), pic = s && $(`#pic-${s.id} img`); video.pause(); video.hidden = true; if (pic) { const i = document.createElement("img"); i.src = pic.src; i.alt = ""; $("#latest").replaceChildren(i); } }
function playReel() {
  const s = film.shots.find((one) => one.b > reel.at + 0.05 && clipOf(one)); if (!s) { showReel(reel.at); return; }
  const within = Math.max(0, reel.at - s.a); reel.shot = s; video.hidden = false; video.src = clipOf(s);
  video.onloadedmetadata = () => { video.currentTime = Math.min(within, Math.max(0, video.duration - 0.05)); video.play(); };
  video.onended = () => { reel.at = s.b; reel.shot = null; playReel(); };
}
const clipOf = (s) => s.clip;
let lastRow = null;
const rowOf = new Map($$(".shot").map((r) => [r.id, r]));
function draw() {
  if (!film || !$("#scrub")) return;
  const t = at(), head = $("#head");
  if (head) { $("#track").style.setProperty("--t", t / film.seconds); head.dataset.code = clock(t); head.classList.toggle("late", t / film.seconds > 0.94); }
  $("#code").textContent = code(t);
  $("#scrub").setAttribute("aria-valuenow", Math.round(t)); $("#scrub").setAttribute("aria-valuetext", clock(t));
  $$("#scrub .chapter").forEach((c, i) => { const s = film.scenes[i]; c.firstElementChild.style.width = Math.max(0, Math.min(100, (t - s.a) / (s.b - s.a) * 100)) + "%"; });
  const said = captions && playable && film.captions.find((c) => t >= c.a && t < c.b), box = $("#caption");
  if (box.dataset.text !== (said ? said.text : "")) { box.dataset.text = said ? said.text : ""; box.replaceChildren(); if (said) { const s = document.createElement("span"); s.textContent = said.text; box.append(s); } }
  const shot = shotAt(t);
  $("#nowshot").textContent = shot ? `${shot.id}, ${shot.what}` : film.shots[0] && t < film.shots[0].a ? "title" : "credits";
  if (now !== (shot ? shot.id : "")) { now = shot ? shot.id : ""; lastRow?.classList.remove("now"); lastRow = rowOf.get(now) || null; lastRow?.classList.add("now"); }
  $$(".chapters button").forEach((b) => t >= +b.dataset.seek && t < +b.dataset.end ? b.setAttribute("aria-current", "true") : b.removeAttribute("aria-current"));
  const pane = $("#pane-script");
  if (pane && !pane.hidden) {
    let on = null;
    $$("p[data-at]", pane).forEach((p) => { const is = t >= +p.dataset.at && t < +p.dataset.to; p.classList.toggle("on", is); on = is ? p : on; });
    if (on && (on.offsetTop < pane.scrollTop + pane.offsetTop || on.offsetTop + on.offsetHeight > pane.scrollTop + pane.offsetTop + pane.clientHeight)) pane.scrollTop = on.offsetTop - pane.offsetTop - pane.clientHeight / 3;
  }
  if (loop && t >= loop.b) seek(loop.a, true);
  if (t >= stopAt) { video.pause(); stopAt = Infinity; $$(".say.on").forEach((s) => s.classList.remove("on")); }
}
if (video && film) {
  const state = () => { const b = $('[data-do="play"]'); if (b) { b.innerHTML = use(video.paused ? "play" : "pause", true); b.setAttribute("aria-label", video.paused ? "Play (space)" : "Stop (space)"); } };
  ["play", "pause"].forEach((n) => video.addEventListener(n, state));
  ["timeupdate", "seeked", "loadedmetadata"].forEach((n) => video.addEventListener(n, draw));
  const tick = () => { if (!video.paused) { draw(); requestAnimationFrame(tick); } }; video.addEventListener("play", tick);
  const drag = (el, where) => el.addEventListener("pointerdown", (e) => { const go = (m) => { const r = where.getBoundingClientRect(); seek((m.clientX - r.left) / r.width * film.seconds); }; el.setPointerCapture(e.pointerId); go(e); el.onpointermove = go; el.onpointerup = el.onpointercancel = () => { el.onpointermove = null; }; });
  if ($("#scrub")) drag($("#scrub"), $("#scrub"));
  if ($(".lane.ruler")) drag($(".lane.ruler"), $("#track"));
  if (playable) new IntersectionObserver(([e]) => document.body.classList.toggle("scrolled", !e.isIntersecting && e.boundingClientRect.top < 0), { rootMargin: "-120px 0px 0px" }).observe($(".slot"));
}
addEventListener("scroll", () => document.body.classList.toggle("past", scrollY > 220), { passive: true });
document.addEventListener("click", (e) => {
  const go = e.target.closest("[data-seek]"); if (go) seek(+go.dataset.seek, true);
  const said = e.target.closest(".follow p"); if (said) seek(+said.dataset.at);
  const say = e.target.closest("[data-say]");
  if (say && video) { const [a, b] = say.dataset.say.split(",").map(Number), was = say.classList.contains("on"); $$(".say.on").forEach((s) => s.classList.remove("on")); if (was) { video.pause(); return; } seek(a); stopAt = b; say.classList.add("on"); if (playable) video.play(); else playReel(); }
  const both = e.target.closest("[data-both]"); if (both) playBoth(both.closest("dialog, .insp-part"));
});
function playBoth(root) {
  const clips = $$(".duo video", root);
  clips.forEach((v) => { v.hidden = false; v.preload = "auto"; v.currentTime = 0; });
  Promise.all(clips.map((v) => v.readyState > 2 ? 0 : new Promise((r) => { v.oncanplay = r; v.load(); }))).then(() => clips.forEach((v) => v.play()));
}

/* ---- the sound lanes ---- */
const area = (values) => { const top = values.map((v, i) => `${i},${(50 - v * 48).toFixed(0)}`), low = values.map((v, i) => `${i},${(50 + v * 48).toFixed(0)}`).reverse(); return `M${top.join(" ")} L${low.join(" ")}Z`; };
async function lanes() {
  const found = await api("GET", `/films/${slug}/lanes`); if (found.status !== 200) return;
  for (const lane of $$("[data-lane]")) {
    const data = found.data[lane.dataset.lane]; if (!data) continue;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", `0 0 ${Math.max(1, data.peaks.length)} 100`); svg.setAttribute("preserveAspectRatio", "none"); svg.setAttribute("aria-hidden", "true"); path.setAttribute("d", area(data.peaks)); svg.append(path); lane.replaceChildren(svg);
    data.tags.forEach((tag, i) => { const s = document.createElement("span"), end = data.tags[i + 1]?.a ?? film.seconds; s.className = "tag"; s.style.left = `${tag.a / film.seconds * 100}%`; s.style.width = `${Math.max(0, end - tag.a) / film.seconds * 100}%`; s.textContent = tag.name; lane.append(s); });
  }
}
if (playable && $("[data-lane]")) lanes();

/* ---- the inspector ---- */
const panel = $("#inspector");
let opened = "", from = null;
async function openShot(id, focus) {
  if (!panel || !rowOf.has(id)) return;
  if (!opened) from = document.activeElement;
  opened = id;
  await htmx.ajax("GET", `/films/${slug}/shots/${id}`, { target: "#inspector", swap: "innerHTML", source: panel });
  if (opened !== id) return;
  panel.hidden = false; panel.scrollTop = 0; document.body.classList.add("inspecting");
  $$(".shot.open, .strip-shot.open").forEach((r) => r.classList.remove("open"));
  const row = rowOf.get(id); row.classList.add("open"); $(`[data-strip="${id}"]`)?.classList.add("open");
  const s = film.shots.find((one) => one.id === id); if (s && (at() < s.a || at() >= s.b)) seek(s.a + 0.02);
  row.scrollIntoView({ block: "nearest" }); growAll();
  history.replaceState(null, "", "#" + id);
  if (focus === "note") $("#redo-note")?.focus(); else if (focus) $("[data-insp]", panel)?.focus({ preventScroll: true, focusVisible: false });
}
function closeShot() { if (!opened) return; panel.hidden = true; document.body.classList.remove("inspecting"); $$(".open").forEach((r) => r.classList.remove("open")); const id = opened; opened = ""; history.replaceState(null, "", location.pathname); growAll(); (from?.isConnected && from !== document.body ? from : rowOf.get(id))?.focus(); }
const step = (n) => { const ids = [...rowOf.keys()]; return ids[ids.indexOf(opened || focused() || now) + n]; };
document.addEventListener("click", (e) => {
  const o = e.target.closest("[data-open]"); if (o) { e.preventDefault(); openShot(o.dataset.open, true); }
  const s = e.target.closest("[data-strip]"); if (s) { rowOf.get(s.dataset.strip)?.scrollIntoView({ block: "center", behavior: "smooth" }); if (opened) openShot(s.dataset.strip); else { const found = film.shots.find((x) => x.id === s.dataset.strip); if (found) seek(found.a + 0.02); } }
  const c = e.target.closest("[data-compare]"); if (c) compare();
  const u = e.target.closest("[data-use]"); if (u) { u.closest("dialog").close(); $(`input[name="take"][value="${u.dataset.use}"]`, panel)?.click(); }
  const i = e.target.closest("[data-insp]"); if (!i) return;
  if (i.dataset.insp === "close") closeShot();
  if (i.dataset.insp === "next" || i.dataset.insp === "prev") { const id = step(i.dataset.insp === "next" ? 1 : -1); if (id) openShot(id, true); }
  if (i.dataset.insp === "lock") keep(i, String(i.getAttribute("aria-pressed") !== "true")).then((done) => done && openShot(opened));
});
function compare() { const parts = $("#compare-parts"); if (!parts || !$(".take", parts.content)) return; $("#compare-body").replaceChildren(parts.content.cloneNode(true)); $("#compare").showModal(); }

/* ---- edits: each is kept at once, and made when asked. They can be undone after the page was laid out again, too. ---- */
const undoable = `done-${slug}`;
const done = (() => { try { return JSON.parse(sessionStorage.getItem(undoable)) || []; } catch { return []; } })();
const remember = () => { try { sessionStorage.setItem(undoable, JSON.stringify(done.slice(-200))); } catch { /* a private window */ } };
const base = (name) => name.split(".")[0];
const valueOf = (el) => el.type === "checkbox" ? String(el.checked) : el.value;
async function keep(el, value, undoing) {
  const { of, field, was } = el.dataset, before = el.dataset.kept ?? startOf(el);
  const found = await api("PATCH", `/films/${slug}/${of}`, { field, value, was: was || "" });
  if (found.status === 409) { conflict(el, value, found.data); return false; }
  if (found.status !== 200) { trouble(found.data.error); el.setAttribute("aria-invalid", "true"); return false; }
  trouble(""); el.removeAttribute("aria-invalid"); el.dataset.kept = value;
  if (!undoing) { done.push({ of, field, before }); remember(); }
  $$(`[data-of="${of}"]`).filter((o) => base(o.dataset.field) === base(field)).forEach((o) => { o.dataset.was = found.data.digest; });
  mirror(of, field, value, el); pending();
  return true;
}
const startOf = (el) => el.type === "checkbox" ? String(el.defaultChecked) : el.nodeName === "SELECT" ? [...el.options].find((o) => o.defaultSelected)?.value ?? "" : el.nodeName === "BUTTON" ? el.getAttribute("aria-pressed") : el.defaultValue;
function mirror(of, field, value, except) {
  $$(`[data-of="${of}"][data-field="${field}"]`).forEach((o) => {
    if (o === except || o === document.activeElement) return;
    if (o.type === "checkbox") o.checked = value === "true" || value === true;
    else if (o.nodeName === "BUTTON") { const on = String(value) === "true"; o.setAttribute("aria-pressed", on); o.innerHTML = use(on ? "lock" : "unlock"); }
    else { if (o.nodeName === "SELECT") fill(o); o.value = value ?? ""; grow(o); }
    o.dataset.kept = String(value ?? "");
  });
}
document.addEventListener("change", (e) => {
  const el = e.target.closest("[data-field]");
  if (el) {
    if (el.dataset.shortest && el.value && +el.value < +el.dataset.shortest) { el.value = (+el.dataset.shortest).toFixed(1); el.title = `What is said takes ${el.value} s`; }
    if (valueOf(el) !== (el.dataset.kept ?? startOf(el))) keep(el, valueOf(el));
  }
  if (e.target.name === "take") once(e.target, "POST", `/films/${slug}/shots/${opened}/redo`, { press: newPress(), what: e.target.dataset.what, take: +e.target.value });
});
async function undo() {
  const last = done.pop(); if (!last) return; remember();
  const el = $(`[data-of="${last.of}"][data-field="${last.field}"]`) || Object.assign(document.createElement("input"), {});
  if (!el.dataset.of) Object.assign(el.dataset, { of: last.of, field: last.field });
  await keep(el, last.before, true); mirror(last.of, last.field, last.before, null);
}
function conflict(el, mine, theirs) {
  const box = $("#conflict"), told = (v) => Array.isArray(v) ? v.map((l) => l.text ?? l).join(" / ") : String(v ?? "as planned");
  $("#conflict-what").textContent = `${el.dataset.field} of ${el.dataset.of}`; $("#conflict-mine").textContent = mine; $("#conflict-theirs").textContent = told(theirs.theirs);
  box.settle = (which) => { el.dataset.was = theirs.digest; if (which === "mine") keep(el, mine); else mirror(el.dataset.of, el.dataset.field, Array.isArray(theirs.theirs) ? theirs.theirs[+el.dataset.field.split(".")[1]]?.text : theirs.theirs, null); };
  if (!box.open) box.showModal();
}
let asked = 0;
function pending() { clearTimeout(asked); asked = setTimeout(() => { const slot = $("#pending-slot"); if (slot) htmx.trigger(slot, "refresh"); }, 500); }
document.addEventListener("htmx:after:swap", () => { const back = $('[data-do="discard"]'); if (back) back.hidden = !done.length; growAll(); });

/* a row's lists are filled when they are used: a long film has thousands of words in them */
function fill(el) {
  const all = film?.choices[el.dataset?.choices]; if (!all || el.options.length > 1) return;
  const chosen = el.value; el.replaceChildren(...all.map((word) => new Option(word, word, word === chosen, word === chosen)));
}
["focusin", "pointerdown"].forEach((n) => document.addEventListener(n, (e) => fill(e.target)));

/* text that grows with its words */
function grow(el) { if (el.nodeName !== "TEXTAREA" || !el.classList.contains("plain") || CSS.supports("field-sizing", "content")) return; el.style.height = "auto"; el.style.height = el.scrollHeight + "px"; }
function growAll() { if (!CSS.supports("field-sizing", "content")) $$("textarea.plain").forEach(grow); }
document.addEventListener("input", (e) => grow(e.target)); growAll(); addEventListener("resize", growAll);

/* a picture or clip of one's own in a shot's place */
async function bringOwn(file) {
  const words = $("#own-drop .quiet"); words.textContent = `Reading ${file.name} …`;
  const found = await ask("POST", `/api/v1/films/${slug}/shots/${opened}/own?name=${encodeURIComponent(file.name)}`, file);
  trouble(found.status === 200 ? "" : found.data.error); pending(); openShot(opened);
}
document.addEventListener("change", (e) => { if (e.target.id === "own-file" && e.target.files[0]) bringOwn(e.target.files[0]); });
document.addEventListener("dragover", (e) => { if (e.target.closest?.("#own-drop")) e.preventDefault(); });
document.addEventListener("drop", (e) => { if (e.target.closest?.("#own-drop") && e.dataTransfer.files[0]) { e.preventDefault(); bringOwn(e.dataTransfer.files[0]); } });

/* ---- what the stream of events brings ---- */
const stream = $("#stream");
stream?.addEventListener("fields", (e) => {
  const shots = JSON.parse(e.detail.data);
  for (const [id, shot] of Object.entries(shots)) {
    $$(`[data-of="${id}"]`).forEach((el) => {
      const name = el.dataset.field, known = shot.fields[base(name)]; if (!known || el.dataset.was === known.digest || el === document.activeElement) return;
      const value = name.startsWith("lines.") ? shot.lines[+name.slice(6)] : name === "seconds" ? known.value ?? shot.length : known.value;
      el.dataset.was = known.digest; mirror(id, name, value, null);
    });
  }
  pending();
});
stream?.addEventListener("changed", (e) => {
  const what = JSON.parse(e.detail.data), box = $("#changed");
  const busy = opened || document.activeElement?.matches("input, textarea, select") || $("dialog[open]") || (video && !video.paused);
  if (!busy || !box) { changes.then(() => location.reload()); return; }
  $("p", box).textContent = what.making ? "A run makes this film now." : what.why || "This film was made again."; box.hidden = false;
});
stream?.addEventListener("trouble", (e) => trouble(JSON.parse(e.detail.data).why));

/* ---- what the buttons do ---- */
const doing = {
  theme: () => theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"),
  play: () => { if (!video) return; if (!video.paused) { if (!playable) { reel.at = at(); } video.pause(); } else if (playable) video.play(); else playReel(); },
  prev: () => { const s = [...film.shots].reverse().find((x) => x.a < at() - 0.6); seek(s ? s.a + 0.02 : 0); },
  next: () => { const s = film.shots.find((x) => x.a > at() + 0.1); if (s) seek(s.a + 0.02); },
  captions: () => { captions = !captions; $('[data-do="captions"]').setAttribute("aria-pressed", captions); draw(); },
  mute: () => { video.muted = !video.muted; $('[data-do="mute"]').setAttribute("aria-pressed", video.muted); },
  full: () => document.fullscreenElement ? document.exitFullscreen() : $("#screen").requestFullscreen(),
  reload: () => location.reload(),
  untrouble: () => trouble(""),
  discard: async () => { while (done.length) await undo(); if (opened) openShot(opened); },
  make: (b) => once(b, "POST", `/films/${slug}/make`, { press: b.dataset.press }),
  confirm: async () => { await htmx.ajax("GET", `/films/${slug}/confirm`, { target: "#confirm-body", swap: "innerHTML" }); $("#confirm").showModal(); },
  redo: (b) => { if (b.dataset.ask && !confirm(b.dataset.ask)) return; once(b, "POST", `/films/${slug}/shots/${opened}/redo`, { press: b.dataset.press, what: $('input[name="what"]:checked', panel).value, note: ["clip", "keyframes"].includes($('input[name="what"]:checked', panel).value) ? $("#redo-note").value : "" }).then((fine) => { if (fine) { b.disabled = true; b.textContent = "Asked for"; } }); },
  notOwn: (b) => once(b, "DELETE", `/films/${slug}/shots/${opened}/own`).then((fine) => { if (fine) { pending(); openShot(opened); } }),
  stop: (b) => once(b, "POST", `/films/${slug}/stop`),
  settle: () => { const box = $("#conflict"); box.close(); box.settle($('input[name="v"]:checked', box).value); },
  example: (b) => once(b, "POST", "/scripts/example").then((made) => { if (made) location.href = `/films/${made.slug}/script`; }),
};
document.addEventListener("submit", (e) => {
  if (e.target.id !== "make-form") return;
  e.preventDefault();
  once(e.submitter, "POST", `/films/${slug}/make`, { press: e.target.dataset.press, budget_usd: +e.target.budget.value }).then((fine) => { if (fine) { $("#confirm").close(); dispatchEvent(new Event("made")); } });
});
document.addEventListener("click", (e) => {
  const v = e.target.closest("[data-view]"); if (!v) return;
  $$("[data-view]").forEach((b) => b.setAttribute("aria-pressed", b === v)); $("#board").classList.toggle("grid", v.dataset.view === "grid"); growAll();
});
$("#filter")?.addEventListener("change", (e) => {
  const wanted = { changed: (r) => $(".at.changed", r), missing: (r) => $(".at.gaps, .at.refused", r), locked: (r) => $('[data-field="lock"][aria-pressed="true"]', r) || r.dataset.locked, takes: (r) => +r.dataset.takes > 1 }[e.target.value];
  rowOf.forEach((r) => { r.hidden = !!wanted && !wanted(r); });
});

/* ---- the keyboard ---- */
const focused = () => document.activeElement?.closest?.(".shot, [data-card]")?.id;
function focusShot(n, scene) {
  const rows = [...rowOf.values()].filter((r) => !r.hidden); if (!rows.length) return;
  const here = rows.findIndex((r) => r.id === (opened || focused() || now));
  let i = here + n;
  if (scene) { const of = (r) => r.id.split("-")[0]; i = n > 0 ? rows.findIndex((r, k) => k > here && of(r) !== of(rows[Math.max(0, here)])) : rows.findIndex((r) => of(r) === of(rows[Math.max(0, here - 1)])); }
  const row = rows[Math.max(0, Math.min(rows.length - 1, i))]; if (!row) return;
  if (opened) openShot(row.id);
  row.focus(); row.scrollIntoView({ block: "center" }); const s = film.shots.find((one) => one.id === row.id); if (s) seek(s.a + 0.02);
}
document.addEventListener("keydown", (e) => {
  if (e.defaultPrevented || e.altKey || !(e.target instanceof Element)) return;
  const typing = e.target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
  if (e.key === "Escape" && !$("dialog[open]")) { if (typing) e.target.blur(); else closeShot(); return; }
  if ((e.ctrlKey || e.metaKey) && e.key === "Enter") { if (typing) e.target.blur(); $("#pending .go")?.click(); return; }
  if ((e.ctrlKey || e.metaKey) && e.key === "z" && done.length && !typing) { e.preventDefault(); undo(); return; }
  if (typing || e.ctrlKey || e.metaKey || $("dialog[open]")) return;
  const k = e.key, id = opened || focused();
  const keys = {
    " ": () => e.target.matches("button, a, summary, label, input") ? false : doing.play(), k: doing.play, K: () => $('[data-insp="lock"]', panel || document)?.click(), j: () => seek(at() - 2), l: () => seek(at() + 2),
    ArrowLeft: () => seek(at() - (e.shiftKey ? 1 : 1 / rate)), ArrowRight: () => seek(at() + (e.shiftKey ? 1 : 1 / rate)),
    ArrowDown: () => e.target.matches("input") ? false : focusShot(1, e.shiftKey), ArrowUp: () => e.target.matches("input") ? false : focusShot(-1, e.shiftKey),
    c: doing.captions, m: doing.mute, f: doing.full, x: compare, "?": () => $("#keys").showModal(),
    Enter: () => e.target.matches(".shot") ? openShot(e.target.id, true) : false, r: () => { if (id) openShot(id, "note"); },
    o: () => { loop = loop ? null : shotAt(at()); if (loop) seek(loop.a, true); },
    t: () => id && $(`#${id} .len input`)?.select(), p: () => id && $(`#${id} [data-say]`)?.click(),
    "+": () => nudge(id, 0.1), "-": () => nudge(id, -0.1), a: () => document.activeElement.closest("[data-card]")?.querySelector(".pic").click(),
  };
  if (/^[1-9]$/.test(k) && opened) $(`input[name="take"][value="${k}"]`, panel)?.click();
  if (keys[k] && ((film && $("#scrub")) || ["?", "a"].includes(k)) && keys[k]() !== false) e.preventDefault();
});
function nudge(id, by) { const n = id && $(`#${id} .len input`); if (!n) return; n.value = (+n.value + by).toFixed(1); n.dispatchEvent(new Event("change", { bubbles: true })); }

if (location.hash && rowOf.has(location.hash.slice(1))) addEventListener("load", () => openShot(location.hash.slice(1)));
draw();

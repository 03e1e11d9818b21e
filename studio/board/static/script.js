// The script: edited as plain text, with marks behind it, and what is understood beside it.
"use strict";
const area_ = $("#script"), marks = $("#marks");
let kinds = JSON.parse($("#kinds").textContent);
function mark() {
  const lines = area_.value.split("\n"), known = marks.children;
  lines.forEach((text, i) => {
    let row = known[i]; if (!row) { row = document.createElement("span"); marks.append(row); }
    const kind = kinds[i + 1] || "none"; if (row.textContent !== text + "\n") row.textContent = text + "\n";
    const name = `l ${kind.replace(" ", "-")}`; if (row.className !== name && !row.classList.contains("warned")) row.className = name;
  });
  while (known.length > lines.length) known[known.length - 1].remove();
  area_.style.height = marks.offsetHeight + "px";
}
let waits = 0, busy = false, again = false;
async function keepScript() {
  if (busy) { again = true; return; }
  busy = true;
  const found = await api("PUT", `/films/${slug}/script`, { text: area_.value, was: area_.dataset.digest });
  busy = false;
  if (found.status !== 200) { trouble(found.data.error); $("#kept").textContent = "Not kept"; return; }
  trouble(""); area_.dataset.digest = found.data.digest; kinds = found.data.kinds; mark(); $("#kept").textContent = `Kept at ${new Date().toTimeString().slice(0, 5)}`;
  if (again) { again = false; keepScript(); return; }
  htmx.ajax("GET", `/films/${slug}/grasp`, { target: "#grasp", swap: "innerHTML" });
  clearTimeout(planned); planned = setTimeout(() => htmx.trigger($("#before"), "refresh"), 1200);
}
let planned = 0;
area_.addEventListener("input", () => { mark(); $("#kept").textContent = "…"; clearTimeout(waits); waits = setTimeout(keepScript, 600); });
addEventListener("resize", mark);
document.addEventListener("click", (e) => {
  const a = e.target.closest("[data-line]"); if (!a) return;
  e.preventDefault();
  const n = +a.dataset.line, row = marks.children[n - 1], start = area_.value.split("\n").slice(0, n - 1).join("\n").length + (n > 1 ? 1 : 0);
  $$(".warned", marks).forEach((r) => r.classList.remove("warned")); row?.classList.add("warned");
  area_.focus({ preventScroll: true }); area_.setSelectionRange(start, start); row?.scrollIntoView({ block: "center", behavior: "smooth" });
});
document.addEventListener("change", async (e) => {
  const one = e.target.closest("[data-setting], [data-gate-setting]"); if (!one || !one.closest("#how")) return;
  const values = one.dataset.setting ? { [one.dataset.setting]: one.value } : { approve: `[${$$("[data-gate-setting]:checked").map((c) => `"${c.dataset.gateSetting}"`)}]` };
  const fine = await once(one, "POST", `/films/${slug}/settings`, { values }); if (fine) htmx.trigger($("#before"), "refresh");
});
doing.makeIt = (b) => once(b, "POST", `/films/${slug}/make`, { press: b.dataset.press }).then((fine) => { if (fine) location.href = `/films/${slug}`; });
document.addEventListener("submit", (e) => { if (e.target.id === "make-form") addEventListener("made", () => { location.href = `/films/${slug}`; }, { once: true }); }, true);
mark();

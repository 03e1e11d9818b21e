// A new film: a screenplay that is dropped, chosen or pasted, or one that is written from an idea.
"use strict";
async function bring(content, name) {
  const found = await ask("POST", `/api/v1/scripts?name=${encodeURIComponent(name)}`, new Blob([content]));
  if (found.status === 200) location.href = `/films/${encodeURIComponent(found.data.slug)}/script`; else trouble(found.data.error);
}
function take(file) {
  if (file.size > 5e6) { trouble(`${file.name} has ${(file.size / 1e6).toFixed(1)} MB; up to 5 MB are accepted. Nothing was kept.`); return; }
  bring(file, file.name);
}
$("#file").addEventListener("change", (e) => e.target.files[0] && take(e.target.files[0]));
const drop = $(".drop");
drop.addEventListener("dragover", (e) => { e.preventDefault(); drop.classList.add("over"); });
["dragleave", "drop"].forEach((n) => drop.addEventListener(n, () => drop.classList.remove("over")));
drop.addEventListener("drop", (e) => { e.preventDefault(); if (e.dataTransfer.files[0]) take(e.dataTransfer.files[0]); });
$("#bring").addEventListener("submit", (e) => {
  e.preventDefault();
  const text = $("#paste").value, file = $("#file").files[0];
  if (text.trim()) bring(text, "script.fountain"); else if (file) take(file); else { trouble("Drop a screenplay, choose one, or paste it."); $("#paste").focus(); }
});
const form = $("#idea-form");
const wishes = () => ({ ...Object.fromEntries(new FormData(form)), minutes: +form.minutes.value || 2 });
let agreed = 0;
async function price() {
  const found = await api("POST", "/scripts/price", { ...wishes(), idea: form.idea.value || "an idea", press: newPress() });
  if (found.status !== 200) return;
  agreed = found.data.high_usd; $("#write-it").textContent = found.data.free ? "Write it" : `Write it, $${agreed.toFixed(2)} at most`;
}
form.writer.addEventListener("change", price); form.minutes.addEventListener("change", price);
form.addEventListener("submit", async (e) => {
  e.preventDefault();
  const asked = wishes();
  if (!asked.idea.trim() && !["character", "place", "conflict", "object"].some((n) => asked[n])) { trouble("Say what it is about, or have something drawn."); form.idea.focus(); return; }
  $("#write-note").textContent = "Writing …";
  const made = await once(e.submitter, "POST", "/scripts/write", { ...asked, budget_usd: agreed, press: newPress() });
  $("#write-note").textContent = "You edit it before anything is made.";
  if (made) location.href = `/films/${encodeURIComponent(made.slug)}/script`;
});
doing.draw = async () => {
  const fixed = new URLSearchParams(["character", "place", "conflict", "object", "tone"].filter((n) => form[n].value).map((n) => [n, form[n].value]));
  const found = await api("GET", `/scripts/elements?${fixed}`);
  if (found.status === 200) for (const [name, value] of Object.entries(found.data)) if (!form[name].value) { if (form[name].nodeName === "SELECT" && ![...form[name].options].some((o) => o.value === value)) form[name].add(new Option(value)); form[name].value = value; }
};

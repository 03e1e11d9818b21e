// Settings and the budget: what a change touches is shown before it is kept.
"use strict";
let wanted = null;
const valueOfSetting = (el) => {
  if (el.dataset.list) return [el.dataset.list, `[${$$(`[data-list="${el.dataset.list}"]:checked`).map((c) => `"${c.value}"`)}]`];
  return [el.dataset.setting, el.type === "checkbox" ? String(el.checked) : el.value];
};
document.addEventListener("change", async (e) => {
  const el = e.target.closest("[data-setting], [data-list]"), form = el?.closest("[data-settings]"); if (!form) return;
  const [name, value] = valueOfSetting(el);
  wanted = { ...(wanted || {}), [name]: value };
  if (!("preview" in form.dataset)) { await keepSetting(); return; }
  $("#touched").hidden = false; $("#touched-body").textContent = "Working out what it touches …";
  const answer = await fetch(`/films/${slug}/settings/touches?${new URLSearchParams(wanted)}`);
  if (!answer.ok) { const page = new DOMParser().parseFromString(await answer.text(), "text/html"); trouble($(".lead", page)?.textContent || "It is not accepted."); $("#touched").hidden = true; wanted = null; form.reset(); return; }
  trouble(""); $("#touched-body").innerHTML = await answer.text();
});
async function keepSetting() {
  const found = await api("POST", `/films/${slug}/settings`, { values: wanted });
  if (found.status !== 200) { trouble(found.data.error); return; }
  location.reload();
}
doing.keepSetting = keepSetting;
doing.backSetting = () => { wanted = null; $("#settings").reset(); $("#touched").hidden = true; };
document.addEventListener("submit", (e) => {
  const form = e.target.closest(".resolve"); e.preventDefault(); if (!form) return;
  const job = e.submitter.value === "job" ? form.job.value.trim() : "";
  if (e.submitter.value === "job" && !job) { trouble("Say the job's number, as the service's page shows it."); form.job.focus(); return; }
  once(e.submitter, "POST", `/films/${slug}/resolve`, { call: form.dataset.call, job }).then((fine) => fine && location.reload());
});

// People and places: hear a voice; change something after seeing what it touches.
"use strict";
const voice = new Audio();
document.addEventListener("click", async (e) => {
  const say = e.target.closest("[data-voice]");
  if (say) { const same = voice.src.endsWith(say.dataset.voice) && !voice.paused; voice.pause(); if (!same) { voice.src = say.dataset.voice; voice.play(); } }
  const change = e.target.closest("[data-change]");
  if (change) { await htmx.ajax("GET", `/films/${slug}/cast/${change.dataset.change}`, { target: "#change-body", swap: "innerHTML" }); $("#change").showModal(); }
});
const changedFields = () => $$("#change-form [name]").filter((f) => f.value !== (f.nodeName === "SELECT" ? [...f.options].find((o) => o.defaultSelected)?.value : f.defaultValue));
document.addEventListener("change", (e) => {
  if (!e.target.closest("#change-form")) return;
  const asked = new URLSearchParams(changedFields().map((f) => [f.name, f.value]));
  htmx.ajax("GET", `/films/${slug}/touches/${$("#change-form").dataset.of}?${asked}`, { target: "#touches", swap: "innerHTML" });
});
doing.keepChange = async (b) => {
  for (const f of changedFields()) {
    const found = await api("PATCH", `/films/${slug}/${$("#change-form").dataset.of}`, { field: f.name, value: f.value, was: f.dataset.was });
    if (found.status !== 200) { $("#change").close(); trouble(found.data.error); return; }
  }
  location.reload();
};

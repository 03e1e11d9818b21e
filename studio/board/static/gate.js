// A gate: what is not right is marked with the pencil; the rest is approved.
"use strict";
const gateForm = $("#gate");
document.addEventListener("click", (e) => {
  const pic = e.target.closest("[data-card] button.pic"); if (!pic) return;
  const card = pic.closest("[data-card]"), redo = card.classList.toggle("redo"), word = $("[data-word]", card);
  pic.setAttribute("aria-pressed", redo); word.textContent = redo ? "redo" : "fine"; word.className = "at push " + (redo ? "changed" : "done");
  if (redo) $(".note textarea", card).focus();
  const all = $$("[data-card]").length, n = $$("[data-card].redo").length;
  $("#gate-count").textContent = n ? `${all - n} fine, ${n} to redo` : `All ${all} are fine`;
  $("#gate-redo").textContent = `Redo ${n}`; $("#gate-redo").hidden = !n; $("#gate-redo").classList.toggle("go", n > 0); $("#gate-all").hidden = n > 0;
});
const sentBudget = () => { const b = $("#gate-budget"); return b && b.value !== "" ? { budget_usd: +b.value } : {}; };
const leave = (fine) => { if (fine) location.href = `/films/${slug}`; };
$("#gate-all")?.addEventListener("click", (e) => once(e.target, "POST", `/films/${slug}/approve`, { press: gateForm.dataset.press, gate: gateForm.dataset.gate, ...sentBudget() }).then(leave));
$("#gate-redo")?.addEventListener("click", (e) => { const again = Object.fromEntries($$("[data-card].redo").map((c) => [c.dataset.card, $(".note textarea", c).value])); once(e.target, "POST", `/films/${slug}/approve`, { press: gateForm.dataset.press, again }).then(leave); });

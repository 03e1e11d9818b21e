// Light or dark, before anything is drawn.
"use strict";
(() => {
  let kept = "";
  try { kept = localStorage.getItem("theme") || ""; } catch { /* a private window */ }
  document.documentElement.dataset.theme = kept || "dark";
})();

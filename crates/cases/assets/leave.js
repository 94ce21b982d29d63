// The quick way out: Escape, or the link, replaces this page by another one, so that going back does not return here. It
// stands alone and is small, so that it works before anything else has come.
(function () {
  "use strict";
  function leave(event) {
    var link = document.querySelector("[data-leave]");
    if (!link) return;
    event.preventDefault();
    // What was typed must not show while the other page is on its way, nor come back with this one.
    document.documentElement.hidden = true;
    Array.prototype.forEach.call(document.forms, function (form) { form.reset(); });
    window.location.replace(link.getAttribute("data-leave"));
  }
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" || event.key === "Esc") leave(event);
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-leave]")) leave(event);
  });
  // A page that the browser kept whole would show everything again.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) window.location.reload();
  });
})();

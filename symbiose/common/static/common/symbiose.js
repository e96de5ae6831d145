// Small helps on top of pages that work without scripts.
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    // Once for the page: the design system measures its menu anew at every call. What htmx swaps in needs no start.
    if (window.DKFDS) { window.DKFDS.init(); }
    // Its button for what the menu has no room for is named in Danish alone; here it speaks the page's language.
    var menu = document.querySelector(".mainmenu[data-more]"), more = menu && menu.querySelector(".more-button span");
    if (more) { more.textContent = menu.dataset.more; }
    if (window.matchMedia("(max-width: 991px)").matches) {
      document.querySelectorAll("details.filters[open]").forEach(function (one) { one.removeAttribute("open"); });
    }
    var errors = document.getElementById("form-errors");
    if (errors) { errors.focus(); }
    // A filter that is ticked acts at once; the button stays for those without scripts.
    document.querySelectorAll(".filters input[type=checkbox], .filters select").forEach(function (one) {
      one.addEventListener("change", function () { one.form.requestSubmit(); });
    });
  });
  // A double click on a button that sends a form sends it once.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    // What takes its seconds says so where the form has a place for it.
    var waiting = form.querySelector("[data-waiting]");
    if (waiting && event.submitter && event.submitter.dataset.wait) { waiting.textContent = event.submitter.dataset.wait; }
    window.addEventListener("pageshow", function () {
      delete form.dataset.sent;
      if (waiting) { waiting.textContent = ""; }
    }, { once: true });
  });
})();

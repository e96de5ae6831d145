// A passkey that is not used is no fault of the page: say so in words, and show no button where the browser has none.
(function () {
  "use strict";
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    document.querySelectorAll("[data-passkey-said]").forEach(function (one) { one.hidden = false; one.focus(); });
  });
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-passkey-needed]").forEach(function (one) { one.hidden = !window.PublicKeyCredential; });
    document.querySelectorAll("[data-passkey-missing]").forEach(function (one) { one.hidden = !!window.PublicKeyCredential; });
  });
})();

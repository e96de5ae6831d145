// A person who is known goes straight on; the button stays for those without scripts.
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var form = document.querySelector("form[data-send-at-once]");
    if (form) { form.requestSubmit(); }
  });
})();

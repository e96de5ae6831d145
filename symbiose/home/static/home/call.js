// The call page by keyboard, and a draft that outlives a reload, "Back" and a session that ran out.
(function () {
  "use strict";
  function links() { return Array.prototype.slice.call(document.querySelectorAll("#found a")); }
  function move(from, by) {
    var all = links(), place = all.indexOf(from) + by;
    if (place < 0) { document.getElementById("call-q").focus(); } else if (all[place]) { all[place].focus(); }
  }
  document.addEventListener("keydown", function (event) {
    var here = event.target, down = event.key === "ArrowDown";
    if (down && here.id === "call-q") {
      var others = document.querySelector("details.call-others");
      if (others) { others.open = true; }
      if (links().length) { event.preventDefault(); move(null, 1); }
    } else if ((down || event.key === "ArrowUp") && here.closest && here.closest("#found")) {
      event.preventDefault();
      move(here, down ? 1 : -1);
    } else if (event.key === "Enter" && here.id === "id_note" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      here.form.requestSubmit(here.form.querySelector("button[value=answered]"));
    }
  });
  function fields(form) { return Array.prototype.slice.call(form.querySelectorAll("textarea, input[type=text]")); }
  function keep(form) {
    var kept = {};
    fields(form).forEach(function (one) { if (one.value !== one.defaultValue) { kept[one.name] = one.value; } });
    try { sessionStorage.setItem(form.dataset.draft, JSON.stringify(kept)); } catch (full) { return; }
  }
  function restore(form, name) {
    var kept = {};
    try { kept = JSON.parse(sessionStorage.getItem(name) || "{}"); } catch (broken) { return; }
    fields(form).forEach(function (one) { if (kept[one.name] && one.value === one.defaultValue) { one.value = kept[one.name]; } });
  }
  document.addEventListener("DOMContentLoaded", function () {
    var form = document.querySelector("form[data-draft]"), done = document.querySelector("[data-draft-done]");
    if (!form) { return; }
    var name = form.dataset.draft, last = name + "-done";
    try {
      if (done && sessionStorage.getItem(last) !== done.dataset.draftDone) {
        sessionStorage.removeItem(name);
        sessionStorage.setItem(last, done.dataset.draftDone);
      }
    } catch (refused) { return; }
    restore(form, name);
    form.addEventListener("input", function () { keep(form); });
    if (document.querySelector(".call-card h2") && !document.getElementById("form-errors")) {
      var note = document.getElementById("id_note");
      note.focus();  // some browsers leave a field alone that asks for it itself
      note.setSelectionRange(note.value.length, note.value.length);
    }
  });
})();

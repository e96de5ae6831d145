// The button that prints; without scripts the browser's own way does the same.
document.addEventListener("click", function (event) {
  if (event.target.closest("[data-print]")) { window.print(); }
});

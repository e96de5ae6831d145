"""The kit for pages: base template, forms, lists, exports, and what every request carries."""

"""Start page per role, search over everything, public pages, reading pages."""

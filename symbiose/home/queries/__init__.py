"""What the start pages, the public pages and the search read."""

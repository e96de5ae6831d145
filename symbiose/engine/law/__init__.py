"""Public law as pure functions: each cites its source, and dated choices come in as arguments."""

"""Pages of the one entrance."""

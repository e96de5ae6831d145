"""Pages of proposals, by who uses them."""

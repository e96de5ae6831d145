"""The person's own pages, behind the code of a slip."""

"""Placement beside what others do: the same problems, one validator, each method in a process of its own."""

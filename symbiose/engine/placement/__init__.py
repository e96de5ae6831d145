"""People and positions: who fits where, by conditions that are never bent, and the plan that covers most of what is wished."""

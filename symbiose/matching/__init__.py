"""Engine runs, proposals, answers, and what came of them."""

"""Facts that count: append-only entries, reversals, as-of queries."""

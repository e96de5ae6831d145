"""How well the engine finds the exchanges that are known from Kalundborg, beside plain text comparison."""

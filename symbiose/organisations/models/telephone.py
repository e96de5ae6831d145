"""The end of a telephone number, however it is spaced, written so that both databases find it in an index."""

from django.db import models

PLAIN = "replace(replace(%(expressions)s, ' ', ''), '-', '')"
DIGITS = 8  # of a Danish telephone number


class LastDigits(models.Func):
    """The last eight signs without spaces and hyphens; a query that asks for it so is answered from the index."""

    arity = 1
    template = f"substr({PLAIN}, -{DIGITS})"
    output_field = models.CharField()

    def as_postgresql(self, compiler, connection, **context):
        """PostgreSQL counts no signs from the end in `substr`."""
        return super().as_sql(compiler, connection, template=f"right({PLAIN}, {DIGITS})", **context)

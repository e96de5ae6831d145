"""Finds what looks like a personal number (CPR) in a text, so that it is refused and never stored.

A personal number is a date of birth DDMMYY and four digits, with or without a hyphen (handbook on data protection,
rule 1). The check digit is not used: not valid for personal numbers since 2007 (unverified).
"""

from __future__ import annotations

import re
from calendar import monthrange

_SHAPE = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})(\s?[-–]\s?|\s)?(\d{4})(?!\d)", re.ASCII)
_LEAP_YEAR = 2000
_MONTHS = 12


def find_cpr_like(text: str, *, number_field: bool = False) -> tuple[tuple[int, int], ...]:
    """Places (start, end; end excluded) of what looks like a personal number; empty where there is none.

    `number_field` is for fields that are known to hold a ten-digit number of another kind, such as a production
    unit number: ten digits in a row pass there, and only the form with a sign or a space between is found.
    """
    return tuple(
        found.span()
        for found in _SHAPE.finditer(text)
        if _is_date(int(found[1]), int(found[2])) and not (number_field and found[4] is None)
    )


def _is_date(day: int, month: int) -> bool:
    return 1 <= month <= _MONTHS and 1 <= day <= monthrange(_LEAP_YEAR, month)[1]

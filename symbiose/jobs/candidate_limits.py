"""What a person may tell, on a page or in a file: hours in halves within the dated limits, minutes, codes of the lists.

Each raises ValidationError with one sentence, so that no way in is wider than another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.jobs import choices
from symbiose.jobs.models import Candidate
from symbiose.jobs.words import Choices, figure

NEAR, ALIKE = 3, 0.5  # words that a refusal names, and how much of their letters they share with what was written
CODE_NAME = re.compile(r"(?=.*\d)[^\W_]+(?:[-./_][^\W_]+)*")


def check_hours(value: Decimal) -> None:
    """Hours a week in half hours, from the least to full time."""
    least, most = choices.hours_limits(timezone.localdate())
    if not least <= value <= most:
        said = {"least": figure(float(least)), "most": figure(float(most))}
        raise ValidationError(_("Write from %(least)s to %(most)s hours a week.") % said, code="range")
    if value * 2 != int(value * 2):
        raise ValidationError(_("Write whole or half hours, for example 5 or 5,5."), code="half")


def check_hope(hoped: Decimal | None, now: Decimal | None) -> None:
    """Hours hoped for later are at least those of now, where both are told."""
    if hoped is not None and now is not None and hoped < now:
        said = {"now": figure(float(now))}
        raise ValidationError(
            _("%(now)s hours a week suit now. Write at least as many, or let the hope be unknown.") % said, code="hope"
        )


def check_minutes(value: Decimal | int) -> None:
    """Whole minutes one way."""
    least, most = choices.travel_limits(timezone.localdate())
    if value != int(value) or not least <= value <= most:
        said = {"least": least, "most": most}
        raise ValidationError(_("Write whole minutes, from %(least)s to %(most)s.") % said, code="range")


def check_support(value: Decimal) -> None:
    """Support in hours a week, in quarters, from none to full time."""
    most = choices.hours_limits(timezone.localdate())[1]
    if not 0 <= value <= most:
        raise ValidationError(_("Write from 0 to %(most)s hours a week.") % {"most": figure(float(most))}, code="range")
    if value * 4 != int(value * 4):
        raise ValidationError(_("Write whole hours or quarters, for example 0,25 or 1."), code="quarter")


def check_windows(text: str) -> None:
    """Times of a week as they are kept, within what a person's row has room for."""
    if len(text) > (Candidate._meta.get_field("windows").max_length or 0):
        raise ValidationError(
            _("So many times cannot be kept. Let those near each other be one, for example mon 9:00-15:00."),
            code="many",
        )


def check_code_name(text: str) -> None:
    """A code name that names nobody: no blank, and a digit."""
    if not CODE_NAME.fullmatch(text):
        raise ValidationError(
            _("Write a code name with a digit and without blanks, for example K1. A person's name may not stand here."),
            code="name",
        )


def codes_named(written: Iterable[str], known: Choices) -> list[str]:
    """Codes of a list, by code or by name in the reader's language, each once."""
    by_name = {word.casefold(): code for code, name in known for word in (code, name)}
    found: dict[str, None] = {}
    for word in written:
        code = by_name.get(word.casefold())
        if code is None:
            raise ValidationError(_unknown(word, [name for _code, name in known]), code="code")
        found[code] = None
    return list(found)


def _unknown(word: str, names: Iterable[str]) -> str:
    near = get_close_matches(word.casefold(), list(names), n=NEAR, cutoff=ALIKE)
    if near:
        said = _("We do not know “%(code)s”. Is it one of these: %(near)s?")
        return said % {"code": word, "near": ", ".join(near)}
    return _("We do not know “%(code)s”. The words stand where you choose the file.") % {"code": word}

"""Single cells of the people side: hours in halves, shifts, patterns, accommodations by their closed list."""

from __future__ import annotations

import re
from collections.abc import Callable

from rapidfuzz import fuzz, process

from symbiose.engine.files import cells
from symbiose.engine.files.model import FindPlace
from symbiose.engine.files.people import PeopleRules
from symbiose.engine.files.words import plain_word, word_list
from symbiose.engine.geography import in_denmark
from symbiose.engine.placement.accommodations import accommodations
from symbiose.engine.placement.model import Pattern, Use
from symbiose.engine.windows import EndsFirstError, NotHalfHoursError, WindowError, parse_shifts

FULL_WEEK = 168.0
MOST_MINUTES = 24 * 60
_MINUTE_DIGITS = 4
_QUARTERS = 4
_ALIKE = 60  # per cent of the letters in common, from which an accommodation is worth asking about
_BETWEEN = re.compile(r"[;|,]")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.]([0-5]\d))?", re.ASCII)
_ANY = re.compile(r"(?:any|mindst|at least) (\d{1,3})")
_PATTERNS = {
    **dict.fromkeys(("flexible", "fleksibel", "fleksibelt", "frit"), Pattern()),
    **dict.fromkeys(("all", "alle", "alle vagter"), Pattern(Use.ALL)),
}


def parts(text: str) -> tuple[str, ...]:
    """What stands between semicolons, commas or bars, each once, blanks drawn together."""
    found = (" ".join(part.split()) for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(filter(None, found)))


def codes(text: str) -> tuple[str, ...]:
    """Free codes, as skills and tasks are; raises CellError for one that is too long."""
    found = parts(text)
    long = next((one for one in found if len(one) > cells.ID_LENGTH), None)
    if long is not None:
        raise cells.CellError("too_long", length=len(long), most=cells.ID_LENGTH)
    return found


def accommodation_codes(text: str) -> tuple[str, ...]:
    """Codes of accommodations, each once, by code or by name; one that is not known is named with those near it."""
    known = {
        plain_word(name): one.code for one in accommodations().values() for name in (one.code, one.name_da, one.name_en)
    }
    found: list[str] = []
    for part in parts(text):
        code = known.get(plain_word(part))
        if code is None:
            near = process.extract(plain_word(part), list(known), scorer=fuzz.ratio, limit=3, score_cutoff=_ALIKE)
            hint = ", ".join(dict.fromkeys(known[name] for name, _, _ in near))
            raise cells.CellError(
                "unknown_accommodation_near" if hint else "unknown_accommodation", value=part, near=hint
            )
        found.append(code)
    return tuple(dict.fromkeys(found))


def shifts(text: str) -> tuple[int, ...]:
    """Half-hour bits of each window as it is written; a time that is no half hour is refused, not rounded."""
    try:
        return parse_shifts(text, exact=True)
    except EndsFirstError as error:
        raise cells.CellError("window_ends_first", value=str(error.args[0])) from None
    except NotHalfHoursError as error:
        raise cells.CellError("window_not_half_hours", value=str(error.args[0])) from None
    except WindowError as error:
        raise cells.CellError("bad_windows", value=str(error.args[0])) from None


def week(text: str) -> int:
    """Half-hour bits of all windows together."""
    bits = 0
    for shift in shifts(text):
        bits |= shift
    return bits


def pattern(text: str) -> Pattern:
    """``flexible``, ``all`` or ``any:2``."""
    plain = plain_word(text)
    least = _ANY.fullmatch(plain)
    if least is not None and int(least[1]):
        return Pattern(Use.ANY, int(least[1]))
    if plain not in _PATTERNS:
        raise cells.CellError("bad_pattern", value=text)
    return _PATTERNS[plain]


def minutes(text: str) -> int:
    """Whole minutes of a day, from 0."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MINUTE_DIGITS and int(text) < MOST_MINUTES):
        raise cells.CellError("bad_minutes", value=text)
    return int(text)


def clock(text: str) -> int:
    """Minutes after midnight of ``07:00``, ``7.00`` or ``7``; 24:00 is the end of the day."""
    found = _CLOCK.fullmatch(text)
    value = int(found[1]) * 60 + int(found[2] or 0) if found else MOST_MINUTES + 1
    if value > MOST_MINUTES:
        raise cells.CellError("bad_clock", value=text)
    return value


def seats(text: str) -> int:
    """A whole number from 1."""
    count = cells.whole_number(text)
    if count < 1:
        raise cells.CellError("no_seats", value=text)
    return count


def danish_place(find_place: FindPlace) -> Callable[[str], str]:
    """A reader of places in Denmark that keeps the name of the town, never a street."""

    def reader(text: str) -> str:
        place = find_place(text)
        if place is None:
            raise cells.CellError("unknown_danish_place", value=text)
        if not in_denmark(place.lat, place.lon):
            raise cells.CellError("outside_denmark", value=text)
        return place.name

    return reader


def form_code(rules: PeopleRules) -> Callable[[str], str]:
    """A reader of job forms by code, by name, also without what stands in brackets, or by an everyday word."""
    known = {
        plain_word(name): code
        for code, names in rules.forms.items()
        for full in (code, *names.values())
        for name in (full, full.partition("(")[0])
    }
    known |= {word: code for word, code in word_list("form").items() if code in rules.forms}

    def reader(text: str) -> str:
        code = known.get(plain_word(text))
        if code is None:
            raise cells.CellError("unknown_form", value=text, known=", ".join(rules.forms))
        return code

    return reader


def hours(reader: cells.RowReader, column: str, *, comma: bool, rules: PeopleRules, form: str = "") -> float | None:
    """Hours a week in halves, above 0 and within what the job form allows."""
    value = reader.number(column, comma=comma, code="bad_hours", least=0, above=True)
    if value is None:
        return None
    most = rules.most_hours.get("", FULL_WEEK)
    of_form = rules.most_hours.get(form, most)
    if value * 2 != round(value * 2):
        reader.fault(column, "not_half_hours", value=value)
    elif form and value > of_form and of_form != most:
        names = rules.forms[form]
        reader.fault(column, "more_than_form", value=value, most=of_form, form_da=names["da"], form_en=names["en"])
    elif value > most:
        reader.fault(column, "hours_out_of_range", value=value, most=most)
    return value


def mentor_hours(reader: cells.RowReader, *, comma: bool) -> float | None:
    """Mentor hours a week in quarters, from 0."""
    value = reader.number("mentor_hours", comma=comma, code="bad_mentor_hours", least=0, most=FULL_WEEK)
    if value is not None and value * _QUARTERS != round(value * _QUARTERS):
        reader.fault("mentor_hours", "not_quarter_hours", value=value)
    return value

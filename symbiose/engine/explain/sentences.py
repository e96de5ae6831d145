"""A reason as one plain sentence, from `reasons.csv`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from symbiose.engine.explain.numbers import date_text, minutes_text, number, per_text, times_text, unit_text
from symbiose.engine.explain.templates import Template, read_templates
from symbiose.engine.placement.accommodations import accommodations
from symbiose.engine.reason import Reason, Value
from symbiose.engine.resources.model import Graph
from symbiose.engine.symbiosis.model import UNIT_OF, Measure
from symbiose.engine.units import Per

_FILE = Path(__file__).parent / "reasons.csv"
_WORDS = {
    "have": ("giveren", "the giver"),
    "need": ("modtageren", "the receiver"),
    "use": ("brugen", "the use"),
    "certain": ("sikkert", "certain"),
    "likely": ("sandsynligt", "likely"),
    "unverified": ("ikke bekræftet", "not confirmed"),
    "by_product": ("et biprodukt", "a by-product"),
    "waste": ("affald", "waste"),
    "end_of_waste": ("ikke længere affald", "no longer waste"),
    "walk": ("gang", "on foot"),
    "bike": ("cykel", "by bike"),
    "public": ("offentlig transport", "public transport"),
    "car": ("bil", "by car"),
    "giver": ("den, der har noget til overs", "the one who has something left over"),
    "space": ("den, der har lokalet", "the one who has the room"),
    "equipment": ("den, der har maskinen", "the one who has the machine"),
    "buyer": ("køberen", "the buyer"),
    "hub": ("den, der gør arbejdet", "the one who does the work"),
    "people": ("dem, der venter på timer", "those who wait for hours"),
    "people_line": ("mennesker", "people"),
    "planet_line": ("klima og materialer", "climate and materials"),
    "economy_line": ("økonomi", "economy"),
    "hours_per_week": ("arbejde", "work"),
    "positions": ("stillinger", "positions"),
    "room_hours": ("arbejde i lokalet", "work in the room"),
    "kg_kept_in_use": ("materiale holdt i brug", "material kept in use"),
    "kg_in_goods": ("materiale holdt i brug i det, der købes", "material kept in use in what is bought"),
    "kg_co2e": ("sparet drivhusgas", "greenhouse gas saved"),
    "price_received": ("betaling for det, der er til overs", "payment for what is left over"),
    "rent_received": ("leje", "rent"),
    "sales": ("salg", "sales"),
    "saved_below_ceiling": ("sparet i forhold til den højeste pris", "saved against the highest price"),
    "fee_saved": ("sparet afgift", "fee saved"),
    "price_paid": ("køb af materiale", "material bought"),
    "rent_paid": ("leje", "rent"),
    "wages": ("løn", "wages"),
    "handling": ("håndtering", "handling"),
}
_POSITION = ("stilling", "position"), ("stillinger", "positions")
_Say = Callable[[Value, str, Graph], str]
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")  # an abbreviation at the end: "3,5 kr.."
_TENTHS_FROM = 0.1
_AMOUNTS = frozenset({"have", "need", "quantity", "lot", "most"})
_MEASURED = frozenset({"amount", "accepted", "left"})


@lru_cache(maxsize=1)
def reason_templates() -> Mapping[str, tuple[Template, ...]]:
    """Templates of all reasons by code, special cases first."""
    return read_templates(_FILE)


def sentence(reason: Reason, *, language: str = "da", graph: Graph) -> str:
    """The reason in Danish ("da") or English ("en"), its values in natural units, ending with a full stop."""
    template = next(one for one in reason_templates()[reason.code] if one.fits(reason.values))
    said = template.text(language).format_map(_texts(reason.values, language, graph))
    return said[0].upper() + _TWO_STOPS.sub(".", said[1:])


def _texts(values: Mapping[str, Value], language: str, graph: Graph) -> dict[str, str]:
    """Texts of all values by name, and of what follows from them: one of a unit (1 ton), its name alone (ton)."""
    texts = {
        name: number(None, language=language) if value is None else _SAY.get(name, _as_written)(value, language, graph)
        for name, value in values.items()
    }
    unit, per = _code(values.get("unit")), _code(values.get("per"))
    for name in _AMOUNTS.intersection(values):
        texts[name] = number(_figure(values[name]), unit, per, language=language)
    measure, measured = _code(values.get("measure")), _code(values.get("measure_unit"))
    for name in _MEASURED.intersection(values):
        texts[name] = _measured(_figure(values[name]), measure, measured or "", language)
    if unit:
        texts["single_unit"] = unit_text(unit, language=language, one=True)
    if "share" in values and ("need" in values or "words" in values):
        texts["share"] = _percent(values["share"], language, graph)
    if "need_unit" in values:
        texts["one_need_unit"] = number(1, _code(values["need_unit"]), language=language)
    if "factor" in values:
        texts["factor"] = number(_figure(values["factor"]), _code(values.get("have_unit")), language=language)
    return texts


def _code(value: Value) -> str | None:
    return str(value) if value else None


def _figure(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _as_written(value: Value, _language: str, _graph: Graph) -> str:
    return str(value).removesuffix(".")


def _measured(amount: float | None, measure: str | None, unit: str, language: str) -> str:
    """What a party gains, loses or lacks: hours are a week's, positions are there, everything else is a year's."""
    at, size = 0 if language == "da" else 1, None if amount is None else abs(amount)
    unit = UNIT_OF[Measure(measure)] if measure else unit
    if unit == "position":
        return f"{number(size, language=language)} {_POSITION[size != 1][at]}"
    return number(size, unit, Per.WEEK if measure and unit == "hour" else Per.YEAR, language=language)


def _column(value: Value, language: str, graph: Graph) -> str:
    return _word(f"{value}_line", language, graph)


def _positions(value: Value, language: str, _graph: Graph) -> str:
    return _measured(_figure(value), None, "position", language)


def _plain_number(value: Value, language: str, _graph: Graph) -> str:
    return number(_figure(value), language=language)


def _kilometres(value: Value, language: str, _graph: Graph) -> str:
    return number(_figure(value), "km", language=language)


def _hours(value: Value, language: str, _graph: Graph) -> str:
    return number(_figure(value), "hour", language=language)


def _minutes(value: Value, language: str, _graph: Graph) -> str:
    return minutes_text(_figure(value), language=language)


def _clock(value: Value, language: str, _graph: Graph) -> str:
    at = str(value).removeprefix("0")
    return f"kl. {at.replace(':', '.')}" if language == "da" else at


def _accommodation(value: Value, language: str, _graph: Graph) -> str:
    one = accommodations()[str(value)]
    return one.name_da if language == "da" else one.name_en


def _told(value: Value, language: str, graph: Graph) -> str:
    """A figure as people read it, or a text as it is written."""
    if isinstance(value, str):
        return _as_written(value, language, graph)
    return _plain_number(value, language, graph)


def _kroner(value: Value, language: str, _graph: Graph) -> str:
    return number(_figure(value), "DKK", language=language)


def _percent(value: Value, language: str, _graph: Graph) -> str:
    share = 100 * (_figure(value) or 0.0)
    return number(round(share, 1) if share >= _TENTHS_FROM else share, "%", language=language)


def _family(value: Value, language: str, graph: Graph) -> str:
    family = graph.families.get(str(value))
    if family is None:
        return str(value)
    return family.name_da if language == "da" else family.name_en


def _families(value: Value, language: str, graph: Graph) -> str:
    return (" eller " if language == "da" else " or ").join(
        _family(code, language, graph) for code in str(value).split("|")
    )


def _condition(value: Value, language: str, graph: Graph) -> str:
    condition = graph.conditions[str(value)]
    return condition.name_da if language == "da" else condition.name_en


def _word(value: Value, language: str, _graph: Graph) -> str:
    return _WORDS[str(value)][0 if language == "da" else 1]


def _unit(value: Value, language: str, _graph: Graph) -> str:
    return unit_text(str(value), language=language)


def _per(value: Value, language: str, _graph: Graph) -> str:
    return per_text(str(value), language=language)


def _times(value: Value, language: str, _graph: Graph) -> str:
    return times_text(str(value), language=language)


def _date(value: Value, language: str, _graph: Graph) -> str:
    return date_text(date.fromisoformat(str(value)), language=language)


# How the value of a name is said; names that are not here are said as they are written.
_SAY: dict[str, _Say] = {
    **dict.fromkeys(("family", "have_family", "need_family"), _family),
    **dict.fromkeys(("have_families", "need_families"), _families),
    **dict.fromkeys(("side", "required_by", "certainty", "status", "transport", "party", "measure"), _word),
    **dict.fromkeys(("km", "limit_km", "straight_km"), _kilometres),
    **dict.fromkeys(("ask", "ceiling"), _kroner),
    **dict.fromkeys(("unit", "have_unit", "need_unit"), _unit),
    **dict.fromkeys(("per", "have_per", "need_per"), _per),
    **dict.fromkeys(("windows", "have_windows", "need_windows"), _times),
    **dict.fromkeys(("date", "first_ends", "second_starts"), _date),
    **dict.fromkeys(("share", "count", "points"), _plain_number),
    "confidence": _percent,
    "condition": _condition,
    **dict.fromkeys(("hours", "can_hours", "asked_hours", "short_hours", "most_hours"), _hours),
    **dict.fromkeys(("work_hours", "low_hours", "high_hours", "least_hours", "left_hours"), _hours),
    "made_share": _percent,
    "column": _column,
    "positions": _positions,
    **dict.fromkeys(("minutes", "limit_minutes", "short_minutes"), _minutes),
    **dict.fromkeys(("first_out", "last_home"), _clock),
    "accommodation": _accommodation,
    "value": _told,
}

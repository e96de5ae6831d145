"""Symbioses in words: the sentence that tells one, with names and without, and what each party gains."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from symbiose.engine import explain
from symbiose.engine.units import Per
from symbiose.matching.enums import LinkRole
from symbiose.matching.sentences import THINGS, capital, count_word, family_name, kind_of, language
from symbiose.matching.work_sources import source_text

GIVER, SPACE, EQUIPMENT, BUYER = LinkRole.GIVER, LinkRole.SPACE, LinkRole.EQUIPMENT, LinkRole.BUYER
HOURS = "hours_per_week"
PAID = frozenset({"price_paid", "rent_paid", "wages", "handling"})  # told as what the party pays, not as a loss


class Link(Protocol):
    """What a sentence needs to know of a flow of a symbiosis."""

    @property
    def role(self) -> str: ...

    @property
    def have_family(self) -> str: ...


def hours_text(hours: float) -> str:
    """12 timer om ugen."""
    return explain.number(float(hours), "hour", Per.WEEK, language=language())


def plain_title(flows: Sequence[Link], hours: float) -> str:
    """The symbiosis in a sentence that names nobody, so that it can be kept and searched."""
    things = _things(flows)
    return capital(_plain(things) % {**things, "hours": hours_text(hours)})[:200]


def _plain(things: Mapping[str, str]) -> str:
    if GIVER not in things:
        return _("%(buyer)s, with people at work %(hours)s")
    if BUYER not in things:
        return _("%(giver)s is used again by people at work %(hours)s")
    if things[GIVER] == things[BUYER]:
        return _("%(giver)s is made ready for others by people in %(hours)s")
    if not _made(things):
        return _("%(giver)s is used, and people do %(buyer)s in %(hours)s")
    return _("%(giver)s becomes %(buyer)s, made by people in %(hours)s")


def _things(flows: Sequence[Link]) -> dict[str, str]:
    return {one.role: family_name(one.have_family) for one in flows} | {
        f"kind_{one.role}": str(kind_of(one.have_family) or "") for one in flows
    }


def _made(things: Mapping[str, str]) -> bool:
    """Whether what is bought is a thing, and not work that is done."""
    return things[f"kind_{BUYER}"] in {"product", *THINGS}


def told_title(flows: Sequence[Link], hours: float, names: Mapping[str, str], *, bought: bool) -> str:
    """The whole symbiosis in one sentence. `names` are by role, with "hub"; `bought` where a price is known."""
    things = _things(flows)
    values = {
        **{f"{role}_thing": things[role] for role in (GIVER, BUYER) if role in things},
        **names,
        "hours": hours_text(hours),
    }
    said = _told(things, bought=bought) % values
    if SPACE in names:
        said = _("%(said)s, in a room at %(space)s") % {"said": said, "space": names[SPACE]}
    if EQUIPMENT in names:
        said = _("%(said)s, with a machine from %(equipment)s") % {"said": said, "equipment": names[EQUIPMENT]}
    return capital(said)


def _told(things: Mapping[str, str], *, bought: bool) -> str:
    if GIVER not in things:
        return _of_buyer(things, bought=bought)
    if BUYER not in things:
        return _("%(giver_thing)s from %(giver)s is used at %(hub)s, where people work %(hours)s")
    if not _made(things):
        return _(
            "%(giver_thing)s from %(giver)s is used at %(hub)s, where people work %(hours)s, and %(buyer)s gets %(buyer_thing)s"
        )
    if things[GIVER] == things[BUYER]:
        if bought:
            return _(
                "%(giver_thing)s from %(giver)s is made ready at %(hub)s by people in %(hours)s and bought by %(buyer)s"
            )
        return _("%(giver_thing)s from %(giver)s is made ready at %(hub)s by people in %(hours)s and goes to %(buyer)s")
    if bought:
        return _(
            "%(giver_thing)s from %(giver)s becomes %(buyer_thing)s at %(hub)s, made by people in %(hours)s and bought by %(buyer)s"
        )
    return _(
        "%(giver_thing)s from %(giver)s becomes %(buyer_thing)s at %(hub)s, made by people in %(hours)s and going to %(buyer)s"
    )


def _of_buyer(things: Mapping[str, str], *, bought: bool) -> str:
    if not _made(things):
        return _("People at %(hub)s work %(hours)s, and %(buyer)s gets %(buyer_thing)s")
    if bought:
        return _("%(buyer_thing)s is made at %(hub)s by people in %(hours)s and bought by %(buyer)s")
    return _("%(buyer_thing)s is made at %(hub)s by people in %(hours)s and goes to %(buyer)s")


def kind_said(count: int) -> str:
    """What it is, and between how many."""
    return _("Symbiosis of %(count)s parties") % {"count": count_word(count)}


MEASURES: dict[str, Callable[[], str]] = {
    HOURS: lambda: _("Work"),
    "positions": lambda: _("Positions"),
    "room_hours": lambda: _("Work in the room"),
    "kg_kept_in_use": lambda: _("Material kept in use"),
    "kg_in_goods": lambda: _("Material kept in use in what it gets"),
    "kg_co2e": lambda: _("Greenhouse gas saved"),
    "price_received": lambda: _("Gets for what is left over"),
    "rent_received": lambda: _("Gets in rent"),
    "sales": lambda: _("Sells for"),
    "saved_below_ceiling": lambda: _("Pays less than its highest price"),
    "fee_saved": lambda: _("Saves in fees"),
    "price_paid": lambda: _("Pays for material"),
    "rent_paid": lambda: _("Pays in rent"),
    "wages": lambda: _("Pays in wages"),
    "handling": lambda: _("Pays for handling"),
}


def gain_line(gain: Mapping[str, Any]) -> str:
    """Work: 12 timer om ugen (skøn). Kilde: …; what nobody has stated is said as unknown."""
    measure, source = gain["measure"], source_text(gain["source"])
    name = MEASURES[measure]() if measure in MEASURES else measure
    line = f"{name}: {_amount(measure, gain)}"
    return f"{line}. " + _("Source: %(source)s") % {"source": source} if source else line


def _amount(measure: str, gain: Mapping[str, Any]) -> str:
    if gain["quantity"] is None:
        return _("Unknown")
    amount, estimated = float(gain["quantity"]), bool(gain["estimated"])
    if measure in PAID:
        amount = -amount
    if measure == "positions":
        count = round(amount)
        text = ngettext("%(count)s position", "%(count)s positions", count) % {"count": count}
        return _("%(text)s (estimate)") % {"text": text} if estimated else text
    per = Per.WEEK if gain["unit"] == "hour" else Per.YEAR
    return explain.number(round(amount, 2), gain["unit"], per, language=language(), estimated=estimated)


def column_text(gains: Sequence[Mapping[str, Any]], column: str) -> str:
    """All that a party gains and pays in one column, a line each; measures are never added."""
    lines = [gain_line(one) for one in gains if one["column"] == column]
    return "\n".join(lines) or _("No change that we know of")


PART_NAMES: dict[str, Callable[[], str]] = {
    "hours": lambda: _("Hours of work a week"),
    "positions": lambda: _("Positions"),
    "kept_in_use": lambda: _("Material kept in use"),
    "sales": lambda: _("Sales that are known"),
    "parties": lambda: _("Organisations that take part"),
    "distance": lambda: _("Distance"),
    "estimated": lambda: _("Figures that are estimates"),
    "bundle": lambda: _("Work of one more agreement"),
}


def people_name() -> str:
    """Those who work, wherever a party is named: nobody in particular."""
    return pgettext("those who work in a symbiosis", "People")

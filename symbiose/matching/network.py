"""Who gives what to whom, all together: from running exchanges, or from streams that published sources tell of.

Reads and nothing else. A drawing holds the thirty parties with most exchanges; the table beside it holds every line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.actor import Actor
from symbiose.common.models import MunicipalItem
from symbiose.common.municipality import said
from symbiose.listings.enums import ListingKind
from symbiose.matching import exchanges
from symbiose.matching.drawing import DESK, PHONE, Drawing, FlowText, PartyText, draw
from symbiose.matching.drawing.web import THIN, WEB_DESK, WEB_PHONE, Tie, Web, draw_web, places_of, rings_of
from symbiose.matching.enums import ExchangeState
from symbiose.matching.models import Exchange
from symbiose.matching.shown.exchanges import ExchangeShown, SideShown, show_exchange

MOST_DRAWN = 30
MOST_LINES = 100
MOST_RINGS = 6
ENERGY = {ListingKind.ENERGY_WATER.value}
GOODS = {ListingKind.MATERIAL.value, ListingKind.PRODUCT.value}
RING_COLOURS = {"material": "material", "energy": "goods", "other": "hours"}


@dataclass(frozen=True, slots=True)
class Line:
    """One exchange or stream as the table holds it; `rests` where it does not run now, or nobody knows whether it does."""

    giver: str
    receiver: str
    what: str
    quantity: str
    since: str
    state: str
    known_from: str
    colour: str
    rests: bool
    url: str = ""
    unsure: bool = False

    @property
    def cells(self) -> list[str]:
        """One row of the table, as the CSV holds it."""
        return [self.giver, self.receiver, self.what, self.quantity, self.since, self.state, self.known_from]


def column_names() -> list[str]:
    """Heads of the table and of its CSV."""
    return [
        *(_("From"), _("To"), _("What"), _("Quantity"), _("Since when"), _("State"), _("Known from")),
    ]


def of_exchanges(rows: QuerySet[Exchange], actor: Actor) -> list[Line]:
    """Lines of exchanges, the newest hundred: a fixed number of queries."""
    shown = [show_exchange(row, actor) for row in exchanges.with_parties(rows).order_by("-pk")[:MOST_LINES]]
    names = _apart(side for one in shown for side in (one.giver, one.receiver))
    return [_of_exchange(one, names) for one in shown]


def _apart(sides: Iterable[SideShown]) -> dict[int, str]:
    """The name of each party by its id; those that are called the same are told apart, so that they stay two."""
    known = {side.row.pk: side for side in sides}
    often = Counter(side.name for side in known.values())
    return {
        pk: side.name if often[side.name] == 1 else f"{side.name} ({side.row.company_number or pk})"
        for pk, side in known.items()
    }


def _of_exchange(shown: ExchangeShown, names: Mapping[int, str]) -> Line:
    row = shown.row
    return Line(
        giver=names[row.giver_id],
        receiver=names[row.receiver_id],
        what=row.title,
        quantity=shown.quantity,
        since=_("Not begun") if row.state == ExchangeState.AGREED else shown.since,
        state=str(row.get_state_display()),
        known_from=row.source or shown.origin,
        colour=colour_of(row.kind),
        rests=row.state != ExchangeState.RUNNING,
        url=reverse("exchanges:detail", args=[row.number]),
    )


def colour_of(kind: str) -> str:
    """Material, energy or other, as the drawing colours a kind of listing."""
    return "energy" if kind in ENERGY else "material" if kind in GOODS else "other"


def of_streams(items: Iterable[MunicipalItem]) -> list[Line]:
    """Lines of published streams: what the sources say, and no more."""
    return [_of_stream(item) for item in items]


def _of_stream(item: MunicipalItem) -> Line:
    told = item.data
    since = _("%(year)s (not confirmed)") if told["year_basis"] == "unverified" else "%(year)s"
    return Line(
        giver=_named(told, "giver"),
        receiver=_named(told, "receiver"),
        what=said(told, "title")[0],
        quantity=str(told.get("amount_da") or _("not told")),
        since=since % {"year": told["from_year"]} if "from_year" in told else _("Unknown"),
        state=str(told["state_da"]),
        known_from=item.source,
        colour="material" if told["category"] == "material" else "energy",
        rests=told["state"] not in {"running", "starting"},
        unsure=item.certainty == "unverified" or told.get("receiver_basis") == "unverified",
    )


def _named(told: Mapping[str, Any], side: str) -> str:
    return said(told, side)[0]


@dataclass(frozen=True, slots=True)
class RingShown:
    """One loop, drawn as a loop."""

    title: str
    description: str
    desk: Drawing
    phone: Drawing


@dataclass(frozen=True, slots=True)
class NetworkShown:
    """The drawing, its numbers, its loops and its table; `drawn_lines` of the lines stand in the drawing, `rings` of `loops`."""

    lines: list[Line]
    parties: int
    drawn: list[str]
    drawn_lines: int
    loops: int
    desk: Web
    phone: Web
    rings: list[RingShown]

    @property
    def left_out(self) -> int:
        """How many parties stand in the table alone."""
        return self.parties - len(self.drawn)

    @property
    def lines_left_out(self) -> int:
        """How many rows of the table are not drawn: of parties left out, and of what a party gives to itself."""
        return len(self.lines) - self.drawn_lines

    @property
    def any_thick(self) -> bool:
        """A line of the drawing stands for several exchanges."""
        return any(curve.width != THIN for curve in self.desk.curves)

    @property
    def any_rests(self) -> bool:
        return any(line.rests for line in self.lines)

    @property
    def colours(self) -> list[tuple[str, str]]:
        """Colours that the drawing uses and what they mean."""
        names = {"material": _("materials and goods"), "energy": _("energy and water"), "other": _("other")}
        used = {line.colour for line in self.lines}
        return [(colour, name) for colour, name in names.items() if colour in used]

    @property
    def description(self) -> str:
        """The drawing in a sentence, for those who do not see it."""
        return ngettext(
            "%(parties)s parties and %(lines)s exchange between them; the table below has it.",
            "%(parties)s parties and %(lines)s exchanges between them; the table below has every one.",
            self.drawn_lines,
        ) % {"parties": len(self.drawn), "lines": self.drawn_lines}


def show_network(lines: list[Line]) -> NetworkShown:
    """Draw lines together; those with most exchanges are drawn, the others stand in the table."""
    often = Counter(name for line in lines for name in (line.giver, line.receiver))
    names = [name for name, _many in sorted(often.items(), key=lambda one: (-one[1], one[0]))][:MOST_DRAWN]
    place = {name: at for at, name in enumerate(names)}
    drawn = [line for line in lines if line.giver in place and line.receiver in place and line.giver != line.receiver]
    ties = _ties(drawn, place)
    loops = rings_of(ties)
    rings = loops[:MOST_RINGS]
    order = places_of(len(names), ties, rings)
    return NetworkShown(
        lines=lines,
        parties=len(often),
        drawn=[names[at] for at in order],
        drawn_lines=len(drawn),
        loops=len(loops),
        desk=draw_web(names, ties, order, WEB_DESK),
        phone=draw_web(names, ties, order, WEB_PHONE),
        rings=[_ring([names[at] for at in ring], drawn) for ring in rings],
    )


def _ties(lines: Sequence[Line], place: Mapping[str, int]) -> list[Tie]:
    together: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        together.setdefault((place[line.giver], place[line.receiver]), []).append(line)
    return [
        Tie(
            *ends,
            Counter(line.colour for line in some).most_common(1)[0][0],
            len(some),
            rests=all(line.rests for line in some),
        )
        for ends, some in together.items()
    ]


def _ring(names: Sequence[str], lines: Sequence[Line]) -> RingShown:
    """One line per step stands for it, what runs before what does not."""
    ends = [(at, (at + 1) % len(names)) for at in range(len(names))]
    steps = [
        min(
            (line for line in lines if (line.giver, line.receiver) == (names[one], names[other])),
            key=lambda line: line.rests,
        )
        for one, other in ends
    ]
    flows = [
        FlowText(*end, step.what, (step.state,) if step.rests else (), RING_COLOURS[step.colour], dashed=step.rests)
        for end, step in zip(ends, steps, strict=True)
    ]
    parties = [PartyText(name, "") for name in names]
    return RingShown(
        title=" → ".join([*names, names[0]]),
        description=" ".join(f"{step.giver} → {step.receiver}: {step.what}." for step in steps),
        desk=draw(parties, flows, DESK),
        phone=draw(parties, flows, PHONE),
    )

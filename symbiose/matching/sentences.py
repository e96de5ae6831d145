"""Proposals in words: titles, reasons, what each party gains. Language follows the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from symbiose.engine import explain
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.resources.model import Kind
from symbiose.engine.units import Per
from symbiose.matching.enums import ProposalKind
from symbiose.matching.models import Run

ICONS = {Tone.MET: "check", Tone.NOTE: "info", Tone.TODO: "hourglass", Tone.UNMET: "close", Tone.STOP: "warning"}
GOODS = (Kind.PRODUCT, Kind.SERVICE)
HOURS = (Kind.TASK, Kind.COMPETENCE)
THINGS = (Kind.MATERIAL, Kind.ENERGY_WATER)
LENT = (Kind.EQUIPMENT, Kind.SPACE, Kind.TRANSPORT)


class FamilyPair(Protocol):
    """What a title needs to know of a flow."""

    @property
    def have_family(self) -> str: ...

    @property
    def need_family(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Said:
    """One reason as a sentence, with its tone, its icon, and the flow that it belongs to in a loop."""

    text: str
    tone: str
    icon: str
    about: str = ""


def language() -> str:
    """The engine's sentences exist in Danish and English."""
    return "en" if (get_language() or "da").startswith("en") else "da"


def family_name(code: str) -> str:
    """Name of a resource family; the code itself where the graph no longer holds it."""
    family = load_graph().families.get(code)
    if family is None:
        return code
    return family.name_en if language() == "en" else family.name_da


def kind_of(code: str) -> Kind | None:
    """Kind of a family, None where the graph no longer holds it."""
    family = load_graph().families.get(code)
    return family.kind if family else None


def capital(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]


def title(kind: str, flows: Sequence[FamilyPair]) -> str:
    """A sentence that tells the exchange and names nobody, so that it can be shown to everybody who may see it."""
    if kind == ProposalKind.LOOP:
        names = list(dict.fromkeys(family_name(flow.have_family) for flow in flows))
        return capital(
            _("%(things)s go round between %(count)s parties")
            % {"things": listed(names), "count": count_word(len(flows))}
        )[:200]
    flow = flows[0]
    have, need = family_name(flow.have_family), family_name(flow.need_family)
    if flow.have_family != flow.need_family and kind_of(flow.have_family) in THINGS:
        return capital(_("%(have)s can be used as %(need)s") % {"have": have, "need": need})[:200]
    return capital(_pattern(kind_of(flow.have_family)) % {"what": have})[:200]


def _pattern(kind: Kind | None) -> str:
    if kind in LENT:
        return _("%(what)s can be shared")
    if kind in GOODS:
        return _("%(what)s can be delivered to somebody who lacks it")
    if kind in HOURS:
        return _("%(what)s can be of use to somebody else")
    return _("%(what)s can be used again")


def party_title(kind: str, flows: Iterable[Any], organisation_id: int) -> str:
    """The proposal as one party reads it, naming nobody else. `flows` with their listings read along."""
    rows = list(flows)
    if kind == ProposalKind.LOOP:
        return _("You can be part of a loop of %(count)s parties") % {"count": count_word(len(rows))}
    flow = rows[0]
    if flow.have.organisation_id == organisation_id:
        return _("Somebody can use your %(what)s") % {"what": family_name(flow.have_family)}
    return _("Somebody has what you lack: %(what)s") % {"what": family_name(flow.need_family)}


def count_word(count: int) -> str:
    """two, three, four; the figure itself beyond."""
    return {2: _("two"), 3: _("three"), 4: _("four")}.get(count, str(count))


def listed(names: Sequence[str]) -> str:
    """a, b and c."""
    if len(names) == 1:
        return names[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def reason_of(stored: Mapping[str, Any]) -> Reason:
    """A stored reason as the engine wrote it."""
    return Reason(stored["code"], Tone(stored["tone"]), stored["values"])


def said(reason: Reason) -> Said:
    """A reason as the page shows it."""
    text = explain.sentence(reason, language=language(), graph=load_graph())
    return Said(text, reason.tone.value, ICONS[reason.tone])


def quantity(amount: float | None, unit: str, per: str, *, estimated: bool = False) -> str:
    """60 kg om ugen (skøn); unknown is said as unknown."""
    if amount is None:
        return _("Unknown")
    return explain.number(float(amount), unit or None, per or None, language=language(), estimated=estimated)


def yearly(amount: float | None, unit: str, per: str, *, estimated: bool) -> str:
    """A quantity told a year; what happens once is told as once."""
    if amount is None:
        return _("Unknown")
    if not per or per == Per.ONCE:
        return quantity(amount, unit, per, estimated=estimated)
    return quantity(float(amount) * Per(per).times_a_year, unit, Per.YEAR.value, estimated=estimated)


def kilometres(km: float | None) -> str:
    """17 km; unknown is said as unknown."""
    return _("Unknown") if km is None else explain.number(round(km, 1), "km", language=language())


def kroner(amount: float) -> str:
    """1.900 kr."""
    return explain.number(round(amount), "DKK", language=language())


def parties_said(count: int) -> str:
    """Pair, or loop of three parties."""
    if count == 2:  # noqa: PLR2004  a pair
        return _("Two parties")
    return _("Loop of %(count)s parties") % {"count": count_word(count)}


def estimates_said(estimated: int, of: int) -> str:
    """1 of 3 figures is an estimate; empty where none is."""
    if not estimated:
        return ""
    if of == 1:
        return _("The quantity is an estimate")
    return ngettext(
        "%(estimated)s of %(of)s figures is an estimate", "%(estimated)s of %(of)s figures are estimates", estimated
    ) % {"estimated": estimated, "of": of}


PART_NAMES: dict[str, Callable[[], str]] = {
    "same_family": lambda: _("The same thing is had and lacked"),
    "use_edge": lambda: _("A known use"),
    "uncertain_use": lambda: _("The use is not certain"),
    "distance": lambda: _("Distance"),
    "distance_assumed": lambda: _("Distance unknown, half of the limit counted"),
    "narrower_family": lambda: _("What is had is a kind of what is lacked"),
    "unconfirmed_code": lambda: _("Nobody has confirmed how the text was read"),
    "other_kind": lambda: _("The text was read as another kind than the listing's own"),
    "words_alike": lambda: _("The texts are alike"),
    "estimated": lambda: _("Estimated quantities"),
    "fixed_link": lambda: _("Work of one more agreement"),
    "loop_member": lambda: _("Party in a loop"),
}


def part_name(code: str) -> str:
    """What a part of the points is for."""
    return PART_NAMES[code]() if code in PART_NAMES else code


UNIT_NAMES: dict[str, Callable[[], str]] = {
    "pair": lambda: "",
    "km": lambda: "km",
    "level": lambda: _("levels"),
    "quantity": lambda: _("quantities"),
    "organisation": lambda: _("parties"),
}


def part_amount(amount: float, unit: str) -> str:
    """What a part of the points is counted from: 17 km, or 36 %."""
    if unit == "share":
        return f"{explain.number(round(100 * amount, 1), language=language())} %"
    name = UNIT_NAMES[unit]() if unit in UNIT_NAMES else unit
    return f"{explain.number(amount, language=language())} {name}".strip()


STEP_NAMES: dict[str, Callable[[], str]] = {
    "": lambda: _("Waits for its turn"),
    "tidy": lambda: _("Lets go of what is no longer possible"),
    "read": lambda: _("Reads the listings"),
    "solve": lambda: _("Looks for exchanges and loops"),
    "write": lambda: _("Writes the proposals"),
}


def step_name(step: str) -> str:
    """What a run does now."""
    return STEP_NAMES[step]() if step in STEP_NAMES else step


def run_in_words(run: Run) -> str:
    """When it was started, and what it found."""
    day = formats.date_format(timezone.localdate(run.created_at), "DATE_FORMAT")
    if run.new_proposals is None:
        return f"{day}: {run.get_state_display()}"
    found = ngettext("%(many)s new proposal", "%(many)s new proposals", run.new_proposals) % {"many": run.new_proposals}
    return f"{day}: {found}"


def failure(error: str) -> str:
    """Why a run failed, as far as it is known."""
    if error == "stopped":
        return _("It stood still: the program that carried it out was stopped.")
    return _("The reason as the program gave it: %(error)s.") % {"error": error.rstrip(".")}

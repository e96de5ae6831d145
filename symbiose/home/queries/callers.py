"""Who is calling, and what of ours fits what they say: firms first, then everything else that the words find."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from symbiose.common import municipality, search
from symbiose.common.actor import Actor
from symbiose.frontdesk.permissions import works_at_an_entrance
from symbiose.frontdesk.queries import CASE, ENQUIRY, cases_visible_to, enquiries_visible_to
from symbiose.home.queries import everything
from symbiose.home.queries.readings import READING
from symbiose.organisations import queries as organisations
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Membership, Organisation
from symbiose.organisations.models.telephone import LastDigits

MOST_FIRMS = 6
MOST_EACH = 3
SHORTEST_NAME = 3  # letters of a person's name before people are looked through
NUMBER = re.compile(r"^(?:\+|00)?[\d ().-]+$")
DIGITS = 8  # of a Danish telephone number, and of a company number
COUNTRY = "45"


@dataclass(frozen=True, slots=True)
class FirmFound:
    """A firm that may be calling, and why it was found where that is not its name."""

    firm: Organisation
    why: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the words found: firms, and the other kinds with their first few rows."""

    firms: list[FirmFound]
    groups: list[everything.Group]

    @property
    def total(self) -> int:
        return len(self.firms) + sum(group.total for group in self.groups)


def number_of(words: str) -> str:
    """The eight digits of a telephone or company number, without the country's; empty for everything else."""
    if not NUMBER.match(words.strip()):
        return ""
    digits = re.sub(r"\D", "", words)
    if len(digits) > DIGITS:  # 45 12 34 56 78 or 00 45 12 34 56 78
        digits = digits.removeprefix("00").removeprefix(COUNTRY)
    return digits if len(digits) == DIGITS else ""


def find(actor: Actor, words: str) -> Found:
    """Firms by number, name, telephone or a person, then cases, listings and whatever else the words stand in."""
    digits = number_of(words)
    asked = search.expression(digits or words)
    if not asked:
        return Found([], [])
    others = [
        everything.Group(one.label, one.name, one.rows[:MOST_EACH], one.total, one.url)
        for one in everything.find(actor, digits or words, asked, but=organisations.LABEL)
    ]
    return Found(_firms(actor, words, digits, asked), [*others, *_readings(words)])


def _firms(actor: Actor, words: str, digits: str, asked: search.Expression) -> list[FirmFound]:
    """Those that may be calling, each once, by the surest of the ways in which it was found."""
    seen = _seen(actor)
    named: tuple[Iterable[int], str] = (search.best(organisations.LABEL, words, asked, seen, MOST_FIRMS)[0], "")
    if digits:
        return _shown(seen, [*_by_number(actor, seen, digits, asked), named])
    return _shown(seen, [named, (_by_person(actor, seen, words.strip()), _("by a contact person"))])


def by_number_or_person(actor: Actor, words: str) -> list[FirmFound]:
    """Firms that the search by words does not find: by telephone, or by a person. For entrances alone."""
    if not words or not works_at_an_entrance(actor):
        return []
    seen, digits = _seen(actor), number_of(words)
    if digits:
        return _shown(seen, _by_number(actor, seen, digits, search.expression(digits)))
    return _shown(seen, [(_by_person(actor, seen, words.strip()), _("by a contact person"))])


def _seen(actor: Actor) -> QuerySet[Organisation]:
    return organisations.visible_to(actor).filter(state=OrganisationState.ACTIVE)


def _by_number(
    actor: Actor, seen: QuerySet[Organisation], digits: str, asked: search.Expression
) -> list[tuple[Iterable[int], str]]:
    return [
        (_by_company_number(seen, digits), _("by company number")),
        (_by_own_phone(actor, seen, digits), _("by telephone")),
        (_by_earlier_call(actor, asked), _("by the telephone of an earlier enquiry")),
    ]


def _shown(seen: QuerySet[Organisation], ways: list[tuple[Iterable[int], str]]) -> list[FirmFound]:
    whys: dict[int, str] = {}
    for ids, why in ways:
        for pk in ids:
            whys.setdefault(pk, why)
    rows = seen.in_bulk(list(whys)[:MOST_FIRMS])
    return [FirmFound(rows[pk], why) for pk, why in whys.items() if pk in rows]


def _by_company_number(seen: QuerySet[Organisation], digits: str) -> list[int]:
    return list(seen.filter(company_number=digits).values_list("pk", flat=True))


def _by_own_phone(actor: Actor, seen: QuerySet[Organisation], digits: str) -> list[int]:
    """By the contact's telephone, however it is spaced; contact details are for the municipality's entrance."""
    if not actor.is_adviser:
        return []
    rows = seen.annotate(last_digits=LastDigits("contact_phone")).filter(last_digits=digits).order_by("name", "pk")
    return list(rows.values_list("pk", flat=True)[:MOST_EACH])


def _by_earlier_call(actor: Actor, asked: search.Expression) -> list[int]:
    """The firm of an enquiry or a case in which the number stands."""
    found: dict[int, None] = {}
    for rows, label in ((enquiries_visible_to(actor), ENQUIRY), (cases_visible_to(actor), CASE)):
        known = rows.filter(pk__in=search.found_ids(label, asked), organisation__isnull=False)
        firms = known.order_by("-pk").values_list("organisation_id", flat=True)[:MOST_EACH]
        found |= dict.fromkeys(pk for pk in firms if pk is not None)
    return list(found)


def _by_person(actor: Actor, seen: QuerySet[Organisation], name: str) -> list[int]:
    """By the contact person, or one who acts for the firm; people are shown to the municipality's entrance alone."""
    if not actor.is_adviser or len(name) < SHORTEST_NAME:
        return []
    acting = Membership.objects.filter(
        organisations.holding(), organisation=OuterRef("pk"), user__name__icontains=name, user__is_active=True
    )
    rows = seen.filter(Q(contact_name__icontains=name) | Exists(acting)).order_by("name", "pk")
    return list(rows.values_list("pk", flat=True)[:MOST_EACH])


def _readings(words: str) -> list[everything.Group]:
    """Pages to read aloud from: those of the municipality that hold every word."""
    wanted = search.stems(words)
    rows = []
    for page in municipality.items(READING):
        title, text = municipality.said(page.data, "title")[0], municipality.said(page.data)[0]
        held = search.stems(f"{title} {text}")
        if all(any(stem.startswith(word) for stem in held) for word in wanted):
            rows.append(everything.Found(title, reverse("home:reading", args=[page.data["slug"]]), ""))
    name = _("pages to read")
    return [everything.Group(READING, name, rows[:MOST_EACH], len(rows), reverse("home:readings"))] if rows else []

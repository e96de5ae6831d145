"""Who gets what: the firm's own contact, a rule by topic and area, the least load; never one who is away or gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import formats, translation
from django.utils.translation import gettext as _

from symbiose.frontdesk.enums import CaseState, EnquiryState
from symbiose.frontdesk.models import Case, Enquiry, RoutingRule
from symbiose.frontdesk.topics import topic_names
from symbiose.organisations.enums import MembershipRole
from symbiose.organisations.models import Absence, Membership, Organisation
from symbiose.organisations.queries import away, holding, works_outside


class NobodyAtEntrance(Exception):
    """Nobody works or ever worked at the entrance, so nothing can be received there."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Who gets it, and why: a Danish sentence, as it is kept with the record."""

    user_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a choice rests on: the topic, the place, the firm where it is known or, with `claimed`, where they say so."""

    topic: str
    postcode: str = ""
    organisation_id: int | None = None
    claimed: bool = False


def asked_of(subject: Enquiry | Case) -> Asked:
    """What the choice of an owner for an enquiry or a case rests on."""
    if isinstance(subject, Case):
        return Asked(subject.topic, "", subject.organisation_id)
    firm = subject.organisation_id or subject.claimed_id
    return Asked(subject.topic, subject.postcode, firm, claimed=subject.claimed_id is not None)


@dataclass(frozen=True, slots=True)
class Desk:
    """The people of an entrance on a day: who stands there, who of them is away with whom as deputy."""

    entrance: Organisation
    external: bool
    on: date
    standing: dict[int, Membership]
    away: dict[int, Absence]

    @property
    def present(self) -> set[int]:
        return self.standing.keys() - self.away.keys()

    def deputy_of(self, user_id: int, *, but: Iterable[int] = ()) -> int | None:
        """Who is here and stands in for somebody who is away, over as many deputies as it takes."""
        seen, here = {user_id, *but}, self.present - set(but)
        absence = self.away.get(user_id)
        while absence is not None and absence.deputy_id is not None and absence.deputy_id not in seen:
            if absence.deputy_id in here:
                return absence.deputy_id
            seen.add(absence.deputy_id)
            absence = self.away.get(absence.deputy_id)
        return None


def main_entrance() -> Organisation:
    """Where the municipality's advisers work. Raises NobodyAtEntrance before there is one."""
    rows = Membership.objects.filter(role=MembershipRole.ADVISER).select_related("organisation")
    first = rows.filter(holding()).order_by("organisation_id", "pk").first() or rows.order_by("pk").first()
    if first is None:
        raise NobodyAtEntrance
    return first.organisation


def is_external(entrance: Organisation) -> bool:
    """Outside the municipality: its people hold the role of an external entrance."""
    return works_outside().filter(organisation=entrance).exists()


def members_of(entrance: Organisation, *, external: bool) -> QuerySet[Membership]:
    """Who works or worked at an entrance; the one entrance may be spread over several departments."""
    if external:
        return works_outside().filter(organisation=entrance)
    return Membership.objects.filter(role=MembershipRole.ADVISER)


def desk(entrance: Organisation, *, external: bool, on: date) -> Desk:
    """The people of an entrance on a day, those first who came first."""
    rows = members_of(entrance, external=external).filter(holding(on), user__is_active=True)
    standing = {row.user_id: row for row in rows.select_related("user").order_by("-pk")}
    return Desk(entrance, external, on, standing, away(standing, on=on))


def choose_owner(at: Desk, asked: Asked, *, but: Iterable[int] = ()) -> Choice:
    """The owner at an entrance on a day, never one of `but` where anybody else is there. Raises NobodyAtEntrance."""
    with translation.override("da"):
        return (
            _known_firm(at, asked, set(but))
            or _by_rule(at, asked, set(but))
            or _least_load(at, set(but))
            or _nobody_here(at)
        )


def _known_firm(at: Desk, asked: Asked, but: set[int]) -> Choice | None:
    """Who already has an open case with the same firm."""
    if asked.organisation_id is None:
        return None
    own = Case.objects.filter(organisation_id=asked.organisation_id, state=CaseState.OPEN, external=at.external)
    case = own.filter(owner_id__in=at.present - but).order_by("-opened_at", "-pk").first()
    if case is None:
        return None
    if asked.claimed:
        why = _("Has case %(number)s with the firm for which they perhaps write.")
    else:
        why = _("Has case %(number)s with the same firm.")
    return Choice(case.owner_id, why % {"number": case.number})


def _by_rule(at: Desk, asked: Asked, but: set[int]) -> Choice | None:
    """The one whom a rule names, or who stands in for them; a rule on topic and area before one on either."""
    for rule in _rules(at, asked):
        user_id = rule.membership.user_id
        if user_id in at.present - but:
            return Choice(user_id, _rule_in_words(rule))
        deputy = at.deputy_of(user_id, but=but)
        if deputy is not None:
            return Choice(deputy, deputy_in_words(at, user_id))
    return None


def rules_of(at: Desk) -> QuerySet[RoutingRule]:
    """The rules that hold at an entrance for its people of the day, by whichever of their memberships there."""
    theirs = members_of(at.entrance, external=at.external).filter(user_id__in=at.standing)
    return RoutingRule.objects.filter(holding(at.on), membership__in=theirs).select_related("membership__user")


def _rules(at: Desk, asked: Asked) -> list[RoutingRule]:
    area = Q(postcode_from="")
    if asked.postcode:
        area |= Q(postcode_from__lte=asked.postcode, postcode_to__gte=asked.postcode)
    found = rules_of(at).filter(area, topic__in=["", asked.topic]).order_by("pk")
    return sorted(found, key=lambda rule: (not (rule.topic and rule.postcode_from), not rule.topic))


def _rule_in_words(rule: RoutingRule) -> str:
    topic = topic_names().get(rule.topic, rule.topic)
    area = f"{rule.postcode_from}–{rule.postcode_to}"
    if rule.topic and rule.postcode_from:
        return _("Takes “%(topic)s” in %(area)s.") % {"topic": topic, "area": area}
    if rule.topic:
        return _("Takes “%(topic)s”.") % {"topic": topic}
    return _("Takes the area %(area)s.") % {"area": area}


def deputy_in_words(at: Desk, user_id: int) -> str:
    """Stands in for somebody who is away until a day."""
    until = formats.date_format(at.away[user_id].valid_to, "j. F")
    return _("Stands in for %(name)s, who is away until and with %(day)s.") % {
        "name": at.standing[user_id].user.name,
        "day": until,
    }


def loads(user_ids: Iterable[int]) -> dict[int, int]:
    """How many new enquiries and open cases each of these people has."""
    found = dict.fromkeys(user_ids, 0)
    for rows in (
        Enquiry.objects.filter(state=EnquiryState.NEW, owner_id__in=found),
        Case.objects.filter(state=CaseState.OPEN, owner_id__in=found),
    ):
        for owner_id, number in rows.order_by().values_list("owner_id").annotate(Count("pk")):
            found[owner_id] += number
    return found


def _least_load(at: Desk, but: set[int]) -> Choice | None:
    found = loads(at.present - but or at.present)
    if not found:
        return None
    user_id = min(sorted(found), key=lambda one: found[one])
    if len(found) == 1:
        return Choice(user_id, _("Is the only one at the entrance today."))
    return Choice(user_id, _("Has the fewest open cases and enquiries today: %(number)s.") % {"number": found[user_id]})


def _nobody_here(at: Desk) -> Choice:
    """Everybody is away or gone: the first to come back, to come, or who was there first."""
    if at.away:
        user_id = min(at.away, key=lambda one: (at.away[one].valid_to, one))
        back = formats.date_format(at.away[user_id].valid_to, "j. F")
        return Choice(
            user_id, _("Nobody is at the entrance today. Is the first to be back, after %(day)s.") % {"day": back}
        )
    known = members_of(at.entrance, external=at.external).filter(user__is_active=True).order_by("valid_from", "pk")
    first = known.filter(valid_from__gt=at.on).first() or known.first()
    if first is None:
        raise NobodyAtEntrance
    return Choice(first.user_id, _("Nobody works at the entrance today. Was or is its first adviser."))

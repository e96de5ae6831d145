"""Entrances, advisers, enquiries and cases for the tests of this room."""

from __future__ import annotations

from datetime import UTC, date, datetime

from symbiose.common.actor import Actor, Role
from symbiose.frontdesk.actions import Writer, open_case, receive_enquiry
from symbiose.frontdesk.models import RoutingRule
from symbiose.organisations.enums import MembershipRole
from symbiose.organisations.models import Absence, Membership
from tests.factories import make_item, make_membership, make_municipality, make_organisation, make_user

TOPICS = (("found", "Start af virksomhed"), ("listing", "Noget til overs"), ("hire", "Ansættelse"), ("other", "Andet"))
# 5 June, 24 and 31 December, as both municipalities keep them.
CLOSED = ((6, 5, "Grundlovsdag"), (12, 24, "Juleaftensdag"), (12, 31, "Nytårsaftensdag"))


def make_desk(*names: str):
    """The one entrance with an adviser for each name; the municipality's topics, closing days and promise of two days."""
    make_municipality()
    for order, (key, title) in enumerate(TOPICS):
        data = {"action": key, "title_da": f"{title}?", "topic_da": title, "order": order, "main": True}
        make_item("door", f"door-{key}", data=data, position=order)
    for month, day, title in CLOSED:
        make_item("closing_day", f"closing-{month}-{day}", data={"month": month, "day": day, "title_da": title})
    make_item("setting", "setting-response-days", data={"key": "response_days", "value": "2"})
    entrance = make_organisation("Jobcenter Erhverv", kind="department")
    return [make_adviser(entrance, name) for name in names]


def make_adviser(entrance, name: str):
    return make_membership(Role.ADVISER, entrance, make_user(name=name))


def make_external(name: str = "Eksempel Erhvervsråd", person: str = "Erik Eksempel"):
    """An external entrance with one who works there."""
    return Membership.objects.create(
        user=make_user(name=person),
        organisation=make_organisation(name, kind="association"),
        role=MembershipRole.ENTRANCE,
        valid_from=date(2024, 1, 1),
    )


def acting(member) -> Actor:
    """The actor of a membership."""
    role = {"adviser": Role.ADVISER, "entrance": Role.ENTRANCE, "representative": Role.FIRM}[member.role]
    return Actor(
        role=role,
        user_id=member.user_id,
        name=member.user.name,
        membership_id=member.pk,
        organisation_id=member.organisation_id,
        organisation_name=member.organisation.name,
    )


def make_department(name: str = "Teknik og Miljø"):
    """A department with a member: the department's membership."""
    return make_membership(Role.FIRM, make_organisation(name, kind="department"))


def away(member, first: date, last: date, deputy=None):
    return Absence.objects.create(
        user=member.user, valid_from=first, valid_to=last, deputy=deputy.user if deputy else None
    )


def rule(member, **values):
    return RoutingRule.objects.create(membership=member, **{"valid_from": date(2024, 1, 1), **values})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def ask(*, by: Actor | None = None, text: str = "Vi smider rigtig meget træ ud. Kan nogen bruge det?", **values):
    """An enquiry through the public form, unless said otherwise."""
    names = ("name", "email", "phone", "postcode", "organisation_text", "organisation")
    writer = Writer(**{name: values.pop(name) for name in names if name in values})
    return receive_enquiry(**{"channel": "form", "text": text, "writer": writer, "by": by or Actor(), **values})


def make_case(by: Actor, **values):
    """A case of an enquiry that came by form."""
    return open_case(ask(**values), by=by)

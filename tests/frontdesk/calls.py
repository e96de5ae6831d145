"""Firms that could be called, callers and calls for the tests of calling on firms."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from symbiose.frontdesk.actions.outreach import Talk, recount_prospects, take_call
from symbiose.organisations.models import Contact
from tests.factories import make_fact, make_item, make_listing, make_organisation, make_year
from tests.frontdesk.cases import acting, make_department, make_desk

YES = Talk(answer="yes", line="De vil gerne høre mere om pakning.", partner=True, person="Lederen")


def make_callers():
    """An adviser at the entrance and one of each of two departments, as actors; the quiet period is 30 days."""
    (ann,) = make_desk("Ann Eksempel")
    for key, value in (("outreach_quiet_days", "30"), ("outreach_reserve_days", "5"), ("outreach_no_days", "365")):
        make_item("setting", key, data={"key": key, "value": value}, source="Vores egen tekst", certainty="ours")
    return acting(ann), acting(make_department("Eksempel Miljø")), acting(make_department("Eksempel Indkøb"))


def make_firm(name="Eksempel Plastvarer", *, headcount=27, code="222900", **values):
    """A company with a trade code and a number of employees."""
    firm = make_organisation(name, trade_code=code, trade_code_version="DB07" if code else "", **values)
    if headcount:
        make_year(firm, timezone.localdate().year, headcount=headcount)
    return firm


def make_workshop(name="Eksempel Pakkeriet", **values):
    """A social enterprise that offers packing under its own name."""
    workshop = make_organisation(name, kind="social_enterprise")
    make_fact(workshop)
    make_listing(workshop, kind="service", title="Pakning og etiketter", codes=["service_packing"], **values)
    return workshop


def spoke(firm, by, *, days=3, **values):
    """Somebody spoke with the firm so many days ago."""
    then = timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=days), time(9)))
    return Contact.objects.create(
        organisation=firm,
        happened_at=min(then, timezone.now()),
        **{
            "kind": "call",
            "direction": "out",
            "text": "Om en aftale om pap",
            "user_id": by.user_id,
            "membership_id": by.membership_id,
            "spoken_for_id": by.organisation_id,
            **values,
        },
    )


def take(firm, by, **values):
    """The firm taken, after the list was counted."""
    recount_prospects(only=[firm.pk])
    return take_call(firm, by=by, **values)


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)

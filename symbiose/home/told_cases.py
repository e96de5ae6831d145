"""The enquiries and cases of a demo's story: what people asked, what was said, what waits, and what came of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from symbiose.common import municipality
from symbiose.common.actions import link
from symbiose.common.actor import Actor
from symbiose.common.links import STARTED
from symbiose.frontdesk.actions import (
    Writer,
    add_party,
    add_task,
    close_case,
    log_dialogue,
    open_case,
    receive_enquiry,
    set_next_step,
)
from symbiose.frontdesk.enums import AT_ONCE, Channel
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.home.entrance import add_staff
from symbiose.home.story import Story
from symbiose.listings.models import Listing
from symbiose.organisations.enums import MembershipRole
from symbiose.organisations.models import Organisation


def add_colleagues(told: Story, *, by: Actor) -> None:
    """Those who work beside the ones whom one can step in as."""
    for one in told.of("colleague"):
        add_staff(MembershipRole(one.get("role", "adviser")), email=one["mail"], name=one["name"], by=by)


def tell_cases(told: Story, known: dict[str, Organisation], *, by: Actor) -> dict[str, Enquiry]:
    """Receive what the story says that people asked, and do with it what it says was done; the enquiries by their id."""
    received = {}
    for one in told.of("enquiry"):
        enquiry = received[one["id"]] = _receive(one, known, by=by)
        for case in (case for case in told.of("case") if case["enquiry"] == one["id"]):
            _tell_case(case, open_case(enquiry, title=case["da"], by=by), told, known, by=by)
    return received


def _receive(one: dict[str, Any], known: dict[str, Organisation], *, by: Actor) -> Enquiry:
    firm = known.get(one.get("organisation", ""))
    writer = Writer(
        name=one.get("name", ""),
        phone=one.get("phone", ""),
        email=one.get("mail", ""),
        organisation_text=one.get("firm_da", ""),
        organisation=firm,
        postcode=one.get("postcode", ""),
    )
    typed_in = one["channel"] in AT_ONCE or one["channel"] == Channel.MAIL
    return receive_enquiry(
        channel=one["channel"],
        topic=one["topic"],
        text=one["da"],
        writer=writer,
        door=known.get(one.get("door", "")),
        received_at=moment_of(one),
        keep=True,
        answer=one.get("answer_da", ""),
        example=True,
        by=by if typed_in else Actor(),
    )


def _tell_case(
    told_case: dict[str, Any], case: Case, told: Story, known: dict[str, Organisation], *, by: Actor
) -> None:
    mine = {
        kind: [one for one in told.of(kind) if one["case"] == told_case["id"]]
        for kind in ("party", "dialogue", "case_task", "started")
    }
    for one in mine["party"]:
        firm = known.get(one.get("organisation", ""))
        add_party(case, organisation=firm, name=one.get("name", ""), role=one.get("role_da", ""), by=by)
    for one in mine["dialogue"]:
        log_dialogue(
            case,
            kind=one["kind"],
            direction=one.get("direction", ""),
            person=one.get("person", ""),
            text=one["da"],
            happened_at=moment_of(one),
            by=by,
        )
    for one in mine["case_task"]:
        add_task(case, what=one["da"], organisation=known[one["organisation"]], due_on=_working(one["due_days"]), by=by)
    for one in mine["started"]:
        link(case, Listing.objects.get(external_id=one["listing"]), kind=STARTED)
    _end_of(told_case, case, by=by)


def _end_of(told_case: dict[str, Any], case: Case, *, by: Actor) -> None:
    """Its next step, or what it was closed with."""
    if "next_days" in told_case:
        set_next_step(
            case,
            kind=told_case["next_kind"],
            on=_day(told_case["next_days"]),
            at=time.fromisoformat(told_case["next_at"]) if "next_at" in told_case else None,
            text=told_case["next_da"],
            by=by,
        )
    if "outcome" in told_case:
        close_case(case, outcome=told_case["outcome"], reason=told_case["outcome_da"], by=by)


def _working(days: int) -> date:
    """The first working day after so many days or on the last of them."""
    return municipality.after_working_days(_day(days - 1), 1)


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def moment_of(one: dict[str, Any]) -> datetime:
    """A day before today by the clock; one of today is never in the future."""
    then = timezone.make_aware(datetime.combine(_day(one["days"]), time.fromisoformat(one["at"])))
    return min(then, timezone.now())

"""What is personal in enquiries and cases is erased when its time is over or somebody asks; the rows stay and count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.files.actions import keep_upload
from symbiose.frontdesk.actions.answering import waits_by
from symbiose.frontdesk.actions.cases import locked_case
from symbiose.frontdesk.actions.erased_with import (
    ERASED,
    Told,
    blank,
    calls_to,
    forget_lines,
    forget_party,
    forget_told,
    forget_writer,
    lines_of_writer,
    links_to,
    parties_ever,
    rows_of,
    rule_of,
)
from symbiose.frontdesk.actions.numbering import find_case_by, find_enquiry_by
from symbiose.frontdesk.actions.settling import locked_enquiry
from symbiose.frontdesk.actions.shared_tasks.telling import find_shared_by
from symbiose.frontdesk.enums import CaseState, EnquiryState
from symbiose.frontdesk.limits import keep_days
from symbiose.frontdesk.models import CallStop, Case, Enquiry, LetterFile, PartnerSearch, SharedPart, SharedTask
from symbiose.frontdesk.permissions import may_forget
from symbiose.frontdesk.queries import ENQUIRY
from symbiose.frontdesk.queries.receipts import PASSED_ON, PURPOSE, can_be_forgotten
from symbiose.frontdesk.queries.threads import mail_key
from symbiose.notices.actions import forget_link
from symbiose.notices.models import AnswerLink
from symbiose.organisations.models import Contact
from symbiose.organisations.queries import contacts_of

BATCH = 100  # the rest the next minute
KEPT_ON = timedelta(days=365)  # a file of what is still open is kept so much longer, a month before its time is over
SOON = timedelta(days=30)
Subject = TypeVar("Subject", Enquiry, Case)
TIME_IS_OVER = "Fristen for at gemme det er gået."


@transaction.atomic
def forget_enquiry(enquiry: Enquiry, *, reason: str, by: Actor, over: str = "") -> Enquiry:
    """Erase who asked, what they said, its files and letters; number, topic, days and state stay.

    Whoever waits in a case waits no longer. What people wrote as reasons gives way to the rule that it was erased by: `over` names the municipality's period that
    is over, without it somebody asked. A repeat changes nothing. Raises NotAllowed without a reason, and while it waits.
    """
    now = locked_enquiry(enquiry)
    if now.forgotten_at is not None:
        return now
    if not can_be_forgotten(now) or not reason.strip() or not may_forget(by, now):
        raise NotAllowed("frontdesk.forget")
    return _forget_enquiry(now, reason=reason, rule=rule_of(over), by=by)


def _forget_enquiry(now: Enquiry, *, reason: str, rule: str, by: Actor) -> Enquiry:
    links = list(AnswerLink.objects.filter(purpose=PURPOSE, subject_label=ENQUIRY, subject_id=now.pk).order_by("pk"))
    lines = [*contacts_of([now]), *lines_of_writer(now)]
    actions.erase_from_trail([now, *links, *rows_of(lines)], rule=rule)
    forget_lines(lines, by=by)
    forget_told(now, rule=rule, by=by)
    for link in links:
        forget_link(link, by=by)
    told: dict[str, Any] = {"noise_reason": ERASED} if now.noise_reason else {}
    told |= {"consent": ERASED} if now.consent else {}
    told |= {"source_key": ""} if now.source_key.startswith(mail_key("")) else {}
    empty: dict[str, Any] = dict.fromkeys(("text", "name", "email", "phone", "organisation_text", "answer"), "")
    forgotten = actions.change(
        now,
        by=by,
        verb="frontdesk.forget",
        reason=reason,
        title=ERASED,
        owner_reason=ERASED,
        claimed=None,
        waits=False,
        forgotten_at=timezone.now(),
        **empty,
        **told,
    )
    find_enquiry_by(forgotten)
    if forgotten.case is not None:
        forget_writer(forgotten.case, now, rule=rule, by=by)
        if now.waits:
            actions.change(forgotten.case, by=by, verb="frontdesk.waits_for", waits_by=waits_by(forgotten.case))
        find_case_by(forgotten.case)  # it was found by what was asked in it
    return forgotten


@transaction.atomic
def forget_case(case: Case, *, reason: str, by: Actor, over: str = "") -> Case:
    """Erase what is personal in a case that is closed, with its enquiries, parties, tasks, dialogue and files.

    So are the calls that led to it. Its number, topic, days, organisation and outcome stay. `over` as for an enquiry. A repeat changes nothing. Raises NotAllowed without a
    reason, and while it is open.
    """
    held = locked_case(case)
    if held.forgotten_at is not None:
        return held
    if not can_be_forgotten(held) or not reason.strip() or not may_forget(by, held):
        raise NotAllowed("frontdesk.forget")
    return _forget_case(held, reason=reason, rule=rule_of(over), by=by)


def _forget_case(held: Case, *, reason: str, rule: str, by: Actor) -> Case:
    """The case, and first what was gathered in it."""
    for gathered in held.merged_from.select_for_update().filter(forgotten_at__isnull=True).order_by("pk"):
        _forget_case(gathered, reason=reason, rule=rule, by=by)
    for enquiry in held.enquiries.select_for_update().filter(forgotten_at__isnull=True).order_by("pk"):
        _forget_enquiry(enquiry, reason=reason, rule=rule, by=by)
    shared = list(SharedTask.objects.filter(case=held).order_by("pk"))
    calls = calls_to(held)
    stops = CallStop.objects.filter(call__in=calls).order_by("pk")
    parts = list(SharedPart.objects.filter(task__in=shared).order_by("pk"))
    rows = [*held.tasks.order_by("pk"), *shared, *parts, *calls, *stops]
    searches = list(PartnerSearch.objects.filter(case=held).order_by("pk"))
    lines = list(contacts_of([held, *calls]))
    actions.erase_from_trail([held, *parties_ever(held), *rows, *searches, *rows_of(lines)], rule=rule)
    for party in held.parties.exclude(name="").order_by("pk"):
        forget_party(party, by=by)
    for row in rows:
        blank(row, by=by)
    for search in searches:
        actions.change(search, by=by, verb="frontdesk.forget", words="")
    for one in SharedTask.objects.filter(case=held):
        find_shared_by(one)
    forget_lines(lines, by=by)
    about: list[Told] = [held, *calls, *shared, *parts]
    for subject in about:
        forget_told(subject, rule=rule, by=by)
    for link in links_to(parts):
        forget_link(link, by=by)
    told: dict[str, Any] = {"title": ERASED, "owner_reason": ERASED, "next_text": "", "forgotten_at": timezone.now()}
    told |= {"outcome_reason": ERASED} if held.outcome_reason else {}
    forgotten = actions.change(held, by=by, verb="frontdesk.forget", reason=reason, **told)
    find_case_by(forgotten)
    return forgotten


def forget_due(*, now: datetime, by: Actor) -> int:
    """Erase what is settled and whose time is over: noise soon, the rest after the municipality's period; how many.

    Files of what is still open are kept on meanwhile.
    """
    day = timezone.localdate(now)
    done = _each(_noise(now, day), forget_enquiry, "noise", by)
    done += _each(_answered(now, day), forget_enquiry, "answered", by)
    done += _each(_closed(now, day), forget_case, "closed", by)
    _keep_files(day, by=by)
    return done


def _each(rows: Iterable[Any], forget: Callable[..., object], over: str, by: Actor) -> int:
    return len([forget(one, reason=TIME_IS_OVER, over=over, by=by) for one in rows])


def _noise(now: datetime, day: date) -> list[Enquiry]:
    before = now - timedelta(days=keep_days("noise", day))
    return _quiet(Enquiry.objects.filter(state=EnquiryState.NOISE, changed_at__lt=before), before)


def _answered(now: datetime, day: date) -> list[Enquiry]:
    """What was answered at once or passed on, and has lain untouched since; what was passed on lasts as long as there."""
    before = now - timedelta(days=keep_days("answered", day))
    settled = [EnquiryState.ANSWERED, EnquiryState.PASSED_ON]
    there = Enquiry.objects.filter(source_key=Concat(Value(PASSED_ON), OuterRef("number")), forgotten_at__isnull=True)
    return _quiet(Enquiry.objects.filter(~Exists(there), state__in=settled, changed_at__lt=before), before)


def _closed(now: datetime, day: date) -> list[Case]:
    """Closed cases by the day when they were closed; one that was gathered in another when it has lain as long."""
    before = now - timedelta(days=keep_days("closed", day))
    over = Q(state=CaseState.CLOSED, closed_at__lt=before) | Q(state=CaseState.MERGED, changed_at__lt=before)
    return _quiet(Case.objects.filter(over), before)


def _quiet(rows: QuerySet[Subject], before: datetime) -> list[Subject]:
    """Those of them in which nobody has written or said anything since either; a letter begins the time anew."""
    lines = Contact.objects.filter(
        thread_label=rows.model._meta.label_lower, thread_id=OuterRef("pk"), happened_at__gte=before
    )
    return list(rows.filter(~Exists(lines), forgotten_at__isnull=True).order_by("pk")[:BATCH])


def _keep_files(day: date, *, by: Actor) -> None:
    """A file whose time is soon over stays while what it belongs to is not erased."""
    for file in list(_ending(day)[:BATCH]):
        if file.upload is not None:
            keep_upload(file.upload, until=day + KEPT_ON, by=by)


def _ending(day: date) -> QuerySet[LetterFile]:
    lasting = LetterFile.objects.filter(upload__isnull=False, upload__keep_until__lte=day + SOON)
    return lasting.exclude(upload__file="").select_related("upload").order_by("pk")

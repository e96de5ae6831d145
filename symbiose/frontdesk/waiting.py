"""What of enquiries and cases waits for somebody, and an organisation's cases on its page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from symbiose.common.actor import Actor, Role
from symbiose.common.registry import Related, RelatedRow, Waiting
from symbiose.frontdesk import queries
from symbiose.frontdesk.actions.telling import page_of
from symbiose.frontdesk.enums import CaseState, EnquiryState
from symbiose.frontdesk.models import Case, CaseTask, Enquiry
from symbiose.frontdesk.permissions import works_at_an_entrance
from symbiose.frontdesk.queries.unheard import unheard_entrances
from symbiose.frontdesk.queries.unread import (
    cases_with_letters,
    enquiries_with_letters,
    unread_cases,
    unread_enquiries,
)
from symbiose.frontdesk.shown import due_in_words, firm_in_words, next_step_in_words
from symbiose.organisations.models import Organisation

MOST = 20
MOST_RELATED = 5
SOON = timedelta(days=7)  # a task is mentioned a week before its day


def waiting(actor: Actor) -> list[Waiting]:
    """Lines of the start page: first answers, next steps and tasks with a day, and cases that nobody moves."""
    today = timezone.localdate()
    lines = list(_tasks(actor, today))
    if works_at_an_entrance(actor):
        lines += [*_enquiries(actor, today), *_cases(actor, today)]
    if actor.role is Role.ADVISER:
        lines += _unheard(today)
    return lines


def _unheard(today: date) -> Iterator[Waiting]:
    """What waits outside the municipality where nobody can answer: the number alone, and what one can do about it."""
    what = _("Invite somebody, or give somebody a role there.")
    for one in unheard_entrances(today):
        invite = reverse("organisations:add_member", args=[one.entrance.pk])
        yield Waiting(
            section="waiting",
            title=one.entrance.name,
            url=reverse("organisations:detail", args=[one.entrance.pk]),
            why=f"{one.sentence} {what}",
            when=_("since %(day)s") % {"day": formats.date_format(timezone.localtime(one.since), "j. F")},
            button=_("Invite"),
            button_url=invite,
            order=one.since,
        )


def _enquiries(actor: Actor, today: date) -> Iterator[Waiting]:
    mine = enquiries_with_letters(queries.enquiries_visible_to(actor).filter(owner_id=actor.user_id))
    unread = unread_enquiries().filter(owner_id=actor.user_id)
    rows = mine.filter(Q(state=EnquiryState.NEW) | Q(pk__in=unread.values("pk")))
    for row in rows.select_related("organisation", "claimed").order_by("respond_by", "pk")[:MOST]:
        if row.state != EnquiryState.NEW:
            yield _wrote_again(row, _who(row))
            continue
        yield _line(
            title=_who(row),
            url=page_of(row),
            why=_("First answer to an enquiry: %(title)s") % {"title": row.title},
            day=row.respond_by,
            today=today,
            button=pgettext("start page", "Answer"),
        )


def _wrote_again(row: Enquiry | Case, title: str) -> Waiting:
    """They wrote to what is settled: to be answered, begun again or marked as read."""
    wrote_at = row.wrote_at  # type: ignore[union-attr] # annotated
    return Waiting(
        section="waiting",
        title=title,
        url=page_of(row),
        why=_("They wrote again: %(title)s") % {"title": row.title},
        when=_("since %(day)s") % {"day": formats.date_format(timezone.localtime(wrote_at), "j. F")},
        button=pgettext("start page", "Read"),
        button_url=page_of(row),
        order=wrote_at,
    )


def _who(row: Enquiry) -> str:
    if row.claimed is not None and row.name:
        return f"{row.name}, {firm_in_words(row)}"
    return firm_in_words(row) or row.name or row.title


def _cases(actor: Actor, today: date) -> Iterator[Waiting]:
    """Answers for which somebody waits, next steps of today and before, cases without one, and letters to closed ones.

    The most urgent come first, also where there are more than the page shows.
    """
    mine = Q(owner_id=actor.user_id)
    due = Q(next_owner_id=actor.user_id, next_on__lte=today)
    silent = mine & (Q(waits_by__isnull=False) | Q(next_on__isnull=True))
    again = Q(pk__in=unread_cases().filter(mine).values("pk"))
    seen = cases_with_letters(queries.cases_visible_to(actor))
    rows = seen.filter((due | silent) & Q(state=CaseState.OPEN) | again).select_related("organisation")
    first = (F("waits_by").asc(nulls_last=True), F("next_on").asc(nulls_last=True), "pk")
    for row in rows.order_by(*first)[: MOST * 2]:
        yield from _of_case(row, actor, today)


def _of_case(row: Case, actor: Actor, today: date) -> Iterator[Waiting]:
    firm = f"{row.organisation.name}: {row.title}" if row.organisation else row.title
    if row.state != CaseState.OPEN:
        yield _wrote_again(row, firm)
        return
    address = page_of(row)
    if row.next_on is not None and row.next_on <= today and row.next_owner_id == actor.user_id:
        yield _line(
            title=firm,
            url=address,
            why=". ".join(filter(None, (next_step_in_words(row), row.next_text))),
            day=row.next_on,
            today=today,
            button=_("Write a note"),
            button_url=reverse("cases:dialogue", args=[row.number]),
        )
    if row.owner_id != actor.user_id:
        return
    if row.waits_by is not None:
        again = row.responded_at is not None
        yield _line(
            title=firm,
            url=address,
            why=_("A new enquiry in it is not answered.") if again else _("A first answer has not been given."),
            day=row.waits_by,
            today=today,
            button=pgettext("start page", "Answer"),
        )
    elif row.next_on is None:
        yield _without_step(row, firm)


def _without_step(row: Case, firm: str) -> Waiting:
    """Nobody moves it."""
    since = formats.date_format(timezone.localtime(row.changed_at), "j. F")
    return Waiting(
        section="waiting",
        title=firm,
        url=page_of(row),
        why=_("No next step is agreed."),
        when=_("since %(day)s") % {"day": since},
        button=_("Agree on a next step"),
        button_url=reverse("cases:next", args=[row.number]),
        order=row.changed_at,
    )


def _tasks(actor: Actor, today: date) -> Iterator[Waiting]:
    """Tasks of one's own, and of the department that one acts for, from a week before their day.

    A case that has closed does not end them.
    """
    own = Q(owner_user_id=actor.user_id) if works_at_an_entrance(actor) else Q(pk__in=[])
    if actor.role is Role.FIRM and actor.membership_id is not None:
        own = Q(owner_organisation_id=actor.organisation_id)
    rows = CaseTask.objects.filter(own, done_at__isnull=True, due_on__lte=today + SOON)
    for row in rows.select_related("case__organisation").order_by("due_on", "pk")[:MOST]:
        yield _line(
            title=row.what,
            url=page_of(row.case),
            why=_("Task in the case “%(title)s”.") % {"title": row.case.title},
            day=row.due_on,
            today=today,
            button=_("It is done"),
            button_url=reverse("cases:finish_task", args=[row.case.number, row.pk]),
        )


def _line(*, title: str, url: str, why: str, day: date, today: date, button: str, button_url: str = "") -> Waiting:
    due = due_in_words(day, today)
    return Waiting(
        section="deadline",
        title=title,
        url=url,
        why=why,
        when=due.text,
        button=button,
        button_url=button_url or url,
        late=due.late,
        order=timezone.make_aware(datetime.combine(day, time.min)),
    )


def of_organisation(organisation: Organisation, actor: Actor) -> Related | None:
    """An organisation's cases on its page, open ones first; None for those who may see none."""
    seen = queries.cases_visible_to(actor)
    part = Q(organisation=organisation) | Q(parties__organisation=organisation) | Q(door=organisation)
    rows = seen.filter(part).distinct().select_related("owner").order_by("-state", "-opened_at", "-pk")
    first = list(rows[: MOST_RELATED + 1])
    if not first:
        return None
    total = rows.count() if len(first) > MOST_RELATED else len(first)
    shown = [
        RelatedRow(
            row.title,
            page_of(row),
            _("Case %(number)s, owner %(name)s") % {"number": row.number, "name": row.owner.name},
            capfirst(str(row.get_stage_display() if row.state == CaseState.OPEN else row.get_state_display())),
        )
        for row in first[:MOST_RELATED]
    ]
    return Related(_("Cases"), shown, total, f"{reverse('cases:list')}?party={organisation.pk}")

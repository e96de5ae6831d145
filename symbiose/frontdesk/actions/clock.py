"""What falls due by itself: late first answers are escalated once, nothing stays with one who is away or gone, reminders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.frontdesk.actions.handing import give_case
from symbiose.frontdesk.actions.telling import tell
from symbiose.frontdesk.enums import CaseState, EnquiryState
from symbiose.frontdesk.models import Case, CaseTask, Enquiry
from symbiose.frontdesk.queries.unread import unread_cases, unread_enquiries
from symbiose.frontdesk.routing import Asked, Choice, Desk, asked_of, choose_owner, deputy_in_words, desk
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import representatives
from symbiose.people.models import User

Row = TypeVar("Row", bound=Model)
AT_ONCE = 500  # what one minute takes on; the rest waits for the next


@transaction.atomic
def escalate_late(*, now: datetime, by: Actor) -> int:
    """First answers whose limit has passed are told once: to the owner, who stands in, and one other; how many."""
    day = timezone.localdate(now)
    desks = _Desks(day)
    late = Enquiry.objects.filter(waits=True, respond_by__lt=day, escalated_at__isnull=True)
    done = 0
    for enquiry in _locked(late).select_related("case").order_by("respond_by", "pk")[:AT_ONCE]:
        told = actions.change(enquiry, by=by, verb="frontdesk.escalate", escalated_at=now)
        subject = told.case or told
        limit = formats.date_format(told.respond_by, "j. F", use_l10n=True)
        sentence = gettext_lazy("Late: %(title)s. The first answer was due %(day)s.")
        with translation.override("da"):
            text = str(sentence) % {"title": told.title, "day": limit}
        tell(subject, _who_hears(desks.of(subject), subject.owner_id), text, by=by)
        done += 1
    return done


def _locked(rows: QuerySet[Row]) -> QuerySet[Row]:
    """These rows as they are when it is their turn: what somebody moves meanwhile is no longer among them."""
    return rows.select_for_update(of=("self",))


def _who_hears(at: Desk, owner_id: int) -> set[int]:
    """The owner, the deputy where there is one, and the adviser who has been longest at the entrance but them."""
    hears = {owner_id}
    deputy = at.deputy_of(owner_id)
    if deputy is not None:
        hears.add(deputy)
    others = [member for user_id, member in at.standing.items() if user_id in at.present - hears]
    return hears | {member.user_id for member in sorted(others, key=lambda one: one.pk)[:1]}


class _Desks:
    """The people of each entrance on a day, looked up once per round."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.known: dict[tuple[int, bool], Desk] = {}

    def of(self, subject: Enquiry | Case) -> Desk:
        return self._at(subject.entrance_id, external=subject.external)

    def _at(self, entrance_id: int, *, external: bool) -> Desk:
        key = (entrance_id, external)
        if key not in self.known:
            self.known[key] = desk(Organisation.objects.get(pk=entrance_id), external=external, on=self.on)
        return self.known[key]

    def left(self, rows: QuerySet[Row], whose: str, *, case: str = "") -> QuerySet[Row]:
        """Of these rows those whose person is not at the entrance today; `case` leads from a row to what has one.

        Most wait for somebody who is there: they are not read, however many there are.
        """
        at, outside = f"{case}entrance_id", f"{case}external"
        for entrance_id, external in rows.order_by().values_list(at, outside).distinct():
            here = self._at(entrance_id, external=external).present
            rows = rows.exclude(**{at: entrance_id, outside: external, f"{whose}__in": here})
        return rows


@transaction.atomic
def leave_nothing_behind(*, now: datetime, by: Actor) -> int:
    """What waits for one who is away or gone goes to the deputy, or to whom it falls; how many things moved.

    Of one who is gone everything moves. Of one who is away, what waits for an answer, what somebody wrote to what was
    settled, and the steps and tasks that fall due before they are back; their cases stay theirs.
    """
    desks = _Desks(timezone.localdate(now))
    moves: tuple[Callable[[_Desks, Actor], Iterator[int]], ...] = (_enquiries, _cases, _letters, _steps, _tasks)
    return sum(number for move in moves for number in move(desks, by))


def _successor(at: Desk, user_id: int, asked: Asked) -> Choice | None:
    """Who gets it instead of one who is not there; None where they are, or nobody else is."""
    if user_id in at.present or not at.present:
        return None
    deputy = at.deputy_of(user_id)
    if deputy is not None:
        return Choice(deputy, deputy_in_words(at, user_id))
    found = choose_owner(at, asked, but=[user_id])
    with translation.override("da"):
        why = _("%(name)s is not there.") % {"name": _name(user_id)}
    return Choice(found.user_id, f"{why} {found.reason}"[:300])


def _name(user_id: int) -> str:
    return User.objects.values_list("name", flat=True).get(pk=user_id)


def _enquiries(desks: _Desks, by: Actor) -> Iterator[int]:
    rows = desks.left(Enquiry.objects.filter(state=EnquiryState.NEW), "owner_id")
    for enquiry in _locked(rows).order_by("pk"):
        choice = _successor(desks.of(enquiry), enquiry.owner_id, asked_of(enquiry))
        if choice is not None:
            handed = actions.change(
                enquiry,
                by=by,
                verb="frontdesk.hand_over",
                reason=choice.reason,
                owner=User.objects.get(pk=choice.user_id),
                owner_reason=choice.reason,
            )
            sentence = gettext_lazy("Handed over to you: %(title)s") % {"title": enquiry.title}
            tell(handed, [choice.user_id], sentence, by=by)
            yield 1


def _cases(desks: _Desks, by: Actor) -> Iterator[int]:
    """All of one who is gone; of one who is away, those in which somebody waits for an answer."""
    rows = desks.left(Case.objects.filter(state=CaseState.OPEN), "owner_id")
    for case in _locked(rows).order_by("pk"):
        at = desks.of(case)
        gone = case.owner_id not in at.standing
        choice = _successor(at, case.owner_id, asked_of(case)) if gone or case.waits_by is not None else None
        if choice is not None:
            to = User.objects.get(pk=choice.user_id)
            give_case(case, to=to, reason=choice.reason, sentence=choice.reason, by=by)
            yield 1


def _letters(desks: _Desks, by: Actor) -> Iterator[int]:
    """What somebody wrote to an enquiry that was settled, or to a case that is closed."""
    for enquiry in _locked(desks.left(unread_enquiries(), "owner_id")).order_by("pk"):
        yield from _written_to(desks, enquiry, by=by)
    for case in _locked(desks.left(unread_cases(), "owner_id")).order_by("pk"):
        yield from _written_to(desks, case, by=by)


def _written_to(desks: _Desks, subject: Enquiry | Case, *, by: Actor) -> Iterator[int]:
    choice = _successor(desks.of(subject), subject.owner_id, asked_of(subject))
    if choice is not None:
        to = User.objects.get(pk=choice.user_id)
        handed = actions.change(
            subject, by=by, verb="frontdesk.hand_over", reason=choice.reason, owner=to, owner_reason=choice.reason
        )
        sentence = gettext_lazy("They wrote again, and it is yours now: %(title)s") % {"title": subject.title}
        tell(handed, [to.pk], sentence, by=by)
        yield 1


def _due_before_back(at: Desk, user_id: int, due: date) -> bool:
    """Whether something falls due while somebody is away, or they are gone altogether."""
    absence = at.away.get(user_id)
    return user_id not in at.standing or (absence is not None and due <= absence.valid_to)


def _steps(desks: _Desks, by: Actor) -> Iterator[int]:
    rows = desks.left(Case.objects.filter(state=CaseState.OPEN, next_owner__isnull=False), "next_owner_id")
    for case in _locked(rows).order_by("pk"):
        at = desks.of(case)
        if case.next_owner_id is None or case.next_on is None:
            continue
        choice = _successor(at, case.next_owner_id, asked_of(case))
        if choice is not None and _due_before_back(at, case.next_owner_id, case.next_on):
            to = User.objects.get(pk=choice.user_id)
            given = actions.change(case, by=by, verb="frontdesk.hand_over_step", reason=choice.reason, next_owner=to)
            sentence = gettext_lazy("A next step is yours: %(title)s") % {"title": case.title}
            tell(given, [to.pk], sentence, by=by)
            yield 1


def _tasks(desks: _Desks, by: Actor) -> Iterator[int]:
    rows = CaseTask.objects.filter(done_at__isnull=True, owner_user__isnull=False)
    for task in _locked(desks.left(rows, "owner_user_id", case="case__")).select_related("case").order_by("pk"):
        at = desks.of(task.case)
        if task.owner_user_id is None:
            continue
        choice = _successor(at, task.owner_user_id, asked_of(task.case))
        if choice is not None and _due_before_back(at, task.owner_user_id, task.due_on):
            to = User.objects.get(pk=choice.user_id)
            actions.change(task, by=by, verb="frontdesk.hand_over_task", reason=choice.reason, owner_user=to)
            tell(task.case, [to.pk], gettext_lazy("A task is yours: %(what)s") % {"what": task.what}, by=by)
            yield 1


@transaction.atomic
def remind(*, now: datetime, by: Actor) -> int:
    """On the day of a next step its owner is told once, and once when the day of a task is past; how many."""
    day = timezone.localdate(now)
    steps = Case.objects.filter(state=CaseState.OPEN, next_on__lte=day, reminded_at__isnull=True).order_by("pk")
    tasks = CaseTask.objects.filter(done_at__isnull=True, due_on__lt=day, reminded_at__isnull=True)
    done = 0
    for case in _locked(steps)[:AT_ONCE]:
        told = actions.change(case, by=by, verb="frontdesk.remind", reminded_at=now)
        tell(
            told,
            [case.next_owner_id or case.owner_id],
            gettext_lazy("The next step is due: %(title)s") % {"title": case.title},
            by=by,
        )
        done += 1
    for task in _locked(tasks).select_related("case").order_by("pk")[:AT_ONCE]:
        actions.change(task, by=by, verb="frontdesk.remind", reminded_at=now)
        who = {task.case.owner_id, *_doers(task)}
        tell(task.case, who, gettext_lazy("A task is late: %(what)s") % {"what": task.what}, by=by)
        done += 1
    return done


def _doers(task: CaseTask) -> set[int]:
    """The one whose task it is, or those who act for the department."""
    if task.owner_user_id is not None:
        return {task.owner_user_id}
    return set(representatives(task.owner_organisation_id or 0).values_list("pk", flat=True))

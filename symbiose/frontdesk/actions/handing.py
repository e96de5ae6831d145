"""Hand an enquiry or a case to somebody else, with a note; gather two cases in one, and part one in two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.models import Link
from symbiose.frontdesk.actions.answering import waits_by
from symbiose.frontdesk.actions.cases import NO_NEXT, OPENED, locked_case
from symbiose.frontdesk.actions.numbering import add_numbered, find_case_by
from symbiose.frontdesk.actions.settling import locked_enquiry
from symbiose.frontdesk.actions.steps import NotAtEntrance
from symbiose.frontdesk.actions.telling import tell
from symbiose.frontdesk.enums import Stage
from symbiose.frontdesk.models import Case, CaseParty, CaseTask, Enquiry
from symbiose.frontdesk.routing import desk
from symbiose.frontdesk.states import CASE, ENQUIRY
from symbiose.organisations.models import Contact
from symbiose.people.models import User

MERGED, SPLIT = "merged", "split"  # kinds of link from one case to another


class NotTogether(Exception):
    """Two cases that cannot be gathered, or enquiries that are not of the case."""


@transaction.atomic
def hand_over_enquiry(enquiry: Enquiry, *, to: User, note: str, by: Actor) -> Enquiry:
    """It is another's from now on, and the note says why. A repeat changes nothing. Raises NotAllowed, NotAtEntrance."""
    now = locked_enquiry(enquiry)
    if now.owner_id == to.pk:
        return now
    row = ENQUIRY.require("hand_over", state=now.state, actor=by, subject=now, reason=note)
    _require_standing(now, to)
    handed = actions.change(
        now, by=by, verb="frontdesk.hand_over", reason=note, owner=to, owner_reason=_handed(by, note), state=row.target
    )
    tell(handed, [to.pk], gettext_lazy("Handed over to you: %(title)s") % {"title": now.title}, by=by)
    return handed


@transaction.atomic
def hand_over_case(case: Case, *, to: User, note: str, by: Actor) -> Case:
    """It is another's from now on, with a next step that was the owner's. A repeat changes nothing.

    Raises NotAllowed, NotAtEntrance.
    """
    held = locked_case(case)
    if held.owner_id == to.pk:
        return held
    CASE.require("hand_over", state=held.state, actor=by, subject=held, reason=note)
    _require_standing(held, to)
    return give_case(held, to=to, reason=note, sentence=_handed(by, note), by=by)


def give_case(case: Case, *, to: User, reason: str, sentence: str, by: Actor) -> Case:
    """The case and the next step of its owner belong to another; who is told."""
    step: dict[str, Any] = {"next_owner": to} if case.next_owner_id == case.owner_id else {}
    given = actions.change(
        case, by=by, verb="frontdesk.hand_over", reason=reason, owner=to, owner_reason=sentence, **step
    )
    tell(given, [to.pk], gettext_lazy("Handed over to you: %(title)s") % {"title": case.title}, by=by)
    return given


def _require_standing(subject: Enquiry | Case, user: User) -> None:
    """Nothing is handed to one who is not at the entrance, or is away."""
    at = desk(subject.entrance, external=subject.external, on=timezone.localdate())
    if user.pk not in at.present:
        raise NotAtEntrance(user)


def _handed(by: Actor, note: str) -> str:
    """The reason that is kept with the owner, in Danish."""
    with translation.override("da"):
        return (_("Handed over by %(name)s: %(note)s") % {"name": by.name, "note": note})[:300]


@transaction.atomic
def merge_cases(case: Case, into: Case, *, reason: str, by: Actor) -> Case:
    """Two cases were one and the same: everything of the first belongs to the second from now on.

    Gives the second; a repeat changes nothing. Raises NotAllowed, and NotTogether for one and the same case or where
    they came in at different entrances. The next step of the first holds where the second has none.
    """
    first, second = (locked_case(one) for one in sorted((case, into), key=lambda one: one.pk))
    held, target = (first, second) if first.pk == case.pk else (second, first)
    if held.merged_into_id == target.pk:
        return target
    row = CASE.require("merge", state=held.state, actor=by, subject=held, reason=reason)
    CASE.require("change", state=target.state, actor=by, subject=target)
    if held.pk == target.pk or not _at_one_entrance(held, target):
        raise NotTogether(held)
    step = _step_of(held) if target.next_on is None else {}
    _move_all(held, target)
    actions.change(
        held,
        by=by,
        verb="frontdesk.merge_case",
        reason=reason,
        state=row.target,
        merged_into=target,
        waits_by=None,
        **NO_NEXT,
    )
    kept = actions.change(
        target,
        by=by,
        verb="frontdesk.gather_case",
        reason=reason,
        organisation=target.organisation or held.organisation,
        door=target.door or held.door,
        opened_at=min(target.opened_at, held.opened_at),
        respond_by=min(target.respond_by, held.respond_by),
        responded_at=_earliest(target.responded_at, held.responded_at),
        waits_by=waits_by(target),
        **step,
    )
    actions.link(held, kept, kind=MERGED)
    find_case_by(kept)
    return kept


def _at_one_entrance(first: Case, second: Case) -> bool:
    """The municipality's is one, wherever its advisers sit; each outside it is its own."""
    if first.external or second.external:
        return first.external == second.external and first.entrance_id == second.entrance_id
    return True


def _step_of(case: Case) -> dict[str, Any]:
    """What was agreed of a case, so that it can be agreed of another."""
    return {name: getattr(case, name) for name in NO_NEXT}


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((one for one in moments if one), default=None)


def _move_all(held: Case, target: Case) -> None:
    """Enquiries, dialogue, tasks and parties follow; a party that both have stands once.

    A department that was addressed first keeps its sight of the matter.
    """
    held.enquiries.update(case=target)
    CaseTask.objects.filter(case=held).update(case=target)
    _move_lines(held, target)
    there = set(target.parties.values_list("organisation_id", "name"))
    for party in held.parties.all():
        if (party.organisation_id, party.name) not in there:
            CaseParty.objects.filter(pk=party.pk).update(case=target)
    if held.door_id is not None and target.door_id not in {None, held.door_id}:
        CaseParty.objects.get_or_create(case=target, organisation_id=held.door_id, name="")


def _move_lines(held: Case, target: Case) -> None:
    Contact.objects.filter(thread_label=held._meta.label_lower, thread_id=held.pk).update(thread_id=target.pk)


@transaction.atomic
def split_case(
    case: Case, *, enquiries: Sequence[Enquiry], title: str, reason: str, by: Actor, lines: Sequence[Contact] = ()
) -> Case:
    """Some of its enquiries were about another matter: they become a case of their own, with the lines that are chosen.

    Gives the new case. Raises NotAllowed, and NotTogether where they are not of this case or nothing would stay.
    """
    held = locked_case(case)
    CASE.require("split", state=held.state, actor=by, subject=held, reason=reason)
    chosen = list(held.enquiries.select_for_update().filter(pk__in=[one.pk for one in enquiries]).order_by("pk"))
    if not chosen or len(chosen) != len({one.pk for one in enquiries}) or held.enquiries.count() == len(chosen):
        raise NotTogether(held)
    first = min(chosen, key=lambda one: (one.received_at, one.pk))
    given = _earliest(*(one.answered_at for one in chosen))
    new = Case(
        title=title,
        topic=first.topic,
        stage=held.stage if given else Stage.RECEIVED,
        owner_id=held.owner_id,
        owner_reason=held.owner_reason,
        organisation=first.organisation or held.organisation,
        entrance_id=held.entrance_id,
        external=held.external,
        door_id=first.door_id,
        opened_at=first.received_at,
        respond_by=first.respond_by,
        responded_at=given,
        waits_by=min((one.respond_by for one in chosen if one.waits), default=None),
        example=held.example,
    )
    year = timezone.localdate(first.received_at).year
    made = add_numbered(new, year=year, by=by, verb="frontdesk.split_case")
    for enquiry in chosen:
        actions.change(enquiry, by=by, verb="frontdesk.move_enquiry", reason=reason, case=made)
        _relink(enquiry, held, made)
        if enquiry.name:
            CaseParty.objects.get_or_create(
                case=made,
                organisation=enquiry.organisation,
                name=enquiry.name,
                defaults={"email": enquiry.email, "phone": enquiry.phone},
            )
    own = Contact.objects.filter(thread_label=held._meta.label_lower, thread_id=held.pk)
    own.filter(pk__in=[line.pk for line in lines]).update(thread_id=made.pk)
    _part(held, made, chosen, reason=reason, by=by)
    actions.link(held, made, kind=SPLIT)
    for one in (held, made):
        find_case_by(one)
    return made


def _part(held: Case, made: Case, gone: Sequence[Enquiry], *, reason: str, by: Actor) -> None:
    """What is left keeps the days and the answers of its own enquiries alone."""
    left = list(held.enquiries.order_by("received_at", "pk"))
    values: dict[str, Any] = {"waits_by": waits_by(held)}
    if held.opened_at in {one.received_at for one in gone}:
        values |= {"opened_at": left[0].received_at, "respond_by": left[0].respond_by}
    if held.responded_at in {one.answered_at for one in gone}:
        values["responded_at"] = _earliest(*(one.answered_at for one in left))
        if values["responded_at"] is None and held.stage == Stage.DIALOGUE:
            values["stage"] = Stage.RECEIVED
    beside = {"case": [None, made.number]}
    actions.change(held, by=by, verb="frontdesk.part_case", reason=reason, beside=beside, **values)


def _relink(enquiry: Enquiry, held: Case, made: Case) -> None:
    """The chain leads from the enquiry to the case that it belongs to now."""
    Link.objects.filter(
        from_label=enquiry._meta.label_lower,
        from_id=enquiry.pk,
        to_label=held._meta.label_lower,
        to_id=held.pk,
        kind=OPENED,
    ).delete()
    actions.link(enquiry, made, kind=OPENED)

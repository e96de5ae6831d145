"""Enterprises that are older than their rhythm on the keeper's start page, and the dialogue on an organisation's page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.actor import Actor, Role
from symbiose.common.registry import Related, RelatedRow, Waiting
from symbiose.frontdesk.queries.rhythm import (
    MAY_BE_ONE,
    SPOKEN_WITH,
    enterprises,
    flagged_only,
    kept_by,
    kept_by_nobody,
    midnight,
)
from symbiose.frontdesk.rhythm_shown import DialogueShown, dress_dialogue
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Organisation

MOST = 10


def waiting(actor: Actor) -> Iterator[Waiting]:
    """The reader's own and those of whom they stand in for, and one line for all that nobody keeps."""
    if actor.role is not Role.ADVISER:
        return
    today = timezone.localdate()
    late = flagged_only(enterprises(today))
    mine = late.filter(kept_by(actor.user_id, today))
    own = list(mine.order_by("-older", "rhythm__since_on", "pk")[: MOST + 1])
    if own:
        dress_dialogue(own)
    for row in own[:MOST]:
        yield _line(row, row.shown)
    if len(own) > MOST:
        yield _of_more(mine.count() - MOST, today)
    nobodys = late.filter(kept_by_nobody(today)).count()
    if nobodys:
        yield _of_nobody(nobodys, today)


def _line(row: Organisation, shown: DialogueShown) -> Waiting:
    page = reverse("dialogue:detail", args=[row.pk])
    return Waiting(
        section="waiting",
        title=row.name,
        url=page,
        why=last_in_words(shown),
        when=shown.due.text if shown.due else "",
        button=_("Write down a talk"),
        button_url=reverse("dialogue:talk", args=[row.pk]),
        late=True,
        order=midnight(shown.due_on) if shown.due_on else None,
    )


def last_in_words(shown: DialogueShown) -> str:
    """When somebody last spoke with them, and how often it was agreed."""
    if shown.last is None:
        return _("Continuing dialogue: no talk yet, %(rhythm)s.") % {"rhythm": shown.rhythm}
    day = formats.date_format(timezone.localtime(shown.last.happened_at), "j. F Y")
    return _("Continuing dialogue: last talk %(day)s, %(rhythm)s.") % {"day": day, "rhythm": shown.rhythm}


def _of_nobody(number: int, today: date) -> Waiting:
    why = ngettext(
        "%(number)s enterprise has waited longer than its rhythm, and nobody keeps the dialogue.",
        "%(number)s enterprises have waited longer than their rhythm, and nobody keeps the dialogue.",
        number,
    )
    return _of_many(_("Continuing dialogue that nobody keeps"), why % {"number": number}, today, which="nobody")


def _of_more(number: int, today: date) -> Waiting:
    why = ngettext(
        "%(number)s more enterprise whose dialogue you keep has waited longer than its rhythm.",
        "%(number)s more enterprises whose dialogue you keep have waited longer than their rhythm.",
        number,
    )
    return _of_many(_("Continuing dialogue"), why % {"number": number}, today, which="mine")


def _of_many(title: str, why: str, today: date, *, which: str) -> Waiting:
    page = f"{reverse('dialogue:list')}?which={which}&which=flagged"
    return Waiting(
        section="waiting",
        title=title,
        url=page,
        why=why,
        when="",
        button=_("See them"),
        button_url=page,
        late=True,
        order=midnight(today),
    )


def of_organisation(organisation: Organisation, actor: Actor) -> Related | None:
    """How the dialogue stands, on the enterprise's page; for advisers."""
    if not actor.is_adviser or organisation.state != OrganisationState.ACTIVE or organisation.kind not in MAY_BE_ONE:
        return None
    found = list(enterprises(timezone.localdate()).filter(pk=organisation.pk))
    if not found:
        return _not_begun(organisation) if organisation.kind in SPOKEN_WITH else None
    dress_dialogue(found)
    page = reverse("dialogue:detail", args=[organisation.pk])
    shown = [
        RelatedRow(_("Agenda and talks"), page, last_in_words(row.shown), state_in_words(row.shown))  # type: ignore[attr-defined]
        for row in found
    ]
    return Related(_("Continuing dialogue"), shown, 1, page)


def _not_begun(organisation: Organisation) -> Related:
    """A company that nobody spoke with yet, as far as it is written down."""
    page = reverse("dialogue:agree", args=[organisation.pk])
    row = RelatedRow(_("Agree on a rhythm"), page, _("No talk is written down yet"), "")
    return Related(_("Continuing dialogue"), [row], 1, page)


def state_in_words(shown: DialogueShown) -> str:
    """The flag, else when the next talk is due."""
    if shown.older:
        return _("Older than its rhythm")
    if shown.missed:
        return _("The agreed day went by")
    return shown.due.text if shown.due else shown.rhythm

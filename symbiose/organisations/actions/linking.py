"""Personal links follow what they were given for, so that none ever answers for another party than its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.actor import Actor
from symbiose.notices.actions import withdraw_link
from symbiose.notices.models import AnswerLink
from symbiose.organisations.actions.moving import doubles
from symbiose.organisations.merging import Mover, owners_of

_is_known = doubles(AnswerLink, ["purpose", "subject_label", "subject_id"], withdrawn_at__isnull=True)


def link_mover() -> Mover:
    """A link goes along once its organisation has left what the link is about to the other; else it stays.

    What both had a part in stays with each, and so do the two links: neither answers for the other's part.
    """
    return Mover(
        AnswerLink._meta.label_lower,
        gettext_lazy("personal links"),
        lambda organisation_id: AnswerLink.objects.filter(organisation_id=organisation_id).count(),
        _move,
        _back,
        follows=True,
    )


def _move(from_id: int, to_id: int, *, by: Actor) -> list[int]:
    known = set(_is_known(from_id, to_id))
    return _give([link.pk for link in _left(from_id, to_id) if link.pk not in known], from_id, to_id)


def _back(ids: Sequence[int], from_id: int, to_id: int, *, by: Actor) -> None:
    """A link given while the two were one went to the address of both: it is closed, and answers for neither."""
    _give(ids, from_id, to_id)
    with translation.override("da"):  # the history is read in the municipality's language
        reason = _("Two records of organisations that were one are parted again.")
    for link in _left(from_id, to_id):
        withdraw_link(link, by=by, reason=reason)


def _give(ids: Iterable[int], from_id: int, to_id: int) -> list[int]:
    rows = AnswerLink.objects.filter(pk__in=list(ids), organisation_id=from_id)
    held = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.update(organisation_id=to_id)
    return held


def _left(from_id: int, to_id: int) -> list[AnswerLink]:
    """Links of an organisation about what it has no part in any more, and the other has."""
    by_kind: dict[str, list[AnswerLink]] = {}
    for link in AnswerLink.objects.filter(organisation_id=from_id).order_by("pk"):
        by_kind.setdefault(link.subject_label, []).append(link)
    left = []
    for label, links in by_kind.items():
        owners = owners_of(label, {link.subject_id for link in links})
        stands = [(link, owners.get(link.subject_id, set())) for link in links]
        left += [link for link, who in stands if to_id in who and from_id not in who]
    return left

"""Placements as the pages of a position and of a person show them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.common.registry import Related, RelatedRow
from symbiose.jobs.models import Position
from symbiose.jobs.queries.rows import placements_visible_to
from symbiose.jobs.shown import unbroken

MOST = 5


def beside(subject: Any, actor: Actor) -> Related | None:
    """The placements in a position, or of a person, as far as the actor may see them; the newest first."""
    by = {"position": subject} if isinstance(subject, Position) else {"candidate": subject}
    rows = placements_visible_to(actor).filter(**by).select_related("candidate", "position__organisation")
    total = rows.count()
    if not total:
        return None
    return Related(
        name=_("Placements"),
        rows=[
            RelatedRow(
                title=f"{unbroken(row.candidate.code if row.candidate else row.number)}, {row.position.title}",
                url=reverse("placements:detail", args=[row.number]),
                about=row.position.organisation.name,
                state=capfirst(str(row.get_state_display())),
            )
            for row in rows.order_by("-pk")[:MOST]
        ],
        total=total,
        url=f"{reverse('placements:list')}?{urlencode({'q': subject.number if 'position' in by else subject.code})}",
    )

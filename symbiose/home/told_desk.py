"""Who of a demo's entrance is away, and who stands in."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.home.story import Story
from symbiose.organisations.actions import add_absence
from symbiose.people.models import User


def tell_absences(told: Story, *, by: Actor) -> None:
    """Colleagues who are away from yesterday on; the one whom one steps in as stands in for them."""
    today = timezone.localdate()
    for one in told.of("colleague"):
        if "away_days" in one:
            add_absence(
                User.objects.get(email=one["mail"]),
                valid_from=today - timedelta(days=1),
                valid_to=today + timedelta(days=one["away_days"]),
                deputy=User.objects.get(pk=by.person_id),
                by=by,
            )

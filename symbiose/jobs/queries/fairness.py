"""Which fairness policy is in force on a day, and all of them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from symbiose.jobs.models import FairnessPolicy


def policy_in_force(on: date) -> FairnessPolicy | None:
    """What the leaders set last until that day; None where the dated reference holds."""
    return FairnessPolicy.objects.filter(valid_from__lte=on).order_by("-valid_from").first()


def policies() -> QuerySet[FairnessPolicy]:
    """All that were set, the youngest first."""
    return FairnessPolicy.objects.order_by("-valid_from")

"""Addresses at which lower rooms begin something from the front desk's pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from symbiose.frontdesk.models import Call, Case, Enquiry


def position_url(label: str, subject: Call | Case | Enquiry, *, text: str = "") -> str:
    """Where a position is carved for the firm, as something that the subject led to.

    `text` is what the task is, where the subject does not say it itself.
    """
    query = {"fra": f"{label}:{subject.pk}", "organisation": subject.organisation_id or "", "text": text}
    return f"{reverse('positions:add')}?{urlencode({name: value for name, value in query.items() if value})}"

"""When a first answer is due: the municipality's own number of working days, past holidays and its closing days."""

from __future__ import annotations

from datetime import date

from symbiose.common import municipality
from symbiose.reference import frontdesk_policy


def respond_by(received: date) -> date:
    """The last day for a first answer to what came in on a day: as the municipality has promised, else as proposed."""
    promised = municipality.setting("response_days")
    days = int(promised) if promised.isdigit() else int(frontdesk_policy(received)["response.days"].value)
    return municipality.after_working_days(received, days)

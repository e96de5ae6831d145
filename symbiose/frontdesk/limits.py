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


def limit(name: str, on: date) -> int:
    """A whole number of the policy that holds on a date."""
    return int(frontdesk_policy(on)[name].value)


def keep_days(what: str, on: date) -> int:
    """For how many days what is settled is kept: as the municipality has decided, else as proposed.

    `what` is `noise`, `answered` or `closed`; the municipality's own setting is named `keep_noise_days` and so on.
    """
    decided = municipality.setting(f"keep_{what}_days")
    return int(decided) if decided.isdigit() else limit(f"keep.{what}", on)

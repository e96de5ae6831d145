"""What people's own data was read for, in words that the person understands: the log keeps the code."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

OWN, INTAKE, TALK, PREVIEW = "own", "intake", "talk", "preview"

PURPOSES: dict[str, Any] = {
    OWN: _("You looked yourself"),
    INTAKE: _("To write down what you told"),
    TALK: _("To get ready for a talk with you"),
    PREVIEW: _("To show you your own page"),
    "proposal": _("To find work for you"),
    "run": _("To find work for everybody who waits"),
    "ratio_rule": _("To count how many supported jobs a workplace has"),
    "support": _("To count how much support a workplace has left"),
    "fairness": _("To show what a choice of who comes first would mean, in numbers alone"),
    "position": _("To see whom a position fits"),
    "placement": _("To look after your work"),
    "review": _("To talk about how the work goes"),
    "help": _("To help you when you asked for it"),
    "first_day": _("To get your first day ready"),
    "money": _("To reckon what you have left each month"),
    "ledger": _("To count how many are in work, without names"),
}
WHAT: dict[str, Any] = {
    "conditions": _("What you need at work"),
    "basis": _("How a job fits what you need"),
    "outlook": _("Which jobs do not fit, and why"),
    "terms": _("Your form of job and pay"),
    "contact": _("How to reach you"),
}


def register_purposes(names: dict[str, Any]) -> None:
    """Add what another subject of the room reads for."""
    PURPOSES.update(names)


def purpose_words(code: str) -> str:
    """What was read for; the code itself where nobody gave it words."""
    return str(PURPOSES.get(code, code))


def what_words(code: str) -> str:
    """What was read; the code itself where nobody gave it words."""
    return str(WHAT.get(code, code))

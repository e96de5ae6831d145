"""Runs of the engine made known to the pages of what they were started from."""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.jobs.purposes import register_purposes
from symbiose.matching.queries import RUN, runs_visible_to
from symbiose.matching.sentences import run_in_words

CROWDS = "symbiosis"  # the purpose of reading what people ask for, as the log says it; only numbers are kept


def register_runs() -> None:
    """Called once, when the room is ready."""
    register_purposes({CROWDS: _("To count how many could fill the hours of a position, without names")})
    registry.register(
        registry.ObjectKind(
            label=RUN,
            noun=_("Search for proposals"),
            plural=_("Searches for proposals"),
            title=run_in_words,
            url=lambda run: reverse("matching:run", args=[run.pk]),
            visible=runs_visible_to,
            state=lambda run: capfirst(str(run.get_state_display())),
        )
    )

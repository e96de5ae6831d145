"""A consultant's people: the verb of passing on and the kind of notice that tells of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.notices.kinds import register_kind

VERBS = {"jobs.pass_on": _("Passed on to another consultant")}


def register() -> None:
    """Called once, when the room is ready."""
    registry.register_verbs(VERBS)
    register_kind("caseload", _("People whom you follow"), _("When somebody passes people on to you."))

"""Why a firm is called, how large it is, what becomes of a call and of a round, and what was answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReasonKind(models.TextChoices):
    """Why this firm: each kind has a term of its own in the order of the list."""

    TRADE = "trade", _("tasks that could move out")
    LISTING = "listing", _("a listing of theirs fits somebody")
    PROPOSAL = "proposal", _("a proposal waits for their answer")
    PARTNER = "partner", _("a social enterprise nearby")
    SILENCE = "silence", _("nobody has spoken with them lately")


class SizeBand(models.TextChoices):
    MICRO = "micro", pgettext_lazy("size of a firm", "fewer than 10 employees")
    SMALL = "small", pgettext_lazy("size of a firm", "10 to 49 employees")
    MEDIUM = "medium", pgettext_lazy("size of a firm", "50 to 249 employees")
    LARGE = "large", pgettext_lazy("size of a firm", "250 employees or more")
    UNKNOWN = "unknown", pgettext_lazy("size of a firm", "unknown")


class RoundState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a round of calls", "open")
    CLOSED = "closed", pgettext_lazy("state of a round of calls", "closed")


class CallState(models.TextChoices):
    """`reserved` and `later` keep the firm for one person; the others leave it free."""

    RESERVED = "reserved", pgettext_lazy("state of a call", "taken, not reached yet")
    LATER = "later", pgettext_lazy("state of a call", "to be called again")
    TALKED = "talked", pgettext_lazy("state of a call", "talked with")
    RELEASED = "released", pgettext_lazy("state of a call", "given back")
    LAPSED = "lapsed", pgettext_lazy("state of a call", "run out")


class CallAnswer(models.TextChoices):
    YES = "yes", pgettext_lazy("answer to a call", "yes")
    NO = "no", pgettext_lazy("answer to a call", "no")
    LATER = "later", pgettext_lazy("answer to a call", "later")
    NOT_REACHED = "not_reached", pgettext_lazy("answer to a call", "not reached")


LIVE = frozenset({CallState.RESERVED, CallState.LATER})  # the firm is kept for the one who took it
REACHED = frozenset({CallAnswer.YES, CallAnswer.NO, CallAnswer.LATER})

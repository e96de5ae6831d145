"""States of runs, proposals, answers, exchanges and handovers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RunState(models.TextChoices):
    QUEUED = "queued", _("queued")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("did not succeed")


class ProposalKind(models.TextChoices):
    PAIR = "pair", _("two parties")
    LOOP = "loop", _("loop")
    SYMBIOSIS = "symbiosis", _("symbiosis")


class LinkRole(models.TextChoices):
    """What the party at the other end from the hub is to a symbiosis; values are those of the engine."""

    GIVER = "giver", _("has something left over")
    SPACE = "space", _("has the room")
    EQUIPMENT = "equipment", _("has the machine")
    BUYER = "buyer", _("buys")


class Crowd(models.TextChoices):
    """How many of those who wait could fill the hours, as far as it may be told; values are those of the engine."""

    UNKNOWN = "unknown", pgettext_lazy("how many", "unknown")
    FEW = "few", pgettext_lazy("how many", "few")
    MANY = "many", pgettext_lazy("how many", "many")


class ProposalState(models.TextChoices):
    FOUND = "found", _("found, not sent")
    SENT = "sent", _("waiting for answers")
    TALKING = "talking", _("all said yes: in dialogue")
    DECLINED = "declined", _("somebody said no")
    SET_ASIDE = "set_aside", _("set aside")
    LAPSED = "lapsed", _("lapsed: no longer possible")


class Answer(models.TextChoices):
    NONE = "", _("not answered")
    YES = "yes", _("yes")
    LATER = "later", _("later")
    NO = "no", _("no")


class NoReason(models.TextChoices):
    """Reasons that a party may pick for a no; all are optional."""

    TROUBLE = "trouble", _("too much trouble")
    OTHER_TAKER = "other_taker", _("we have another taker")
    TOO_FAR = "too_far", _("too far")
    NOT_NOW = "not_now", _("not now")
    NOT_FITTING = "not_fitting", _("it does not fit us")


class ExchangeState(models.TextChoices):
    AGREED = "agreed", _("agreed, not begun")
    RUNNING = "running", pgettext_lazy("exchange", "running")
    PAUSED = "paused", pgettext_lazy("exchange", "paused")
    ENDED = "ended", pgettext_lazy("exchange", "ended")


class PauseState(models.TextChoices):
    """Where a pause of an exchange is: it lasts, it is over, or it was told wrongly and is none."""

    LASTS = "lasts", _("it lasts")
    OVER = "over", _("it is over")
    REMOVED = "removed", _("it was none")


class EndReason(models.TextChoices):
    """Why an exchange ended; nobody is blamed, and a note may say more."""

    HANDED_OVER = "handed_over", _("all was handed over")
    NEVER_BEGAN = "never_began", _("it came to nothing")
    NO_LONGER_HAVE = "no_longer_have", _("the giver no longer has it")
    NO_LONGER_NEED = "no_longer_need", _("the receiver no longer needs it")
    OTHER_WAY = "other_way", _("it found another way")
    CLOSED = "closed", _("one of the parties closed")
    OTHER = "other", _("something else")
    HISTORICAL = "historical", _("ended before it was recorded here")


class Precision(models.TextChoices):
    """How exactly a day is known."""

    YEAR = "year", _("the year")
    MONTH = "month", _("the month")
    DAY = "day", _("the day")


class HandoverState(models.TextChoices):
    ASKED = "asked", _("waiting for an answer")
    REPORTED = "reported", _("told by one side")
    CONFIRMED = "confirmed", _("confirmed by both")
    DIFFERS = "differs", _("the two sides say different things")
    NOTHING = "nothing", _("nothing was handed over")


class SaidHow(models.TextChoices):
    WEIGHED = "weighed", _("weighed or counted")
    ESTIMATED = "estimated", pgettext_lazy("handover", "estimated")

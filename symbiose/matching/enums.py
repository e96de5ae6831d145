"""States of a run, of a proposal and of an answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    QUEUED = "queued", _("queued")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("did not succeed")


class ProposalKind(models.TextChoices):
    PAIR = "pair", _("two parties")
    LOOP = "loop", _("loop")


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

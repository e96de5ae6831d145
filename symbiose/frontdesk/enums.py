"""How an enquiry came, the states of enquiries and cases, the steps of a case, and what came out of one."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    FORM = "form", pgettext_lazy("how an enquiry came", "form on the web page")
    MAIL = "mail", pgettext_lazy("how an enquiry came", "mail")
    PHONE = "phone", pgettext_lazy("how an enquiry came", "telephone")
    VISIT = "visit", pgettext_lazy("how an enquiry came", "visit")
    MEETING = "meeting", pgettext_lazy("how an enquiry came", "meeting")


class EnquiryState(models.TextChoices):
    NEW = "new", pgettext_lazy("state of an enquiry", "new")
    ANSWERED = "answered", pgettext_lazy("state of an enquiry", "answered")
    IN_CASE = "in_case", _("in a case")
    PASSED_ON = "passed_on", _("passed on")
    NOISE = "noise", _("set aside as noise")


class CaseState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a case", "open")
    CLOSED = "closed", pgettext_lazy("state of a case", "closed")
    MERGED = "merged", pgettext_lazy("state of a case", "gathered in another")


class Stage(models.TextChoices):
    """The four steps of a case, in order."""

    RECEIVED = "received", pgettext_lazy("step of a case", "received")
    DIALOGUE = "dialogue", pgettext_lazy("step of a case", "in dialogue")
    UNDER_WAY = "under_way", pgettext_lazy("step of a case", "under way")
    OUTCOME = "outcome", pgettext_lazy("step of a case", "outcome")


class NextKind(models.TextChoices):
    CALL = "call", pgettext_lazy("next step", "call")
    VISIT = "visit", pgettext_lazy("next step", "visit")
    MEETING = "meeting", pgettext_lazy("next step", "meeting")
    WRITE = "write", pgettext_lazy("next step", "write")


class Outcome(models.TextChoices):
    """What came out of a case; advice alone and nothing are honest outcomes too."""

    FOUNDED = "founded", _("a firm was founded")
    REGISTERED = "registered", _("it was registered as a social enterprise")
    AGREEMENT = "agreement", _("an agreement")
    PURCHASE = "purchase", _("a purchase")
    JOB = "job", _("a job")
    EXCHANGE = "exchange", pgettext_lazy("outcome of a case", "an exchange")
    ADVICE = "advice", _("advice only")
    NOTHING = "nothing", _("nothing came of it")


AT_ONCE = frozenset({Channel.PHONE, Channel.VISIT, Channel.MEETING})  # somebody already spoke with somebody

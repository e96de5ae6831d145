"""The municipality calls first: who could be called and why, rounds, calls, and who wants no call."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.frontdesk.outreach_enums import CallAnswer, CallState, RoundState, SizeBand
from symbiose.organisations.models import Organisation

LIVE_STATES = ["reserved", "later"]


class Prospect(models.Model):
    """A firm that could be called, with the reasons as they stood at `computed_at`. Worked out anew by the clock.

    `reasons` holds structured facts, never sentences or names; `points` is the sum of the reasons' terms and says how
    much there is to call about, nothing of what a firm is worth.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="+", primary_key=True)
    reasons = models.JSONField(default=list)
    points = models.PositiveSmallIntegerField(default=0)
    reason_count = models.PositiveSmallIntegerField(default=0)
    has_trade = models.BooleanField(default=False)
    has_listing = models.BooleanField(default=False)
    has_proposal = models.BooleanField(default=False)
    has_partner = models.BooleanField(default=False)
    has_silence = models.BooleanField(default=False)
    division = models.CharField(max_length=2, blank=True)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    size = models.CharField(max_length=10, choices=SizeBand, default=SizeBand.UNKNOWN)
    last_contact_at = models.DateTimeField(null=True, blank=True)
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("firm on the call list")
        indexes = [
            models.Index(fields=["-points", "-reason_count", "organisation"], name="prospect_in_order"),
            models.Index(  # holds all that counting reads, so that it never visits the rows
                fields=[
                    *("size", "has_trade", "has_listing", "has_proposal", "has_partner", "has_silence"),
                    *("reason_count", "organisation"),
                ],
                name="prospect_counted",
            ),
            models.Index(fields=["division"], name="prospect_division"),
            models.Index(fields=["last_contact_at"], name="prospect_last_contact"),
            models.Index(fields=["computed_at"], name="prospect_computed"),
        ]

    def __str__(self):
        return str(self.organisation)


class CallRound(Record):
    """A round of calls that a person at an entrance or in a department plans: where, in which trade, in which period."""

    name = models.CharField(_("name of the round"), max_length=120)
    department = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("who runs the round")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    area = models.CharField(_("postcode or town"), max_length=80, blank=True)
    division = models.CharField(_("trade"), max_length=2, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    state = models.CharField(_("state"), max_length=10, choices=RoundState, default=RoundState.OPEN)
    close_reason = models.CharField(_("what came of it"), max_length=500, blank=True)
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("round of calls")
        verbose_name_plural = _("rounds of calls")
        indexes = [models.Index(fields=["state", "-starts_on"], name="call_round_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="call_round_dates"),
            models.CheckConstraint(
                condition=Q(state="closed") & ~Q(close_reason="") | ~Q(state="closed") & Q(close_reason=""),
                name="call_round_closed_says_what",
            ),
        ]

    def __str__(self):
        return self.name


class Call(Record):
    """A firm that somebody took on to call, what it was taken for, and what was said.

    While it is `reserved` or `later` nobody else has the firm. `knowingly` is why it was taken although somebody had
    spoken with the firm within the quiet period, or had taken it. `reasons` are those that stood on the list then.
    """

    PERSONAL = frozenset(
        {"line", "knowingly", "neither_reason", "released_reason"}
    )  # what people say may name somebody

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(CallRound, null=True, blank=True, on_delete=models.PROTECT, related_name="calls")
    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who calls")
    )
    state = models.CharField(_("state"), max_length=10, choices=CallState, default=CallState.RESERVED)
    taken_at = models.DateTimeField(_("taken"))
    runs_out_on = models.DateField(_("runs out"))
    warned_at = models.DateTimeField(null=True, blank=True)  # that it runs out
    reasons = models.JSONField(default=list)
    knowingly = models.CharField(_("why in spite of it"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(_("times called"), default=0)
    talked_at = models.DateTimeField(_("talked"), null=True, blank=True)
    outsource = models.BooleanField(_("to let a new firm take over part of the production"), default=False)
    partner = models.BooleanField(_("partnership with a social enterprise"), default=False)
    neither_reason = models.CharField(_("why neither was talked about"), max_length=300, blank=True)
    answer = models.CharField(_("answer"), max_length=12, choices=CallAnswer, blank=True)
    line = models.CharField(_("what was said"), max_length=500, blank=True)
    again_on = models.DateField(_("to be called again"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)  # of the day on which it was promised
    released_reason = models.CharField(_("why it was given back"), max_length=300, blank=True)
    example = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        indexes = [
            models.Index(fields=["user", "state", "again_on"], name="call_of_person"),
            models.Index(fields=["department", "state"], name="call_of_department"),
            models.Index(fields=["round", "state"], name="call_of_round"),
            models.Index(fields=["organisation", "-taken_at"], name="call_of_organisation"),
            models.Index(fields=["state", "runs_out_on"], name="call_running_out"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state__in=LIVE_STATES), name="call_one_live_per_firm"
            ),
            models.CheckConstraint(
                condition=~Q(state="later") | Q(again_on__isnull=False, answer="later"), name="call_later_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["talked", "later"])
                | Q(talked_at__isnull=False, answer__in=["yes", "no", "later"]) & ~Q(line=""),
                name="call_talked_says_what",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["talked", "later"])
                | Q(outsource=True)
                | Q(partner=True)
                | ~Q(neither_reason=""),
                name="call_says_which_option",
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | ~Q(released_reason=""), name="call_released_says_why"
            ),
        ]

    def __str__(self):
        return str(self.organisation)


class CallStop(Record):
    """A firm wants no call, until a day or for good; who said so, when, and when somebody lifted it with what reason."""

    PERSONAL = frozenset({"said_by", "reason", "lifted_reason"})

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="stops")
    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said_on = models.DateField(_("said on"))
    said_by = models.CharField(_("who said it"), max_length=200)
    reason = models.CharField(_("what they said"), max_length=500, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)  # empty: for good
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_reason = models.CharField(_("why it no longer holds"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("no to calls")
        indexes = [models.Index(fields=["organisation", "lifted_at", "until"], name="call_stop_of_firm")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(lifted_at__isnull=True), name="call_stop_one_per_firm"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("said_on")), name="call_stop_dates"
            ),
            models.CheckConstraint(condition=~Q(said_by=""), name="call_stop_says_who"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | ~Q(lifted_reason=""), name="call_stop_lifted_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.organisation} {self.until or ''}".strip()

"""Runs of the engine, the proposals that they wrote, each party's answer, and what the parties wrote to each other."""

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.listings.models import Listing
from symbiose.matching.enums import Answer, LinkRole, ProposalKind, ProposalState, RunState
from symbiose.organisations.models import Organisation


class Run(Record):
    """One run of the engine over the listings of a day; it writes proposals and nothing else."""

    state = models.CharField(max_length=10, choices=RunState, default=RunState.QUEUED)
    step = models.CharField(max_length=120, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    started_by = models.CharField(max_length=200)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    listings = models.PositiveIntegerField(null=True, blank=True)
    candidates = models.PositiveIntegerField(null=True, blank=True)
    new_proposals = models.PositiveIntegerField(null=True, blank=True)
    value = models.FloatField(null=True, blank=True)
    bound = models.FloatField(null=True, blank=True)
    policy_version = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    lapsed = models.PositiveIntegerField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("matching run")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(  # null for a run that has ended, and nulls never collide
                Case(When(state__in=["queued", "running"], then=Value(1)), output_field=models.IntegerField()),
                name="run_one_at_a_time",
            ),
        ]

    def __str__(self):
        return f"Run {self.pk}"


class Proposal(Record):
    """What the engine suggests to two or more parties. `key` is the same for the same listings, run after run."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="proposals")
    number = models.CharField(_("number"), max_length=12, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ProposalKind)
    key = models.CharField(max_length=64, unique=True)
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState, default=ProposalState.FOUND)
    points = models.FloatField()
    stopped = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    talking_since = models.DateTimeField(null=True, blank=True)
    graph_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "-points"], name="proposal_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["found", "set_aside", "lapsed"]) | Q(sent_at__isnull=False),
                name="proposal_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="talking") | Q(talking_since__isnull=False), name="proposal_talking_has_time"
            ),
        ]

    def __str__(self):
        return self.title


class ProposalFlow(models.Model):
    """One flow of a proposal: which have to which need, how much, how far, and every reason as structured data."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="flows")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=10, choices=LinkRole, blank=True)  # in a symbiosis
    have = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="flows_out")
    need = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="flows_in")
    have_family = models.CharField(max_length=80)
    need_family = models.CharField(max_length=80)
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=6, blank=True)
    per = models.CharField(max_length=6, blank=True)
    estimated = models.BooleanField(default=False)
    km = models.FloatField(null=True, blank=True)
    points = models.FloatField()
    parts = models.JSONField(default=list)
    reasons = models.JSONField(default=list)

    class Meta:
        verbose_name = _("flow of a proposal")
        ordering = ["proposal", "position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "position"], name="flow_position_once"),
            models.UniqueConstraint(fields=["proposal", "have", "need"], name="flow_pair_once"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gt=0), name="flow_quantity_positive"
            ),
        ]

    def __str__(self):
        return f"{self.have} → {self.need}"


class ProposalParty(Record):
    """A party of a proposal and its answer. A no needs no reason and does not count against anyone."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="proposal_parties")
    position = models.PositiveSmallIntegerField()
    answer = models.CharField(_("answer"), max_length=5, choices=Answer, blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    on_behalf = models.BooleanField(default=False)
    consent = models.CharField(_("how consent was given"), max_length=300, blank=True)
    no_reasons = models.JSONField(default=list, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    ask_again_on = models.DateField(null=True, blank=True)
    gains = models.JSONField(
        default=list, blank=True
    )  # in a symbiosis: measures by column, each with its unit and source

    class Meta:
        verbose_name = _("party of a proposal")
        verbose_name_plural = _("parties of a proposal")
        ordering = ["proposal", "position"]
        indexes = [models.Index(fields=["changed_at"], name="party_written")]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "organisation"], name="party_once"),
            models.CheckConstraint(condition=Q(answer="") | Q(answered_at__isnull=False), name="party_answer_has_time"),
            models.CheckConstraint(condition=Q(on_behalf=False) | ~Q(consent=""), name="party_behalf_has_consent"),
        ]

    def __str__(self):
        return f"{self.organisation} · {self.proposal}"


class Message(models.Model):
    """What one party wrote to the others once all had said yes."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="messages")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    author = models.CharField(max_length=200)
    text = models.TextField(_("message"))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("message")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.author}: {self.text[:40]}"

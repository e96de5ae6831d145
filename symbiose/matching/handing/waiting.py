"""Lines of the start page about handovers: unanswered questions and differences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor, Role
from symbiose.common.registry import Waiting
from symbiose.matching.enums import HandoverState
from symbiose.matching.handing.pauses import lying_in_pause
from symbiose.matching.handing.periods import limit, say_period
from symbiose.matching.models import Exchange, Handover, HandoverReport

LOOKED_BACK_DAYS = 400  # older ones are told by letter and inbox; a start page looks at the last year
MOST = 10  # a start page shows the most urgent few; the exchanges' own pages hold the rest


def waiting(actor: Actor) -> list[Waiting]:
    """For an adviser what nobody answered and where the two sides differ; for a firm what it has not told."""
    if actor.is_adviser:
        return [*_unanswered(), *_differing()]
    if actor.role is Role.FIRM and actor.organisation_id:
        return list(_own(actor.organisation_id))
    return []


def unanswered() -> QuerySet[Handover]:
    """Asked about twice without an answer, and not so long ago that nobody remembers."""
    today = timezone.localdate()
    given_up = today - timedelta(days=int(limit("given_up.days", today)))
    asked = Handover.objects.filter(
        state=HandoverState.ASKED,
        answer_by__lt=today,
        answer_by__gte=given_up,
        reminded_at__isnull=False,
        asked_at__date__gte=given_up,
    )
    return asked.exclude(lying_in_pause()).order_by("answer_by", "pk")


def differing() -> QuerySet[Handover]:
    """Where the sides say different things, while they are expected to look at it again."""
    return Handover.objects.filter(state=HandoverState.DIFFERS, answer_by__gte=timezone.localdate()).order_by(
        "answer_by", "pk"
    )


def untold(organisation_id: int) -> QuerySet[Handover]:
    """What one's own side has been asked about, or the other side has told, and one has said nothing of."""
    today = timezone.localdate()
    given_up = today - timedelta(days=int(limit("given_up.days", today)))
    gives, receives = Q(giver_id=organisation_id), Q(receiver_id=organisation_id)
    mine = Q(side="giver", handover__exchange__giver_id=organisation_id) | Q(
        side="receiver", handover__exchange__receiver_id=organisation_id
    )
    told = HandoverReport.objects.filter(mine, handover=OuterRef("pk"))
    rows = Handover.objects.filter(
        ~Exists(told),
        exchange__in=Exchange.objects.filter(gives | receives).values("pk"),
        starts_on__gte=today - timedelta(days=LOOKED_BACK_DAYS),
        changed_at__date__gte=given_up,
    )
    settled = [
        HandoverState.CONFIRMED,
        HandoverState.DIFFERS,
    ]  # left out, not picked: few rows are one's own, many wait
    open_rows = rows.exclude(state__in=settled).exclude(lying_in_pause(), state=HandoverState.ASKED)
    return open_rows.order_by("starts_on", "pk")


def _unanswered() -> Iterator[Waiting]:
    for row in unanswered().select_related("exchange__giver", "exchange__receiver")[:MOST]:
        why = _("Nobody has answered whether it was handed over. They were reminded once.")
        yield _line(row, "deadline", why=f"{_between(row)} {why}", button=_("Call and tell for them"), late=True)


def _differing() -> Iterator[Waiting]:
    for row in differing().select_related("exchange__giver", "exchange__receiver")[:MOST]:
        why = _("The two sides say different things.")
        yield _line(row, "waiting", why=f"{_between(row)} {why}", button=_("See both figures"))


def _own(organisation_id: int) -> Iterator[Waiting]:
    today = timezone.localdate()
    for row in untold(organisation_id).select_related("exchange__giver", "exchange__receiver")[:MOST]:
        told = row.state != HandoverState.ASKED
        why = _("The other side has told. Is it right?") if told else _("Was it handed over? About how much?")
        late = bool(row.answer_by and row.answer_by < today)
        yield _line(row, "waiting", why=f"{_between(row)} {why}", button=_("Answer"), late=late)
    mine = Q(exchange__giver_id=organisation_id) | Q(exchange__receiver_id=organisation_id)
    for row in differing().filter(mine).select_related("exchange__giver", "exchange__receiver")[:MOST]:
        why = _("You say different things. Look at your own figure.")
        yield _line(row, "waiting", why=f"{_between(row)} {why}", button=_("See both figures"))


def _between(row: Handover) -> str:
    return f"{row.exchange.giver.name} → {row.exchange.receiver.name}."


def _line(row: Handover, section: str, *, why: str, button: str, late: bool = False) -> Waiting:
    url = reverse("handovers:handover", args=[row.pk])
    due = row.answer_by or row.ends_on
    when = _("answer by %(day)s") % {"day": formats.date_format(row.answer_by, "DATE_FORMAT")} if row.answer_by else ""
    return Waiting(
        section=section,
        title=f"{row.exchange.title}, {say_period(row.starts_on, row.ends_on)}",
        url=url,
        why=why,
        when=when,
        button=button,
        button_url=url,
        late=late,
        order=timezone.make_aware(datetime.combine(due, time.min)),
    )

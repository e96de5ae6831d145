"""The lists of cases and of enquiries: how they are searched, narrowed and sorted, and what their files hold."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from symbiose.common.actor import Actor
from symbiose.common.pages.forms import row_number
from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, word_of
from symbiose.frontdesk import queries
from symbiose.frontdesk.enums import CaseState, Channel, EnquiryState, Stage
from symbiose.frontdesk.models import Case, CaseParty, Enquiry
from symbiose.frontdesk.queries.calls import received_in_week
from symbiose.frontdesk.shown import firm_in_words
from symbiose.frontdesk.topics import topic_names
from symbiose.organisations.queries import visible_to
from symbiose.people.models import User

LATE = [("1", gettext_lazy("Only what is late"))]


def _choices(kind):
    return lambda: [(value, capfirst(str(label))) for value, label in kind.choices]


def _among(name):
    return lambda rows, values: rows.filter(**{f"{name}__in": values})


def _chosen(name, label, kind):
    return Filter(name, label, _choices(kind), _among(name), by=name)


def _topic(names: dict[str, str]) -> Filter:
    return Filter("topic", gettext_lazy("Topic"), lambda: list(names.items()), _among("topic"), by="topic")


def _owner(rows: QuerySet) -> Filter:
    """Whoever owns any of these rows."""

    def owners():
        held = User.objects.filter(pk__in=rows.order_by().values("owner_id")).order_by("name", "pk")
        return [(str(pk), name) for pk, name in held.values_list("pk", "name")]

    def keep(found, values):
        return found.filter(owner_id__in=[pk for value in values if (pk := row_number(value))])

    return Filter("owner", gettext_lazy("Owner"), owners, keep, widget="select")


def _late(condition) -> Filter:
    return Filter("late", gettext_lazy("Deadline"), lambda: LATE, lambda rows, _values: rows.filter(condition()))


def _this_week() -> Filter:
    """What came in since Monday."""

    def keep(rows, _values):
        return received_in_week(rows, timezone.localdate())

    return Filter("came", gettext_lazy("Came in"), lambda: [("week", gettext_lazy("This week"))], keep)


def late_case() -> Q:
    """Open cases in which somebody had no answer in time, or with a next step whose day is past."""
    today = timezone.localdate()
    return Q(state=CaseState.OPEN) & (Q(waits_by__lt=today) | Q(next_on__lt=today))


def late_enquiry() -> Q:
    """Enquiries whose writers had no answer in time, also in a case."""
    return Q(waits=True, respond_by__lt=timezone.localdate())


def of_party(organisation_id) -> Q:
    """The cases of an organisation: its own, those it takes part in, and those where it was the first door."""
    takes_part = CaseParty.objects.filter(organisation_id=organisation_id).values("case_id")
    return Q(organisation_id=organisation_id) | Q(pk__in=takes_part) | Q(door_id=organisation_id)


def _party(asked: list[str], actor: Actor) -> list[Filter]:
    """One organisation's cases; it stands among the filters only while it is in use, by the name that the actor may read."""
    ids = [pk for value in asked if (pk := row_number(value))]
    if not asked:
        return []
    choices = [(str(pk), name) for pk, name in visible_to(actor).filter(pk__in=ids).values_list("pk", "name")]

    def keep(found, _values):
        kept = Q(pk__in=[])
        for pk in ids:
            kept |= of_party(pk)
        return found.filter(kept)

    return [Filter("party", gettext_lazy("Organisation"), lambda: choices, keep)]


def case_kit(rows: QuerySet[Case], actor: Actor, asked: list[str]) -> ListKit:
    """The list of cases; the owners are those of its rows. `asked` are organisations that an address names."""
    names = topic_names()
    return ListKit(
        name="cases",
        search=queries.cases_found,
        search_label=gettext_lazy("Search in cases: words, firm, person, telephone or number"),
        filters=(
            _chosen("state", gettext_lazy("State"), CaseState),
            _chosen("stage", gettext_lazy("Step"), Stage),
            _topic(names),
            _owner(rows),
            _late(late_case),
            *_party(asked, actor),
        ),
        sorts=(
            Sort(
                "next",
                gettext_lazy("next step"),
                ("-state", F("next_on").asc(nulls_first=True), F("waits_by").asc(nulls_last=True)),
            ),
            Sort("newest", gettext_lazy("newest"), ("-opened_at",)),
            Sort("oldest", gettext_lazy("oldest"), ("opened_at",)),
            Sort("title", gettext_lazy("title"), ("title",)),
        ),
        columns=_case_columns(names),
    )


def _case_columns(names: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column(_("number"), lambda row: row.number),
        Column(_("in their own words"), lambda row: row.title, width=48),
        Column(_("topic"), lambda row: names.get(row.topic, row.topic)),
        Column(_("organisation"), lambda row: row.organisation.name if row.organisation else "", width=32),
        Column(_("state"), word_of("state")),
        Column(_("step"), word_of("stage")),
        Column(_("owner"), lambda row: row.owner.name),
        Column(_("came in"), lambda row: row.opened_at),
        Column(_("first answer by"), lambda row: row.respond_by),
        Column(_("first answered"), lambda row: row.responded_at),
        Column(_("somebody waits for an answer by"), lambda row: row.waits_by),
        Column(_("next step"), word_of("next_kind")),
        Column(_("day of the next step"), lambda row: row.next_on),
        Column(pgettext("of a case", "outcome"), word_of("outcome")),
        Column(_("what came of it, and why"), lambda row: row.outcome_reason, width=48),
    )


def enquiry_kit(rows: QuerySet[Enquiry]) -> ListKit:
    """The list of enquiries; the owners are those of its rows."""
    names = topic_names()
    return ListKit(
        name="enquiries",
        search=queries.enquiries_found,
        search_label=gettext_lazy("Search in enquiries: words, name, telephone or number"),
        filters=(
            _chosen("state", gettext_lazy("State"), EnquiryState),
            _chosen("channel", gettext_lazy("How it came"), Channel),
            _topic(names),
            _owner(rows),
            _late(late_enquiry),
            _this_week(),
        ),
        sorts=(
            Sort("newest", gettext_lazy("newest"), ("-received_at",)),
            Sort("due", gettext_lazy("first answer"), ("respond_by",)),
        ),
        columns=_enquiry_columns(names),
    )


def _enquiry_columns(names: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column(_("number"), lambda row: row.number),
        Column(_("in their own words"), lambda row: row.title, width=48),
        Column(_("topic"), lambda row: names.get(row.topic, row.topic)),
        Column(_("how it came"), word_of("channel")),
        Column(_("organisation"), firm_in_words),
        Column(_("name"), lambda row: row.name),
        Column(_("state"), word_of("state")),
        Column(_("owner"), lambda row: row.owner.name),
        Column(_("came in"), lambda row: row.received_at),
        Column(_("first answer by"), lambda row: row.respond_by),
        Column(_("first answered"), lambda row: row.answered_at),
        Column(_("somebody waits for an answer by"), lambda row: row.respond_by if row.waits else None),
        Column(_("case"), lambda row: row.case.number if row.case else ""),
    )

"""The call list, the list of calls and the list of rounds: how they are searched, narrowed and sorted, what their files hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from symbiose.common.models import Link
from symbiose.common.pages.forms import row_number
from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, one_of, word_of
from symbiose.frontdesk.models import Call, CallRound, Prospect
from symbiose.frontdesk.outreach_enums import CallAnswer, CallState, ReasonKind, RoundState, SizeBand
from symbiose.frontdesk.outreach_shown import listing_ids, open_listings, show_reasons, trade_names, trade_words
from symbiose.frontdesk.queries import outreach as queries
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import at_place
from symbiose.people.models import User

MONTHS = (3, 6, 12, 24)
DAYS_A_MONTH = 30
AT_ONCE = 500
STOPPED = "stopped"


def _choices(kind: Any) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(value, capfirst(str(label))) for value, label in kind.choices]


def _reasons(rows: QuerySet[Prospect], values: list[str]) -> QuerySet[Prospect]:
    """Those for which every one of the chosen reasons speaks."""
    return rows.filter(**{f"has_{value}": True for value in values if value in ReasonKind.values})


def _not_since(rows: QuerySet[Prospect], values: list[str]) -> QuerySet[Prospect]:
    """Those with whom nobody spoke, ever or for so many months."""
    if values[0] == "never":
        return rows.filter(last_contact_at__isnull=True)
    months = row_number(values[0])
    if months not in MONTHS:
        return rows
    then = timezone.now() - timedelta(days=months * DAYS_A_MONTH)
    return rows.exclude(last_contact_at__gte=then)


def _since_choices() -> list[tuple[str, str]]:
    told = ngettext_lazy("not for %(number)s month", "not for %(number)s months", "number")
    return [("never", capfirst(_("never"))), *((str(one), capfirst(told % {"number": one})) for one in MONTHS)]


def _place(rows: QuerySet[Prospect], values: list[str]) -> QuerySet[Prospect]:
    return rows.filter(organisation__in=at_place(Organisation.objects.all(), values[0]).values("pk"))


def _standing(rows: QuerySet[Prospect], values: list[str]) -> QuerySet[Prospect]:
    """Those that are free now; who wants no call stands on rows of its own, which the page has chosen already."""
    return queries.free_now(rows) if "free" in values else rows


def _counted(rows: QuerySet[Prospect]) -> dict[str, dict[str, int]]:
    """How many there are of each size and for each reason: a few groups, read from an index that holds them all."""
    kinds = {kind.value: f"has_{kind.value}" for kind in ReasonKind}
    groups = rows.select_related(None).order_by().values("size", *kinds.values()).annotate(how_many=Count("pk"))
    found: dict[str, dict[str, int]] = {"size": {}, "reason": {}}
    for group in groups:
        found["size"][group["size"]] = found["size"].get(group["size"], 0) + group["how_many"]
        for kind, field in kinds.items():
            if group[field]:
                found["reason"][kind] = found["reason"].get(kind, 0) + group["how_many"]
    return found


def prospect_kit() -> ListKit:
    """The call list. What a row's reasons say in a file is looked up for all rows of the file at once."""
    names = trade_names(timezone.localdate())
    return ListKit(
        name="outreach",
        search=queries.prospects_found,
        search_label=gettext_lazy("Search among firms: name, what they do, town, company number or trade code"),
        filters=(
            one_of("size", gettext_lazy("Size"), _choices(SizeBand)),
            Filter("reason", gettext_lazy("Why"), _choices(ReasonKind), _reasons, by="reason"),
            Filter(
                "branche",
                gettext_lazy("Trade"),
                lambda: [(code, f"{code} {name}") for code, name in sorted(names.items())],
                lambda rows, values: rows.filter(division__in=values),
                widget="select",
            ),
            Filter("sted", gettext_lazy("Postcode or town"), list, _place, widget="text"),
            Filter("siden", gettext_lazy("Spoken with"), _since_choices, _not_since, widget="select"),
            Filter(
                "kan",
                gettext_lazy("Can be called"),
                lambda: [("free", _("Only those that are free now")), (STOPPED, _("Those that want no call"))],
                _standing,
                widget="select",
            ),
        ),
        sorts=(
            Sort("grunde", gettext_lazy("most to call about"), ("-points", "-reason_count")),
            Sort("siden", gettext_lazy("longest without contact"), (F("last_contact_at").asc(nulls_first=True),)),
            Sort("stoerrelse", gettext_lazy("most employees"), (F("headcount").desc(nulls_last=True),)),
            Sort("navn", pgettext_lazy("sort", "name"), ("organisation__name",)),
        ),
        columns=_prospect_columns(),
        counts=_counted,
    )


class _Told:
    """Reasons in words for the rows of a file: the listings that they speak of are looked up once for all."""

    def __init__(self) -> None:
        self.listings: dict[int, Any] | None = None

    def of(self, row: Prospect) -> tuple[Any, ...]:
        if self.listings is None:
            ids = sorted({pk for reasons in queries.all_reasons() for pk in listing_ids(reasons)})
            parts = (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))
            self.listings = {pk: one for part in parts for pk, one in open_listings(part).items()}
        return show_reasons(row.reasons, self.listings)


def _prospect_columns() -> tuple[Column, ...]:
    told = lru_cache(maxsize=1)(_Told().of)  # the columns of one row, then the next
    return (
        Column(_("name"), lambda row: row.organisation.name, width=32),
        Column(_("company number (CVR)"), lambda row: row.organisation.company_number),
        Column(_("place"), lambda row: row.organisation.place, width=24),
        Column(
            _("trade"),
            lambda row: trade_words(row.organisation.trade_code, row.organisation.trade_code_version),
            width=32,
        ),
        Column(_("employees"), lambda row: row.headcount),
        Column(_("points"), lambda row: row.points),
        Column(_("reasons"), lambda row: "\n".join(one.text for one in told(row)), width=80),
        Column(
            _("sources"),
            lambda row: "\n".join(f"{one.source}, {one.day.isoformat()}" for one in told(row)),
            width=48,
        ),
        Column(_("last spoken with"), lambda row: row.last_contact_at),
        Column(_("computed"), lambda row: row.computed_at),
    )


def led_to(label: str) -> Exists:
    """Calls that led to something of a kind."""
    return Exists(Link.objects.filter(from_label=queries.CALL, from_id=OuterRef("pk"), to_label=label))


# What a round can say of its calls: each figure is a condition, and the list of calls narrows by the same one.
FIGURES: dict[str, tuple[Any, Callable[[], Q]]] = {
    "taken": (gettext_lazy("taken on"), Q),
    "called": (gettext_lazy("called"), lambda: Q(attempts__gt=0)),
    "reached": (gettext_lazy("reached"), lambda: Q(talked_at__isnull=False)),
    "outsource": (gettext_lazy("talked about a new firm"), lambda: Q(talked_at__isnull=False, outsource=True)),
    "partner": (gettext_lazy("talked about a partnership"), lambda: Q(talked_at__isnull=False, partner=True)),
    "neither": (
        gettext_lazy("talked about neither"),
        lambda: Q(talked_at__isnull=False, outsource=False, partner=False),
    ),
    "yes": (gettext_lazy("said yes"), lambda: Q(answer=CallAnswer.YES)),
    "later": (gettext_lazy("said later"), lambda: Q(answer=CallAnswer.LATER)),
    "no": (gettext_lazy("said no"), lambda: Q(answer=CallAnswer.NO)),
    "case": (gettext_lazy("led to a case"), lambda: Q(led_to("frontdesk.case"))),
    "listing": (gettext_lazy("led to a listing"), lambda: Q(led_to("listings.listing"))),
}


def _figures(rows: QuerySet[Call], values: list[str]) -> QuerySet[Call]:
    wanted = [FIGURES[value][1]() for value in values if value in FIGURES]
    for one in wanted:
        rows = rows.filter(one)
    return rows


def _callers(rows: QuerySet[Call]) -> Callable[[], list[tuple[str, str]]]:
    def found() -> list[tuple[str, str]]:
        people = User.objects.filter(pk__in=rows.order_by().values("user_id")).order_by("name", "pk")
        return [(str(pk), name) for pk, name in people.values_list("pk", "name")]

    return found


def _ids(values: list[str]) -> list[int]:
    return [pk for value in values if (pk := row_number(value))]


def call_kit(rows: QuerySet[Call], rounds: QuerySet[CallRound]) -> ListKit:
    """The list of calls; who calls and the rounds are those of its rows."""
    return ListKit(
        name="calls",
        search=queries.calls_found,
        search_label=gettext_lazy("Search among calls: the firm's name, town or number"),
        filters=(
            one_of("state", gettext_lazy("State"), _choices(CallState)),
            Filter(
                "vis",
                gettext_lazy("What came of it"),
                lambda: [(code, capfirst(str(one[0]))) for code, one in FIGURES.items()],
                _figures,
            ),
            Filter(
                "hvem",
                gettext_lazy("Who calls"),
                _callers(rows),
                lambda found, values: found.filter(user_id__in=_ids(values)),
                widget="select",
            ),
            Filter(
                "runde",
                gettext_lazy("Round"),
                lambda: [(str(pk), name) for pk, name in rounds.order_by("name", "pk").values_list("pk", "name")],
                lambda found, values: found.filter(round_id__in=_ids(values)),
                widget="select",
            ),
        ),
        sorts=(
            Sort("nyeste", gettext_lazy("newest"), ("-taken_at",)),
            Sort("igen", gettext_lazy("next call"), (F("again_on").asc(nulls_last=True), "runs_out_on")),
        ),
        columns=(
            Column(_("name"), lambda row: row.organisation.name, width=32),
            Column(_("place"), lambda row: row.organisation.place, width=24),
            Column(_("who calls"), lambda row: row.user.name),
            Column(_("for"), lambda row: row.department.name, width=32),
            Column(_("round"), lambda row: row.round.name if row.round else "", width=24),
            Column(_("state"), word_of("state")),
            Column(_("taken"), lambda row: row.taken_at),
            Column(_("times called"), lambda row: row.attempts),
            Column(_("talked"), lambda row: row.talked_at),
            Column(
                _("to let a new firm take over part of the production"),
                lambda row: row.outsource if row.talked_at else "",
            ),
            Column(_("partnership with a social enterprise"), lambda row: row.partner if row.talked_at else ""),
            Column(_("why neither was talked about"), lambda row: row.neither_reason),
            Column(_("answer"), word_of("answer")),
            Column(_("what was said"), lambda row: row.line, width=48),
            Column(_("to be called again"), lambda row: row.again_on),
        ),
    )


def round_kit() -> ListKit:
    """The list of rounds, with how many firms are on each."""
    return ListKit(
        name="rounds",
        search=lambda rows, text: rows.filter(Q(name__icontains=text) | Q(area__icontains=text)),
        search_label=gettext_lazy("Search among rounds: name or place"),
        filters=(one_of("state", gettext_lazy("State"), _choices(RoundState)),),
        sorts=(
            Sort("nyeste", gettext_lazy("newest"), ("-state", "-starts_on")),
            Sort("navn", pgettext_lazy("sort", "name"), ("name",)),
        ),
        columns=(
            Column(_("name of the round"), lambda row: row.name, width=32),
            Column(_("who runs the round"), lambda row: row.department.name, width=32),
            Column(_("owner"), lambda row: row.owner.name),
            Column(_("postcode or town"), lambda row: row.area),
            Column(_("trade"), lambda row: row.division),
            Column(_("from"), lambda row: row.starts_on),
            Column(_("to"), lambda row: row.ends_on),
            Column(_("state"), word_of("state")),
            Column(_("firms"), lambda row: row.how_many),
        ),
    )

"""The public directory: one row for each yes that holds, an organisation's or a champion's."""

from __future__ import annotations

from django.db.models import BooleanField, Case, CharField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from symbiose.common import search
from symbiose.common.actor import Actor
from symbiose.organisations.enums import FactKind, OrganisationKind, OrganisationState
from symbiose.organisations.models import Champion, DirectoryConsent, OrganisationFact
from symbiose.organisations.queries.rows import LABEL, holding

CHAMPION = "organisations.champion"
REGISTRATIONS = {
    "registered": _("registered social enterprise"),
    "social_enterprise": _("social enterprise, not registered"),
    "company": _("company"),
    "association": _("association"),
    "school": _("school or education"),
    "department": _("municipal department"),
    "champion": _("community champion"),
}


def entries() -> QuerySet[DirectoryConsent]:
    """Everybody in the public directory, with what a row shows and what the list counts and sorts by.

    Each row has `shown_name`, `registration` (one of REGISTRATIONS, the first that fits), `at_postcode`, `at_town`,
    `latitude` and `longitude`. A champion without a yes to the name goes by what they do.
    """
    today = OrganisationFact.objects.filter(holding())
    rows = DirectoryConsent.objects.filter(standing()).select_related("organisation", "champion__organisation")
    return rows.annotate(
        shown_name=Case(
            When(organisation__isnull=False, then=F("organisation__name")),
            When(with_name=True, then=F("champion__name")),
            default=F("champion__role"),
            output_field=CharField(),
        ),
        registration=Case(
            When(champion__isnull=False, then=Value("champion")),
            When(_holds(FactKind.REGISTERED), then=Value("registered")),
            When(_holds(FactKind.SOCIAL_ENTERPRISE), then=Value("social_enterprise")),
            When(organisation__kind=OrganisationKind.SOCIAL_ENTERPRISE, then=Value("social_enterprise")),
            default=F("organisation__kind"),
            output_field=CharField(),
        ),
        at_postcode=Coalesce("organisation__postcode", "champion__postcode"),
        at_town=Coalesce("organisation__town", "champion__town"),
        latitude=Coalesce("organisation__latitude", "champion__latitude"),
        longitude=Coalesce("organisation__longitude", "champion__longitude"),
    ).prefetch_related(Prefetch("organisation__facts", queryset=today, to_attr="facts_today"))


def standing() -> Q:
    """A yes that holds: of a champion, or of an organisation that neither closed nor was gathered in another."""
    shown = Q(organisation__in_directory=True, organisation__state=OrganisationState.ACTIVE)
    return Q(withdrawn_on__isnull=True) & (Q(champion__isnull=False) | shown)


def _holds(kind: FactKind) -> Exists:
    return Exists(
        OrganisationFact.objects.filter(holding(), organisation=OuterRef("organisation"), kind=kind, holds=True)
    )


def in_words(rows: QuerySet[DirectoryConsent], text: str) -> QuerySet[DirectoryConsent]:
    """Those found by name, description or town; by what a champion does."""
    return rows.filter(
        Q(organisation__in=search.found_ids(LABEL, text)) | Q(champion__in=search.found_ids(CHAMPION, text))
    )


def champions() -> QuerySet[Champion]:
    """Every champion who is still here, each with `is_named`: whether the name may be shown."""
    named = DirectoryConsent.objects.filter(champion=OuterRef("pk"), withdrawn_on__isnull=True, with_name=True)
    rows = Champion.objects.filter(erased_at__isnull=True).select_related("organisation")
    return rows.annotate(is_named=Exists(named, output_field=BooleanField()))


def champions_visible_to(_actor: Actor) -> QuerySet[Champion]:
    """All who are still here: each stands on a yes to being seen."""
    return champions()


def champions_found(rows: QuerySet[Champion], text: str) -> QuerySet[Champion]:
    """Champions by what they do, or by name where that may be shown."""
    return rows.filter(pk__in=search.found_ids(CHAMPION, text))

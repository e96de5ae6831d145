"""A broken rule of the database at the field that it is about, and days that can be right."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form
from symbiose.organisations.actions import broken_constraint, explain_constraint
from symbiose.organisations.actions.values import FIRST_YEAR
from symbiose.organisations.models import (
    Absence,
    AccessRequest,
    Champion,
    Contact,
    DirectoryConsent,
    Membership,
    Organisation,
    OrganisationFact,
    OrganisationYear,
    ProductionUnit,
)

FIELD_OF = {
    "organisation_number_once": "company_number",
    "organisation_number_form": "company_number",
    "organisation_trade_code_has_version": "trade_code_version",
    "organisation_closed_has_day": "closed_on",
    "organisation_merged_into_one": "merged_into",
    "organisation_succeeded_is_closed": "succeeded_by",
    "organisation_not_merged_into_itself": "merged_into",
    "organisation_not_its_own_successor": "succeeded_by",
    "organisation_most_open_from_one": "most_open",
    "organisation_shown_with_consent": "how",
    "champion_has_name_and_role": "role",
    "champion_erased_is_empty": "role",
    "directory_consent_is_of_one": "how",
    "directory_consent_one_open": "how",
    "directory_consent_one_open_champion": "how",
    "directory_consent_dates": "given_on",
    "directory_consent_says_who": "given_by",
    "production_unit_one_open": "p_number",
    "production_unit_number_form": "p_number",
    "production_unit_dates": "valid_to",
    "organisation_year_once": "year",
    "organisation_year_range": "year",
    "organisation_year_says_something": "headcount",
    "organisation_year_not_negative": "turnover",
    "organisation_year_has_source": "source",
    "organisation_fact_once": "valid_from",
    "organisation_fact_one_open": "valid_from",
    "organisation_fact_dates": "valid_to",
    "organisation_fact_has_source": "source",
    "membership_one_open": "email",
    "membership_dates": "valid_to",
    "contact_says_something": "text",
    "contact_confidential_has_reason": "confidential_reason",
    "contact_withdrawn_says_why": "withdrawn_reason",
    "contact_thread_whole": "text",
    "absence_once": "valid_from",
    "absence_dates": "valid_to",
    "absence_deputy_is_another": "deputy",
    "access_one_open": "email",
    "access_one_open_unknown": "email",
    "access_days": "last_day",
    "access_is_proven": "proof",
    "access_settled_has_time": "reason",
    "access_refused_has_reason": "reason",
    "access_erased_is_empty": "reason",
}
FARTHEST_AHEAD = timedelta(days=366)


def explain(form: Form, error: IntegrityError) -> None:
    """Put the sentence of a broken rule at the field that it is about."""
    kinds = (
        *(Organisation, OrganisationFact, OrganisationYear, ProductionUnit, Membership, AccessRequest),
        *(Champion, DirectoryConsent, Contact, Absence),
    )
    field = FIELD_OF.get(broken_constraint(error, *kinds))
    form.add_error(field if field in form.fields else None, explain_constraint(error, *kinds))


def check_days(form: Form) -> None:
    """First day before last day, and nothing further ahead than a year, which is most often a slip."""
    first, last = form.cleaned_data.get("valid_from"), form.cleaned_data.get("valid_to")
    if first and last and last < first:
        form.add_error("valid_to", _("The last day cannot lie before the first day."))
    limits = (date(FIRST_YEAR, 1, 1), timezone.localdate() + FARTHEST_AHEAD)
    for name, day in (("valid_from", first), ("valid_to", last)):
        if day and not limits[0] <= day <= limits[1] and name not in form.errors:
            form.add_error(name, _("Check the year of this date."))

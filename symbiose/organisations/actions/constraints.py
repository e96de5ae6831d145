"""A broken rule of the database becomes a sentence for people, by the rule's name."""

from __future__ import annotations

import re
from typing import Any

from django.db import IntegrityError, models
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "organisation_number_once": _("Another organisation has this company number."),
    "organisation_number_form": _("A company number has eight digits."),
    "organisation_trade_code_has_version": _("Say which version the trade code belongs to: DB07 or DB25."),
    "organisation_closed_has_day": _("Write the day on which the organisation closed."),
    "organisation_merged_into_one": _("Say which organisation it is gathered in."),
    "organisation_succeeded_is_closed": _("Only an organisation that has closed is carried on by another."),
    "organisation_not_merged_into_itself": _("An organisation cannot be gathered in itself."),
    "organisation_not_its_own_successor": _("An organisation cannot be carried on by itself."),
    "organisation_most_open_from_one": _("Write a number from 1 and up, or leave it empty."),
    "organisation_shown_with_consent": _("Nobody stands in the public list without a yes. Write the yes down first."),
    "champion_has_name_and_role": _("Write the name and what the person does."),
    "champion_erased_is_empty": _("What was erased cannot be written again."),
    "directory_consent_is_of_one": _("A yes is that of one organisation or one person."),
    "directory_consent_one_open": _("There is a yes already. Take that one back first."),
    "directory_consent_one_open_champion": _("There is a yes already. Take that one back first."),
    "directory_consent_dates": _("The last day cannot lie before the first day."),
    "directory_consent_says_who": _("Write who said yes."),
    "production_unit_one_open": _("Another place of work has this P-number."),
    "production_unit_number_form": _("A P-number has ten digits."),
    "production_unit_dates": _("The last day cannot lie before the first day."),
    "organisation_year_once": _("There are figures for this year already. Change those."),
    "organisation_year_range": _("Check the year."),
    "organisation_year_says_something": _("Write at least one figure."),
    "organisation_year_not_negative": _("An amount of this kind cannot be below 0."),
    "organisation_year_has_source": _("Write where you know it from."),
    "organisation_fact_once": _("Something is already stated about this from the same day."),
    "organisation_fact_one_open": _("Something is already stated about this and has not ended."),
    "organisation_fact_dates": _("The last day cannot lie before the first day."),
    "organisation_fact_has_source": _("Write where you know it from."),
    "membership_one_open": _("This person already acts for the organisation."),
    "membership_dates": _("The last day cannot lie before the first day."),
    "contact_says_something": _("Write what was said."),
    "contact_confidential_has_reason": _("Write why it is confidential."),
    "contact_withdrawn_says_why": _("Write why it is withdrawn."),
    "contact_thread_whole": _("Open the case and write it there."),
    "absence_once": _("An absence from this day is written down already. Change that one."),
    "absence_dates": _("The last day cannot lie before the first day."),
    "absence_deputy_is_another": _("Nobody stands in for themselves."),
    "access_one_open": _("This person has an open request for the organisation already. Answer that one."),
    "access_one_open_unknown": _("This person has an open request for the organisation already. Answer that one."),
    "access_days": _("The last day cannot lie before the first day."),
    "access_is_proven": _("Write how you know that the person acts for the organisation."),
    "access_settled_has_time": _("A request that is answered has a day on which it was."),
    "access_refused_has_reason": _("Write why. The one who asked can read it."),
    "access_erased_is_empty": _("What was erased cannot be written again."),
}
_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (?P<columns>.+)")
_SQLITE_NAMED = re.compile(r"(?:CHECK constraint failed: |UNIQUE constraint failed: index ')(?P<name>\w+)")


def broken_constraint(error: IntegrityError, *kinds: type[models.Model]) -> str:
    """The name of the rule that was broken, in either database; empty where it is none of these models' rules.

    PostgreSQL says the name. SQLite says it for checks and for unique rules on expressions, else only the columns; those are looked up
    among the rules of `kinds`, where the first with the same columns is meant.
    """
    named = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    if named:
        return str(named)
    text = str(error)
    named_here = _SQLITE_NAMED.search(text)
    if named_here:
        return named_here["name"]
    unique = _SQLITE_UNIQUE.search(text)
    columns = {column.strip() for column in unique["columns"].split(",")} if unique else set()
    return next((rule.name for kind in kinds for rule in _unique_rules(kind) if _columns(kind, rule) == columns), "")


def explain_constraint(error: IntegrityError, *kinds: type[models.Model]) -> str:
    """The sentence for a broken rule. An error without a sentence is a fault of ours and is raised again."""
    name = broken_constraint(error, *kinds)
    if name not in SENTENCES:
        raise error
    return str(SENTENCES[name])


def _unique_rules(kind: type[models.Model]) -> list[models.UniqueConstraint]:
    """Those on columns; one on an expression is said by name in both databases."""
    return [rule for rule in kind._meta.constraints if isinstance(rule, models.UniqueConstraint) and rule.fields]


def _columns(kind: type[models.Model], rule: models.UniqueConstraint) -> set[str]:
    table = kind._meta.db_table
    columns = {field.name: field.column for field in kind._meta.concrete_fields}
    return {f"{table}.{columns[name]}" for name in rule.fields}

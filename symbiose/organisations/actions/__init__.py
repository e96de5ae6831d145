"""The verbs of this room: keep an organisation, state facts about it, let people act for it, import many."""

from symbiose.organisations.actions.constraints import SENTENCES, broken_constraint, explain_constraint
from symbiose.organisations.actions.facts import FactOverlap, end_fact, state_fact
from symbiose.organisations.actions.importing import PlanChanged, import_organisations
from symbiose.organisations.actions.keeping import add_organisation, change_organisation, index_organisation
from symbiose.organisations.actions.members import add_member, end_member
from symbiose.organisations.actions.planning import Plan, PlannedRow, plan_import
from symbiose.organisations.actions.years import YearKnown, state_year

__all__ = [
    "SENTENCES",
    "FactOverlap",
    "Plan",
    "PlanChanged",
    "PlannedRow",
    "YearKnown",
    "add_member",
    "add_organisation",
    "broken_constraint",
    "change_organisation",
    "end_fact",
    "end_member",
    "explain_constraint",
    "import_organisations",
    "index_organisation",
    "plan_import",
    "state_fact",
    "state_year",
]

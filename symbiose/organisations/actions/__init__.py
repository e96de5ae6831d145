"""The verbs of this room: keep an organisation, state facts about it, let people act for it, import many."""

from symbiose.organisations.actions.constraints import SENTENCES, broken_constraint, explain_constraint
from symbiose.organisations.actions.facts import FactOverlap, end_fact, state_fact
from symbiose.organisations.actions.importing import PlanChanged, import_organisations
from symbiose.organisations.actions.keeping import add_organisation, change_organisation, index_organisation
from symbiose.organisations.actions.members import add_member, end_member
from symbiose.organisations.actions.planning import Plan, PlannedRow, plan_import
from symbiose.organisations.actions.units import UnitTaken, add_unit, change_unit, end_unit
from symbiose.organisations.actions.years import YearKnown, change_year, remove_year, state_year

__all__ = [
    "SENTENCES",
    "FactOverlap",
    "Plan",
    "PlanChanged",
    "PlannedRow",
    "UnitTaken",
    "YearKnown",
    "add_member",
    "add_organisation",
    "add_unit",
    "broken_constraint",
    "change_organisation",
    "change_unit",
    "change_year",
    "end_fact",
    "end_member",
    "end_unit",
    "explain_constraint",
    "import_organisations",
    "index_organisation",
    "plan_import",
    "remove_year",
    "state_fact",
    "state_year",
]

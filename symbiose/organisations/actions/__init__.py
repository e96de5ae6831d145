"""The verbs of this room: keep an organisation, state facts about it, let people act for it, import many."""

from symbiose.common.plans import PlanChanged
from symbiose.organisations.actions.access import (
    AccountClosed,
    AlreadyActs,
    NotStanding,
    accept_access,
    ask_access,
    erase_access,
    find_organisation,
    invite_access,
    invite_person,
    keep_days,
    lapse_invitations,
    refuse_access,
    reopen_access,
    send_again,
    withdraw_access,
)
from symbiose.organisations.actions.closing import NoSuccessor, close_organisation, reopen_organisation
from symbiose.organisations.actions.constraints import SENTENCES, broken_constraint, explain_constraint
from symbiose.organisations.actions.doubles import find_doubles, find_new_doubles, look_again, set_apart
from symbiose.organisations.actions.facts import FactOverlap, end_fact, state_fact
from symbiose.organisations.actions.forgetting import end_undoing
from symbiose.organisations.actions.importing import import_organisations, write_organisations
from symbiose.organisations.actions.keeping import add_organisation, change_organisation, index_organisation
from symbiose.organisations.actions.members import NotProven, add_member, end_member
from symbiose.organisations.actions.merging import (
    Choices,
    NotActive,
    Undecided,
    UndoEnded,
    merge_organisations,
    part_organisations,
)
from symbiose.organisations.actions.planned import Given, PlannedOrganisation
from symbiose.organisations.actions.planning import plan_import
from symbiose.organisations.actions.units import UnitTaken, add_unit, change_unit, end_unit
from symbiose.organisations.actions.years import YearKnown, change_year, remove_year, state_year

__all__ = [
    "SENTENCES",
    "AccountClosed",
    "AlreadyActs",
    "Choices",
    "FactOverlap",
    "Given",
    "NoSuccessor",
    "NotActive",
    "NotProven",
    "NotStanding",
    "PlanChanged",
    "PlannedOrganisation",
    "Undecided",
    "UndoEnded",
    "UnitTaken",
    "YearKnown",
    "accept_access",
    "add_member",
    "add_organisation",
    "add_unit",
    "ask_access",
    "broken_constraint",
    "change_organisation",
    "change_unit",
    "change_year",
    "close_organisation",
    "end_fact",
    "end_member",
    "end_undoing",
    "end_unit",
    "erase_access",
    "explain_constraint",
    "find_doubles",
    "find_new_doubles",
    "find_organisation",
    "import_organisations",
    "index_organisation",
    "invite_access",
    "invite_person",
    "keep_days",
    "lapse_invitations",
    "look_again",
    "merge_organisations",
    "part_organisations",
    "plan_import",
    "refuse_access",
    "remove_year",
    "reopen_access",
    "reopen_organisation",
    "send_again",
    "set_apart",
    "state_fact",
    "state_year",
    "withdraw_access",
    "write_organisations",
]

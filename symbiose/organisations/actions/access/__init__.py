"""The verbs of an account of one's own: ask, find out who is meant, prove and invite, accept, say no, erase."""

from symbiose.organisations.actions.access.asking import ask_access, find_organisation
from symbiose.organisations.actions.access.clock import erase_access, lapse_invitations
from symbiose.organisations.actions.access.joining import AccountClosed, accept_access
from symbiose.organisations.actions.access.limits import keep_days
from symbiose.organisations.actions.access.merging import request_movers
from symbiose.organisations.actions.access.proving import (
    AlreadyActs,
    NotStanding,
    invite_access,
    invite_person,
    send_again,
)
from symbiose.organisations.actions.access.settling import refuse_access, reopen_access, withdraw_access

__all__ = [
    "AccountClosed",
    "AlreadyActs",
    "NotStanding",
    "accept_access",
    "ask_access",
    "erase_access",
    "find_organisation",
    "invite_access",
    "invite_person",
    "keep_days",
    "lapse_invitations",
    "refuse_access",
    "reopen_access",
    "request_movers",
    "send_again",
    "withdraw_access",
]

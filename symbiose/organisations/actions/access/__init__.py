"""The verbs of an account of one's own: ask, find out who is meant, prove and invite, accept, say no, erase."""

from symbiose.organisations.actions.access.arriving import (
    LastWay,
    LinkedElsewhere,
    NoAddress,
    NobodyHere,
    ProofNeeded,
    arrive,
    ask_for_proof,
    connect_identity,
    identity_of,
    part_identity,
)
from symbiose.organisations.actions.access.asking import ask_access, find_organisation
from symbiose.organisations.actions.access.clock import erase_access, lapse_invitations
from symbiose.organisations.actions.access.joining import AccountClosed, InvitationOver, accept_access
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
    "InvitationOver",
    "LastWay",
    "LinkedElsewhere",
    "NoAddress",
    "NobodyHere",
    "NotStanding",
    "ProofNeeded",
    "accept_access",
    "arrive",
    "ask_access",
    "ask_for_proof",
    "connect_identity",
    "erase_access",
    "find_organisation",
    "identity_of",
    "invite_access",
    "invite_person",
    "keep_days",
    "lapse_invitations",
    "part_identity",
    "refuse_access",
    "reopen_access",
    "request_movers",
    "send_again",
    "withdraw_access",
]

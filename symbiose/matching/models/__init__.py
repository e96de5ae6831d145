"""The records of this room: what the engine proposes, what runs, and what was handed over."""

from symbiose.matching.models.exchanges import (
    Exchange,
    ExchangePause,
    FormerTerms,
    Handover,
    HandoverPhoto,
    HandoverReport,
)
from symbiose.matching.models.proposals import Message, Proposal, ProposalFlow, ProposalParty, Run
from symbiose.matching.models.symbioses import NearSymbiosis, ProposalHours

__all__ = [
    "Exchange",
    "ExchangePause",
    "FormerTerms",
    "Handover",
    "HandoverPhoto",
    "HandoverReport",
    "Message",
    "NearSymbiosis",
    "Proposal",
    "ProposalFlow",
    "ProposalHours",
    "ProposalParty",
    "Run",
]

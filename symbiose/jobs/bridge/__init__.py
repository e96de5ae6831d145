"""The only door to the solver of placements: rows into a problem, what it found into drafts of proposals."""

from symbiose.engine.placement.model import Policy
from symbiose.engine.placement.plan import Placed
from symbiose.jobs.bridge.finding import (
    Found,
    OfferDraft,
    PassedOver,
    PersonFound,
    find_for_all,
    find_for_person,
    find_for_position,
    placed,
    try_policy,
)
from symbiose.jobs.bridge.judging import Judged, judge_some
from symbiose.jobs.bridge.policies import WEIGHTS, policy_on, policy_with
from symbiose.jobs.bridge.saying import GROUPS, group_of

__all__ = [
    "GROUPS",
    "WEIGHTS",
    "Found",
    "Judged",
    "OfferDraft",
    "PassedOver",
    "PersonFound",
    "Placed",
    "Policy",
    "find_for_all",
    "find_for_person",
    "find_for_position",
    "group_of",
    "judge_some",
    "placed",
    "policy_on",
    "policy_with",
    "try_policy",
]

"""Facts that ship with the product, each with source and certainty, and the one reader of them.

The lists and their terms stand in SOURCES.md. Values that change over time are dated rows: a new value is a new row.
"""

from symbiose.reference.accommodations import Accommodation, accommodations
from symbiose.reference.codes import ProcurementCode, WasteCode, procurement_codes, waste_codes
from symbiose.reference.dated import (
    DatedValue,
    access_policy,
    enterprise_size_rows,
    exchange_limits,
    exchange_policy,
    exchange_policy_rows,
    frontdesk_policy,
    funnel_yardstick,
    handover_policy,
    listing_policy,
    merging_policy,
    outreach_policy,
    placement_policy,
    placement_policy_rows,
    ratio_rule_rows,
    reuse_jobs,
)
from symbiose.reference.jobs import (
    Duration,
    DurationKind,
    Effect,
    JobForm,
    OpenQuestion,
    PayBasis,
    durations,
    job_form,
    job_forms,
    open_questions,
    pay_bases,
)
from symbiose.reference.places import Municipality, Place, Postcode, find_place, municipalities, postcodes
from symbiose.reference.ratio import counting_rule, counting_rules, ratio_rule
from symbiose.reference.rows import Certainty
from symbiose.reference.sizes import size_ceilings
from symbiose.reference.steps import StepKind, step_kinds
from symbiose.reference.tasks import (
    Skill,
    TaskTemplate,
    WorkDemand,
    reuse_yardstick,
    skills,
    task_templates,
    work_demands,
)
from symbiose.reference.trades import TradeGroup, trade_group, trade_groups

__all__ = [
    "Accommodation",
    "Certainty",
    "DatedValue",
    "Duration",
    "DurationKind",
    "Effect",
    "JobForm",
    "Municipality",
    "OpenQuestion",
    "PayBasis",
    "Place",
    "Postcode",
    "ProcurementCode",
    "Skill",
    "StepKind",
    "TaskTemplate",
    "TradeGroup",
    "WasteCode",
    "WorkDemand",
    "access_policy",
    "accommodations",
    "counting_rule",
    "counting_rules",
    "durations",
    "enterprise_size_rows",
    "exchange_limits",
    "exchange_policy",
    "exchange_policy_rows",
    "find_place",
    "frontdesk_policy",
    "funnel_yardstick",
    "handover_policy",
    "job_form",
    "job_forms",
    "listing_policy",
    "merging_policy",
    "municipalities",
    "open_questions",
    "outreach_policy",
    "pay_bases",
    "placement_policy",
    "placement_policy_rows",
    "postcodes",
    "procurement_codes",
    "ratio_rule",
    "ratio_rule_rows",
    "reuse_jobs",
    "reuse_yardstick",
    "size_ceilings",
    "skills",
    "step_kinds",
    "task_templates",
    "trade_group",
    "trade_groups",
    "waste_codes",
    "work_demands",
]

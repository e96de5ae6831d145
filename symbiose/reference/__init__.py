"""Facts that ship with the product, each with source and certainty, and the one reader of them.

The lists and their terms stand in SOURCES.md. Values that change over time are dated rows: a new value is a new row.
"""

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
)
from symbiose.reference.places import Municipality, Place, Postcode, find_place, municipalities, postcodes
from symbiose.reference.rows import Certainty
from symbiose.reference.sizes import size_ceilings
from symbiose.reference.steps import StepKind, step_kinds
from symbiose.reference.trades import TradeGroup, trade_group, trade_groups

__all__ = [
    "Certainty",
    "DatedValue",
    "Municipality",
    "Place",
    "Postcode",
    "ProcurementCode",
    "StepKind",
    "TradeGroup",
    "WasteCode",
    "access_policy",
    "enterprise_size_rows",
    "exchange_limits",
    "exchange_policy",
    "exchange_policy_rows",
    "find_place",
    "frontdesk_policy",
    "funnel_yardstick",
    "handover_policy",
    "listing_policy",
    "merging_policy",
    "municipalities",
    "outreach_policy",
    "placement_policy",
    "placement_policy_rows",
    "postcodes",
    "procurement_codes",
    "size_ceilings",
    "step_kinds",
    "trade_group",
    "trade_groups",
    "waste_codes",
]

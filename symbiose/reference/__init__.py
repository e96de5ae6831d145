"""Facts that ship with the product, each with source and certainty, and the one reader of them.

The lists and their terms stand in SOURCES.md. Values that change over time are dated rows: a new value is a new row.
"""

from symbiose.reference.codes import ProcurementCode, WasteCode, procurement_codes, waste_codes
from symbiose.reference.dated import DatedValue, exchange_policy, exchange_policy_rows
from symbiose.reference.places import Municipality, Place, Postcode, find_place, municipalities, postcodes
from symbiose.reference.rows import Certainty

__all__ = [
    "Certainty",
    "DatedValue",
    "Municipality",
    "Place",
    "Postcode",
    "ProcurementCode",
    "WasteCode",
    "exchange_policy",
    "exchange_policy_rows",
    "find_place",
    "municipalities",
    "postcodes",
    "procurement_codes",
    "waste_codes",
]

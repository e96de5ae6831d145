"""The only door to the solver: rows into a problem, what it found into drafts of proposals, and why a pair is none."""

from symbiose.matching.bridge.crowds import crowds
from symbiose.matching.bridge.drafts import Draft, FlowDraft, HoursDraft, NearDraft, drafts_of, key_of
from symbiose.matching.bridge.finding import Found, find, why_not
from symbiose.matching.bridge.reading import read_exchange_file, sure_family, workbook_sheets
from symbiose.matching.bridge.symbioses import PEOPLE, find_symbioses

__all__ = [
    "PEOPLE",
    "Draft",
    "FlowDraft",
    "Found",
    "HoursDraft",
    "NearDraft",
    "crowds",
    "drafts_of",
    "find",
    "find_symbioses",
    "key_of",
    "read_exchange_file",
    "sure_family",
    "why_not",
    "workbook_sheets",
]

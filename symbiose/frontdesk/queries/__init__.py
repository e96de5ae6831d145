"""What pages read of enquiries and cases."""

from symbiose.frontdesk.queries.rows import (
    CASE,
    ENQUIRY,
    cases_found,
    cases_visible_to,
    enquiries_found,
    enquiries_visible_to,
    with_case_rows,
    with_enquiry_rows,
)
from symbiose.frontdesk.queries.story import Event, story_of

__all__ = [
    "CASE",
    "ENQUIRY",
    "Event",
    "cases_found",
    "cases_visible_to",
    "enquiries_found",
    "enquiries_visible_to",
    "story_of",
    "with_case_rows",
    "with_enquiry_rows",
]

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

__all__ = [
    "CASE",
    "ENQUIRY",
    "cases_found",
    "cases_visible_to",
    "enquiries_found",
    "enquiries_visible_to",
    "with_case_rows",
    "with_enquiry_rows",
]

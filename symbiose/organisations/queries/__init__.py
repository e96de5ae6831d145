"""Organisations as pages read them: who sees which, what holds today, who acts, what happened."""

from symbiose.organisations.queries.access import LONGEST_SEARCH, listed_publicly, people
from symbiose.organisations.queries.contacts import away, contacts_of, contacts_visible_to, works_outside
from symbiose.organisations.queries.directory import (
    CHAMPION,
    REGISTRATIONS,
    champions,
    champions_found,
    champions_visible_to,
    entries,
    in_words,
)
from symbiose.organisations.queries.page import (
    UPLOAD,
    FactShown,
    facts_shown,
    history,
    import_key,
    members,
    next_step,
)
from symbiose.organisations.queries.rows import (
    LABEL,
    at_place,
    denied,
    directory,
    facts_of,
    flags,
    found,
    having,
    holding,
    representatives,
    visible_to,
    with_facts,
)
from symbiose.organisations.queries.same import active, same_as, stands_for
from symbiose.organisations.queries.size import SizeShown, size_shown, size_status
from symbiose.organisations.queries.years import headcount_of, with_headcount

__all__ = [
    "CHAMPION",
    "LABEL",
    "LONGEST_SEARCH",
    "REGISTRATIONS",
    "UPLOAD",
    "FactShown",
    "SizeShown",
    "active",
    "at_place",
    "away",
    "champions",
    "champions_found",
    "champions_visible_to",
    "contacts_of",
    "contacts_visible_to",
    "denied",
    "directory",
    "entries",
    "facts_of",
    "facts_shown",
    "flags",
    "found",
    "having",
    "headcount_of",
    "history",
    "holding",
    "import_key",
    "in_words",
    "listed_publicly",
    "members",
    "next_step",
    "people",
    "representatives",
    "same_as",
    "size_shown",
    "size_status",
    "stands_for",
    "visible_to",
    "with_facts",
    "with_headcount",
    "works_outside",
]

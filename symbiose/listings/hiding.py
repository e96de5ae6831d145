"""Whether a text gives away who stands behind an anonymous listing."""

from __future__ import annotations

import re

from symbiose.engine.resources.words import fold
from symbiose.organisations.models import Organisation

LEGAL_FORMS = frozenset({"aps", "a/s", "as", "i/s", "is", "p/s", "ivs", "amba", "a.m.b.a", "fmba", "smba"})
SHORTEST_NAME = 4
NUMBER_LENGTH = 8  # of a Danish company number, and of a telephone number


def tells_who(text: str, organisation: Organisation) -> bool:
    """Whether a text holds the organisation's name (with or without its legal form), number, address or contact."""
    said = " ".join(fold(text).split())
    digits = re.sub(r"\D", "", text)
    name = " ".join(word for word in fold(organisation.name).split() if word.strip(".") not in LEGAL_FORMS)
    domain = organisation.contact_email.rpartition("@")[2]
    words = [name, fold(organisation.contact_name), fold(organisation.contact_email), fold(organisation.street)]
    site = re.sub(r"^\w+://(www\.)?|/.*$", "", organisation.website.lower())
    numbers = [organisation.company_number, re.sub(r"\D", "", organisation.contact_phone)[-8:]]
    return any(len(word) >= SHORTEST_NAME and word in said for word in [*words, site, f"@{domain}"]) or any(
        len(number) == NUMBER_LENGTH and number in digits for number in numbers
    )

"""Who writes: the name beside the sender's address, and the lines under each letter, as they hold when it is sent."""

from __future__ import annotations

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.utils import translation

from symbiose.common import municipality


def sender() -> str:
    """The sender's address with the municipality's name, unless the installation chose a name of its own."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    here = municipality.current()
    return formataddr((name or (here.name if here else ""), address))


def signature() -> str:
    """Contact, municipality, telephone and address under a letter, after the sign that mail programs know (RFC 3676, 4.3).

    Names stand as the municipality wrote them in Danish: they are names in every language.
    """
    here, contact = municipality.current(), municipality.main_contact()
    lines = [here.name] if here else []
    if contact:
        with translation.override("da"):
            lines.insert(0, municipality.said(contact.data, "title")[0])
        lines += [str(contact.data.get("phone") or ""), str(contact.data.get("mail") or "")]
    return "\n".join(["-- ", *filter(None, lines)])

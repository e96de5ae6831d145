"""How objects of this room are called wherever they are named."""

from __future__ import annotations

from django.utils.translation import gettext as _

from symbiose.jobs.models import Offer, Placement

NO_BREAK = "\N{NON-BREAKING HYPHEN}"


def unbroken(number: str) -> str:
    """A code or number that no line breaks."""
    return number.replace("-", NO_BREAK)


def offer_title(offer: Offer) -> str:
    """Whom and what a proposal of placement joins."""
    return _("%(code)s and %(position)s") % {"code": unbroken(offer.candidate.code), "position": offer.position.title}


def placement_title(placement: Placement) -> str:
    """A placement by the person's code and the position; an erased person is a number alone."""
    who = unbroken(placement.candidate.code if placement.candidate else placement.number)
    return _("%(code)s and %(position)s") % {"code": who, "position": placement.position.title}

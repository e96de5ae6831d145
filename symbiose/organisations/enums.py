"""Kinds of organisation, of dated fact and of membership."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    COMPANY = "company", _("company")
    SOCIAL_ENTERPRISE = "social_enterprise", pgettext_lazy("type of organisation", "social enterprise")
    DEPARTMENT = "department", _("municipal department")
    ASSOCIATION = "association", _("association")
    SCHOOL = "school", _("school or education")


class FactKind(models.TextChoices):
    """Three separate facts; none follows from another (handbook, registered social enterprise)."""

    SOCIAL_ENTERPRISE = "social_enterprise", _("works as a social enterprise")
    REGISTERED = "registered", _("registered as a social enterprise")
    SHOWN_TO_TRADE = "shown_to_trade", _("shown to trade")


class MembershipRole(models.TextChoices):
    """`manager` acts for the organisation too, and settles who else does."""

    REPRESENTATIVE = "representative", _("acts for the organisation")
    ADVISER = "adviser", _("adviser at the entrance")
    CONSULTANT = "consultant", _("job consultant")
    LEADER = "leader", _("leader in the municipality")
    MANAGER = "manager", _("acts for the organisation and settles who does")
    ENTRANCE = "entrance", _("adviser at an external entrance")


# Who works inside the municipality: let in on the command line or by the municipality's own provider, never by a firm.
INSIDE = (MembershipRole.ADVISER, MembershipRole.CONSULTANT, MembershipRole.LEADER)


class TradeCodeVersion(models.TextChoices):
    DB07 = "DB07", "DB07 (NACE 2)"
    DB25 = "DB25", "DB25 (NACE 2.1)"


class RegisterField(models.TextChoices):
    """What an extract of the company register says of an organisation."""

    NAME = "name", _("name")
    ADDRESS = "address", _("address")
    TRADE_CODE = "trade_code", _("trade code")
    HEADCOUNT = "headcount", _("employees")
    STATUS = "status", pgettext_lazy("in the company register", "status")
    FORM = "form", _("company form")
    STARTED_ON = "started_on", pgettext_lazy("in the company register", "first day")
    ENDED_ON = "ended_on", pgettext_lazy("in the company register", "last day")


class RegisterStatus(models.TextChoices):
    ACTIVE = "active", pgettext_lazy("in the company register", "active")
    CLOSED = "closed", pgettext_lazy("in the company register", "closed")
    BANKRUPT = "bankrupt", _("bankrupt")
    WINDING_UP = "winding_up", _("being wound up or reconstructed")  # still there, and perhaps not for long


class OrganisationState(models.TextChoices):
    ACTIVE = "active", pgettext_lazy("state of an organisation", "active")
    CLOSED = "closed", pgettext_lazy("state of an organisation", "closed")
    MERGED = "merged", _("gathered in another")


class PairState(models.TextChoices):
    """What is thought of two records that look alike."""

    LIKELY = "likely", _("likely the same")
    DISTINCT = "distinct", _("not the same")


class ConsentHow(models.TextChoices):
    """How somebody said yes to standing in the public directory."""

    SYMBIOSE = "symbiose", _("wrote it here themselves")
    MAIL = "mail", pgettext_lazy("how consent was given", "by mail")
    PHONE = "phone", pgettext_lazy("how consent was given", "by telephone")
    MEETING = "meeting", pgettext_lazy("how consent was given", "at a meeting or visit")
    PAPER = "paper", pgettext_lazy("how consent was given", "on paper")
    BEFORE = "before", _("shown before consents were written down here")


class AccessState(models.TextChoices):
    ASKED = "asked", _("asked for")
    INVITED = "invited", _("proven and invited")
    OPEN = "open", _("has access")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("request for access", "withdrawn")


class Proof(models.TextChoices):
    """How the entrance knows that a person acts for a firm; the choice is a recorded step, never a guess."""

    CALLED_BACK = "called_back", _("called back on the number in the company register")
    REGISTER_MAIL = "register_mail", _("wrote from the address in the company register")
    MET = "met", _("met at the organisation's place")
    AUTHORITY = "authority", _("showed a power of attorney")
    COLLEAGUE = "colleague", _("vouched for by somebody who already acts for it")
    PROVIDER = "provider", _("said by the identity provider at sign-in")


class ContactKind(models.TextChoices):
    CALL = "call", _("call")
    VISIT = "visit", _("visit")
    MEETING = "meeting", _("meeting")
    MAIL = "mail", _("letter")
    NOTE = "note", pgettext_lazy("line of the contact log", "note")


class Direction(models.TextChoices):
    """Who took the first step; a note has no direction."""

    IN = "in", _("they came to us")
    OUT = "out", _("we went to them")

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
    REPRESENTATIVE = "representative", _("acts for the organisation")
    ADVISER = "adviser", _("adviser at the entrance")


class TradeCodeVersion(models.TextChoices):
    DB07 = "DB07", "DB07 (NACE 2)"
    DB25 = "DB25", "DB25 (NACE 2.1)"

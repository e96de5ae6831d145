"""How sure an entry's figure is, and which part an organisation has in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Evidence(models.TextChoices):
    """Where a figure comes from, surest first; the same grades as the engine's accounting."""

    WEIGHED = "weighed", _("weighed or counted")
    DOCUMENTED = "documented", _("from a document")
    DECLARED = "declared", _("declared")
    ESTIMATED = "estimated", _("estimated by a party")


class PartyRole(models.TextChoices):
    GIVER = "giver", _("gave")
    RECEIVER = "receiver", _("received")


class Fraction(models.TextChoices):
    """The ten fractions in which waste is sorted, by the codes of `engine.resources.fractions`."""

    FOOD = "food", _("food waste")
    PAPER = "paper", _("paper")
    CARDBOARD = "cardboard", _("cardboard")
    GLASS = "glass", _("glass")
    METAL = "metal", _("metal")
    PLASTIC = "plastic", _("plastic")
    CARTONS = "cartons", _("food and drink cartons")
    TEXTILE = "textile", _("textiles")
    RESIDUAL = "residual", _("residual waste")
    HAZARDOUS = "hazardous", _("hazardous waste")

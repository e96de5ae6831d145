"""Sides, kinds, units, rhythms, waste status and states of a listing. Values are those of the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Side(models.TextChoices):
    HAVE = "have", _("we have")
    NEED = "need", _("we lack")


class ListingKind(models.TextChoices):
    MATERIAL = "material", _("material")
    ENERGY_WATER = "energy_water", _("energy and water")
    EQUIPMENT = "equipment", _("machine and equipment")
    SPACE = "space", _("space")
    TRANSPORT = "transport", _("transport")
    COMPETENCE = "competence", _("know-how")
    TASK = "task", _("task")
    SERVICE = "service", _("service")
    PRODUCT = "product", _("product")


class Unit(models.TextChoices):
    KG = "kg", "kg"
    G = "g", _("grams")
    T = "t", _("tonnes")
    M3 = "m3", "m³"
    L = "l", _("litres")
    PIECE = "piece", _("pieces")
    M = "m", _("metres")
    M2 = "m2", "m²"
    HOUR = "hour", _("hours")
    DAY = "day", _("days")
    KWH = "kWh", "kWh"
    MWH = "MWh", "MWh"
    GJ = "GJ", "GJ"
    TRIP = "trip", _("trips")


class Per(models.TextChoices):
    ONCE = "once", _("once")
    WEEK = "week", _("every week")
    MONTH = "month", _("every month")
    YEAR = "year", _("every year")


class Waste(models.TextChoices):
    NOT_RELEVANT = "", _("not relevant")
    BY_PRODUCT = "by_product", _("no, it is a by-product")
    WASTE = "waste", _("yes, we pay to have it taken away")
    END_OF_WASTE = "end_of_waste", _("no longer waste (end-of-waste)")
    UNKNOWN = "unknown", _("don't know")


class Whose(models.TextChoices):
    """Whose part a term of the listing is."""

    OURS = "ours", _("we do")
    YOURS = "yours", _("the other party does")
    AGREE = "agree", _("to be agreed")


class ListingState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SHOWN = "shown", _("shown")
    HIDDEN = "hidden", _("hidden: not confirmed in time")
    WITHDRAWN = "withdrawn", _("withdrawn")


class StepState(models.TextChoices):
    OPEN = "open", pgettext_lazy("authority step", "open")
    RECORDED = "recorded", _("recorded")
    DROPPED = "dropped", _("no longer needed")


class StepOutcome(models.TextChoices):
    ALLOWED = "allowed", _("may be handed over")
    CONDITIONS = "conditions", _("may be handed over on conditions")
    REFUSED = "refused", _("may not be handed over")


TIMED_KINDS = frozenset({ListingKind.EQUIPMENT, ListingKind.SPACE, ListingKind.TRANSPORT, ListingKind.COMPETENCE})

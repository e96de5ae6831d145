"""From which field a department gives its input: four that everybody has, and those that the municipality names itself."""

from __future__ import annotations

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common import municipality
from symbiose.common.models import MunicipalItem

OWN = "input_field"  # the kind of the municipality's own


class InputField(models.TextChoices):
    LAW = "law", _("law and rules")
    COST = "cost", _("cost and budget")
    ENVIRONMENT = "environment", _("environment and climate")
    PEOPLE = "people", _("people and jobs")


def input_fields() -> list[tuple[str, str]]:
    """The fields of today: key and name in the reader's language."""
    own = [(row.key, municipality.said(row.data, "title")[0]) for row in municipality.items(OWN)]
    return [*((one.value, capfirst(str(one.label))) for one in InputField), *own]


def field_names() -> dict[str, str]:
    """The name of every field that there is or was."""
    rows = MunicipalItem.objects.filter(kind=OWN).order_by("valid_from", "pk")
    names = {row.key: municipality.said(row.data, "title")[0] for row in rows}
    return names | {one.value: capfirst(str(one.label)) for one in InputField}

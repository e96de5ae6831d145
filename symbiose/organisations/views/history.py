"""The history of an organisation in words: which fields a verb changed, from what to what."""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from symbiose.common.templatetags.pages import quantity
from symbiose.organisations import merging, queries
from symbiose.organisations.enums import FactKind, RegisterField
from symbiose.organisations.models import Organisation, OrganisationYear
from symbiose.organisations.queries.register import say_fact

NOT_SHOWN = {
    "latitude",
    "longitude",
    "town",
    "organisation_id",
    "user_id",
    "example",
    "directory_consent_id",
    "with_name",
    "rows",
    "added",
    "changed",
}
DAYS = {"valid_from", "valid_to", "closed_on", "given_on", "withdrawn_on"}
ORGANISATIONS = {"succeeded_by", "merged_into"}
NO_LONGER = {"closed_on", "close_reason", "succeeded_by", "merged_into"}  # what is taken back, and not forgotten
REGISTER_ONLY = {RegisterField.STATUS, RegisterField.FORM, RegisterField.STARTED_ON, RegisterField.ENDED_ON}
AMOUNTS = {"headcount", "turnover", "balance"}


def told(organisation, actor):
    """The entries of the trail, each with `lines` of label, before and after."""
    entries = queries.history(organisation)
    names = names_in(entries, actor)
    for entry in entries:
        label = queries.LABEL if entry.subject_label == queries.UPLOAD else entry.subject_label
        model = apps.get_model(label)
        entry.lines = [
            line(model, name, [names.get(one, one) for one in pair] if name in ORGANISATIONS else pair)
            for name, pair in entry.changes.items()
            if name not in NOT_SHOWN and len(pair) == 2  # noqa: PLR2004  before and after
        ]
    return entries


def names_in(entries, actor):
    """Other organisations that the trail names by number, by name; one that the actor may not see stays unnamed."""
    changed = [pair for entry in entries for name, pair in entry.changes.items() if name in ORGANISATIONS]
    numbers = {one for pair in changed for one in pair if one is not None}
    if not numbers:
        return {}
    seen = queries.visible_to(actor).filter(pk__in=numbers)
    return dict.fromkeys(numbers, _("another organisation")) | dict(seen.values_list("pk", "name"))


def line(model, name, pair):
    """Label, before, after. What is personal is said to have changed, without its values."""
    if name in FactKind.values:
        return FactKind(name).label, "", worded(model, name, pair[1])
    label = label_of(model, name)
    if name in REGISTER_ONLY:
        return label, *(value and say_fact(name, value) for value in pair)
    if name in Organisation.PERSONAL | model.PERSONAL:
        return label, "", _("written or changed")
    before, after = (worded(model, name, value) for value in pair)
    return label, before, _("no longer") if before and not after and name in NO_LONGER else after


def label_of(model, name):
    """A field as people call it, also one of what belonged to the organisation and is gone, and the name of what moved."""
    if "." in name:
        return merging.name_of(name) or apps.get_model(name)._meta.verbose_name
    if name in REGISTER_ONLY:
        return RegisterField(name).label
    for kind in (model, OrganisationYear):
        try:
            return kind._meta.get_field(name).verbose_name
        except FieldDoesNotExist:
            continue
    return name


def worded(model, name, value):
    """A stored value as people read it; a code by its name, yes and no, dates in full."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, ""):
        return ""
    if name in DAYS:
        return date_format(parse_date(value), "DATE_FORMAT")
    if name in AMOUNTS:
        return quantity(value)
    field = next((one for one in model._meta.concrete_fields if one.name == name), None)
    return str(dict(field.choices or ()).get(value, value)) if field else str(value)

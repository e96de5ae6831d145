"""Fields that several forms of this room share."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common.actor import Actor
from symbiose.common.pages.forms import PlainText
from symbiose.frontdesk.topics import topics
from symbiose.organisations.actions.values import FIRST_YEAR
from symbiose.organisations.enums import OrganisationKind, OrganisationState
from symbiose.organisations.forms.naming import read_named
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import visible_to

RELEASE = _("The municipality may have to release what is written here. No CPR numbers, nothing of health.")


def note_to_the_next() -> PlainText:
    """What the one who gets something must know."""
    return PlainText(
        label=_("What must they know?"),
        max_length=250,
        rows=3,
        help_text=RELEASE,
        error_messages={"required": _("Write a sentence to the one who gets it.")},
    )


class FirmField(PlainText):
    """An organisation that the reader may see, by company number or name; cleaned to it, None for empty.

    `among` is set by the form, which knows the reader.
    """

    among: QuerySet[Organisation] | None = None

    def __init__(self, **options):
        options.setdefault("label", _("Which organisation is it?"))
        options.setdefault(
            "help_text", _("Company number or name, as it stands here. Leave empty where it is unknown.")
        )
        super().__init__(max_length=200, required=False, **options)

    def clean(self, value):
        said = super().clean(value)
        return read_named(said, among=self.among) if said else None


class KnowsFirms:
    """A form whose field for an organisation finds what its reader may see."""

    def __init__(self, *args, actor: Actor, **options):
        super().__init__(*args, **options)
        self.fields["organisation"].among = visible_to(actor)


def happened(when, not_yet):
    """When something happened, empty for just now: neither later than now, said by `not_yet`, nor before anybody wrote here."""
    if when and when > timezone.now():
        raise ValidationError(not_yet, code="future")
    if when and when.year < FIRST_YEAR:
        raise ValidationError(_("Write a day between 1990 and today."), code="day")
    return when


def choices_of(kind) -> list[tuple[str, str]]:
    """The values of an enumeration with their words, to choose from."""
    return [(value, capfirst(str(label))) for value, label in kind.choices]


def topic_field() -> forms.ChoiceField:
    """One of the municipality's topics."""
    return forms.ChoiceField(label=_("What is it about?"), choices=topics())


def department_field(**options) -> forms.ModelChoiceField:
    """One of the municipality's departments, or none."""
    rows = Organisation.objects.filter(kind=OrganisationKind.DEPARTMENT, state=OrganisationState.ACTIVE)
    return forms.ModelChoiceField(
        rows.order_by("name", "pk"), required=False, empty_label=_("No department"), **options
    )

"""A search to keep: its name, and for whom an adviser keeps it."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form, PlainText
from symbiose.listings.permissions import may_write_for
from symbiose.organisations.models import Organisation

LONGEST_QUERY = 1000


class AlertForm(Form):
    """The search as the market place's address says it; for somebody else with how they agreed."""

    query = forms.CharField(
        widget=forms.HiddenInput,
        required=False,
        max_length=LONGEST_QUERY,
        error_messages={"max_length": _("That search is too long to keep. Remove a filter.")},
    )
    name = PlainText(label=_("What shall it be called?"), required=False, max_length=80)
    organisation = forms.IntegerField(widget=forms.HiddenInput, required=False)
    consent = PlainText(
        label=_("How did they agree to get letters?"),
        max_length=300,
        help_text=_("For example “on the telephone with the manager, 14 October”. It stands beside the alert."),
        error_messages={"required": _("Write how they agreed: letters go to nobody who has not said yes.")},
    )

    def __init__(self, *args, actor, owner: Organisation | None, **options):
        super().__init__(*args, **options)
        self.actor, self.owner = actor, owner
        if not self.on_behalf:
            del self.fields["consent"]

    @property
    def on_behalf(self) -> bool:
        return self.owner is not None and self.owner.pk != self.actor.organisation_id

    def clean(self):
        given = super().clean()
        if self.owner is None:
            raise ValidationError(_("Choose for which organisation."), code="organisation")
        return given

    @property
    def acting(self):
        """The actor, on behalf of the organisation where it is not the actor's own."""
        if not self.on_behalf:
            return self.actor
        return self.actor.acting_for(self.owner.pk, consent=self.cleaned_data["consent"])

    def may(self) -> bool:
        """Nobody keeps a search for one that has closed."""
        return self.owner is not None and may_write_for(self.actor, self.owner)

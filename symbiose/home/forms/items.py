"""What every form on a dated item has: its days, why it changes, and both texts where two changed it at once."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.common.actions import Conflict
from symbiose.common.pages.forms import DateInput, Form, PlainText
from symbiose.municipalities.kinds import KINDS

BESIDE = ("form_key", "version", "valid_from", "valid_to", "reason")


class ItemForm(Form):
    """The days of an item and the reason; what a subclass adds becomes the own values of an item of its `kind`."""

    kind = ""

    valid_from = forms.DateField(label=_("From"), widget=DateInput)
    valid_to = forms.DateField(
        label=_("Until and with"), widget=DateInput, required=False, help_text=_("Leave empty where no end is known.")
    )
    reason = PlainText(
        label=_("Why it is changed"),
        required=False,
        max_length=300,
        help_text=_("Stands in the history. The municipality may have to release it (access to documents)."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, known=None, **options):
        self.known = known
        if known is not None:
            first = {name: known.data.get(name, "") for name in self.base_fields if name not in BESIDE}
            options["initial"] = {
                **first,
                "valid_from": known.valid_from,
                "valid_to": known.valid_to,
                "version": known.version,
                **options.get("initial", {}),
            }
        super().__init__(*args, **options)
        if known is None:
            del self.fields["reason"]

    def clean(self):
        given = super().clean()
        first, last = given.get("valid_from"), given.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last day cannot lie before the first day."))
        return given

    def values(self):
        """What the item holds, by the names that it is stored under; None where nothing is said and nothing must be."""
        optional = KINDS[self.kind].optional
        given = {name: value for name, value in self.cleaned_data.items() if name not in BESIDE}
        return {name: None if value == "" and name in optional else value for name, value in given.items()}

    def days(self):
        """Its days, the version that was opened, and the reason, as the verbs take them."""
        given = self.cleaned_data
        days = {"valid_from": given["valid_from"], "valid_to": given["valid_to"]}
        return days if self.known is None else days | {"version": given["version"], "reason": given["reason"]}


def show_item_conflict(form: ItemForm, conflict: Conflict) -> None:
    """Put the other's words beside one's own where both changed the item; the next save goes on from theirs."""
    theirs = conflict.args[0]
    form.conflict = [
        (field.label, theirs.data.get(name, ""), form.cleaned_data.get(name))
        for name, field in form.fields.items()
        if name not in BESIDE and theirs.data.get(name, "") != form.cleaned_data.get(name)
    ]
    form.add_error(
        None, _("Somebody else changed this while you wrote. Both texts are shown; save again to keep yours.")
    )
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = theirs.version

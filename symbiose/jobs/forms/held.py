"""How a person says "ask me no more", and which file is wanted."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form

REST, END = "rest", "end"


class StopForm(Form):
    """A break, or an end."""

    what = forms.ChoiceField(
        label=_("What do you want?"),
        choices=[(REST, _("A break. I will tell you when I am back")), (END, _("Stop. Find no more work for me"))],
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        error_messages={"required": _("Choose one of the two.")},
    )


class FileForm(forms.Form):
    """Which kind of file."""

    format = forms.ChoiceField(choices=[(one, one) for one in ("json", "csv", "txt")])


class PageForm(forms.Form):
    """Which page of a long list."""

    side = forms.IntegerField(min_value=1, max_value=10_000, required=False)

    @property
    def number(self) -> int:
        """The page, the first where none is said."""
        return (self.cleaned_data.get("side") or 1) if self.is_valid() else 1

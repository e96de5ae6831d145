"""Which part of the network is drawn: a year and a kind; for published streams, a kind and whether they still run."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Renderer
from symbiose.matching import exchanges
from symbiose.matching.network import ENERGY, GOODS

COLOURS = [("material", _("Materials and goods")), ("energy", _("Energy and water")), ("other", _("Other"))]


class _Chosen(forms.Form):
    """Choices in the address: what cannot be is as if it was not chosen."""

    default_renderer = Renderer

    def __init__(self, data):
        super().__init__(data)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    def chosen(self, name):
        self.is_valid()
        return self.cleaned_data.get(name) or ""


class NetworkForm(_Chosen):
    """A year in which exchanges ran, this year unless said, and a kind."""

    year = forms.ChoiceField(label=_("Year"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *COLOURS])

    def __init__(self, data, *, years):
        this_year = str(timezone.localdate().year)
        given = data.copy()
        given.setdefault("year", this_year)
        super().__init__(given)
        self.fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in years)]

    @property
    def year_shown(self):
        """The year, or nothing for all."""
        return self.chosen("year")

    def narrow(self, rows):
        """The rows that ran in the year and are of the kind."""
        year, kind = self.chosen("year"), self.chosen("kind")
        if year:
            rows = exchanges.running_in(rows, int(year))
        if kind == "other":
            return rows.exclude(kind__in=[*ENERGY, *GOODS])
        return rows.filter(kind__in=ENERGY if kind == "energy" else GOODS) if kind else rows


class StreamForm(_Chosen):
    """Kind, whether the sources say that it runs, and the last year in which it may have begun."""

    runs = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            ("running", _("runs, as far as the sources tell")),
            ("past", _("has ended, or nobody knows")),
        ],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *COLOURS[:2]])
    begun = forms.ChoiceField(label=_("Begun at the latest"), required=False)

    def __init__(self, data, *, items):
        super().__init__(data)
        years = sorted({item.data["from_year"] for item in items if "from_year" in item.data})
        self.fields["begun"].choices = [
            ("", _("All, also those without a year")),
            *((str(one), str(one)) for one in years),
        ]

    def narrow(self, items):
        """The items that are chosen; what has no year is left out where a year is asked for."""
        runs, kind, begun = self.chosen("runs"), self.chosen("kind"), self.chosen("begun")
        if runs:
            items = [one for one in items if (one.data["state"] in {"running", "starting"}) == (runs == "running")]
        if kind:
            items = [one for one in items if (one.data["category"] == "material") == (kind == "material")]
        if begun:
            items = [one for one in items if one.data.get("from_year", 9999) <= int(begun)]
        return items

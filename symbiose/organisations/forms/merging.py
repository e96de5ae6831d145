"""Which of two records says it right, point by point."""

from __future__ import annotations

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.pages.forms import Form, PlainText
from symbiose.organisations.actions.merging import Choices
from symbiose.organisations.queries.merging import differences, fact_differences, year_differences

MINE, THEIRS = "survivor", "merged"


class MergeForm(Form):
    """One choice for each thing that the records say differently; contradictions of facts and figures must be decided."""

    reason = PlainText(
        label=gettext_lazy("How do you know that they are the same?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Stands in the history. The municipality may have to release it (access to documents)."),
    )

    def __init__(self, *args, survivor, merged, **options):
        super().__init__(*args, **options)
        self.asked = {"field": [], "fact": [], "year": []}
        for one in differences(survivor, merged):
            self._ask("field", one.name, one.label, one.survivor, one.merged, initial=MINE)
        for kind, mine, theirs in fact_differences(survivor, merged):
            self._ask("fact", kind.value, kind.label, _facts(mine), _facts(theirs))
        for year, mine, theirs in year_differences(survivor, merged):
            self._ask("year", year, _("Figures of %(year)s") % {"year": year}, _figures(mine), _figures(theirs))
        self.order_fields([name for name in self.fields if name != "reason"])

    def _ask(self, kind, name, label, mine, theirs, *, initial=None):
        self.asked[kind].append(name)
        self.fields[f"{kind}_{name}"] = forms.ChoiceField(
            label=str(label)[:1].upper() + str(label)[1:],
            choices=[(MINE, mine), (THEIRS, theirs)],
            widget=forms.RadioSelect(attrs={"class": "form-radio"}),
            initial=initial,
            error_messages={"required": _("Choose which one is right.")},
        )

    def choices(self):
        """The decisions as the verb takes them."""
        taken = {
            kind: frozenset(name for name in names if self.cleaned_data[f"{kind}_{name}"] == THEIRS)
            for kind, names in self.asked.items()
        }
        asked = frozenset([*self.asked["fact"], *self.asked["year"]])
        return Choices(fields=taken["field"], facts=taken["fact"], years=taken["year"], asked=asked)


def _facts(facts):
    """Yes, 1 March 2024 – … (the register)."""
    return "; ".join(_fact(fact) for fact in facts)


def _fact(fact):
    holds = _("yes") if fact.holds else _("no")
    first, last = date_format(fact.valid_from, "DATE_FORMAT"), "…"
    if fact.valid_to:
        last = date_format(fact.valid_to, "DATE_FORMAT")
    return f"{holds}, {first} – {last} ({fact.source})"


def _figures(one):
    """24 employees, turnover unknown (annual report)."""
    told = (
        (_("employees"), one.headcount),
        (_("turnover, DKK"), one.turnover),
        (_("balance sheet total, DKK"), one.balance),
    )
    unknown = _("Unknown")
    parts = [f"{label}: {unknown if value is None else value}" for label, value in told]
    return f"{', '.join(parts)} ({one.source})"

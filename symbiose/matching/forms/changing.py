"""Putting an exchange right: a party what they agreed, an adviser all of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DanishNumber, DateInput, EditForm, PlainText
from symbiose.ledger.enums import Evidence
from symbiose.listings import bridge
from symbiose.listings.enums import ListingKind
from symbiose.listings.forms.item import LARGEST, blank
from symbiose.matching.actions.recounting import Replaced
from symbiose.matching.dates import write_when
from symbiose.matching.enums import ExchangeState
from symbiose.matching.forms.declaring import LONGEST_TITLE, Amount
from symbiose.matching.forms.exchanges import MOST_NOTE, WhenField
from symbiose.matching.handing.rates import say_former
from symbiose.matching.models import Exchange

WRONG, FROM_DAY = "wrong", "from_day"
HELD = (
    (WRONG, _("The old one was wrong: everything that was counted with it is counted anew")),
    (FROM_DAY, _("The new one holds from a day: what came before keeps the old one")),
)


class OwnChangeForm(EditForm, Amount):
    """What the parties agreed, as either of them puts it right."""

    title = PlainText(label=_("What goes from one to the other?"), max_length=LONGEST_TITLE)

    def values(self) -> dict[str, Any]:
        """The fields of the record that the form holds."""
        return {"title": self.cleaned_data["title"], **self.amount()}


class ChangeForm(OwnChangeForm):
    """All that an adviser may put right."""

    family = forms.ChoiceField(label=_("Group"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind of thing"), required=False, choices=blank(ListingKind.choices, _("Follows from the group"))
    )
    price = DanishNumber(
        label=_("Market price per unit, DKK without VAT"), required=False, max_value=LARGEST, decimal_places=2
    )
    price_source = PlainText(label=_("Where is the price from?"), required=False, max_length=300)
    kg_per_unit = DanishNumber(
        label=_("Weight per unit, kg"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(1_000_000),
        decimal_places=4,
    )
    weight_source = PlainText(label=_("Where is the weight from?"), required=False, max_length=300)
    held = forms.ChoiceField(
        label=_("If you change the price or the weight: was the old one wrong, or does the new one hold from a day?"),
        required=False,
        choices=HELD,
        widget=forms.RadioSelect,
        help_text=_("The answer is for both. Where it differs, save one of them first and then the other."),
    )
    holds_from = forms.DateField(
        label=_("From which day does the new one hold?"),
        required=False,
        widget=DateInput(),
        initial=timezone.localdate,
        help_text=_("A month counts by its last day."),
    )
    never_held = forms.TypedMultipleChoiceField(
        label=_("Earlier prices and weights: tick those that were wrong and never held"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    since_when = WhenField(label=_("Since when?"), required=False)
    until_when = WhenField(label=_("When did it end?"), required=False)
    evidence = forms.ChoiceField(label=_("How sure are the figures?"), required=False)
    source = PlainText(label=_("Where do you know it from?"), required=False, max_length=300)
    reason = PlainText(label=_("Why is it changed?"), required=False, max_length=MOST_NOTE)

    def __init__(self, data=None, *, exchange, **options):
        self.exchange = exchange
        super().__init__(data, **options)
        families = sorted(
            ((code, bridge.family_name(code)) for code in bridge.family_codes()), key=lambda pair: pair[1]
        )
        self.fields["family"].choices = blank(families, _("None chosen"))
        self.fields["evidence"].choices = blank(
            [(value, capfirst(str(label))) for value, label in Evidence.choices], _("Not said")
        )
        former = [(str(terms.pk), say_former(terms)) for terms in exchange.former_terms.all()]
        self.fields["never_held"].choices = former
        self._leave_out(former)

    def _leave_out(self, former):
        """What cannot be asked of an exchange that has not begun, or not ended, or has no price or weight, or had no other."""
        exchange = self.exchange
        if not exchange.began or (exchange.price is None and exchange.kg_per_unit is None):
            del self.fields["held"], self.fields["holds_from"]
        if not former:
            del self.fields["never_held"]
        if exchange.state == ExchangeState.AGREED:
            del self.fields["since_when"]
        if exchange.state != ExchangeState.ENDED:
            del self.fields["until_when"]

    def clean_price(self):
        price = self.cleaned_data["price"]
        if price is not None and price < 0:
            raise forms.ValidationError(_("Write a price of 0 or more."), code="price")
        return price

    def clean(self):
        given = super().clean()
        for figure, source, sentence in (
            ("price", "price_source", _("Write where the price is from.")),
            ("kg_per_unit", "weight_source", _("Write where the weight is from.")),
        ):
            if given.get(figure) is not None and not given.get(source) and source not in self.errors:
                self.add_error(source, sentence)
        if given.get("held") == FROM_DAY and not given.get("holds_from") and "holds_from" not in self.errors:
            self.add_error("holds_from", _("Write the day from which the new one holds."))
        return given

    def old(self) -> Replaced:
        """What is said of a price or weight that another takes the place of."""
        held = self.cleaned_data.get("held")
        return Replaced(held == WRONG, self.cleaned_data["holds_from"] if held == FROM_DAY else None)

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        found = bridge.family(given["family"])
        plain = ("family", "price", "price_source", "kg_per_unit", "weight_source", "evidence", "source")
        return (
            super().values()
            | {name: given[name] for name in plain}
            | {
                "kind": given["kind"] or (found.kind.value if found else ""),
                **({"since": given["since_when"]} if "since_when" in self.fields else {}),
                **({"until": given["until_when"]} if "until_when" in self.fields else {}),
            }
        )


def first_values(exchange: Exchange) -> dict[str, Any]:
    """The record as the form shows it."""
    names = [field.name for field in Exchange._meta.concrete_fields]
    return {name: getattr(exchange, name) for name in names} | {
        "since_when": write_when(exchange.since, exchange.since_precision),
        "until_when": write_when(exchange.until, exchange.until_precision),
    }

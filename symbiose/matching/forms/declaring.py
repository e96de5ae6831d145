"""An exchange that is known from elsewhere: who, what, how much, since when, from where; and putting one right."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DanishNumber, EditForm, Form, PlainText
from symbiose.ledger.enums import Evidence
from symbiose.listings import bridge
from symbiose.listings.enums import ListingKind, Per, Unit
from symbiose.listings.forms.behalf import like
from symbiose.listings.forms.item import LARGEST, NONE, blank
from symbiose.listings.queries import organisations_named
from symbiose.matching.dates import write_when
from symbiose.matching.enums import EndReason, ExchangeState
from symbiose.matching.exchanges import OPEN_STATES
from symbiose.matching.forms.exchanges import MOST_NOTE, WhenField
from symbiose.matching.models import Exchange
from symbiose.organisations.enums import OrganisationState

LONGEST_TITLE = 200
ENDED = [value for value in EndReason.values if value != EndReason.NEVER_BEGAN]
SIDES = ("giver", "receiver")
FIRM = {"list": "firms", "autocomplete": "off"}


class Amount(Form):
    """What goes, and how much of it how often; both may be unknown."""

    quantity = DanishNumber(
        label=_("Quantity"),
        required=False,
        min_value=Decimal(0),
        max_value=LARGEST,
        decimal_places=3,
        help_text=_("Leave it empty where nobody has told; it is shown as not told."),
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False, choices=blank(Unit.choices, _("Choose")))
    per = forms.ChoiceField(label=_("How often"), required=False, choices=blank(Per.choices, _("Choose")))
    estimated = forms.BooleanField(label=_("The quantity is an estimate"), required=False)

    def clean(self):
        given = super().clean()
        if given.get("quantity") is None:
            given |= {"unit": "", "estimated": False}
        elif not given.get("unit"):
            self.add_error("unit", _("Say what it is measured in."))
        if given.get("quantity") is not None and not given.get("per"):
            self.add_error("per", _("Say how often: once, or every week, month or year."))
        return given

    def amount(self) -> dict[str, Any]:
        """The fields of the record."""
        given = self.cleaned_data
        return {name: given[name] for name in ("quantity", "unit", "estimated")} | {"per": given["per"] or Per.ONCE}


class DeclareForm(Amount):
    """What an adviser knows runs already. The text is read, and the group that was read is confirmed before it is kept."""

    giver = PlainText(
        label=_("Who gives?"),
        max_length=200,
        help_text=_("Name or company number. Any organisation can: a firm, an association, a school, a department."),
        widget=forms.TextInput(attrs=FIRM),
    )
    receiver = PlainText(label=_("Who receives?"), max_length=200, widget=forms.TextInput(attrs=FIRM))
    title = PlainText(
        label=_("What goes from one to the other?"),
        max_length=LONGEST_TITLE,
        help_text=_("In your own words, for example: 200 kg wood offcuts a month. No CPR numbers."),
    )
    family = forms.ChoiceField(label=_("What is it?"), required=False, widget=forms.RadioSelect)
    was_read = forms.CharField(required=False, max_length=LONGEST_TITLE, widget=forms.HiddenInput)
    since = WhenField(label=_("Since when?"), required=False)
    state = forms.ChoiceField(
        label=_("Does it still run?"),
        choices=[
            (ExchangeState.RUNNING.value, _("Yes")),
            (ExchangeState.ENDED.value, _("No, it has ended")),
        ],
        widget=forms.RadioSelect,
        initial=ExchangeState.RUNNING.value,
    )
    until = WhenField(label=_("When did it end?"), required=False)
    end_reason = forms.ChoiceField(label=_("Why did it end?"), required=False)
    evidence = forms.ChoiceField(label=_("How sure are the figures?"), widget=forms.RadioSelect)
    source = PlainText(
        label=_("Where do you know it from?"),
        max_length=300,
        help_text=_("For example: the secretariat's list of 2024, or told by the works manager on 3 May."),
        error_messages={"required": _("Write where you know it from; without a source nobody can check it.")},
    )
    consent = PlainText(
        label=_("Have they agreed that it stands here? Then write how"), required=False, max_length=MOST_NOTE
    )
    another = forms.BooleanField(label=_("It is another one, record it too"), required=False)

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["evidence"].choices = [(value, capfirst(str(label))) for value, label in Evidence.choices]
        self.fields["evidence"].error_messages["required"] = _("Say how sure the figures are.")
        ends = [(value, capfirst(str(label))) for value, label in EndReason.choices if value in ENDED]
        self.fields["end_reason"].choices = blank(ends, _("Choose"))
        self.item = bridge.read(data["title"]).items[0] if data and data.get("title") else None
        read = self.item.families if self.item else ()
        self.fields["family"].choices = [
            *((one.code, one.name) for one in read),
            (NONE, gettext("None of them")),
        ]
        self.same: Exchange | None = None
        self.found: dict[str, Any] = {}

    @property
    def asks_family(self) -> bool:
        """The text has been read, so that the page asks for the group."""
        return self.is_bound and self.item is not None

    @property
    def unknown(self) -> list[str]:
        """Names that no organisation has, to be added first."""
        return [self.data.get(side, "") for side in SIDES if getattr(self, "missing", {}).get(side)]

    def clean(self):
        given = super().clean()
        for side in SIDES:
            if side in given:
                self._find(side, given[side])
        if len(self.found) == len(SIDES) and self.found["giver"] == self.found["receiver"]:
            self.add_error("receiver", _("Choose two different organisations: nobody exchanges with itself."))
        self._check_end(given)
        self._check_family(given)
        self._check_same(given)
        return given

    def _find(self, side: str, text: str) -> None:
        named = organisations_named({text}).get(text.casefold(), [])
        standing = [one for one in named if one.state == OrganisationState.ACTIVE]
        if len(standing) == 1:
            self.found[side] = standing[0]
            return
        near = [one.name for one in (standing or like(text))]
        if len(standing) > 1:
            self.add_error(side, _("Several are called that. Write the company number instead."))
        elif near:
            meant = gettext("We do not know that name. Do you mean %(names)s?")
            self.add_error(side, meant % {"names": ", ".join(near)})
        else:
            self.missing = getattr(self, "missing", {}) | {side: True}
            self.add_error(side, _("We do not know them yet. Add the organisation first, then come back."))

    def _check_end(self, given) -> None:
        ended = given.get("state") == ExchangeState.ENDED
        if ended and not given.get("end_reason"):
            self.add_error("end_reason", _("Choose why it ended."))
        since, until = given.get("since"), given.get("until")
        if ended and since and until and until.last < since.first:
            self.add_error("until", _("It cannot have ended before it began. Change one of the two days."))
        if not ended:
            given["until"], given["end_reason"] = None, ""

    def _check_family(self, given) -> None:
        """The first time, the page comes back with the groups that were read, and with the amount that the text names."""
        title = given.get("title")
        if not title or (given.get("family") and self.data.get(self.add_prefix("was_read")) == title):
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("was_read")] = title
        self.data[self.add_prefix("family")] = ""
        if given.get("quantity") is None and self.item and self.item.quantity is not None:
            self.data[self.add_prefix("quantity")] = DanishNumber().prepare_value(self.item.quantity)
            self.data[self.add_prefix("unit")] = self.item.unit
            self.data[self.add_prefix("per")] = self.item.per
            if self.item.estimated:
                self.data[self.add_prefix("estimated")] = "on"
        self.add_error("family", _("Choose what it is, so that it can be counted with others of its kind."))

    def _check_same(self, given) -> None:
        if len(self.found) < len(SIDES) or given.get("another") or not given.get("family"):
            return
        rows = Exchange.objects.filter(**self.found, state__in=OPEN_STATES)
        family = "" if given["family"] == NONE else given["family"]
        self.same = rows.filter(family=family).first() if family else rows.filter(title__iexact=given["title"]).first()
        if self.same:
            self.add_error(
                "another", _("The two have such an exchange here already. See it, or tick that this is another.")
            )

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        given = self.cleaned_data
        family = "" if given["family"] == NONE else given["family"]
        found = bridge.family(family)
        return (
            self.found
            | self.amount()
            | {
                "title": given["title"],
                "family": family,
                "kind": found.kind.value if found else "",
                **{name: given[name] for name in ("since", "until", "end_reason", "evidence", "source", "consent")},
            }
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
        return given

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

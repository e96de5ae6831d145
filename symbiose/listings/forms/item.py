"""The fields of one thing: what it is, how much, where, when, and what must hold."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DanishNumber, Form, PlainText
from symbiose.listings import bridge
from symbiose.listings.actions import FamilyGiven
from symbiose.listings.enums import TIMED_KINDS, ListingKind, Per, Side, Unit, Waste, Whose
from symbiose.listings.forms.days import HoursField, hours_by_day
from symbiose.organisations.actions.values import read_place

NONE = "none"
MOST_CHOSEN = 2
LARGEST = Decimal(1_000_000_000)
WASTE_CHOICES = [
    (Waste.BY_PRODUCT.value, _("No, it is a by-product")),
    (Waste.WASTE.value, _("Yes, we pay to have it taken away")),
    (Waste.END_OF_WASTE.value, _("It was waste and is so no longer (end-of-waste)")),
    (Waste.UNKNOWN.value, _("Don't know")),
]
DAY_FIELDS = tuple(f"day_{day}" for day in range(7))
TERM_FIELDS = ("title", "price", "certificate", "insurance", "collects", "pays", "terms")
PLAIN_FIELDS = ("quantity", "unit", "per", "estimated", "hazard", *TERM_FIELDS)


def blank(choices: Iterable[tuple[str, Any]], word: Any) -> list[tuple[str, Any]]:
    """Choices with an empty one on top."""
    return [("", word), *choices]


class ItemFields(Form):
    """One thing. `proposed` holds the families that stand as chips, `heard` what the text said about amount and time."""

    side = forms.ChoiceField(label=_("Have or lack?"), required=False, choices=blank(Side.choices, _("as above")))
    families = forms.MultipleChoiceField(
        label=_("What is it? Choose one or two."), required=False, widget=forms.CheckboxSelectMultiple
    )
    proposed = forms.CharField(required=False, max_length=600, widget=forms.HiddenInput)
    heard = forms.CharField(required=False, max_length=600, widget=forms.HiddenInput)
    find = PlainText(label=_("Does none fit? Search all groups"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("Kind of thing"),
        required=False,
        choices=blank(ListingKind.choices, _("Follows from the group")),
        help_text=_("Only needed where no group fits."),
    )
    title = PlainText(
        label=_("Heading"), required=False, max_length=120, help_text=_("Left empty, it is the name of the group.")
    )
    quantity = DanishNumber(
        label=_("Quantity"), required=False, min_value=Decimal(0), max_value=LARGEST, decimal_places=3
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False, choices=blank(Unit.choices, _("Choose")))
    per = forms.ChoiceField(label=_("How often"), required=False, choices=blank(Per.choices, _("Choose")))
    keep_unit = forms.BooleanField(label=_("The unit is right, keep it"), required=False)
    estimated = forms.BooleanField(label=_("It is an estimate"), required=False)
    place = PlainText(label=_("Place"), required=False, max_length=100, help_text=_("Postcode or town"))
    waste = forms.ChoiceField(label=_("Is it waste?"), required=False, widget=forms.RadioSelect, choices=WASTE_CHOICES)
    hazard = forms.BooleanField(label=_("It may hold something hazardous"), required=False)
    price = DanishNumber(
        label=_("Price per unit, DKK without VAT"),
        required=False,
        decimal_places=2,
        help_text=_("0 means that it is free."),
    )
    certificate = PlainText(label=_("Certificate or licence needed"), required=False, max_length=120)
    insurance = PlainText(label=_("Insurance needed"), required=False, max_length=120)
    collects = forms.ChoiceField(
        label=_("Who collects or brings it?"), required=False, choices=blank(Whose.choices, _("Not said"))
    )
    pays = forms.ChoiceField(label=_("Who pays for that?"), required=False, choices=blank(Whose.choices, _("Not said")))
    terms = PlainText(label=_("What else must hold"), required=False, max_length=1000, rows=2)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for day, name in enumerate(DAY_FIELDS):
            self.fields[name] = HoursField(day)
            self.fields[name].widget.attrs |= {"class": "form-input", "placeholder": "8–12"}
        codes = [code for code in self._asked("proposed").split("|") if bridge.family(code)]
        self.codes = codes
        self.fields["families"].choices = [
            *((code, bridge.family_name(code)) for code in codes),
            (NONE, gettext("None of them")),
        ]

    def _asked(self, name: str) -> str:
        """The value as posted, or as it stood at first."""
        if self.is_bound:
            return self.data.get(self.add_prefix(name), "")
        return self.initial.get(name) or ""

    @property
    def chosen_now(self) -> list[str]:
        """Families that are ticked on the page."""
        if self.is_bound:
            return self.data.getlist(self.add_prefix("families"))
        return self.initial.get("families") or []

    @property
    def first_family(self) -> str:
        """The family that the section is about: the first ticked, else the likeliest."""
        ticked = [code for code in self.chosen_now if code != NONE]
        return next(iter([*ticked, *self.codes]), "") if self.chosen_now != [NONE] else ""

    @property
    def shown_kind(self) -> str:
        """The kind that the section shows fields for."""
        found = bridge.family(self.first_family)
        return found.kind.value if found else self._asked("kind")

    @property
    def kind_name(self) -> str:
        """The kind in words, for the section's heading."""
        return capfirst(str(dict(ListingKind.choices).get(self.shown_kind, "")))

    @property
    def asks_waste(self) -> bool:
        """A material that somebody has may be waste; where the kind is open, the question stands too."""
        return self.shown_kind in {"", ListingKind.MATERIAL}

    @property
    def asks_times(self) -> bool:
        """Times stand open for what is shared by the hour, and where the text said some."""
        return self.shown_kind in TIMED_KINDS or any(self._asked(name) for name in DAY_FIELDS)

    @property
    def days(self):
        """The weekdays with times, and those without."""
        bound = [self[name] for name in DAY_FIELDS]
        return [day for day in bound if day.value()], [day for day in bound if not day.value()]

    @property
    def is_hazardous(self) -> bool:
        """The group, the text or the writer says that it may be hazardous."""
        return bridge.is_hazardous([self.first_family]) or bool(self["hazard"].value())

    @property
    def has_day_errors(self) -> bool:
        return self.is_bound and any(name in self.errors for name in DAY_FIELDS)

    @property
    def has_term_errors(self) -> bool:
        return self.is_bound and any(name in self.errors for name in TERM_FIELDS)

    def clean_families(self):
        chosen = self.cleaned_data["families"]
        if NONE in chosen and len(chosen) > 1:
            raise ValidationError(_("Choose groups, or “None of them”, not both."), code="both")
        if len(chosen) > MOST_CHOSEN:
            raise ValidationError(_("Choose one or two. Two different things become two listings."), code="many")
        return chosen

    def clean_place(self):
        text = self.cleaned_data["place"]
        self.where = read_place(text)
        return f"{self.where['postcode']} {self.where['town']}".strip()

    def clean_price(self):
        price = self.cleaned_data["price"]
        if price is not None and not 0 <= price < LARGEST:
            raise ValidationError(_("Write a price of 0 or more."), code="price")
        return price

    def clean_hazard(self):
        """Ticked is a yes; unticked says nothing."""
        return True if self.cleaned_data["hazard"] else None

    def clean(self):
        given = super().clean()
        if given.get("quantity") is not None:
            self._check_amount(given)
        return given

    def _check_amount(self, given):
        if not given.get("unit"):
            self.add_error("unit", _("Say what it is measured in."))
        elif not given.get("per"):
            self.add_error("per", _("Say how often: once, or every week, month or year."))
        for code in given.get("families") or []:
            if given.get("unit") and code != NONE and not given.get("keep_unit"):
                self._check_unit(code, given["unit"])

    def _check_unit(self, code, unit):
        if bridge.unit_fits(unit, code) or "unit" in self.errors:
            return
        self.unit_warning = True
        self.add_error(
            "unit",
            gettext("%(family)s is most often measured in %(usual)s. Change the unit, or tick that it is right.")
            % {"family": bridge.family_name(code), "usual": Unit(bridge.family(code).unit).label},
        )

    @property
    def kept_unit(self) -> bool:
        """The writer was asked about the unit, now or before."""
        return getattr(self, "unit_warning", False) or bool(self._asked("keep_unit"))

    def given_fields(self, item: bridge.ItemRead) -> dict[str, Any]:
        """The listing's own fields, with what only the text says."""
        given = self.cleaned_data
        fields = {name: given[name] for name in PLAIN_FIELDS}
        hours = [given[name] for name in DAY_FIELDS if given[name]]
        hazard = True if given["hazard"] or item.hazard_words else None
        if fields["quantity"] is None:
            fields |= {"unit": "", "per": "", "estimated": False}
        return fields | {
            "windows": "; ".join(hours),
            "hazard": hazard,
            "hazard_words": item.hazard_words,
            "conditions": item.conditions,
            "kind": self.shown_kind,
            "waste": given["waste"],
            **self.where,
        }

    def given_families(self, item: bridge.ItemRead) -> list[FamilyGiven]:
        """What was chosen, as confirmed; the reading's two best as unconfirmed where nothing was chosen at all."""
        read = {one.code: one for one in item.families}
        chosen = self.cleaned_data["families"]
        if NONE in chosen:
            return []
        if not chosen:
            return [FamilyGiven(one.code, one.confidence, False, one.words) for one in item.families[:MOST_CHOSEN]]
        return [
            FamilyGiven(code, read[code].confidence, True, read[code].words) if code in read else FamilyGiven(code)
            for code in chosen
        ]


def first_values(item: bridge.ItemRead, *, side: str, place: str) -> dict[str, Any]:
    """A section as the text alone fills it."""
    from_text = {
        "quantity": item.quantity,
        "unit": item.unit,
        "per": item.per,
        "estimated": item.estimated,
        **hours_from(item.windows),
    }
    return {
        "side": item.side if item.side and item.side != side else "",
        "families": [item.families[0].code] if item.sure else [],
        "proposed": "|".join(one.code for one in item.families),
        "heard": heard(item),
        "waste": Waste.UNKNOWN.value,
        "hazard": bool(item.hazard_words),
        "place": place,
        **from_text,
    }


def hours_from(windows: str) -> dict[str, str]:
    """Day fields of a windows text."""
    return {f"day_{day}": hours for day, hours in hours_by_day(windows).items()}


def heard(item: bridge.ItemRead) -> str:
    """What the text says about amount and times, to notice that a rewritten text says something else."""
    return f"{item.quantity} {item.unit} {item.per} {item.estimated} {item.windows}"[:600]

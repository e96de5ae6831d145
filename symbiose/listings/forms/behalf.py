"""What an adviser hears on the telephone: who, what, and how they said yes; all of it on one page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form, PlainText, row_number
from symbiose.listings import bridge, queries
from symbiose.listings.actions import FamilyGiven
from symbiose.listings.enums import Side
from symbiose.listings.forms.seen import check_own_name
from symbiose.listings.forms.writing import LONGEST_TEXT, MOST_ITEMS, SIDE_CHOICES
from symbiose.organisations.actions.values import read_place
from symbiose.organisations.enums import OrganisationKind, OrganisationState
from symbiose.organisations.models import Organisation

NEW = "new"
MOST_LIKE = 6
SHORTEST_ASKED = 2
HOW = (
    ("phone", _("on the telephone")),
    ("meeting", _("at a meeting")),
    ("mail", _("in a letter or mail")),
)


def like(text: str) -> list[Organisation]:
    """Organisations whose name holds the text, the shortest names first: what one means stands on top."""
    asked = text.strip()
    if len(asked) < SHORTEST_ASKED:
        return []
    rows = Organisation.objects.filter(state=OrganisationState.ACTIVE, name__icontains=asked).order_by("name", "pk")[
        : MOST_LIKE * 4
    ]
    return sorted(rows, key=lambda row: (not row.name.casefold().startswith(asked.casefold()), len(row.name)))[
        :MOST_LIKE
    ]


class PhoneForm(Form):
    """Who, what, how they agreed. A name that is known is enough; one that is not asks for a place."""

    firm = PlainText(
        label=_("Who is calling?"),
        max_length=200,
        help_text=_("Name or company number. Those that we know turn up while you write."),
        widget=forms.TextInput(attrs={"list": "firms", "autocomplete": "off", "autofocus": True}),
    )
    chosen = forms.ChoiceField(label=_("Which of them?"), required=False, widget=forms.RadioSelect)
    place = PlainText(label=_("Place"), required=False, max_length=100, help_text=_("Postcode or town"))
    phone = PlainText(
        label=_("Telephone"), required=False, max_length=30, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    side = forms.ChoiceField(
        label=_("What is it about?"), choices=SIDE_CHOICES, widget=forms.RadioSelect, initial=Side.HAVE.value
    )
    text = PlainText(
        label=_("What do they say?"),
        rows=4,
        max_length=LONGEST_TEXT,
        help_text=_(
            "What it is, how much, how often, and when it can be collected. No CPR numbers, nothing of health."
        ),
    )
    how = forms.ChoiceField(
        label=_("How did they say yes to the listing?"), choices=HOW, widget=forms.RadioSelect, initial="phone"
    )
    who = PlainText(
        label=_("Who said it?"), required=False, max_length=200, help_text=_("For example the foreman. It is shown.")
    )
    anonymous = forms.BooleanField(label=_("Hide their name until both have said yes"), required=False)

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["how"].choices = [(code, capfirst(str(said))) for code, said in HOW]
        self.known: Organisation | None = None
        self.like = like(data.get("firm", "")) if data else []
        self.fields["chosen"].choices = [
            *((str(one.pk), f"{one.name}, {one.place}" if one.place else one.name) for one in self.like),
            (NEW, gettext("None of them, it is a new one")),
        ]

    @property
    def asks_which(self) -> bool:
        """Several may be meant, so that the page asks."""
        return self.is_bound and bool(self.errors.get("chosen") or self["chosen"].value())

    @property
    def asks_place(self) -> bool:
        return self.is_bound and bool(self.errors.get("place") or self["place"].value() or self["phone"].value())

    def clean(self):
        given = super().clean()
        if "firm" in given:
            self._find(given)
        if given.get("anonymous") and "firm" in given:
            new = Organisation(name=given["firm"], contact_phone=given.get("phone", ""))
            check_own_name(self, self.known or new)
        return given

    def _find(self, given) -> None:
        """The one organisation that is meant; else the question which, or what a new one lacks."""
        named = queries.organisations_named({given["firm"]}).get(given["firm"].casefold(), [])
        exact = [one for one in named if one.state == OrganisationState.ACTIVE]
        chosen = given.get("chosen", "")
        if chosen and chosen != NEW:
            self.known = next((one for one in self.like if one.pk == row_number(chosen)), None)
        elif len(exact) == 1 and not chosen:
            self.known = exact[0]
        elif self.like and not chosen and "chosen" not in self.errors:
            self.fields["chosen"].required = True  # so that the page does not call it voluntary
            self.add_error("chosen", _("Choose the one who is calling, or say that it is a new one."))
        elif not given.get("place"):
            self.fields["place"].required = True
            self.add_error("place", _("We do not know them yet. Write where they are, and they are added."))

    def clean_place(self):
        place = self.cleaned_data["place"]
        if place:
            self.placed = read_place(place)
        return place

    @property
    def consent(self) -> str:
        """I telefonen 14. oktober 2025, værkføreren."""
        day = formats.date_format(timezone.localdate(), "DATE_FORMAT")
        said = f"{dict(HOW)[self.cleaned_data['how']]} {day}"
        return ", ".join(part for part in (capfirst(said), self.cleaned_data["who"]) if part)[:300]

    def new(self) -> dict[str, Any]:
        """The new organisation's own fields."""
        given = self.cleaned_data
        fields = {"name": given["firm"], "kind": OrganisationKind.COMPANY.value, "contact_phone": given["phone"]}
        return fields | getattr(self, "placed", {})

    def items(self) -> list[tuple[dict[str, Any], list[FamilyGiven]]]:
        """A listing for each thing that the text names, as it was read; nobody has confirmed the groups yet."""
        given = self.cleaned_data
        read = bridge.read(given["text"]).items[:MOST_ITEMS]
        return [(_fields(one, given), _families(one)) for one in read]


def _fields(item: bridge.ItemRead, given: dict[str, Any]) -> dict[str, Any]:
    counted = item.quantity is not None
    return {
        "side": item.side or given["side"],
        "text": item.text,
        "quantity": item.quantity,
        "unit": item.unit if counted else "",
        "per": item.per if counted else "",
        "estimated": item.estimated and counted,
        "windows": item.windows,
        "conditions": item.conditions,
        "hazard": True if item.hazard_words else None,
        "hazard_words": item.hazard_words,
        "anonymous": given["anonymous"],
    }


def _families(item: bridge.ItemRead) -> list[FamilyGiven]:
    best = item.families[:1] if item.sure else item.families[:2]
    return [FamilyGiven(one.code, one.confidence, False, one.words) for one in best]

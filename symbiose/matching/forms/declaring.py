"""An exchange that is known from elsewhere: who, what, how much, since when, from where."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DanishNumber, Form, PlainText
from symbiose.ledger.enums import Evidence
from symbiose.listings import bridge
from symbiose.listings.enums import Per, Unit
from symbiose.listings.forms.behalf import like
from symbiose.listings.forms.item import LARGEST, NONE, blank
from symbiose.listings.queries import organisations_named
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
    """What an adviser knows runs already. The text is read first, and how it was read is confirmed with the rest."""

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
    family = forms.ChoiceField(
        label=_("How we read it"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is, so that it can be counted with others of its kind.")},
    )
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

    def __init__(self, data=None, *, read_as: bridge.ItemRead | None = None, **options):
        """`read_as` is how the text was read, where the page asks for the group."""
        super().__init__(data, **options)
        self.item = read_as
        self.fields["evidence"].choices = [(value, capfirst(str(label))) for value, label in Evidence.choices]
        self.fields["evidence"].error_messages["required"] = _("Say how sure the figures are.")
        ends = [(value, capfirst(str(label))) for value, label in EndReason.choices if value in ENDED]
        self.fields["end_reason"].choices = blank(ends, _("Choose"))
        read = read_as.families if read_as else ()
        self.fields["family"].choices = [*((one.code, one.name) for one in read), (NONE, gettext("None of them"))]
        self.fields["family"].required = read_as is not None
        self.same: Exchange | None = None
        self.found: dict[str, Any] = {}

    @property
    def asks_family(self) -> bool:
        """The text has been read, so that the page asks for the group."""
        return self.item is not None

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


def declared(data) -> DeclareForm:
    """The form as posted; a text that was not read yet, or was rewritten, comes back unchecked with how it is read."""
    title = data.get("title", "").strip()
    item = bridge.read(title).items[0] if title else None
    if item is None or data.get("was_read", "").strip() == title:
        return DeclareForm(data, read_as=item)
    typed = {name: data[name] for name in DeclareForm.base_fields if name in data and name != "form_key"}
    return DeclareForm(initial=typed | _heard(item, typed) | {"was_read": title}, read_as=item)


def _heard(item: bridge.ItemRead, typed: dict[str, Any]) -> dict[str, Any]:
    """The group where the reading is sure, and the amount that the text names, unless another one was typed."""
    heard: dict[str, Any] = {"family": item.families[0].code if item.sure else ""}
    if item.quantity is None or typed.get("quantity"):
        return heard
    return heard | {"quantity": item.quantity, "unit": item.unit, "per": item.per, "estimated": item.estimated}

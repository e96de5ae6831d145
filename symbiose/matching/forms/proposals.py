"""What people send about proposals: an answer, a reason, a message, two listings to compare."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form, PlainText
from symbiose.listings.enums import Side
from symbiose.listings.models import Listing
from symbiose.matching.enums import Answer, NoReason

RELEASE = _("The municipality may have to release what you write here (access to documents).")


class AnswerForm(Form):
    """Yes, later or no; a no may carry reasons, all optional."""

    answer = forms.ChoiceField(
        label=_("What do you say?"),
        choices=[
            (Answer.YES.value, _("Yes, we would like to talk with them")),
            (Answer.LATER.value, _("Later")),
            (Answer.NO.value, _("No thanks")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes, later or no.")},
    )
    no_reasons = forms.MultipleChoiceField(
        label=_("Will you tell why? It is voluntary, and it gives better proposals."),
        choices=NoReason.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    comment = PlainText(label=_("Anything you want to add"), rows=3, max_length=1000, required=False, help_text=RELEASE)

    @classmethod
    def of(cls, party, data=None):
        """The form with what the party answered before."""
        initial = {"answer": party.answer or None, "no_reasons": party.no_reasons, "comment": party.comment}
        return cls(data, initial=initial)

    @property
    def reasons_chosen(self):
        return set(self["no_reasons"].value() or [])


class BehalfForm(AnswerForm):
    """An adviser's answer for a party; how the party agreed is shown wherever the answer is shown."""

    consent = PlainText(
        label=_("How did they agree?"),
        max_length=300,
        help_text=_("For example: agreed on the telephone today with the foreman. It is shown beside the answer."),
    )


class ReasonForm(Form):
    """Why a proposal is set aside."""

    reason = PlainText(label=_("Why is it set aside?"), rows=3, max_length=500, help_text=RELEASE)


class MessageForm(Form):
    """A message to the other parties."""

    text = PlainText(
        label=_("Message to the other parties"),
        rows=4,
        max_length=4000,
        help_text=_(
            "All parties and the advisers read it. The municipality may have to release it (access to documents)."
        ),
    )


class LimitForm(Form):
    """How many unanswered proposals at a time."""

    most = forms.IntegerField(
        label=_("At most this many unanswered proposals at a time"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=_("Leave it empty for no limit. What you have got already stays."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class EmptyForm(Form):
    """A button: nothing but the key that makes a double click harmless."""


class WhyNotForm(Form):
    """A have and a need of the market place: search among them, then choose one of each."""

    q_have = forms.CharField(label=_("Search among those who have"), max_length=100, required=False)
    q_need = forms.CharField(label=_("Search among those who lack"), max_length=100, required=False)
    have = forms.ModelChoiceField(
        label=_("Somebody has"), queryset=Listing.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    need = forms.ModelChoiceField(
        label=_("Somebody lacks"), queryset=Listing.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, data, *, choices):
        """`choices(side, query, chosen)` gives the few listings that a person can look through."""
        super().__init__(data)
        for name, side in (("have", Side.HAVE), ("need", Side.NEED)):
            given = data or {}
            self.fields[name].queryset = choices(side, given.get(f"q_{name}", ""), given.get(name, ""))
            self.fields[name].label_from_instance = lambda row: f"{row.title} · {row.organisation.name}, {row.place}"
        del self.fields["form_key"]

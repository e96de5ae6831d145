"""Asking for an account, how it was proven that a person acts for an organisation, inviting, saying no."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import LONGEST_ADDRESS, DateInput, EditForm, Form, PlainText, row_number
from symbiose.organisations import queries
from symbiose.organisations.actions.values import FIRST_YEAR, read_company_number
from symbiose.organisations.enums import MembershipRole, Proof
from symbiose.organisations.queries import works_here


class AskForm(Form):
    """Somebody asks for an account; `organisation` is the one that was chosen from the public directory, if any."""

    name = PlainText(label=_("Your name"), max_length=200)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("We write to this address. Use the one that you have at work."),
    )
    phone = PlainText(label=_("Your telephone number"), required=False, max_length=30)
    organisation_text = PlainText(
        label=_("Name of the organisation"),
        required=False,
        max_length=200,
        help_text=_("Write its name, its company number, or both."),
    )
    company_number = PlainText(
        label=_("Company number (CVR)"), required=False, max_length=20, help_text=_("Eight digits, if you know it.")
    )
    note = PlainText(
        label=_("Is there more that we should know?"),
        rows=4,
        required=False,
        max_length=1000,
        help_text=_("For example what you do there. The municipality may have to release it (access to documents)."),
    )
    web_page = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    field_order = ("organisation_text", "company_number")

    def __init__(self, *args, organisation=None, **options):
        super().__init__(*args, **options)
        self.organisation = organisation
        if organisation is not None:
            del self.fields["organisation_text"], self.fields["company_number"]
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["phone"].widget.attrs["autocomplete"] = "tel"

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_company_number(self):
        return read_company_number(self.cleaned_data["company_number"])

    def clean(self):
        given = super().clean()
        unknown = self.organisation is None and not {"organisation_text", "company_number"} & set(self.errors)
        if unknown and not given.get("organisation_text") and not given.get("company_number"):
            self.add_error("organisation_text", _("Write the organisation's name or its company number."))
        return given

    @property
    def trapped(self) -> bool:
        """A machine has filled in the field that people do not see."""
        return bool(self.cleaned_data.get("web_page"))

    def values(self):
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"form_key", "web_page"}}
        return given | {"organisation": self.organisation}


class SearchForm(forms.Form):
    """What somebody looks for, and which of the found they chose."""

    find = forms.CharField(required=False, max_length=queries.LONGEST_SEARCH)
    organisation = forms.CharField(required=False, max_length=20)

    @property
    def words(self) -> str:
        return self.cleaned_data.get("find", "").replace("\0", "") if self.is_valid() else ""

    @property
    def chosen(self) -> int | None:
        return row_number(self.cleaned_data.get("organisation", "")) if self.is_valid() else None


class Proving(forms.Form):
    """How we know that a person acts for an organisation."""

    proof = forms.ChoiceField(
        label=_("How do you know that the person acts for the organisation?"),
        choices=[(code, capfirst(name)) for code, name in Proof.choices if code != Proof.PROVIDER],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you know it. Without a proof nobody is invited.")},
    )
    proof_note = PlainText(
        label=_("What did you see or hear?"),
        max_length=300,
        help_text=_(
            "For example “Called the number in the CVR register; the manager said that she may.” "
            "The municipality may have to release it (access to documents)."
        ),
    )
    proven_on = forms.DateField(label=_("When?"), widget=DateInput)

    def clean_proven_on(self):
        day = self.cleaned_data["proven_on"]
        if not date(FIRST_YEAR, 1, 1) <= day <= timezone.localdate():
            raise forms.ValidationError(_("Write the day on which you saw or heard it. It cannot lie ahead."))
        return day


class ProofForm(Proving, EditForm):
    """The proof for somebody who has asked."""

    field_order = ("proof", "proof_note", "proven_on")


class InviteForm(Form):
    """A colleague who is to act for one's own organisation; whoever invites vouches."""

    name = PlainText(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("The invitation is sent there, and the person signs in with it."),
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class Terms(forms.Form):
    """In which role a person is to act, and between which days."""

    role = forms.ChoiceField(
        label=_("What may the person do?"),
        choices=[
            (MembershipRole.REPRESENTATIVE.value, _("Write listings and answer proposals")),
            (MembershipRole.MANAGER.value, _("The same, and settle who else acts for the organisation")),
        ],
        initial=MembershipRole.REPRESENTATIVE.value,
        widget=forms.RadioSelect,
    )
    first_day = forms.DateField(
        label=_("First day"), required=False, widget=DateInput, help_text=_("Leave it empty for the day of the yes.")
    )
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=DateInput, help_text=_("Leave it empty where no end is known.")
    )

    def clean(self):
        given = super().clean()
        first, last = given.get("first_day"), given.get("last_day")
        if last and last < max(first or timezone.localdate(), timezone.localdate()):
            self.add_error("last_day", _("The last day cannot lie before today or before the first day."))
        return given


class InviteWithTermsForm(Terms, InviteForm):
    """A colleague whom a manager invites."""

    field_order = ("name", "email", "role", "first_day", "last_day")


class InviteWithProofForm(Proving, Terms, InviteForm):
    """Somebody whom an adviser invites, with the proof."""

    field_order = ("name", "email", "role", "first_day", "last_day", "proof", "proof_note", "proven_on")


class InviteToEntranceForm(InviteWithProofForm):
    """Somebody who is to answer enquiries at an external entrance, or to act for its organisation."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        answers = (MembershipRole.ENTRANCE.value, _("Answer the enquiries of this entrance"))
        self.fields["role"].choices = [answers, *self.fields["role"].choices]
        self.fields["role"].initial = self.initial["role"] = MembershipRole.ENTRANCE.value

    def clean(self):
        given = super().clean()
        if given.get("role") == MembershipRole.ENTRANCE and works_here(given.get("email", "")):
            self.add_error(
                "email",
                _("Somebody who works at the municipality cannot read what people wrote here without their yes."),
            )
        return given


class FindForm(EditForm):
    """Which organisation is meant."""

    organisation = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)


class RefuseForm(EditForm):
    """Why somebody gets no access."""

    reason = PlainText(
        label=_("Why?"),
        max_length=300,
        help_text=_("The one who asked reads it. The municipality may have to release it (access to documents)."),
        error_messages={"required": _("Write why. The one who asked can read it.")},
    )


class WithdrawForm(EditForm):
    """Why nothing comes of it, where there is something to say."""

    reason = PlainText(
        label=_("Why?"),
        required=False,
        max_length=300,
        help_text=_("The one who asked reads it. The municipality may have to release it (access to documents)."),
    )

"""What somebody asks as it is typed in, its answer, and the case that is made of it."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import LONGEST_ADDRESS, EditForm, Form, PlainText
from symbiose.frontdesk.actions import Writer
from symbiose.frontdesk.enums import Channel
from symbiose.frontdesk.forms.fields import RELEASE, FirmField, KnowsFirms, department_field, topic_field
from symbiose.frontdesk.models import Enquiry
from symbiose.organisations.enums import ContactKind

LONGEST_TEXT = 4000
TYPED_IN = (Channel.PHONE, Channel.VISIT, Channel.MEETING, Channel.MAIL)
ANSWERED_BY = (ContactKind.CALL, ContactKind.MAIL, ContactKind.MEETING, ContactKind.VISIT)
RULES, MINE = "rules", "mine"


class WriterFields(forms.Form):
    """Who asks, as far as they say."""

    name = PlainText(label=_("Who is it?"), max_length=200, required=False)
    phone = PlainText(
        label=_("Telephone"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=LONGEST_ADDRESS)
    organisation = FirmField()
    organisation_text = PlainText(
        label=_("Organisation that we do not know yet"), max_length=200, required=False, help_text=_("As they say it.")
    )
    postcode = forms.RegexField(
        r"^[0-9]{4}$",
        label=_("Postcode"),
        required=False,
        error_messages={"invalid": _("A postcode has four digits.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def writer(self) -> Writer:
        """Who asks, as the verb takes it."""
        names = ("name", "email", "phone", "postcode", "organisation_text", "organisation")
        return Writer(**{name: self.cleaned_data[name] for name in names if name in self.cleaned_data})


class EnquiryForm(KnowsFirms, WriterFields, Form):
    """A call, a visit, a meeting or a letter as it is typed in."""

    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(one.value, capfirst(str(one.label))) for one in TYPED_IN],
        widget=forms.RadioSelect,
        initial=Channel.PHONE.value,
    )
    text = PlainText(label=_("What do they say?"), max_length=LONGEST_TEXT, rows=4, help_text=RELEASE)
    owner = forms.ChoiceField(
        label=_("Who takes it?"),
        choices=((MINE, _("I do")), (RULES, _("Whoever it falls to"))),
        widget=forms.RadioSelect,
        initial=MINE,
    )
    answer = PlainText(
        label=_("Answered now? Write what you said"),
        max_length=LONGEST_TEXT,
        rows=2,
        required=False,
        help_text=_("Then it is counted, and nothing waits. It can become a case later."),
    )

    def __init__(self, *args, departments: bool, **options):
        super().__init__(*args, **options)
        self.fields["topic"] = topic_field()
        if departments:
            self.fields["door"] = department_field(
                label=_("Which department did they address first?"),
                help_text=_("Leave empty where they came straight to the entrance."),
            )
        else:  # a department knows the public directory alone; what it writes is looked up at the entrance
            del self.fields["owner"]
            del self.fields["organisation"]
            self.fields["organisation_text"].label = _("Which organisation is it?")
        self.dress("topic", "door")

    def dress(self, *names: str) -> None:
        """Give fields that were added late the design system's class."""
        for name in names:
            if name in self.fields:
                self.fields[name].widget.attrs["class"] = "form-select"


class ChangeEnquiryForm(KnowsFirms, WriterFields, EditForm):
    """Put right who asks and about what."""

    title = PlainText(label=_("In their own words"), max_length=160)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["topic"] = topic_field()
        self.fields["topic"].widget.attrs["class"] = "form-select"

    @staticmethod
    def of(enquiry: Enquiry) -> dict[str, object]:
        """How it stands now."""
        names = ("title", "topic", "name", "phone", "email", "organisation_text", "postcode", "version")
        values: dict[str, object] = {name: getattr(enquiry, name) for name in names}
        firm = enquiry.organisation
        return values | {"organisation": (firm.company_number or firm.name) if firm else ""}

    def values(self) -> dict[str, object]:
        """The fields as the verb takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"form_key", "version"}}


class ClaimForm(Form):
    """Which firm the page named."""

    firm = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class AnswerForm(Form):
    """What was answered, and how."""

    answer = PlainText(
        label=_("What did you answer?"),
        max_length=LONGEST_TEXT,
        rows=4,
        help_text=RELEASE,
        error_messages={"required": _("Write what you answered.")},
    )
    kind = forms.ChoiceField(
        label=_("How?"),
        choices=[(one.value, capfirst(str(one.label))) for one in ANSWERED_BY],
        widget=forms.RadioSelect,
        initial=ContactKind.CALL.value,
    )


class OpenCaseForm(KnowsFirms, Form):
    """The case that is made of an enquiry: its title, topic and firm; or the number of one that is open already."""

    title = PlainText(label=_("What do they want, in their own words?"), max_length=160)
    organisation = FirmField()
    number = PlainText(
        label=_("Does it belong to a case that is open already?"),
        max_length=20,
        required=False,
        help_text=_("Write its number, for example 2026-0311. Then no new case is made."),
    )

    def __init__(self, *args, cases, **options):
        self.cases = cases
        super().__init__(*args, **options)
        self.fields["topic"] = topic_field()
        self.fields["topic"].widget.attrs["class"] = "form-select"

    def clean_number(self):
        number = self.cleaned_data["number"]
        if not number:
            return None
        case = self.cases.filter(number=number.replace("\u2011", "-")).first()
        if case is None:
            raise ValidationError(_("We know no open case of that number."), code="unknown")
        return case

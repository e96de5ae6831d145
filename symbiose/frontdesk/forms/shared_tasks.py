"""What is written about shared tasks: the task, a department's input, what it led to."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.actor import Actor
from symbiose.common.pages.forms import DateInput, EditForm, Form, PlainText
from symbiose.frontdesk.fields_of_input import input_fields
from symbiose.frontdesk.forms.fields import RELEASE
from symbiose.frontdesk.forms.work import LONGEST_TEXT, day_ahead
from symbiose.frontdesk.models.shared_tasks import SharedPart, SharedTask
from symbiose.frontdesk.periods import is_open_day, usual_deadline, working_day_from
from symbiose.frontdesk.queries import cases_visible_to
from symbiose.frontdesk.routing import NobodyAtEntrance, desk, main_entrance
from symbiose.organisations.enums import OrganisationKind, OrganisationState
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import representatives


def departments():
    """Those that can be asked."""
    rows = Organisation.objects.filter(kind=OrganisationKind.DEPARTMENT, state=OrganisationState.ACTIVE)
    return rows.order_by("name", "pk")


def open_day_ahead(day):
    """A working day from today on; a closed day is refused with the next one that is not."""
    day_ahead(day)
    if not is_open_day(day):
        nearest = formats.date_format(working_day_from(day), "DATE_FORMAT")
        raise ValidationError(
            _("Everybody is off that day. Choose a working day, for example %(day)s."),
            code="closed",
            params={"day": nearest},
        )
    return day


def deadline(label):
    """A day on which people are at work."""
    return forms.DateField(label=label, widget=DateInput, error_messages={"required": _("Write until when.")})


class CaseNumber(PlainText):
    """A case that the reader may see, by its number; cleaned to it, None for empty."""

    cases = None

    def clean(self, value):
        said = super().clean(value)
        if not said:
            return None
        case = self.cases.filter(number=said.replace("\u2011", "-"), state="open").first()
        if case is None:
            raise ValidationError(_("We know no open case of that number."), code="unknown")
        return case


class OwnerField(forms.ChoiceField):
    """Somebody at the entrance, or one's own department; cleaned to the user."""

    def offer(self, actor: Actor, asked_by: int | None = None):
        """Those who may own what this actor starts."""
        try:
            at = desk(main_entrance(), external=False, on=timezone.localdate())
            people = [member.user for member in at.standing.values()]
        except NobodyAtEntrance:
            people = []
        of = asked_by or (None if actor.is_adviser else actor.organisation_id)
        people += list(representatives(of)) if of else []
        self.people = {str(user.pk): user for user in people}
        self.choices = sorted(((pk, user.name) for pk, user in self.people.items()), key=lambda pair: pair[1])

    def clean(self, value):
        return self.people.get(super().clean(value))


class TaskFields(forms.Form):
    """What it is called, what is asked, until when."""

    title = PlainText(
        label=_("What is the task called?"), max_length=160, error_messages={"required": _("Give the task a name.")}
    )
    text = PlainText(
        label=_("What is asked of the departments?"),
        max_length=LONGEST_TEXT,
        rows=5,
        help_text=RELEASE,
        error_messages={"required": _("Write what is asked.")},
    )
    due_on = deadline(_("Until when?"))

    def clean_due_on(self):
        return open_day_ahead(self.cleaned_data["due_on"])


class StartForm(TaskFields, Form):
    """A new shared task, with the departments that are asked, each from its own field."""

    case_number = CaseNumber(
        label=_("Which case does it come from?"),
        max_length=20,
        required=False,
        help_text=_("Write its number, for example 2026-0311. Leave empty where it comes from none."),
    )
    owner = OwnerField(label=_("Who owns it?"))

    def __init__(self, *args, actor: Actor, case=None, **options):
        first = {"due_on": usual_deadline(timezone.localdate()), "owner": str(actor.user_id)}
        first |= {"case_number": case.number} if case else {}
        super().__init__(*args, initial=first | options.pop("initial", {}), **options)
        self.fields["owner"].offer(actor)
        self.fields["owner"].widget.attrs["class"] = "form-select"
        self.fields["case_number"].cases = cases_visible_to(actor)
        self.asked = {f"department_{one.pk}": one for one in departments()}
        choices = [("", _("Not asked")), *input_fields()]
        for name, department in self.asked.items():
            self.fields[name] = forms.ChoiceField(label=department.name, choices=choices, required=False)
            self.fields[name].widget.attrs["class"] = "form-select"

    @property
    def own_fields(self):
        """The fields of the task itself."""
        return [self[name] for name in ("title", "text", "due_on", "case_number", "owner")]

    @property
    def department_fields(self):
        """One field for each department."""
        return [self[name] for name in self.asked]

    def chosen(self):
        """Each department that is asked, with its field."""
        return [(one, self.cleaned_data[name]) for name, one in self.asked.items() if self.cleaned_data.get(name)]

    def clean(self):
        given = super().clean()
        if not self.errors and not self.chosen():
            raise ValidationError(_("Ask at least one department: choose the field that it answers from."), code="none")
        return given

    def values(self) -> dict[str, object]:
        """The fields as the verb takes them."""
        given = {name: self.cleaned_data[name] for name in ("title", "text", "due_on", "owner")}
        return given | {"case": self.cleaned_data["case_number"], "departments": self.chosen()}


class ChangeSharedForm(TaskFields, EditForm):
    """Title, what is asked and the deadline."""

    @staticmethod
    def of(task: SharedTask) -> dict[str, object]:
        """How it stands now."""
        return {name: getattr(task, name) for name in ("title", "text", "due_on", "version")}

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        return day if day == self.initial.get("due_on") else open_day_ahead(day)

    def values(self) -> dict[str, object]:
        """The fields as the verb takes them."""
        return {name: self.cleaned_data[name] for name in ("title", "text", "due_on")}


class InviteForm(Form):
    """One more department, from its own field, by a day."""

    department = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Which department?"),
        empty_label=_("Choose a department"),
        error_messages={"required": _("Choose a department.")},
    )
    field = forms.ChoiceField(label=_("From which field?"), widget=forms.RadioSelect)
    due_on = deadline(_("Until when?"))

    def __init__(self, *args, task: SharedTask, **options):
        super().__init__(*args, **options)
        self.fields["department"].queryset = departments().exclude(pk__in=task.parts.values("department_id"))
        self.fields["field"].choices = input_fields()

    def clean_due_on(self):
        return open_day_ahead(self.cleaned_data["due_on"])


class DayForm(Form):
    """Until when."""

    due_on = deadline(_("Until when?"))

    def clean_due_on(self):
        return open_day_ahead(self.cleaned_data["due_on"])


class OnBehalf(forms.Form):
    """An adviser says how the department gave it; the department itself is not asked that."""

    consent = PlainText(
        label=_("How did the department give it?"),
        max_length=300,
        help_text=_("For example: said on the telephone today by the head of the department."),
        error_messages={"required": _("Write how the department gave it.")},
    )

    def __init__(self, *args, on_behalf: bool, **options):
        super().__init__(*args, **options)
        if not on_behalf:
            del self.fields["consent"]


class InputForm(OnBehalf, EditForm):
    """What a department says from its field."""

    field = forms.ChoiceField(label=_("From which field?"), widget=forms.RadioSelect)
    text = PlainText(
        label=_("What does the department say?"),
        max_length=LONGEST_TEXT,
        rows=6,
        help_text=RELEASE,
        error_messages={"required": _("Write the department's input.")},
    )

    def __init__(self, *args, part: SharedPart, **options):
        first = {"field": part.field, "text": part.text, "version": part.version}
        super().__init__(*args, initial=first, **options)
        own = input_fields()
        known = {key for key, _name in own}
        self.fields["field"].choices = own if part.field in known else [*own, (part.field, part.field)]
        self.order_fields(["field", "text", "consent"])


class DeclineForm(OnBehalf, Form):
    """Why a department gives no input."""

    reason = PlainText(
        label=_("Why does the department give no input?"),
        max_length=500,
        rows=3,
        help_text=RELEASE,
        error_messages={"required": _("Write why in a sentence.")},
    )

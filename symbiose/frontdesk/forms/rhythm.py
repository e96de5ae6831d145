"""What is written about the continuing dialogue: the rhythm, a talk with its topics, the next day."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import DateInput, Form, PlainText
from symbiose.frontdesk.forms.fields import RELEASE, choices_of, happened
from symbiose.frontdesk.forms.work import FARTHEST, LONGEST_TEXT
from symbiose.frontdesk.models.rhythm import LONGEST_RHYTHM, AgendaTopic, Rhythm
from symbiose.frontdesk.periods import is_open_day, working_day_from
from symbiose.frontdesk.queries.rhythm import TALKS
from symbiose.frontdesk.routing import NobodyAtEntrance, desk, main_entrance
from symbiose.organisations.enums import Direction

USUAL, OWN, NONE = "usual", "own", "none"


class KeeperField(forms.ChoiceField):
    """One of those at the entrance, or nobody; cleaned to the user or None."""

    def offer(self):
        """Those who stand there today."""
        try:
            people = desk(main_entrance(), external=False, on=timezone.localdate()).standing.values()
        except NobodyAtEntrance:
            people = []
        self.people = {str(member.user_id): member.user for member in people}
        named = sorted(((pk, user.name) for pk, user in self.people.items()), key=lambda pair: pair[1])
        self.choices = [("", _("Nobody in particular")), *named]

    def clean(self, value):
        return self.people.get(super().clean(value))


class RhythmForm(Form):
    """How often, agreed with whom and when, and who keeps the dialogue."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    how = forms.ChoiceField(label=_("How often do we talk?"), widget=forms.RadioSelect)
    months = forms.IntegerField(
        label=_("How many months between two talks?"),
        min_value=1,
        max_value=LONGEST_RHYTHM,
        required=False,
        help_text=_("Only for a rhythm of its own."),
        error_messages={
            "invalid": _("Write a whole number of months."),
            "min_value": _("Write at least one month."),
            "max_value": _("Write at most 60 months."),
        },
    )
    none_reason = PlainText(
        label=_("Why are no talks wanted?"),
        max_length=300,
        rows=2,
        required=False,
        help_text=_("Only where none are wanted. In their own words; a no is fine."),
    )
    agreed_with = PlainText(label=_("With whom was it agreed?"), max_length=200, required=False)
    agreed_on = forms.DateField(label=_("When was it agreed?"), widget=DateInput, required=False)
    owner = KeeperField(label=_("Who keeps the dialogue?"), required=False)

    def __init__(self, *args, usual: int, **options):
        super().__init__(*args, **options)
        self.fields["how"].choices = [
            (USUAL, _("As usual here: every %(months)s months") % {"months": usual}),
            (OWN, _("A rhythm of its own")),
            (NONE, _("No talks are wanted")),
        ]
        self.fields["owner"].offer()
        self.fields["owner"].widget.attrs["class"] = "form-select"

    @staticmethod
    def of(rhythm: Rhythm | None, user_id: int | None) -> dict[str, object]:
        """How it stands now."""
        if rhythm is None:
            return {"how": USUAL, "owner": str(user_id or ""), "agreed_on": timezone.localdate()}
        how = NONE if rhythm.none_reason else OWN if rhythm.months else USUAL
        names = ("months", "none_reason", "agreed_with", "agreed_on", "version")
        return {name: getattr(rhythm, name) for name in names} | {"how": how, "owner": str(rhythm.owner_id or "")}

    def clean_agreed_on(self):
        day = self.cleaned_data["agreed_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("That day has not come yet."), code="future")
        return day

    def clean(self):
        given = super().clean()
        how = given.get("how")
        if how == OWN and not given.get("months") and "months" not in self.errors:
            self.add_error("months", _("Write how many months lie between two talks."))
        if how == NONE and not given.get("none_reason") and "none_reason" not in self.errors:
            self.add_error("none_reason", _("Write why no talks are wanted."))
        return given

    def values(self) -> dict[str, object]:
        """The fields as the verb takes them."""
        given = self.cleaned_data
        kept = {name: given[name] for name in ("agreed_with", "agreed_on", "owner", "version")}
        months = given["months"] if given["how"] == OWN else None
        return kept | {"months": months, "none_reason": given["none_reason"] if given["how"] == NONE else ""}


class TopicFields(forms.Form):
    """One line for each topic of the agenda; an empty line is a topic that was not touched."""

    def __init__(self, *args, lines: dict[str, str] | None = None, **options):
        super().__init__(*args, **options)
        for topic in AgendaTopic:
            touched = forms.BooleanField(label=capfirst(str(topic.label)), required=False)
            line = PlainText(
                label=_("%(topic)s: in one line") % {"topic": capfirst(str(topic.label))},
                max_length=300,
                required=False,
            )
            touched.widget.attrs["class"], line.widget.attrs["class"] = "form-checkbox", "form-input"
            touched.initial, line.initial = topic.value in (lines or {}), (lines or {}).get(topic.value, "")
            self.fields[f"topic_{topic.value}"], self.fields[f"line_{topic.value}"] = touched, line

    @property
    def topic_fields(self):
        """Each topic with its tick and its line."""
        return [(self[f"topic_{one.value}"], self[f"line_{one.value}"]) for one in AgendaTopic]

    def topics(self) -> dict[str, str]:
        """What was touched, with its line; whoever wrote a line touched it, ticked or not."""
        given = self.cleaned_data
        lines = {one.value: given[f"line_{one.value}"] for one in AgendaTopic}
        return {topic: line for topic, line in lines.items() if line or given[f"topic_{topic}"]}


class TopicsForm(TopicFields, Form):
    """Which topics a talk touched."""


class TalkForm(TopicFields, Form):
    """A call, a visit or a meeting, its topics, and the day of the next."""

    kind = forms.ChoiceField(
        label=_("What was it?"),
        choices=[(one.value, capfirst(str(one.label))) for one in TALKS],
        widget=forms.RadioSelect,
        initial="call",
    )
    direction = forms.ChoiceField(
        label=_("Who took the first step?"),
        choices=choices_of(Direction),
        widget=forms.RadioSelect,
        initial=Direction.OUT.value,
    )
    person = PlainText(label=_("With whom?"), max_length=200, required=False)
    text = PlainText(
        label=_("What was said?"),
        max_length=LONGEST_TEXT,
        rows=4,
        help_text=RELEASE,
        error_messages={"required": _("Write what was said.")},
    )
    happened_at = forms.DateTimeField(
        label=_("When?"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=_("Leave empty for just now."),
    )
    next_on = forms.DateField(
        label=_("Which day is the next talk?"),
        widget=DateInput,
        required=False,
        help_text=_("Leave empty where none was agreed: then the rhythm says when."),
    )

    @property
    def own_fields(self):
        """The fields of the talk itself."""
        return [self[name] for name in ("kind", "direction", "person", "text", "happened_at")]

    def clean_happened_at(self):
        return happened(
            self.cleaned_data["happened_at"], _("That has not happened yet. Write it down as the next talk.")
        )

    def clean_next_on(self):
        day = self.cleaned_data["next_on"]
        if day is None:
            return None
        today = timezone.localdate()
        if not today <= day <= today + FARTHEST:
            raise ValidationError(_("The day must lie within ten years from today."), code="range")
        if not is_open_day(day):
            raise ValidationError(
                _("Everybody is off that day. Choose a working day, for example %(day)s."),
                code="closed",
                params={"day": formats.date_format(working_day_from(day), "DATE_FORMAT")},
            )
        return day

    def values(self) -> dict[str, object]:
        """The fields as the verb takes them."""
        names = ("kind", "direction", "person", "text", "happened_at", "next_on")
        return {name: self.cleaned_data[name] for name in names} | {"topics": self.topics()}

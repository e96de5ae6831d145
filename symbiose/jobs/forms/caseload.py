"""Who is passed on, to whom, and what the next one should know."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Form, PlainText
from symbiose.jobs.models import Candidate
from symbiose.jobs.queries.caseload import consultants
from symbiose.people.models import User


class PassOnForm(Form):
    """The people are ticked, so that nobody goes along unseen."""

    candidates = forms.ModelMultipleChoiceField(
        Candidate.objects.none(),
        label=_("Who?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick those who are to be passed on.")},
    )
    to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("To whom?"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose who is to follow them.")},
    )
    note = PlainText(
        label=_("What should the next one know?"),
        required=False,
        max_length=300,
        rows=3,
        help_text=_("Write nothing about health. The people themselves can read it."),
    )

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.fields["candidates"].queryset = people
        self.fields["to"].queryset = User.objects.filter(pk__in=consultants().values("user_id")).order_by("name")
        self.fields["to"].label_from_instance = lambda user: user.name

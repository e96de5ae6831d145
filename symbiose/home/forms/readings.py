"""What the municipality writes for everybody to read."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from symbiose.common import municipality
from symbiose.common.pages.forms import PlainText
from symbiose.home.forms.items import ItemForm
from symbiose.home.queries.readings import READING

LONGEST = 12_000
LABELS = {
    "title_da": _("Title, in Danish"),
    "da": _("Text, in Danish"),
    "title_en": _("Title, in English"),
    "en": _("Text, in English"),
    "clauses": _("The words behind it"),
}


class ReadingForm(ItemForm):
    """A page in Danish, and in English where somebody has written it. The texts are plain: signs of markup are shown as signs."""

    kind = READING
    title_da = PlainText(label=LABELS["title_da"], max_length=120)
    da = PlainText(
        label=LABELS["da"],
        rows=14,
        max_length=LONGEST,
        help_text=_("Plain text. An empty line begins a new paragraph. Two minutes of reading are about 360 words."),
    )
    title_en = PlainText(label=LABELS["title_en"], max_length=120, required=False)
    en = PlainText(
        label=LABELS["en"],
        rows=8,
        max_length=LONGEST,
        required=False,
        help_text=_("Where it is empty, English readers see the Danish text, marked as Danish."),
    )
    clauses = forms.MultipleChoiceField(
        label=LABELS["clauses"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The parts of the municipality's own text that the page builds on. They are shown under it."),
    )
    field_order = ("title_da", "da", "title_en", "en", "clauses")

    def __init__(self, *args, known=None, **options):
        super().__init__(*args, known=known, **options)
        self.fields["valid_from"].label = _("Published from")
        self.fields["valid_to"].label = _("Published until and with")
        self.fields["valid_from"].help_text = _(
            "Nobody but you sees it before that day. On a page that is published: leave the day to mend it at once, or write a later day, and what stands now holds until then."
        )
        self.fields["clauses"].choices = [
            (row.key, f"{row.key} {municipality.said(row.data, 'title')[0]}") for row in municipality.items("clause")
        ]

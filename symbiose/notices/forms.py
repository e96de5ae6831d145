"""What people choose, write and bring about letters, read and checked."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.pages.forms import Form, PlainText
from symbiose.notices.actions import LARGEST_LETTER
from symbiose.notices.models import MailMode
from symbiose.notices.queries import ChoiceRow
from symbiose.notices.texts import Flaws, MailText, Words, flaws

LONGEST_BODY = 5000


class LettersForm(Form):
    """One choice per kind of notice; where somebody waits for an answer, letters cannot be switched off."""

    def __init__(self, *args, rows: list[ChoiceRow], **options):
        super().__init__(*args, **options)
        for row in rows:
            modes = [mode for mode in MailMode if mode != MailMode.NONE or not row.kind.required]
            about = str(row.kind.about)
            if row.kind.required:
                about += " " + _("Somebody waits for your answer, so these letters cannot be switched off.")
            self.fields[row.kind.code] = forms.ChoiceField(
                label=str(row.kind.name),
                help_text=about,
                choices=[(mode.value, capfirst(mode.label)) for mode in modes],
                initial=row.mode,
                widget=forms.RadioSelect(attrs={"class": "form-radio"}),
                error_messages={"invalid_choice": _("Choose one of the answers that are shown.")},
            )

    @property
    def modes(self) -> dict[str, str]:
        """What was chosen, by kind."""
        return {name: value for name, value in self.cleaned_data.items() if name != "form_key"}


class TextForm(Form):
    """Own words for a text of letters."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    subject = PlainText(label=gettext_lazy("Subject of the letter"), max_length=200)
    body = PlainText(label=gettext_lazy("Text"), rows=14, max_length=LONGEST_BODY)

    def __init__(self, *args, text: MailText, **options):
        super().__init__(*args, **options)
        self.text = text

    @property
    def words(self) -> Words:
        """Subject and body as written, with one kind of line end."""
        body = self.cleaned_data["body"].replace("\r\n", "\n").strip()
        return Words(" ".join(self.cleaned_data["subject"].split()), body)

    def clean(self):
        cleaned = super().clean()
        if "subject" in cleaned and "body" in cleaned:
            found = flaws(self.words, self.text.placeholders)
            for sentence in sentences(found, self.text):
                self.add_error("body", ValidationError(sentence, code="placeholder"))
        return cleaned


def sentences(found: Flaws, text: MailText) -> list[str]:
    """What is wrong with the placeholders, one sentence each that says how to mend it."""
    known = ", ".join(f"{{{one.name}}}" for one in text.placeholders)
    said = [
        _("There is no %(word)s. You can use %(known)s.") % {"word": f"{{{name}}}", "known": known}
        for name in found.unknown
    ]
    said += [_("Write %(word)s somewhere in the text.") % {"word": f"{{{name}}}"} for name in found.lacking]
    if found.loose:
        said.append(_("A brace stands alone. Write a whole word such as %(known)s, or remove it.") % {"known": known})
    return said


class TellForm(Form):
    """What the letter says, as somebody read it in the original."""

    text = PlainText(
        label=gettext_lazy("What does the letter say?"),
        help_text=gettext_lazy("Copy the words from the original. Leave out CPR numbers."),
        rows=8,
        max_length=LONGEST_BODY,
        error_messages={"required": gettext_lazy("Write what the letter says.")},
    )


class AsideForm(Form):
    """Why a letter is no enquiry."""

    reason = PlainText(
        label=gettext_lazy("Why is it no enquiry?"),
        max_length=300,
        rows=2,
        error_messages={"required": gettext_lazy("Write why in a sentence.")},
    )


class DropForm(Form):
    """A letter as a file, as mail programs save it."""

    file = forms.FileField(
        label=gettext_lazy("The letter as a file"),
        help_text=gettext_lazy(
            "Save the letter from your mail program as .eml, and choose it here. A letter that is here already is not "
            "read in twice."
        ),
        widget=forms.FileInput(attrs={"accept": ".eml"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(".eml"):
            raise ValidationError(_("Only a letter that is saved as .eml can be read here."), code="ending")
        if file.size > LARGEST_LETTER:
            raise ValidationError(
                _("The letter is too large. Save what is in it, and write it in by hand."), code="large"
            )
        return file

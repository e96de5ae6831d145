"""Texts of letters: the municipality's own words, with a preview, their history, and the way back to the standard."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common.pages.access import advisers_only
from symbiose.notices import actions, queries
from symbiose.notices.forms import TextForm
from symbiose.notices.shown import texts_shown
from symbiose.notices.texts import LANGUAGES, TEXTS, filled

MOST_VERSIONS = 20


@advisers_only
def index(request):
    """Every text, and whether its words are the municipality's own."""
    return render(request, "notices/texts.html", {"rows": texts_shown()})


def _text(text_key, language):
    if text_key not in TEXTS or language not in LANGUAGES:
        raise Http404
    return TEXTS[text_key]


@advisers_only
def change(request, text_key, language):
    """Write own words; the preview shows what is written with examples, and writes nothing."""
    text = _text(text_key, language)
    now, versions = queries.in_force(text, language), list(queries.history_of(text, language)[:MOST_VERSIONS])
    number = versions[0].number if versions else 0
    form = TextForm(request.POST or None, text=text, initial={"subject": now.subject, "body": now.body, "seen": number})
    previewing = "preview" in request.POST
    if form.is_valid():
        if not previewing and _kept(request, form, text, language):
            return redirect("inbox:text", text_key, language)
        now = form.words
    context = {
        "text": text,
        "language": language,
        "form": form,
        "preview": filled(now, text.examples),
        "previewing": previewing and form.is_valid(),
        "versions": versions,
        "number": number,
        "own": bool(versions) and not versions[0].standard,
        "standard": text.standard[language],
    }
    return render(request, "notices/text.html", context)


def _kept(request, form, text, language):
    """Whether the words are in force now; where somebody else wrote meanwhile, the form says so and keeps the text."""
    try:
        actions.write_text(text, language, form.words, seen=form.cleaned_data["seen"], by=request.actor)
    except actions.ChangedMeanwhile:
        newest = queries.history_of(text, language).first()
        form.add_error(
            None, _("Somebody else changed this text while you wrote. See theirs below; save again to keep yours.")
        )
        form.data = form.data.copy()
        form.data["seen"] = newest.number if newest else 0
        return False
    messages.success(request, _("The text is in force from now on."))
    return True


@require_POST
@advisers_only
def standard(request, text_key, language):
    """Put the standard words in force again."""
    text = _text(text_key, language)
    seen = request.POST.get("seen", "")
    try:
        actions.take_standard(
            text, language, seen=int(seen[:9]) if seen.isascii() and seen.isdigit() else 0, by=request.actor
        )
        messages.success(request, _("The standard text is in force again."))
    except actions.ChangedMeanwhile:
        messages.warning(request, _("Somebody else changed this text meanwhile. Look at it first."))
    return redirect("inbox:text", text_key, language)

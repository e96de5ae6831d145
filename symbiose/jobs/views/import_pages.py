"""The pages of an import, the same for positions and people: choose a file, an empty one, the preview and its yes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from symbiose.common.pages.forms import Form
from symbiose.common.pages.plans import plan_shown
from symbiose.common.plans import Plan
from symbiose.engine.files import column_help
from symbiose.files.queries import content
from symbiose.files.views import find_upload, received, written
from symbiose.jobs.words import Choices, language
from symbiose.listings.forms.files import UploadForm


@dataclass(frozen=True, slots=True)
class Importing:
    """What tells one import from another.

    `room` is the name of its addresses, `plan` makes the plan, `form` the yes to it with what `asks` says of it, `write`
    writes it by what the form said, and `said` tells how many. `days` is how long a file is kept; 0 as every import's.
    `words` are the lists that some columns take their words from, and `shows` is what of its list is shown once it is written.
    """

    room: str
    template: str
    columns: tuple[str, ...]
    title: Any
    list_title: Any
    plan: Callable[..., Plan[Any]]
    form: Callable[..., Any]
    write: Callable[..., Plan[Any]]
    said: Callable[[int], str]
    asks: Callable[..., dict[str, Any]] = lambda _plan, _actor: {}
    days: Callable[[], int] = lambda: 0
    words: Callable[[], Sequence[tuple[str, Choices]]] = tuple
    shows: str = ""


def headings_of(about: Importing) -> list[str]:
    """The columns as the empty spreadsheet heads them, which is Danish; by their codes in English."""
    if language() == "en":
        return list(about.columns)
    return [row["heading"] for row in column_help()[about.room]]


def choose_file(request, about: Importing):
    """Choose a file."""
    form = UploadForm(request.POST or None, request.FILES or None)

    def preview_of(file):
        return reverse(f"{about.room}:preview_file", args=[file.pk])

    return received(request, form, preview_of, days=about.days()) or render(
        request, about.template, {"form": form, "columns": headings_of(about), "words": about.words()}
    )


def preview_file(request, upload_id, about: Importing):
    """What the file would do, and the yes that does it."""
    if request.method == "POST" and (led := Form(request.POST).led_to()):
        return HttpResponseRedirect(led)  # the file may be erased since
    file = find_upload(request, upload_id)
    data = content(file)
    plan = about.plan(data, by=request.actor)
    if request.method != "POST":
        return _shown(request, file, plan, about)
    form = about.form(request.POST, **about.asks(plan, request.actor))
    return _imported(request, file, data, form, about) if form.is_valid() else _shown(request, file, plan, about, form)


def _imported(request, file, data, form, about):
    """Write what was shown; where that is no longer so, show what it is now."""
    given: Mapping[str, Any] = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}

    def act() -> str:
        plan = about.write(data, upload=file, by=request.actor, **given)
        messages.success(request, about.said(plan.writes))
        return reverse(f"{about.room}:list") + about.shows

    return written(request, form, act, lambda: _shown(request, file, about.plan(data, by=request.actor), about))


def _shown(request, file, plan, about, form=None):
    """The preview of an import."""
    context = {
        "title": about.title,
        "list_title": about.list_title,
        "list_url": reverse(f"{about.room}:list"),
        "again_url": reverse(f"{about.room}:import"),
        "file_name": file.name,
        **plan_shown(request, plan),
        "form": form or about.form(initial={"fingerprint": plan.fingerprint}, **about.asks(plan, request.actor)),
    }
    return render(request, "organisations/import_preview.html", context)

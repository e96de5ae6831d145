"""What is kept of the person, who read it, and how to correct it, take it along, stop or erase it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common import municipality
from symbiose.common.actor import Role
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions import candidates as actions
from symbiose.jobs.actions.contacts import tell_contact
from symbiose.jobs.actions.erasing import erase
from symbiose.jobs.contacts import FIELDS, open_contact
from symbiose.jobs.enums import LIVING, CandidateState
from symbiose.jobs.forms.candidates import ContactForm, SureForm
from symbiose.jobs.forms.held import END, FileForm, PageForm, StopForm
from symbiose.jobs.own_file import as_csv, as_json, as_text, content
from symbiose.jobs.purposes import OWN, purpose_words, what_words
from symbiose.jobs.queries.conditions import contact_of
from symbiose.jobs.queries.held import Held, read_by
from symbiose.jobs.queries.slips import slip_that_holds
from symbiose.jobs.told import terms_told, told
from symbiose.jobs.views.doors import person_only, sent, stopped_already

A_PAGE = 20
KINDS = {"json": "application/json", "csv": "text/csv; charset=utf-8", "txt": "text/plain; charset=utf-8"}


def role_words(role):
    """The reader's role in a plain word."""
    return {"consultant": _("job consultant"), "person": _("you"), "system": _("the computer")}.get(role, role)


def shown_readings(request):
    """One page of who read what and for what, and the pages before and after."""
    page = PageForm(request.GET).number
    rows, total = read_by(request.candidate, first=(page - 1) * A_PAGE, most=A_PAGE)
    shown = [
        {
            "at": row.at,
            "who": _("You") if row.reader_role == Role.PERSON else row.reader_name,
            "role": "" if row.reader_role == Role.PERSON else role_words(row.reader_role),
            "what": what_words(row.what),
            "purpose": purpose_words(row.purpose),
        }
        for row in rows
    ]
    return {"rows": shown, "total": total, "page": page, "more": page * A_PAGE < total}


@person_only
def held(request):
    """Everything in plain words, with a way to change each thing."""
    person = request.candidate
    kept = Held(person, by=request.actor, purpose=OWN)
    known = open_contact(kept.contact.sealed) if kept.contact else dict.fromkeys(FIELDS, "")
    context = {
        "person": person,
        "rows": told(person, kept.conditions),
        "terms": terms_told(kept.conditions),
        "contact": known,
        "passed_on": [one for one in kept.passed_on if one.note],
        "offers": len(kept.offers),
        "placements": kept.placements,
        "works": any(one.main and one.state in LIVING for one in kept.placements),
        "slip": slip_that_holds(person),
        "readings": shown_readings(request),
        "basis": municipality.setting("people_basis"),
        "may_stop": person.state != CandidateState.ENDED,
    }
    return render(request, "jobs/own/held.html", context)


@person_only
def contact(request):
    """How the person is reached, to be corrected by the person."""
    kept = contact_of(request.candidate, by=request.actor, purpose=OWN)
    known = open_contact(kept.sealed) if kept else dict.fromkeys(FIELDS, "")
    form = ContactForm(sent(request), initial=known)
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(form.run_once(lambda: reached(request, form)))
    return render(request, "jobs/own/contact.html", {"form": form}, status=422 if form.errors else 200)


def reached(request, form):
    """Back to what is kept, after it was corrected."""
    tell_contact(request.candidate, form.values(), by=request.actor)
    messages.success(request, _("It is kept."))
    return reverse("own:held")


@person_only
def download(request):
    """All of it as a file; a page where the kind of file is chosen, until one is."""
    form = FileForm(request.GET)
    if not form.is_valid():
        return render(request, "jobs/own/download.html")
    kind = form.cleaned_data["format"]
    kept = Held(request.candidate, by=request.actor, purpose=OWN)
    data = content(kept, by=request.actor)
    text = as_text(kept, data) if kind == "txt" else as_csv(data) if kind == "csv" else as_json(data)
    answer = HttpResponse(text, content_type=KINDS[kind])
    name = _("about-me")
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@person_only
def stop(request):
    """A break, or an end: nobody asks why, and nothing follows from it."""
    form = StopForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(form.run_once(lambda: stopped(request, form)))
    return render(request, "jobs/own/stop.html", {"form": form}, status=422 if form.errors else 200)


def stopped(request, form):
    """The start page after a break or an end began."""
    person = request.candidate
    try:
        if form.cleaned_data["what"] == END:
            actions.end(person, on=timezone.localdate(), by=request.actor)
            messages.success(request, _("It is stopped. Nobody asks you any more."))
        else:
            actions.rest(person, until=None, by=request.actor)
            messages.success(request, _("You have a break. Nobody asks you meanwhile."))
    except NotAllowed:
        over = person.state == CandidateState.ENDED and form.cleaned_data["what"] != END
        messages.info(request, stopped_already() if over else _("It stands so already."))
    return reverse("own:home")


@person_only
def erase_page(request):
    """Erase everything: what goes, what stays as numbers, and a box to be sure."""
    form = SureForm(sent(request))
    if request.method == "POST" and form.is_valid():
        form.run_once(lambda: erased(request))
        return redirect("own:enter")
    return render(request, "jobs/own/erase.html", {"form": form}, status=422 if form.errors else 200)


def erased(request):
    """The page of entry, after everything is gone and the visit is over."""
    erase(request.candidate, by=request.actor)
    logout(request)
    messages.success(request, _("You are erased here. Your code opens nothing any more."))
    return reverse("own:enter")

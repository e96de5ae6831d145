"""How a placement comes to be: from an offer, or written down because it was made elsewhere; and what of it is put right."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from symbiose.common.actions import Conflict
from symbiose.common.pages.forms import show_conflict
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions.placement_changing import change_placement, change_terms
from symbiose.jobs.actions.placement_rules import PlacementRefused
from symbiose.jobs.actions.placing import agree_placement, declare_placement
from symbiose.jobs.enums import OfferState
from symbiose.jobs.forms.placements import AgreeForm, ChangeForm, DeclareForm, TermsForm
from symbiose.jobs.models import Placement
from symbiose.jobs.queries.conditions import conditions_of, terms_of
from symbiose.jobs.queries.rows import offers_visible_to
from symbiose.jobs.views.doors import consultants_only
from symbiose.jobs.views.placements import WRONG, address_of, find_placement

PURPOSE = "placement"
METHODS = ("GET", "HEAD", "POST")


@require_http_methods(METHODS)
@consultants_only
def agree(request, offer_number):
    """The placement of an offer that both said yes to. One that is made already is shown."""
    rows = offers_visible_to(request.actor).select_related("candidate", "position__organisation")
    offer = rows.filter(number=offer_number).first()
    if offer is None:
        raise Http404
    made = Placement.objects.filter(offer=offer).first()
    if made is not None:
        return HttpResponseRedirect(address_of(made))
    if offer.state != OfferState.AGREED:
        raise Http404
    if request.method == "POST":
        form = AgreeForm(request.POST)
        answer = _made(request, form, lambda: agree_placement(offer, by=request.actor, **form.values()))
        if answer:
            return answer
    else:
        asked = conditions_of([offer.candidate], by=request.actor, purpose=PURPOSE).get(offer.candidate_id)
        initial = {
            "hours": offer.hours,
            "starts_on": timezone.localdate(),
            "form": offer.position.form,
            "pay_basis": offer.position.pay_basis,
            "mentor_hours": asked.mentor_hours if asked else None,
        }
        form = AgreeForm(initial=initial)
    context = {"form": form, "offer": offer, "position": offer.position, "person": offer.candidate}
    return render(request, "jobs/placement_new.html", context, status=WRONG if form.errors else 200)


@require_http_methods(METHODS)
@consultants_only
def add(request):
    """A placement that was made elsewhere."""
    if request.method == "POST":
        form = DeclareForm(request.POST)

        def declare():
            told = form.cleaned_data
            return declare_placement(
                told["code"], told["position"], consent=told["consent"], by=request.actor, **form.values()
            )

        answer = _made(request, form, declare)
        if answer:
            return answer
    else:
        asked = {name: request.GET[name][:12] for name in ("code", "position") if request.GET.get(name)}
        form = DeclareForm(initial={"starts_on": timezone.localdate(), **asked})
    return render(request, "jobs/placement_new.html", {"form": form}, status=WRONG if form.errors else 200)


def _made(request, form, make):
    """To the page of the placement that was made; None with what is missing in the form."""
    if not form.is_valid():
        return None

    def act():
        made = make()
        messages.success(request, _("The placement is agreed. Write here when the first day has been."))
        return address_of(made)

    try:
        return HttpResponseRedirect(form.run_once(act))
    except PlacementRefused as error:
        form.add_error(error.field if error.field in form.fields else None, error.sentence)
    except NotAllowed:
        form.add_error(None, _("This is not possible now: somebody may have done it already."))
    return None


@require_http_methods(METHODS)
@consultants_only
def change(request, number):
    """Mentor, support, expected last day, main or second."""
    placement = find_placement(number, request.actor)
    known = {name: getattr(placement, name) for name in ("mentor", "mentor_hours", "expected_end", "main", "version")}
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=known)

    def write(told):
        version = told.pop("version")
        told.pop("form_key")
        change_placement(placement, by=request.actor, version=version, **told)

    answer = _changed(request, placement, form, write)
    return answer or _form_page(request, placement, form, _("Put right what is agreed"))


@require_http_methods(METHODS)
@consultants_only
def terms(request, number):
    """Form, pay and VITAS: each reading is logged, and the page says so."""
    placement = find_placement(number, request.actor)
    known = terms_of([placement], by=request.actor, purpose=PURPOSE).get(placement.pk)
    if known is None:
        raise Http404
    names = ("form", "pay_basis", "vitas_state", "vitas_reference", "vitas_on", "version")
    form = TermsForm(
        request.POST if request.method == "POST" else None,
        terms=known,
        initial={name: getattr(known, name) for name in names},
    )

    def write(told):
        version = told.pop("version")
        told.pop("form_key")
        change_terms(placement, by=request.actor, version=version, **told)

    answer = _changed(request, placement, form, write)
    return answer or _form_page(request, placement, form, _("Form of job, pay and VITAS"), logged=True)


def _changed(request, placement, form, write):
    """Back to the page where it was written; None where the form is to be shown."""
    if request.method != "POST" or not form.is_valid():
        return None

    def act():
        write(dict(form.cleaned_data))
        messages.success(request, _("It is put right."))
        return address_of(placement)

    try:
        return HttpResponseRedirect(form.run_once(act))
    except Conflict as conflict:
        show_conflict(form, conflict)
    except PlacementRefused as error:
        form.add_error(error.field if error.field in form.fields else None, error.sentence)
    except NotAllowed:
        messages.error(request, _("This is not possible now: the person may have been erased. Here is how it stands."))
        return HttpResponseRedirect(address_of(placement))
    return None


def _form_page(request, placement, form, heading, *, logged=False):
    context = {"placement": placement, "form": form, "heading": heading, "logged": logged}
    return render(request, "jobs/placement_form.html", context, status=WRONG if form.errors else 200)

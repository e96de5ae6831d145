"""Hand enquiries and cases over, pass enquiries on, gather two cases in one, part one in two."""

from __future__ import annotations

from django.utils.translation import gettext as _

from symbiose.common.pages.access import require, signed_in
from symbiose.frontdesk import actions, permissions, queries
from symbiose.frontdesk.forms import HandOverForm, MergeForm, PassOnForm, SplitForm
from symbiose.frontdesk.views.doors import carried_out, desk_of, find_enquiry, form_page
from symbiose.frontdesk.views.work import kept_case
from symbiose.organisations.queries import contacts_of


def handed_over(request, subject, act, *, heading):
    """The form and the verb of handing over."""
    form = HandOverForm(request.POST or None, at_desk=desk_of(subject), owner_id=subject.owner_id)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = carried_out(
            request,
            form,
            lambda: act(subject, to=given["to"], note=given["note"], by=request.actor),
            _("It is handed over. The new owner has been told."),
        )
        if done:
            return done
    lead = _("Only those who are at the entrance today can be chosen.")
    return form_page(request, subject, form, heading=heading, button=_("Hand over"), lead=lead)


@signed_in
def hand_over_enquiry(request, enquiry_number):
    """Another takes the enquiry."""
    enquiry = find_enquiry(request, enquiry_number)
    require(permissions.may_handle(request.actor, enquiry))
    return handed_over(request, enquiry, actions.hand_over_enquiry, heading=_("Hand the enquiry over"))


@signed_in
def hand_over_case(request, case_number):
    """Another takes the case."""
    case = kept_case(request, case_number)
    return handed_over(request, case, actions.hand_over_case, heading=_("Hand the case over"))


@signed_in
def pass_on(request, enquiry_number):
    """From an external entrance to the municipality, with a yes."""
    enquiry = find_enquiry(request, enquiry_number)
    require(permissions.may_pass_on(request.actor, enquiry))
    form = PassOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        consent = form.cleaned_data["reason"]

        def act():
            actions.pass_on(enquiry, consent=consent, by=request.actor)
            return enquiry

        done = carried_out(request, form, act, _("It is passed on. The municipality answers from now on."))
        if done:
            return done
    lead = _("The municipality sees what they wrote and who they are. Until then it sees nothing of it.")
    return form_page(request, enquiry, form, heading=_("Pass on to the municipality"), button=_("Pass on"), lead=lead)


@signed_in
def merge(request, case_number):
    """It is the same as another case."""
    case = kept_case(request, case_number)
    others = queries.cases_visible_to(request.actor).filter(state="open").exclude(pk=case.pk)
    form = MergeForm(request.POST or None, cases=others)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = carried_out(
            request,
            form,
            lambda: actions.merge_cases(case, given["number"], reason=given["reason"], by=request.actor),
            _("The two are one case now. Everything of the first stands here."),
        )
        if done:
            return done
    lead = _("Enquiries, dialogue, parties and tasks follow. The number of the first leads to the second.")
    return form_page(request, case, form, heading=_("Gather with another case"), button=_("Gather"), lead=lead)


@signed_in
def split(request, case_number):
    """Some of it was another matter."""
    case = kept_case(request, case_number)
    form = SplitForm(request.POST or None, case=case, lines=contacts_of([case]))
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
        done = carried_out(
            request,
            form,
            lambda: actions.split_case(case, by=request.actor, **given),
            _("This is a case of its own now."),
        )
        if done:
            return done
    lead = _("At least one enquiry stays. The new case has the same owner.")
    return form_page(request, case, form, heading=_("Part in two cases"), button=_("Part"), lead=lead)

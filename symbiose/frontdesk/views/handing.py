"""Hand enquiries and cases over, pass enquiries on, gather two cases in one, part one in two."""

from __future__ import annotations

from django.utils.translation import gettext as _

from symbiose.common.pages.access import require, signed_in
from symbiose.frontdesk import actions, permissions, queries
from symbiose.frontdesk.forms import HandOverForm, MergeForm, PassOnForm, SplitForm
from symbiose.frontdesk.views.doors import by_form, desk_of, find_enquiry, values_of
from symbiose.frontdesk.views.work import kept_case
from symbiose.organisations.queries import contacts_of


def handed_over(request, subject, act, *, heading):
    """The form and the verb of handing over."""
    form = HandOverForm(request.POST or None, at_desk=desk_of(subject), owner_id=subject.owner_id)
    return by_form(
        request,
        subject,
        form,
        lambda: act(subject, to=form.cleaned_data["to"], note=form.cleaned_data["note"], by=request.actor),
        said=_("It is handed over. The new owner has been told."),
        heading=heading,
        button=_("Hand over"),
        lead=_("Only those who are at the entrance today can be chosen."),
    )


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

    def act():
        actions.pass_on(enquiry, consent=form.cleaned_data["reason"], by=request.actor)
        return enquiry

    return by_form(
        request,
        enquiry,
        form,
        act,
        said=_("It is passed on. The municipality answers from now on."),
        heading=_("Pass on to the municipality"),
        button=_("Pass on"),
        lead=_("The municipality sees what they wrote and who they are. Until then it sees nothing of it."),
    )


@signed_in
def merge(request, case_number):
    """It is the same as another case."""
    case = kept_case(request, case_number)
    others = queries.cases_visible_to(request.actor).filter(state="open").exclude(pk=case.pk)
    form = MergeForm(request.POST or None, cases=others)

    def act():
        given = form.cleaned_data
        return actions.merge_cases(case, given["number"], reason=given["reason"], by=request.actor)

    return by_form(
        request,
        case,
        form,
        act,
        said=_("The two are one case now. Everything of the first stands here."),
        heading=_("Gather with another case"),
        button=_("Gather"),
        lead=_("Enquiries, dialogue, parties and tasks follow. The number of the first leads to the second."),
    )


@signed_in
def split(request, case_number):
    """Some of it was another matter."""
    case = kept_case(request, case_number)
    form = SplitForm(request.POST or None, case=case, lines=contacts_of([case]))
    return by_form(
        request,
        case,
        form,
        lambda: actions.split_case(case, by=request.actor, **values_of(form)),
        said=_("This is a case of its own now."),
        heading=_("Part in two cases"),
        button=_("Part"),
        lead=_("At least one enquiry stays. The new case has the same owner."),
    )

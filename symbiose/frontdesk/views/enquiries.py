"""Enquiries: the list, one typed in, its page, and what becomes of it."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common import links
from symbiose.common.actor import Role
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form
from symbiose.common.pages.lists import build, exported
from symbiose.frontdesk import actions, permissions, queries
from symbiose.frontdesk import lists as kits
from symbiose.frontdesk.actions.telling import page_of
from symbiose.frontdesk.forms import AnswerForm, EnquiryForm, OpenCaseForm, ReasonForm
from symbiose.frontdesk.forms.enquiries import MINE, ChangeEnquiryForm
from symbiose.frontdesk.queries.receipts import can_be_forgotten, letters_of
from symbiose.frontdesk.queries.unread import is_unread
from symbiose.frontdesk.shown import dress_enquiries
from symbiose.frontdesk.starting import position_url
from symbiose.frontdesk.states import ENQUIRY
from symbiose.frontdesk.views.doors import by_form, carried_out, find_enquiry
from symbiose.organisations.models import Organisation


@signed_in
def enquiry_list(request):
    """All that one may see, the newest first."""
    require(permissions.may_see_lists(request.actor))
    rows = queries.with_enquiry_rows(queries.enquiries_visible_to(request.actor))
    kit = kits.enquiry_kit(rows)
    if answer := exported(request, rows, kit):
        return answer
    shown = build(request, rows, kit)
    dress_enquiries(shown.page.object_list)
    context = {"shown": shown, "may_add": permissions.works_at_an_entrance(request.actor)}
    return render(request, "frontdesk/enquiry_list.html", context)


def own_department(actor):
    """The department that the actor acts for; None for everybody else."""
    if actor.role is not Role.FIRM or actor.organisation_id is None:
        return None
    return Organisation.objects.get(pk=actor.organisation_id)


@signed_in
def add(request):
    """Type in a call, a visit, a meeting or a letter."""
    door = own_department(request.actor)
    require(permissions.may_type_in(request.actor, door))
    form = EnquiryForm(
        request.POST or None, actor=request.actor, departments=door is None, initial=first_values(request)
    )
    if request.method == "POST" and form.is_valid():
        answer = carried_out(request, form, lambda: typed_in(request, form, door), _("It is written down."))
        if answer:
            return answer
    return render(request, "frontdesk/enquiry_add.html", {"form": form, "door": door})


def first_values(request):
    """What the address says already, for example which firm is calling."""
    return {name: request.GET[name][:200] for name in ("organisation", "text", "topic") if name in request.GET}


def typed_in(request, form, door):
    """The enquiry, owned by the one who typed it in or by whom it falls to."""
    given = form.cleaned_data
    return actions.receive_enquiry(
        channel=given["channel"],
        text=given["text"],
        topic=given["topic"],
        writer=form.writer(),
        door=given.get("door") or door,
        keep=given.get("owner") == MINE,
        answer=given["answer"],
        by=request.actor,
    )


def can_become_position(actor, enquiry):
    """An adviser makes a position of the work that was asked about, while what was said is kept."""
    return actor.is_adviser and enquiry.forgotten_at is None and enquiry.state in {"new", "answered", "in_case"}


@signed_in
def detail(request, enquiry_number):
    """What was asked, by whom, who owns it, and the three things that can become of it."""
    enquiry = find_enquiry(request, enquiry_number)
    dress_enquiries([enquiry])
    context = {
        "enquiry": enquiry,
        "may": {row.verb for row in ENQUIRY.open_to(request.actor, enquiry, enquiry.state)},
        "letters": letters_of(enquiry),
        "unread": enquiry.state in {"answered", "noise"} and is_unread(enquiry),
        "may_erase": permissions.may_forget(request.actor, enquiry) and can_be_forgotten(enquiry),
        "position_url": position_url(queries.ENQUIRY, enquiry) if can_become_position(request.actor, enquiry) else "",
        "history": links.history(enquiry),
        "chain": links.chain(enquiry, request.actor),
        "form": Form(),
    }
    return render(request, "frontdesk/enquiry.html", context)


@signed_in
def change(request, enquiry_number):
    """Put right who asks and about what."""
    enquiry = find_enquiry(request, enquiry_number)
    require(permissions.may_handle(request.actor, enquiry))
    form = ChangeEnquiryForm(request.POST or None, actor=request.actor, initial=ChangeEnquiryForm.of(enquiry))

    def act():
        version = form.cleaned_data["version"]
        return actions.change_enquiry(enquiry, by=request.actor, version=version, **form.values())

    return by_form(
        request, enquiry, form, act, said=_("It is saved."), heading=_("Put the enquiry right"), button=_("Save")
    )


@signed_in
def answer(request, enquiry_number):
    """Answered: counted, and no case."""
    enquiry = find_enquiry(request, enquiry_number)
    require(permissions.may_handle(request.actor, enquiry))
    form = AnswerForm(request.POST or None)

    def act():
        given = form.cleaned_data
        return actions.answer_now(enquiry, answer=given["answer"], kind=given["kind"], by=request.actor)

    return by_form(
        request,
        enquiry,
        form,
        act,
        said=_("It is answered and counted. Nothing more waits."),
        heading=_("Answer the enquiry"),
        button=_("It is answered"),
    )


@signed_in
def make_case(request, enquiry_number):
    """A case of it, or one that is open already."""
    enquiry = find_enquiry(request, enquiry_number)
    require(permissions.may_handle(request.actor, enquiry))
    if enquiry.case:
        return redirect(page_of(enquiry.case))
    firm = enquiry.organisation
    first = {"title": enquiry.title, "topic": enquiry.topic, "organisation": firm.name if firm else ""}
    cases = queries.cases_visible_to(request.actor).filter(state="open")
    form = OpenCaseForm(request.POST or None, actor=request.actor, cases=cases, initial=first)
    return by_form(
        request,
        enquiry,
        form,
        lambda: case_of(request, enquiry, form.cleaned_data),
        said=_("It is in a case."),
        heading=_("Make a case of it"),
        button=_("Make a case"),
    )


def case_of(request, enquiry, given):
    """The case that was chosen, or a new one."""
    if given["number"]:
        return actions.attach_enquiry(enquiry, given["number"], by=request.actor).case
    return actions.open_case(
        enquiry,
        title=given["title"],
        topic=given["topic"],
        organisation=given["organisation"],
        by=request.actor,
    )


@signed_in
def aside(request, enquiry_number):
    """It is noise."""
    enquiry = find_enquiry(request, enquiry_number)
    require(permissions.may_handle(request.actor, enquiry))
    form = ReasonForm(request.POST or None)
    return by_form(
        request,
        enquiry,
        form,
        lambda: actions.set_aside(enquiry, reason=form.cleaned_data["reason"], by=request.actor),
        said=_("It is set aside. You can take it up again on this page."),
        heading=_("Set it aside as noise"),
        button=_("Set aside"),
        lead=_("For advertisements, wrong numbers and what was sent twice. It can still be read."),
    )


@signed_in
@require_POST
def take_up(request, enquiry_number):
    """It waits for an answer once more."""
    enquiry = find_enquiry(request, enquiry_number)
    require(permissions.may_handle(request.actor, enquiry))
    form = Form(request.POST)
    require(form.is_valid())
    done = carried_out(
        request, form, lambda: actions.take_up(enquiry, by=request.actor), _("It waits for an answer once more.")
    )
    return done or redirect(page_of(enquiry))

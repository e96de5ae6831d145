"""Ask for an account, without one; what a personal link about it shows and does."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from symbiose.common.pages.forms import Form
from symbiose.common.states import NotAllowed
from symbiose.organisations import actions, queries
from symbiose.organisations.forms import AskForm, SearchForm
from symbiose.organisations.models import AccessRequest
from symbiose.organisations.queries import access as reading
from symbiose.organisations.states import ACCESS
from symbiose.people.models import User
from symbiose.people.passwords import first_password_address

TOO_MANY = 429


def ask(request):
    """The public form. Whatever is known here of the address or the organisation, the answer is the same."""
    looked = SearchForm(request.GET)
    chosen = queries.directory().filter(pk=looked.chosen).first() if looked.chosen else None
    told = request.session.get("asking", {})  # by an identity provider that knows an organisation which we do not
    form = AskForm(request.POST or None, organisation=chosen, initial=told)
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.trapped:
            return redirect("organisations:access_asked")
        if consume(request, action="ask_access"):
            return asked(request, form)
        form.add_error(None, _("Many have asked from your connection in the last hour. Try again later, or call us."))
        status = TOO_MANY
    found = queries.listed_publicly(looked.words)
    context = {"form": form, "chosen": chosen, "words": looked.words, "found": found, "keep_days": actions.keep_days()}
    return render(request, "organisations/access_ask.html", context, status=status)


def asked(request, form):
    """Keep the request once, and go on to the page that says what happens now."""

    def act():
        actions.ask_access(by=request.actor, **form.values())
        return reverse("organisations:access_asked")

    return HttpResponseRedirect(form.run_once(act))


def thanks(request):
    """What happens now; the same for everybody."""
    return render(request, "organisations/access_asked.html")


def receipt_by_link(request, link):
    """How far a request is; a POST takes it back, or sends the invitation again."""
    asked_for = get_object_or_404(reading.requests(), pk=link.subject_id)
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.run_once(lambda: receipt_step(request, asked_for))
        return redirect(request.path)
    context = {"asked": asked_for, "form": form, "name": reading.written_name(asked_for)}
    context["may"] = {row.verb for row in ACCESS.open_to(request.actor, asked_for, asked_for.state)}
    return render(request, "organisations/access_receipt.html", context)


def receipt_step(request, asked_for) -> str:
    """Carry it out; the address is empty, since a personal one is stored nowhere."""
    try:
        if request.POST.get("step") == "send":
            actions.send_again(asked_for, by=request.actor)
            messages.success(request, _("The invitation is on its way to the address that you gave us."))
        else:
            actions.withdraw_access(asked_for, by=request.actor)
            messages.success(request, _("Your request is withdrawn."))
    except NotAllowed:
        messages.error(request, _("The request has been answered in the meantime. See below."))
    return ""


def invitation_by_link(request, link):
    """Who invites to what; a POST says yes or no, and a person without a password goes on to choose one."""
    invited = get_object_or_404(reading.requests(), pk=link.subject_id)
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid() and not signed_in_as_another(request, invited):
        return invitation_step(request, invited, form)
    return render(request, "organisations/access_invitation.html", invitation_page(request, invited, form))


def signed_in_as_another(request, invited: AccessRequest) -> bool:
    """The one at the screen is not the one who was invited; nothing happens before they sign out."""
    return request.user.is_authenticated and request.user.email.lower() != invited.email


def invitation_page(request, invited, form):
    """What the page needs; nothing about the address that the one at the screen does not know."""
    standing = invited.organisation and queries.stands_for(invited.organisation)
    return {
        "invited": invited,
        "organisation": standing,
        "form": form,
        "another": signed_in_as_another(request, invited),
        "no_password": without_password(invited) is not None,
    }


def without_password(invited: AccessRequest) -> User | None:
    """The person who has said yes and chosen no password yet."""
    person = User.objects.filter(memberships=invited.membership_id, is_active=True).first()
    return person if person is not None and not person.has_usable_password() else None


def invitation_step(request, invited, form):
    """Yes, no, or on to the password after a yes that was given earlier."""
    if request.POST.get("step") == "no":
        form.run_once(lambda: declined(request, invited))
        return redirect("notices:answer", token=request.resolver_match.kwargs["token"])
    if invited.state == "invited":
        form.run_once(lambda: accepted(request, invited))
    invited.refresh_from_db()
    return entered(request, invited)


def declined(request, invited) -> str:
    """No, thank you; the link is closed."""
    try:
        actions.withdraw_access(invited, by=request.actor)
    except NotAllowed:
        messages.error(request, _("The invitation is no longer open."))
    return ""


def accepted(request, invited) -> str:
    """Open the membership, or say why that cannot be done."""
    try:
        actions.accept_access(invited, by=request.actor)
    except NotAllowed:
        messages.error(request, _("The invitation is no longer open."))
    except actions.NotStanding:
        messages.error(request, _("The organisation has closed since you were invited. Call or write to us."))
    except actions.InvitationOver:
        messages.error(request, _("The days for which you were invited are past. Ask to be invited again."))
    except actions.AccountClosed:
        messages.error(request, _("The account of this address is closed. Call or write to us if that is not right."))
    else:
        name = queries.stands_for(invited.organisation).name
        messages.success(request, _("You can act for %(name)s now.") % {"name": name})
    return ""


def entered(request, invited):
    """Where the yes leads: to a first password, to the start page in the new membership, or to sign-in."""
    if invited.membership_id is None:
        return redirect(request.path)
    person = without_password(invited)
    if person is not None:
        return HttpResponseRedirect(first_password_address(person))
    if request.user.is_authenticated:
        request.session["membership"] = invited.membership_id
        return redirect("home:today")
    return redirect("account_login")

"""Keep the contact points: the list, one of them, add, change, confirm."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common.models import MunicipalItem
from symbiose.common.pages.access import require, signed_in
from symbiose.home import permissions
from symbiose.home.actions import NotNow, confirm_contact, write_contact
from symbiose.home.forms import ConfirmForm, ContactForm
from symbiose.home.forms.contacts import LABELS
from symbiose.home.queries import contacts as queries
from symbiose.home.queries.history import told
from symbiose.home.views.items import saved
from symbiose.municipalities.kinds import CONTACT


def page_of(contact):
    return reverse("home:contact_point", args=[contact.pk])


def contact_or_404(request, contact_id):
    """A contact point, for those who keep them."""
    require(permissions.may_keep_contacts(request.actor))
    return get_object_or_404(MunicipalItem, pk=contact_id, kind=CONTACT)


@signed_in
def index(request):
    """All of them, also those to come and those that have ended."""
    require(permissions.may_keep_contacts(request.actor))
    rows = queries.all_contacts()
    shown = {"rows": rows, "due": sum(row.is_due for row in rows)}
    return render(request, "home/contact_points.html", shown)


@signed_in
def page(request, contact_id):
    """One contact point: whether it still holds, what is known, its other wordings, its history."""
    contact = contact_or_404(request, contact_id)
    return point(request, contact, ConfirmForm(external=contact.data.get("external", False)))


def point(request, contact, form):
    rows = queries.wordings(contact)
    shown = {
        "row": queries.shown(contact),
        "others": [queries.shown(row) for row in rows if row.pk != contact.pk],
        "form": form,
        "history": told(rows, LABELS),
    }
    return render(request, "home/contact_point.html", shown)


@signed_in
def add(request):
    require(permissions.may_keep_contacts(request.actor))
    form = ContactForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    return written(request, form, None)


@signed_in
def change(request, contact_id):
    contact = contact_or_404(request, contact_id)
    return written(request, ContactForm(request.POST or None, known=contact), contact)


def written(request, form, contact):
    """The form, or where the saved contact point stands."""
    if request.method == "POST" and form.is_valid():

        def act():
            return page_of(write_contact(contact, values=form.values(), by=request.actor, **form.days()))

        answer = saved(request, form, act, _("The contact point is saved."))
        if answer:
            return answer
    return render(request, "home/contact_form.html", {"form": form, "contact": contact})


@require_POST
@signed_in
def confirm(request, contact_id):
    """It still holds."""
    contact = contact_or_404(request, contact_id)
    form = ConfirmForm(request.POST, external=contact.data.get("external", False))
    if not form.is_valid():
        return point(request, contact, form)

    def act():
        confirm_contact(contact, by=request.actor, told_by=form.cleaned_data["told_by"])
        return page_of(contact)

    try:
        address = form.run_once(act)
    except NotNow:
        messages.error(request, _("Only a contact that holds today can be confirmed. Change its days first."))
        return HttpResponseRedirect(page_of(contact))
    messages.success(request, _("It is noted that the contact still holds. We ask again when the months have passed."))
    return HttpResponseRedirect(address)

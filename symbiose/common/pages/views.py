"""Saved views of lists."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from symbiose.common import actions
from symbiose.common.pages.forms import Form, PlainText


class SaveViewForm(Form):
    list_name = forms.CharField(max_length=60, widget=forms.HiddenInput)
    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    back = forms.CharField(max_length=2000, widget=forms.HiddenInput)
    name = PlainText(label=gettext_lazy("Name of the view"), max_length=80)


def back_to(request, address):
    """The page that the reader came from, if it is one of ours."""
    own = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(address if own and address.startswith("/") else "/")


@login_required
@require_POST
def save_view(request):
    form = SaveViewForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        actions.save_view(by=request.actor, list_name=given["list_name"], name=given["name"], query=given["query"])
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": given["name"]})
    else:
        messages.error(request, next(iter(form.errors.values()))[0])
    return back_to(request, request.POST.get("back", "/"))


@login_required
@require_POST
def drop_view(request, view_id):
    actions.drop_view(view_id, by=request.actor)
    messages.success(request, _("The view is removed."))
    return back_to(request, request.POST.get("back", "/"))

"""Community champions: the advisers' list, a champion's page, add, change, a newer yes, and farewell."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.actions import Conflict
from symbiose.common.models import AuditEntry
from symbiose.common.pages.access import advisers_only
from symbiose.common.pages.forms import Form, show_conflict
from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, build, exported
from symbiose.organisations import actions, permissions, queries
from symbiose.organisations.forms import AddChampionForm, ChampionForm, ChampionYesForm

CHAMPIONS = ListKit(
    name="champions",
    search=queries.champions_found,
    search_label=gettext_lazy("Search in community champions"),
    filters=(
        Filter(
            "navn",
            gettext_lazy("Name"),
            lambda: [("True", gettext_lazy("shown with name")), ("False", gettext_lazy("shown without name"))],
            lambda rows, values: rows.filter(is_named__in=[value == "True" for value in values]),
            by="is_named",
        ),
    ),
    sorts=(
        Sort("rolle", gettext_lazy("what they do"), ("role",)),
        Sort("nyeste", gettext_lazy("last changed"), ("-changed_at",)),
        Sort("sted", gettext_lazy("place"), ("postcode", "role")),
    ),
    columns=(
        Column("name", lambda row: row.name),
        Column("role", lambda row: row.role, width=40),
        Column("place", lambda row: row.place),
        Column("organisation", lambda row: row.organisation.name if row.organisation else ""),
        Column("with_name", lambda row: "yes" if row.is_named else "no"),
    ),
)


def page_of(champion):
    return reverse("organisations:champion", args=[champion.pk])


def champion_or_404(champion_id):
    return get_object_or_404(queries.champions(), pk=champion_id)


@advisers_only
def index(request):
    rows = queries.champions()
    return exported(request, rows, CHAMPIONS) or render(
        request, "organisations/champions.html", {"shown": build(request, rows, CHAMPIONS)}
    )


def page(request, champion_id):
    """What the public may read; for advisers also the name, how to reach the person, and the yes."""
    champion = champion_or_404(champion_id)
    keeps = permissions.may_keep_champions(request.actor)
    organisation = champion.organisation
    context = {
        "champion": champion,
        "keeps": keeps,
        "organisation": organisation if organisation and permissions.may_see(request.actor, organisation) else None,
        "consents": list(champion.consents.all()) if keeps else [],
        "history": list(history_of(champion)) if keeps else [],
    }
    return render(request, "organisations/champion.html", context)


def history_of(champion):
    rows = AuditEntry.objects.filter(subject_label=queries.CHAMPION, subject_id=champion.pk)
    return rows.order_by("-at", "-pk")[:50]


@advisers_only
def add(request):
    form = AddChampionForm(request.POST or None, initial={"given_on": timezone.localdate(), "how": "meeting"})
    if request.method == "POST" and form.is_valid():

        def act():
            with_name = form.cleaned_data["with_name"]
            return page_of(actions.add_champion(form.yes(), with_name=with_name, by=request.actor, **form.values()))

        address = form.run_once(act)
        messages.success(request, _("The champion is written down and stands in the public list."))
        return HttpResponseRedirect(address)
    return render(request, "organisations/champion_form.html", {"form": form, "heading": _("New community champion")})


@advisers_only
def change(request, champion_id):
    champion = champion_or_404(champion_id)
    names = (field.name for field in champion._meta.concrete_fields)
    initial = {name: getattr(champion, name) for name in names} | {"organisation": champion.organisation or ""}
    form = ChampionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and changed(request, champion, form):
        return redirect(page_of(champion))
    context = {"form": form, "champion": champion, "heading": _("Change what stands about the champion")}
    return render(request, "organisations/champion_form.html", context)


def changed(request, champion, form):
    """Whether the change could be saved; if not, the form says why."""

    def act():
        version = form.cleaned_data["version"]
        return page_of(actions.change_champion(champion, by=request.actor, version=version, **form.values()))

    try:
        form.run_once(act)
    except Conflict as conflict:
        show_conflict(form, conflict)
        return False
    messages.success(request, _("It is saved."))
    return True


@advisers_only
def renew(request, champion_id):
    """A newer yes, with the name or without."""
    champion = champion_or_404(champion_id)
    initial = {"given_on": timezone.localdate(), "with_name": champion.is_named, "given_by": champion.name}
    form = ChampionYesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():

        def act():
            with_name = form.cleaned_data["with_name"]
            actions.renew_champion(champion, form.yes(), with_name=with_name, by=request.actor)
            return page_of(champion)

        address = form.run_once(act)
        messages.success(request, _("The yes is written down."))
        return HttpResponseRedirect(address)
    context = {"form": form, "champion": champion, "heading": _("Write down a newer yes")}
    return render(request, "organisations/champion_form.html", context)


@advisers_only
def leave(request, champion_id):
    """The yes is taken back: everything of the person is erased."""
    champion = champion_or_404(champion_id)
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act():
            actions.withdraw_champion(champion, by=request.actor)
            return reverse("organisations:champions")

        address = form.run_once(act)
        messages.success(request, _("The yes is taken back. Name, address and all else about the person is erased."))
        return HttpResponseRedirect(address)
    return render(request, "organisations/champion_leave.html", {"form": form, "champion": champion})

"""How an entrance is manned: who is there, who is away and who stands in, who gets what, how much each one has."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common.actor import Role
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form
from symbiose.frontdesk import actions, permissions
from symbiose.frontdesk.forms.desk import AbsenceForm, RuleForm
from symbiose.frontdesk.models import RoutingRule
from symbiose.frontdesk.routing import desk, loads, main_entrance, rules_of
from symbiose.frontdesk.topics import topic_names
from symbiose.organisations import actions as organisation_actions
from symbiose.organisations.models import Absence, Organisation
from symbiose.organisations.permissions import may_keep_absence


def own_desk(request):
    """The entrance where the reader works, today."""
    require(permissions.works_at_an_entrance(request.actor))
    external = request.actor.role is Role.ENTRANCE
    entrance = Organisation.objects.get(pk=request.actor.organisation_id) if external else main_entrance()
    return desk(entrance, external=external, on=timezone.localdate())


@signed_in
def manned(request):
    """Who is there, who is away, and who gets what."""
    at = own_desk(request)
    return render(request, "frontdesk/desk.html", shown(request, at))


def shown(request, at):
    """Everything that the page says of an entrance."""
    today, number = timezone.localdate(), loads(at.standing)
    people = sorted(at.standing.values(), key=lambda member: member.user.name)
    absences = Absence.objects.filter(user_id__in=at.standing, valid_to__gte=today).select_related("user", "deputy")
    names = topic_names()
    return {
        "people": [(member, number[member.user_id], at.away.get(member.user_id)) for member in people],
        "absences": [(row, may_keep_absence(request.actor, row.user_id)) for row in absences],
        "rules": [(row, names.get(row.topic, row.topic)) for row in rules_of(at)],
        "form": Form(),
    }


def settled(request, form, act, sentence):
    """Run the verb once and go back to the page."""

    def run():
        act()
        messages.success(request, sentence)
        return reverse("desk:manned")

    return redirect(form.run_once(run))


@signed_in
def add_absence(request):
    """Somebody is away: oneself, or for an adviser a colleague."""
    at = own_desk(request)
    only = None if request.actor.role is Role.ADVISER else request.actor.user_id
    form = AbsenceForm(request.POST or None, at_desk=at, only=only, initial={"user": str(request.actor.user_id)})
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name not in {"form_key", "user"}}
        user = form.cleaned_data["user"]
        return settled(
            request,
            form,
            lambda: organisation_actions.add_absence(user, by=request.actor, **given),
            _("It is written down. What waits goes to the one who stands in."),
        )
    lead = _("Why somebody is away is not written anywhere.")
    return desk_form(request, form, heading=_("Write down an absence"), lead=lead)


def desk_form(request, form, *, heading, lead):
    """A form about the entrance on a page of its own."""
    return render(request, "frontdesk/desk_form.html", {"form": form, "heading": heading, "lead": lead})


@signed_in
@require_POST
def drop_absence(request, absence_id):
    """They are back, or it was a mistake."""
    at = own_desk(request)
    absence = Absence.objects.filter(pk=absence_id, user_id__in=at.standing).first()
    form = Form(request.POST)
    require(form.is_valid())
    if absence is not None:
        require(may_keep_absence(request.actor, absence.user_id))
        organisation_actions.drop_absence(absence, by=request.actor)
        messages.success(request, _("The absence is taken back."))
    return redirect("desk:manned")


@signed_in
def add_rule(request):
    """From today, a topic or an area falls to somebody."""
    at = own_desk(request)
    form = RuleForm(request.POST or None, at_desk=at)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("topic", "postcode_from", "postcode_to")}
        member = at.standing[form.cleaned_data["user"].pk]
        return settled(
            request,
            form,
            lambda: actions.set_rule(member, valid_from=timezone.localdate(), by=request.actor, **given),
            _("The rule holds from now on. What has an owner already stays."),
        )
    lead = _("A rule on topic and area comes before one on either. Where none fits, the one with the least gets it.")
    return desk_form(request, form, heading=_("Write a rule of who gets what"), lead=lead)


@signed_in
@require_POST
def end_rule(request, rule_id):
    """It holds no longer from tomorrow."""
    at = own_desk(request)
    rule = RoutingRule.objects.filter(pk=rule_id, membership__user_id__in=at.standing).first()
    if rule is None:
        raise Http404
    require(permissions.may_keep_rules(request.actor, rule.membership))
    form = Form(request.POST)
    require(form.is_valid())
    return settled(
        request,
        form,
        lambda: actions.end_rule(rule, on=timezone.localdate(), by=request.actor),
        _("The rule is ended."),
    )

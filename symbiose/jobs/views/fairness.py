"""Who is covered first: what holds, what it costs, and setting it anew from a day on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from symbiose.common.pages.access import require, signed_in
from symbiose.jobs import bridge
from symbiose.jobs import fairness_shown as shown
from symbiose.jobs.actions.fairness import BackInTime, DayTaken, set_policy
from symbiose.jobs.actions.placement_runs import runner
from symbiose.jobs.forms.fairness import BACK_IN_TIME, PolicyForm
from symbiose.jobs.limits import fewest_people
from symbiose.jobs.permissions import may_see_curve, may_see_policy, may_set_policy
from symbiose.jobs.queries.fairness import policies, policy_in_force
from symbiose.jobs.queries.runs import last_run, rows_of_today

PREVIEW = (
    "fairness"  # the purpose of reading, as the log says it; the system reads, and whoever asked sees numbers alone
)


@require_safe
@signed_in
def policy(request):
    """What holds today, the trade-off curve, and what the choice costs."""
    require(may_see_policy(request.actor))
    today = timezone.localdate()
    held, run = bridge.policy_on(today), last_run()
    reads_curve = may_see_curve(request.actor)
    stored = run.choices if run and reads_curve else []
    choices = shown.choices_shown(stored, tolerance=held.tolerance, on=today)
    context = {
        "set": policy_in_force(today),
        "policies": list(policies()),
        "today": today,
        "tiers": [int(weeks) for weeks in held.tiers],
        "tolerance": shown.percent(held.tolerance),
        "weights": shown.weights_shown(held),
        "run": run,
        "choices": choices,
        "now": next((one for one in choices if one.now), None),
        "drawn": shown.curve_drawn(choices),
        "reads_curve": reads_curve,
        "fewest": fewest_people(today),
        "may_set": may_set_policy(request.actor),
    }
    return render(request, "jobs/fairness/policy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request):
    """Set it anew; the first button shows what it would give and writes nothing, the second sets it."""
    require(may_set_policy(request.actor))
    held = bridge.policy_on(timezone.localdate())
    trial = "preview" in request.POST
    form = PolicyForm(request.POST, trial=trial) if request.method == "POST" else PolicyForm.of(held)
    if not form.is_valid():
        return _form(request, form, status=422 if form.is_bound else 200)
    if trial:
        return _form(request, form, preview=_preview(form, held, request.actor))
    try:
        return HttpResponseRedirect(form.run_once(lambda: _set(request, form)))
    except BackInTime:  # the day ended after the form was checked
        form.add_error("valid_from", BACK_IN_TIME)
    except DayTaken:
        form.add_error("valid_from", _("Another choice holds from that very day. Choose another day."))
    return _form(request, form, status=422)


def _form(request, form, *, preview=None, status=200):
    context = {
        "form": form,
        "preview": preview,
        "fewest": fewest_people(timezone.localdate()),
    }
    return render(request, "jobs/fairness/set.html", context, status=status)


def _preview(form, held, asked_by):
    """Who would have a proposal by what is written, beside what holds: two plans of today, of which only numbers are shown."""
    rows = rows_of_today(by=runner(), purpose=PREVIEW, asked_by=asked_by)
    asked = bridge.policy_with(
        rows.on,
        version="",
        tiers=form.tiers,
        tolerance=float(form.cleaned_data["tolerance"]),
        weights={name: float(value) for name, value in form.weights.items()},
    )
    return [
        (_("As it is today"), shown.tiers_shown(bridge.try_policy(rows, policy=held), rows.on)),
        (_("As you have written"), shown.tiers_shown(bridge.try_policy(rows, policy=asked), rows.on)),
    ]


def _set(request, form):
    given = form.cleaned_data
    made = set_policy(
        valid_from=given["valid_from"],
        tiers=form.tiers,
        tolerance=given["tolerance"],
        weights=form.weights,
        decided_by=given["decided_by"],
        reason=given["reason"],
        by=request.actor,
    )
    told = _("It holds from %(day)s. The next search follows it.") % {"day": date_format(made.valid_from)}
    messages.success(request, told)
    return reverse("fairness:policy")

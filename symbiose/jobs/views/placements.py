"""The list of placements, the page of one, and what is told there."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from symbiose.common import links
from symbiose.common.actor import Role
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.lists import build, exported
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions import placement_curve, placement_life, placement_pausing, placement_reviews
from symbiose.jobs.actions.placement_rules import PlacementRefused
from symbiose.jobs.drawing.curve import curve_drawing
from symbiose.jobs.enums import Voice
from symbiose.jobs.forms import placements as forms
from symbiose.jobs.queries.placement_list import kit_for, rows_for
from symbiose.jobs.queries.placement_page import page_of, stretches_of
from symbiose.jobs.queries.placement_room import hours_of
from symbiose.jobs.queries.rows import placements_visible_to
from symbiose.jobs.states import PLACEMENT
from symbiose.jobs.views.doors import consultants_only

WRONG = 422
DONE = {
    "begin": gettext_lazy("It has begun. It is counted from the first day on."),
    "not_begun": gettext_lazy("It is agreed again, and has not begun."),
    "pause": gettext_lazy("The pause is written down."),
    "resume": gettext_lazy("It runs again."),
    "end": gettext_lazy("It has ended. Everything that was told of it stays."),
    "reopen": gettext_lazy("It is taken up again."),
}


def find_placement(number, actor):
    """The placement with its parts; 404 for those who may not know that it exists."""
    rows = placements_visible_to(actor).filter(number=number)
    rows = rows.select_related("candidate__consultant", "position__organisation", "position__workplace", "offer")
    found = rows.prefetch_related("curve", "pauses", "reviews", "help_calls").first()
    if found is None:
        raise Http404
    return found


def to_page(placement, part=""):
    """Back to the page of a placement."""
    return HttpResponseRedirect(address_of(placement) + (f"#{part}" if part else ""))


def address_of(placement):
    """The page for those who sign in."""
    return reverse("placements:detail", args=[placement.number])


@require_safe
@signed_in
def placement_list(request):
    """Placements that one may see: all for consultants, a firm's own for a firm; the same rows as a file."""
    require(request.actor.role in {Role.CONSULTANT, Role.FIRM})
    rows, kit = rows_for(request.actor), kit_for(request.actor)
    if answer := exported(request, rows, kit):
        return answer
    shown = build(request, rows, kit)
    shown.page.object_list = [{"row": row, "hours": hours_of(row)} for row in shown.page.object_list]
    context = {"shown": shown, "firm": request.actor.role is Role.FIRM, "today": timezone.localdate()}
    return render(request, "jobs/placement_list.html", context)


def page(request, placement, *, form=None, status=200):
    """The consultant's page; `form` is one that was filled in wrongly, by its name."""
    shown, actor = page_of(placement), request.actor
    verbs = {row.verb for row in PLACEMENT.open_to(actor, placement, placement.state)}
    asked = {"reopen" if verb == "agree_again" else verb for verb in verbs}
    tell = {verb: forms.TOLD[verb](placement=placement, verb=verb) for verb in asked if verb in forms.TOLD}
    wrong = form[1] if form else None
    if form and form[0] in tell:
        tell[form[0]] = wrong
    stretches = stretches_of(shown)
    context = {
        "placement": placement,
        "shown": shown,
        "tell": tell,
        "form": wrong,
        "wrong": form[0] if form else "",
        "button": forms.ButtonForm(),
        "step_form": forms.StepForm(),
        "plan_form": forms.PlanTalkForm(),
        "hold_form": forms.HoldTalkForm(),
        "curve": curve_drawing(stretches, today=shown.today, title=_("Hours a week")) if stretches else None,
        "chain": links.chain(placement, actor),
        "history": links.history(placement),
        "first_day": getattr(placement, "first_day", None),
        "today": shown.today,
        "voices": Voice.choices,
    }
    if form and form[0] in {"step_form", "plan_form", "hold_form"}:
        context[form[0]] = wrong
    return render(request, "jobs/placement.html", context, status=status)


def act(request, placement, form, verb, *, name, done, part=""):
    """Run a verb from a form once, and go back to the page with what happened; with a sentence where a rule refuses."""
    if not form.is_valid():
        return page(request, placement, form=(name, form), status=WRONG)

    def run():
        verb(form.cleaned_data)
        messages.success(request, done)
        return address_of(placement) + (f"#{part}" if part else "")

    try:
        return HttpResponseRedirect(form.run_once(run))
    except PlacementRefused as error:
        form.add_error(error.field if error.field in form.fields else None, error.sentence)
        return page(request, find_placement(placement.number, request.actor), form=(name, form), status=WRONG)
    except NotAllowed:
        messages.error(
            request, _("This is not possible now: somebody may have done it already. Here is how it stands.")
        )
        return to_page(placement)


def press(request, placement, verb, *, row, done, part):
    """Run the verb of a button that stands beside a row of the page; `row` is what the verb calls it."""
    form = forms.ButtonForm(request.POST)

    def run(told):
        verb(placement, **{row: told["row"] or 0}, by=request.actor)

    return act(request, placement, form, run, name="button", done=done, part=part)


@require_POST
@consultants_only
def tell(request, number):
    """What is told of a placement: begun, paused, goes on, ended, taken up again."""
    placement = find_placement(number, request.actor)
    verb = request.POST.get("verb", "")
    if verb not in forms.TOLD:
        raise Http404
    form = forms.TOLD[verb](request.POST, placement=placement, verb=verb)
    by = request.actor
    verbs = {
        "begin": lambda told: placement_life.begin_placement(placement, by=by, on=told["on"]),
        "not_begun": lambda _told: placement_life.begin_no_more(placement, by=by),
        "pause": lambda told: placement_life.pause_placement(placement, by=by, on=told["on"], until=told["until"]),
        "resume": lambda told: placement_life.resume_placement(placement, by=by, on=told["on"]),
        "end": lambda told: placement_life.end_placement(
            placement, by=by, outcome=told["outcome"], note=told["note"], on=told.get("on")
        ),
        "reopen": lambda told: placement_life.reopen_placement(
            placement, by=by, reason=told["reason"], despite=told["despite"]
        ),
    }
    return act(request, placement, form, verbs[verb], name=verb, done=DONE[verb])


@require_POST
@consultants_only
def pauses(request, number):
    """A pause that was told wrongly: other days, or none at all."""
    placement, by = find_placement(number, request.actor), request.actor
    if "remove" in request.POST:
        done = _("The pause is taken out.")
        return press(request, placement, placement_pausing.remove_pause, row="pause", done=done, part="timer")
    form = forms.PauseRightForm(request.POST)

    def change(told):
        placement_pausing.change_pause(placement, pause=told["row"], starts=told["starts"], ends=told["ends"], by=by)

    return act(request, placement, form, change, name="pause_form", done=_("The pause is put right."), part="timer")


@require_POST
@consultants_only
def hours(request, number):
    """A step of the hours curve: written, confirmed, or taken out."""
    placement, by = find_placement(number, request.actor), request.actor
    if "confirm" in request.POST:
        done = _("The hours are counted from that day.")
        return press(request, placement, placement_curve.confirm_step, row="step", done=done, part="timer")
    if "remove" in request.POST:
        done = _("The step is taken out.")
        return press(request, placement, placement_curve.remove_step, row="step", done=done, part="timer")
    form = forms.StepForm(request.POST)

    def write(told):
        placement_curve.set_step(placement, from_day=told["from_day"], hours=told["hours"], by=by)

    return act(request, placement, form, write, name="step_form", done=_("The hours are written down."), part="timer")


@require_safe
@signed_in
def curve_csv(request, number):
    """The rows of the curve's table as a file."""
    placement = find_placement(number, request.actor)
    stretches = stretches_of(page_of(placement))
    drawn = curve_drawing(stretches, today=timezone.localdate(), title="") if stretches else None
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="timer-{placement.number}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer, delimiter=";")
    writer.writerow([_("From"), _("To"), _("Hours a week"), _("How")])
    writer.writerows([row.first, row.last, row.hours, row.kind] for row in (drawn.rows if drawn else ()))
    return answer


@require_POST
@consultants_only
def talks(request, number):
    """A talk about how it goes: planned, moved to another day, or held."""
    placement, by = find_placement(number, request.actor), request.actor
    if "hold" in request.POST:
        form = forms.HoldTalkForm(request.POST)

        def hold(told):
            placement_reviews.hold_review(
                placement, review=told["row"], held_on=told["held_on"], note=told["note"], by=by
            )

        return act(
            request, placement, form, hold, name="hold_form", done=_("The talk is written down."), part="samtaler"
        )
    form = forms.PlanTalkForm(request.POST)

    def plan(told):
        if told["row"]:
            placement_reviews.move_review(placement, review=told["row"], due_on=told["due_on"], by=by)
        else:
            placement_reviews.plan_review(placement, due_on=told["due_on"], by=by)

    return act(request, placement, form, plan, name="plan_form", done=_("The talk is planned."), part="samtaler")

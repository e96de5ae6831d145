"""The list of positions, the page of one, and its steps."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from symbiose.common import links
from symbiose.common.actor import Role
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.lists import build, exported, safe_cell
from symbiose.common.states import NotAllowed
from symbiose.jobs import permissions
from symbiose.jobs.actions import carving
from symbiose.jobs.actions import positions as actions
from symbiose.jobs.enums import PositionState
from symbiose.jobs.forms.positions import MoveForm
from symbiose.jobs.models import Position
from symbiose.jobs.position_limits import Refused
from symbiose.jobs.position_list import kit_for
from symbiose.jobs.position_shown import facts_of, tasks_of, total_text, week_of
from symbiose.jobs.queries.positions import for_rows, sees_who_works, working_in
from symbiose.jobs.queries.ratio import ratio_for
from symbiose.jobs.queries.rows import placements_visible_to, positions_visible_to
from symbiose.jobs.states import POSITION
from symbiose.jobs.views.carving import acting, find_position, page_of

MOVES = {
    "open": (actions.open_position, gettext_lazy("The position is open. It is proposed to people whom it fits.")),
    "draw_back": (actions.draw_back_position, gettext_lazy("The position is a draft again.")),
    "close": (actions.close_position, gettext_lazy("The position is closed. You can open it again on this page.")),
    "reopen": (actions.reopen_position, gettext_lazy("The position is open again.")),
}


@require_safe
@signed_in
def position_list(request):
    """Positions that one may see; the same rows as a file."""
    require(permissions.may_carve(request.actor))
    seen = positions_visible_to(request.actor)
    kit = kit_for(request.actor, seen, request.GET.getlist("party"))
    rows = for_rows(seen)
    if answer := exported(request, rows, kit):
        return answer
    shown = build(request, rows, kit)
    shown.page.object_list = [(row, facts_of(row)) for row in shown.page.object_list]
    own = request.actor.role is Role.FIRM
    context = {"shown": shown, "own": own, "at_work": own and placements_visible_to(request.actor).exists()}
    return render(request, "jobs/position_list.html", context)


@require_safe
@signed_in
def detail(request, number):
    """What it is and its state, what to do next, the facts, the week, the tasks, the ratio rule, history, chain."""
    position = find_position(request, number)
    return render(request, "jobs/position.html", _page(request, position))


def _page(request, position, *, verb="", form=None):
    """All that the page needs; `form` is one that was filled in wrongly for `verb`."""
    row = for_rows(Position.objects.filter(pk=position.pk)).select_related("listing").get()
    open_rows = POSITION.open_to(request.actor, row, row.state)
    forms = {
        one.verb: MoveForm(
            position=row, actor=request.actor, needs_reason=one.needs_reason, auto_id=f"id_{one.verb}_%s"
        )
        for one in open_rows
    }
    if form is not None and verb in forms:
        forms[verb] = form
    copying = MoveForm(position=row, actor=request.actor, auto_id="id_copy_%s")
    tasks = tasks_of(row)
    return {
        "position": row,
        "shown": facts_of(row),
        "moves": forms,
        "copy": form if verb == "copy" else copying,
        "form": form,
        "may_change": permissions.may_keep_position(request.actor, row) and row.state != PositionState.CLOSED,
        "week": week_of(row, request.actor),
        "tasks": tasks,
        "total": total_text(tasks),
        "working": working_in(row) if sees_who_works(request.actor) else None,
        "ratio": ratio_for(row.workplace, by=request.actor),
        "history": links.history(row),
        "chain": links.chain(row, request.actor),
    }


@signed_in
@require_POST
def move(request, number, verb):
    """One step of the state table."""
    position = find_position(request, number)
    require(permissions.may_keep_position(request.actor, position))
    needs_reason = any(row.verb == verb and row.needs_reason for row in POSITION.transitions)
    form = MoveForm(
        request.POST, position=position, actor=request.actor, needs_reason=needs_reason, auto_id=f"id_{verb}_%s"
    )
    if not form.is_valid():
        return render(request, "jobs/position.html", _page(request, position, verb=verb, form=form), status=422)
    try:
        return HttpResponseRedirect(form.run_once(lambda: _moved(request, position, verb, form)))
    except NotAllowed:
        messages.error(request, _("That cannot be done with the position as it stands now."))
        return HttpResponseRedirect(page_of(position))


def _moved(request, position, verb, form) -> str:
    act, said = MOVES[verb]
    by = acting(request.actor, position.organisation_id, form.cleaned_data.get("consent", ""))
    more = {"reason": form.cleaned_data["reason"]} if "reason" in form.cleaned_data else {}
    act(position, by=by, **more)
    messages.success(request, said)
    return page_of(position)


@signed_in
@require_POST
def copy(request, number):
    """A draft with the same in it."""
    position = find_position(request, number)
    require(permissions.may_keep_position(request.actor, position))
    form = MoveForm(request.POST, position=position, actor=request.actor, auto_id="id_copy_%s")
    if not form.is_valid():
        return render(request, "jobs/position.html", _page(request, position, verb="copy", form=form), status=422)

    def act() -> str:
        by = acting(request.actor, position.organisation_id, form.cleaned_data.get("consent", ""))
        made = carving.copy_position(position, by=by)
        messages.success(request, _("This is a draft with the same in it. Change what is different, and open it."))
        return page_of(made)

    try:
        return HttpResponseRedirect(form.run_once(act))
    except NotAllowed as error:
        raise PermissionDenied from error
    except Refused as refused:
        messages.error(request, " ".join(fault.sentence for fault in refused.faults))
        return HttpResponseRedirect(page_of(position))


@require_safe
@signed_in
def week_table(request, number):
    """The table beside the drawing of the week as a file: UTF-8 with mark, semicolon."""
    position = find_position(request, number)
    week = week_of(position, request.actor)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    week_word = _("week")
    answer["Content-Disposition"] = f'attachment; filename="{position.number}-{week_word}.csv"'
    writer = csv.writer(answer, delimiter=";")
    if week is not None:
        writer.writerow(week.headings)
        writer.writerows([safe_cell(cell) for cell in (row.day, *row.cells)] for row in week.rows)
    return answer

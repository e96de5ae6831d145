"""The list, a proposal's page, and its table as a file."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from symbiose.common import links
from symbiose.common.actor import Role
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.lists import build, exported, safe_cell
from symbiose.matching import capacity, exchanges, queries
from symbiose.matching.enums import Answer, NoReason, ProposalState
from symbiose.matching.forms import AnswerForm, EmptyForm, MessageForm
from symbiose.matching.forms.exchanges import AgreeForm
from symbiose.matching.lists import kit_for
from symbiose.matching.permissions import may_agree, may_write
from symbiose.matching.shown import PartyShown, column_names, show
from symbiose.matching.shown.exchanges import show_exchange
from symbiose.matching.states import PROPOSAL
from symbiose.matching.views.doors import find_proposal
from symbiose.notices.models import AnswerLink


@require_safe
@signed_in
def proposal_list(request):
    """Proposals that one may see; the same rows as a file."""
    require(request.actor.is_adviser or request.actor.role is Role.FIRM)
    kit = kit_for(request.actor)
    rows = queries.with_parts(queries.visible_to(request.actor))
    if answer := exported(request, rows, kit):
        return answer
    shown = build(request, rows, kit)
    shown.page.object_list = [show(row, request.actor) for row in shown.page.object_list]
    context = {"shown": shown, "form": EmptyForm(), **_beside(request.actor, shown.page.object_list)}
    return render(request, "matching/list.html", context)


def _beside(actor, page):
    """What stands beside the list: for advisers the run, and who has no room; for a firm how it has answered."""
    if not actor.is_adviser:
        return {"run": None, "rate": capacity.answer_rate(actor.party_id)}
    known = capacity.rooms()
    for row in page:
        row.proposal.no_room = no_room(row.proposal, known)
    return {"run": queries.open_run(), "rate": None}


def no_room(row, known):
    """The parties that a found proposal waits for, since they have enough to answer already."""
    return capacity.waits_for(row.parties.all(), known) if row.state == ProposalState.FOUND else []


@require_safe
@signed_in
def proposal(request, number):
    """An adviser reads everything; a party reads its own side, and answers."""
    row = find_proposal(number, request.actor)
    if request.actor.is_adviser:
        return render(request, "matching/proposal.html", adviser_page(row, request.actor))
    context = party_page(row, request.actor, layout="common/base.html")
    return render(request, "matching/party.html", context)


@require_safe
@signed_in
def table(request, number):
    """The drawing's rows as a file."""
    return table_file(show(find_proposal(number, request.actor), request.actor))


def table_file(shown):
    """Exactly the rows of the table twin: UTF-8 with mark, semicolon."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{shown.proposal.number}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(column_names())
    writer.writerows([safe_cell(cell) for cell in row.cells] for row in shown.rows)
    return response


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One line of the table of answers: the party, its link, its reasons in words, whether it may be answered for."""

    party: PartyShown
    link: AnswerLink | None
    reasons: str
    open: bool


def answers_of(shown):
    """The table of answers, as advisers see it."""
    sent, today = queries.links_sent(shown.proposal), timezone.localdate()
    return [
        AnswerRow(
            party,
            sent.get(party.row.pk),
            ", ".join(str(NoReason(reason).label) for reason in party.row.no_reasons),
            queries.may_still_answer(shown.proposal, party.row, on=today),
        )
        for party in shown.parties
    ]


def adviser_page(row, actor):
    """All that the adviser's page needs."""
    shown = show(row, actor)
    waiting = [party for party in shown.parties if party.row.answer == Answer.NONE]
    return {
        "shown": shown,
        "proposal": row,
        "columns": column_names(),
        "open": {transition.verb for transition in PROPOSAL.open_to(actor, row, row.state)},
        "waiting": waiting,
        "no_room": no_room(row, capacity.rooms()),
        "yes": sum(party.row.answer == Answer.YES for party in shown.parties),
        "late": bool(row.answer_by and row.answer_by < timezone.localdate()),
        "answers": answers_of(shown),
        "same": list(queries.same_pairs(row)),
        "remaining": list(queries.remaining_pairs(row)),
        "letters": list(queries.messages_of(row)),
        "message_form": MessageForm() if may_write(actor, row) else None,
        "exchanges": exchanges_of(row, actor),
        "agree_form": AgreeForm() if may_agree(actor, row) else None,
        "form": EmptyForm(),
        "chain": _chain(row, actor),
        "history": links.history(row),
    }


def _chain(row, actor):
    """The chain with the dialogue after the proposal itself, before what it led to."""
    steps = links.chain(row, actor)
    here = next(place for place, step in enumerate(steps) if step.here)
    return [*steps[: here + 1], _dialogue(row), *steps[here + 1 :]]


def _dialogue(row):
    """Where a proposal leads: shown before it is reached, so that people see what comes."""
    reached = row.talking_since is not None
    state = formats.date_format(row.talking_since, "DATE_FORMAT") if reached else _("when all have said yes")
    url = reverse("matching:proposal", args=[row.number]) + "#dialog" if reached else ""
    return links.Step(_("Dialogue"), _("The parties talk together"), state, url, reached=reached)


def exchanges_of(row, actor):
    """What the proposal has led to, as far as the actor may see it: a party of a loop sees what it gives and gets."""
    rows = exchanges.with_parties(exchanges.visible_to(actor).filter(proposal=row)).order_by("pk")
    return [show_exchange(one, actor) for one in rows] if row.talking_since else []


def party_page(row, actor, *, layout, form=None, message_form=None):
    """All that a party's page needs, signed in or by personal link."""
    shown = show(row, actor)
    party = shown.own.row
    open_to_answer = queries.may_still_answer(row, party, on=timezone.localdate())
    return {
        "shown": shown,
        "proposal": row,
        "party": party,
        "columns": column_names(),
        "layout": layout,
        "by_link": actor.link_id is not None,
        "form": form or (AnswerForm.of(party) if open_to_answer else None),
        "letters": list(queries.messages_of(row)) if may_write(actor, row) else [],
        "message_form": (message_form or MessageForm()) if may_write(actor, row) else None,
        "exchanges": exchanges_of(row, actor),
        "agree_form": EmptyForm() if may_agree(actor, row) else None,
    }

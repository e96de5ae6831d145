"""The continuing dialogue: the list, an enterprise's agenda, its rhythm, a talk with its topics."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.actions import Conflict
from symbiose.common.pages.access import advisers_only, require
from symbiose.common.pages.forms import show_conflict
from symbiose.common.pages.lists import build, exported
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions import rhythm as actions
from symbiose.frontdesk.forms import ReasonForm
from symbiose.frontdesk.forms.rhythm import RhythmForm, TalkForm, TopicsForm
from symbiose.frontdesk.models import Rhythm
from symbiose.frontdesk.models.rhythm import AgendaTopic
from symbiose.frontdesk.periods import settled
from symbiose.frontdesk.queries.outreach import live_call, stop_of
from symbiose.frontdesk.queries.rhythm import MAY_BE_ONE, enterprises, lines_of, talks, talks_told
from symbiose.frontdesk.rhythm_list import dialogue_kit
from symbiose.frontdesk.rhythm_shown import agenda_of, dress_dialogue
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Organisation
from symbiose.organisations.permissions import may_withdraw_line, withdrawable

MOST_TALKS = 20


@advisers_only
def dialogue_list(request):
    """Every enterprise, those most overdue first."""
    rows = enterprises(timezone.localdate())
    kit = dialogue_kit(request.actor)
    if answer := exported(request, rows, kit):
        return answer
    shown = build(request, rows, kit)
    dress_dialogue(shown.page.object_list)
    return render(request, "frontdesk/dialogue_list.html", {"shown": shown})


def find_enterprise(pk):
    """An enterprise of the list, with its flags."""
    return get_object_or_404(enterprises(timezone.localdate()), pk=pk)


def find_firm(pk):
    """An enterprise that is still there, also one that nobody spoke with yet."""
    return get_object_or_404(Organisation, pk=pk, state=OrganisationState.ACTIVE, kind__in=MAY_BE_ONE)


def page_of_dialogue(organisation):
    """The address of its dialogue."""
    return reverse("dialogue:detail", args=[organisation.pk])


@advisers_only
def detail(request, pk):
    """How it stands, what to do next, what was agreed, the agenda, the talks."""
    organisation = find_enterprise(pk)
    dress_dialogue([organisation])
    today = timezone.localdate()
    said = talks_told(today).filter(organisation=organisation).select_related("user", "spoken_for")
    lines = list(said.order_by("-happened_at", "-pk")[:MOST_TALKS])
    context = {
        "organisation": organisation,
        "rhythm": organisation.rhythm,
        "agenda": agenda_of(organisation),
        "stop": stop_of(organisation.pk, on=today),
        "taken": live_call(organisation.pk),
        "talks": talks_shown(lines),
        "talks_total": standing_total(organisation, lines, today),
        "may_withdraw": withdrawable(request.actor, [line for line in lines if not line.withdrawn_at]),
        "topic_months": settled("dialogue.topic_months", on=today),
    }
    return render(request, "frontdesk/dialogue.html", context)


def standing_total(organisation, lines, today):
    """How many talks count; asked for only where there are more than the page shows."""
    if len(lines) == MOST_TALKS:
        return talks(today).filter(organisation=organisation).count()
    return sum(line.withdrawn_at is None for line in lines)


def talks_shown(lines):
    """Each talk with the topics that it touched."""
    said, names = lines_of(lines), dict(AgendaTopic.choices)
    return [(line, [(names[topic], text) for topic, text in said.get(line.pk, {}).items()]) for line in lines]


def settle(request, organisation, form, act, sentence):
    """Run the verb once and go to the dialogue's page, or None where the form must be shown again."""

    def run():
        act()
        messages.success(request, sentence)
        return page_of_dialogue(organisation)

    try:
        return HttpResponseRedirect(form.run_once(run))
    except Conflict as conflict:
        show_conflict(form, conflict)
    except NotAllowed:
        form.add_error(None, _("That cannot be done as it stands now. Look at the page once more."))
    return None


def form_page(request, organisation, form, *, heading, button, lead="", template="frontdesk/dialogue_form.html"):
    """A form about an enterprise's dialogue on a page of its own."""
    context = {"organisation": organisation, "form": form, "heading": heading, "button": button, "lead": lead}
    return render(request, template, context)


@advisers_only
def agree(request, pk):
    """Agree on how often."""
    organisation = find_firm(pk)
    known = Rhythm.objects.filter(organisation=organisation).first()
    usual = settled("dialogue.months", on=timezone.localdate())
    first = RhythmForm.of(known, request.actor.user_id)
    form = RhythmForm(request.POST or None, usual=usual, initial=first)
    if request.method == "POST" and form.is_valid():
        done = settle(
            request,
            organisation,
            form,
            lambda: actions.agree_rhythm(organisation, by=request.actor, **form.values()),
            _("The rhythm is agreed. Nobody who is older than it goes unseen."),
        )
        if done:
            return done
    return form_page(request, organisation, form, heading=_("Agree on a rhythm"), button=_("Save"))


@advisers_only
def talk(request, pk):
    """Write down a talk with its topics."""
    organisation = find_firm(pk)
    form = TalkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = settle(
            request,
            organisation,
            form,
            lambda: actions.log_talk(organisation, by=request.actor, **form.values()),
            _("The talk is written down."),
        )
        if done:
            return done
    heading = _("Write down a talk")
    return form_page(
        request, organisation, form, heading=heading, button=_("Save"), template="frontdesk/dialogue_talk.html"
    )


@advisers_only
def topics(request, pk, talk_id):
    """Which topics a talk touched; of any talk, whoever wrote it down."""
    organisation = find_enterprise(pk)
    line = get_object_or_404(talks(timezone.localdate()).filter(organisation=organisation), pk=talk_id)
    form = TopicsForm(request.POST or None, lines=lines_of([line]).get(line.pk, {}))
    if request.method == "POST" and form.is_valid():
        done = settle(
            request,
            organisation,
            form,
            lambda: actions.mark_topics(line, form.topics(), by=request.actor),
            _("The topics are marked."),
        )
        if done:
            return done
    return form_page(
        request,
        organisation,
        form,
        heading=_("Which topics did the talk touch?"),
        button=_("Save"),
        lead="" if line.confidential else line.text,
        template="frontdesk/dialogue_talk.html",
    )


@advisers_only
def withdraw(request, pk, talk_id):
    """A talk was told of the wrong firm."""
    organisation = find_enterprise(pk)
    line = get_object_or_404(talks_told(timezone.localdate()).filter(organisation=organisation), pk=talk_id)
    require(may_withdraw_line(request.actor, line))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = settle(
            request,
            organisation,
            form,
            lambda: actions.withdraw_from_dialogue(line, reason=form.cleaned_data["reason"], by=request.actor),
            _("The talk is withdrawn. It stays readable, struck out, and counts nowhere."),
        )
        if done:
            return done
    return form_page(
        request,
        organisation,
        form,
        heading=_("Withdraw the talk"),
        button=_("Withdraw"),
        lead=_(
            "It stays readable, struck out, and no longer counts as a talk with this firm. It cannot be brought back."
        ),
    )

"""Records that may be one organisation: the list, the two side by side, gather them, and undo that."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common.pages.access import advisers_only
from symbiose.common.states import NotAllowed
from symbiose.organisations import actions, merging
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.forms import MergeForm, NameForm, ReasonForm
from symbiose.organisations.models import Alike, Merge, Organisation
from symbiose.organisations.queries.merging import alike, may_be_undone, undo_until
from symbiose.organisations.views.pages import done_before, page_of

PAIRS_PER_PAGE = 25


@advisers_only
def doubles(request):
    page = Paginator(alike(), PAIRS_PER_PAGE).get_page(request.GET.get("side"))
    return render(request, "organisations/doubles.html", {"page": page})


@require_POST
@advisers_only
def look(request):
    found = actions.find_doubles()
    messages.success(
        request, _("We have looked through all organisations. Likely doubles: %(count)s.") % {"count": found}
    )
    return HttpResponseRedirect(reverse("organisations:doubles"))


@require_POST
@advisers_only
def set_apart(request, pair_id):
    pair = get_object_or_404(Alike, pk=pair_id)
    if request.POST.get("undo"):
        actions.look_again(pair, by=request.actor)
    else:
        actions.set_apart(pair, by=request.actor)
        messages.success(request, _("Noted: they are not the same. The pair is not shown again."))
    return HttpResponseRedirect(reverse("organisations:doubles"))


@advisers_only
def choose(request, pk):
    """Which other record is the same as this one?"""
    organisation = get_object_or_404(Organisation, pk=pk, state=OrganisationState.ACTIVE)
    form = NameForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        other = form.cleaned_data["other"]
        return HttpResponseRedirect(reverse("organisations:merge", args=[organisation.pk, other.pk]))
    return render(request, "organisations/choose_form.html", {"form": form, "organisation": organisation})


@advisers_only
def merge(request, pk, other_id):
    """The two side by side: which one stays, which one says it right, and how much moves."""
    if pk == other_id:
        raise Http404
    survivor, merged = get_object_or_404(Organisation, pk=pk), get_object_or_404(Organisation, pk=other_id)
    if merged.merged_into_id == survivor.pk:
        return HttpResponseRedirect(page_of(survivor))
    standing = survivor.state == merged.state == OrganisationState.ACTIVE
    form = MergeForm(request.POST or None, survivor=survivor, merged=merged)
    if request.method == "POST" and standing and form.is_valid() and gathered(request, survivor, merged, form):
        return HttpResponseRedirect(page_of(survivor))
    context = {
        "survivor": survivor,
        "merged": merged,
        "form": form,
        "standing": standing,
        "counts": merging.counts(merged.pk),
        "ending": merging.ending(merged.pk, survivor.pk),
    }
    return render(request, "organisations/merge.html", context)


def gathered(request, survivor, merged, form):
    """Whether they could be gathered; if something changed meanwhile, the form says so and asks anew."""

    def act():
        reason = form.cleaned_data["reason"]
        actions.merge_organisations(survivor, merged, by=request.actor, choices=form.choices(), reason=reason)
        return page_of(survivor)

    try:
        form.run_once(act)
    except (actions.Undecided, actions.NotActive, NotAllowed):
        form.add_error(None, _("One of the two was changed meanwhile. Nothing is written. Open the page again."))
        return False
    messages.success(request, _("They are one now. Old addresses and the old name lead here."))
    return True


@advisers_only
def part(request, pk, merge_id):
    """Undo a gathering."""
    known = get_object_or_404(Merge.objects.select_related("survivor", "merged"), pk=merge_id, survivor_id=pk)
    form = ReasonForm(request.POST or None)
    so = _("%(one)s and %(other)s are two.") if known.undone_at is not None else ""
    if answer := done_before(request, form, known.merged, so and so % {"one": known.survivor, "other": known.merged}):
        return answer
    if known.undone_at is not None:
        raise Http404
    if not may_be_undone(known):
        messages.error(request, too_late(known))
        return HttpResponseRedirect(page_of(known.survivor))
    if request.method == "POST" and form.is_valid() and parted(request, known, form):
        return HttpResponseRedirect(page_of(known.merged))
    context = {
        "form": form,
        "organisation": known.survivor,
        "heading": _("Part %(one)s and %(other)s again?") % {"one": known.survivor.name, "other": known.merged.name},
        "lead": _(
            "What moved goes back. What was written since they were gathered stays with %(name)s. "
            "You can undo it until %(day)s."
        )
        % {"name": known.survivor.name, "day": date_format(undo_until(known), "DATE_FORMAT")},
        "button": _("Part them"),
    }
    return render(request, "organisations/reason_form.html", context)


def too_late(known):
    """Why it cannot be undone any more, and what one can do instead."""
    said = _(
        "It could be undone until %(day)s. If they are two after all, add %(name)s anew, without the company number: "
        "the old record holds it."
    )
    return said % {"day": date_format(undo_until(known), "DATE_FORMAT"), "name": known.merged.name}


def parted(request, known, form):
    """Whether they could be parted; if not, the form says why."""

    def act():
        actions.part_organisations(known, by=request.actor, reason=form.cleaned_data["reason"])
        return page_of(known.merged)

    try:
        form.run_once(act)
    except actions.NotActive as other:
        said = _("%(name)s is closed or was gathered in another since. Undo that first.")
        form.add_error(None, said % {"name": other.args[0].name})
        return False
    except actions.UndoEnded:
        form.add_error(None, too_late(known))
        return False
    messages.success(request, _("They are two again."))
    return True

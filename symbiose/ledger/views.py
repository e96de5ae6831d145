"""The entries of an organisation, of a record, of all; one entry; and taking one back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from symbiose.common.actor import Role
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.lists import build, exported, is_narrowed, narrowed
from symbiose.common.registry import KINDS
from symbiose.ledger import actions, permissions, queries, shown, words
from symbiose.ledger.forms import AskedForm, ReverseForm
from symbiose.ledger.lists import kit_for, with_measures
from symbiose.ledger.models import Entry
from symbiose.organisations.models import Organisation


def book(request, rows, *, all_years=True, organisations=(), **context):
    """A page of entries: three columns of figures, and the lines that they are made of; the lines as files."""
    rows = permissions.readable(request.actor, rows)
    asked = AskedForm(request.GET, years=queries.years(rows), all_years=all_years)
    if asked.chosen_year:
        rows = queries.in_period(asked.chosen_year, rows)
    if asked.moment:
        rows = queries.as_of(asked.moment, rows)
    kit = kit_for(request.actor, organisations=organisations)
    narrow = is_narrowed(request, kit)
    counted_of = narrowed(request, queries.lines(rows), kit) if narrow else rows
    parts = queries.parts(counted_of, by="fraction")
    kit = with_measures(kit, queries.lines_by_measure(rows) if narrow else queries.counted(parts))
    lines = queries.with_parts(queries.lines(rows))
    file = exported(request, lines, kit)
    if file:
        return file
    listed = build(request, lines, kit, total=_lines(request, parts))
    columns = shown.columns(parts, counted_of, listed.address, organisations=organisations)
    listed.page.object_list = shown.lines(listed.page.object_list, request.actor, moment=asked.moment)
    return render(request, "ledger/book.html", context | {"shown": listed, "asked": asked, "columns": columns})


def _lines(request, parts):
    """Of how many rows the list is, from what its figures are made of."""
    asked = [code for code in request.GET.getlist("measure") if code]
    return sum(part.lines for part in parts if not asked or part.measure in asked)


@require_safe
@signed_in
def everything(request):
    """All entries of a year, for advisers; a firm is led to its own."""
    if not permissions.may_see_all(request.actor):
        require(request.actor.role is Role.FIRM)
        return redirect("ledger:organisation", request.actor.party_id)
    lead = _(
        "Every fact that is counted, one year at a time. Each figure can be opened. People in work are counted apart: they stand as figures under “Jobs in figures”."
    )
    return book(request, Entry.objects.all(), all_years=False, heading=_("Entries"), lead=lead)


@require_safe
@signed_in
def organisation(request, pk):
    """What an organisation gave and received, for itself and for advisers."""
    about = get_object_or_404(Organisation, pk=pk)
    require(permissions.may_see_organisation(request.actor, about.pk))
    organisations = queries.gathered(about.pk)
    return book(
        request,
        queries.of_any(organisations),
        organisations=organisations,
        heading=_("Entries about %(name)s") % {"name": about.name},
        lead=_("Counted from what really happened. Each figure can be opened."),
        crumbs=[(about.name, reverse("organisations:detail", args=[about.pk]))],
    )


@require_safe
@signed_in
def thread(request, label, thread_id):
    """The entries of one record, such as an exchange, for advisers and for those who stand in them."""
    about = permissions.visible_thread(request.actor, label, thread_id)
    if about is None:
        raise Http404
    kind = KINDS[label]
    rows = queries.of_thread(label, thread_id)
    if not request.actor.is_adviser:
        rows = rows.filter(pk__in=queries.of_organisation(request.actor.party_id).values("pk"))
    return book(
        request,
        rows,
        heading=_("Entries about %(name)s") % {"name": kind.title(about)},
        lead=_("Counted from what really happened. Each figure can be opened."),
        crumbs=[(kind.title(about), kind.url(about))],
    )


def find(request, entry_id):
    """The entry with its parts; 404 for those who may not know that it exists."""
    found = get_object_or_404(queries.with_parts(Entry.objects.all()), pk=entry_id)
    if not permissions.may_see_entry(request.actor, found):
        raise Http404
    return found


@require_safe
@signed_in
def entry(request, entry_id):
    """One entry: how it came about, what became of it, and all that its source said of the same."""
    found = find(request, entry_id)
    same = list(queries.with_parts(queries.versions(found)))
    context = {
        "entry": found,
        "line": shown.lines([found], request.actor)[0],
        "definition": words.definition(found.measure),
        "versions": shown.lines(same, request.actor),
        "mended_elsewhere": shown.mended_elsewhere(found),
        "may_take_back": permissions.may_reverse(request.actor, found),
    }
    return render(request, "ledger/entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take_back(request, entry_id):
    """An adviser takes an entry back, with a reason."""
    found = find(request, entry_id)
    require(request.actor.is_adviser)
    back = reverse("ledger:entry", args=[found.pk])
    if not permissions.may_reverse(request.actor, found):
        messages.error(request, _("This entry cannot be taken back here. Mend it where it came from."))
        return HttpResponseRedirect(back)
    form = ReverseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act():
            actions.reverse(found, reason=form.cleaned_data["reason"], by=request.actor)
            messages.success(request, _("The entry is taken back. Both stay, so that everybody can see what happened."))
            return back

        return HttpResponseRedirect(form.run_once(act))
    context = {"entry": found, "line": shown.lines([found], request.actor)[0], "form": form}
    return render(request, "ledger/take_back.html", context)

"""What of calls waits for somebody today, and who has a firm, on the firm's page."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from symbiose.common import municipality
from symbiose.common.actor import Actor, Role
from symbiose.common.registry import Related, RelatedRow, Waiting
from symbiose.engine.law.working_days import add_working_days
from symbiose.frontdesk.actions.outreach.telling import call_page
from symbiose.frontdesk.models import Call
from symbiose.frontdesk.outreach_enums import CallState
from symbiose.frontdesk.outreach_permissions import in_department
from symbiose.frontdesk.queries import outreach as queries
from symbiose.frontdesk.shown import due_in_words
from symbiose.organisations.enums import OrganisationKind, OrganisationState
from symbiose.organisations.models import Absence, Organisation
from symbiose.organisations.queries import holding

MOST = 20
MOST_RELATED = 5


def waiting(actor: Actor) -> list[Waiting]:
    """Calls that were promised for today or earlier, and firms that are about to be free for others.

    Promises of a colleague who is away, or works there no more, are everybody's of the same place, so that the firm is
    called as it was told; where nobody is left there, they are the entrance's.
    """
    if actor.user_id is None or actor.role not in {Role.ADVISER, Role.FIRM} or actor.membership_id is None:
        return []
    today = timezone.localdate()
    soon = add_working_days(today, 1, closed=municipality.closing_days())
    promised = Q(state=CallState.LATER, again_on__lte=today)
    running_out = Q(state=CallState.RESERVED, runs_out_on__lte=soon, user_id=actor.user_id)
    away = Absence.objects.filter(holding(today)).values("user_id")
    ours = Q(department_id=actor.organisation_id) | (Q(nobody=True) if actor.is_adviser else Q(pk__in=[]))
    mine = Q(user_id=actor.user_id) | Q(department_id=actor.organisation_id, user_id__in=away) | ours & Q(gone=True)
    rows = queries.with_callers(Call.objects.all(), today).filter(mine & promised | running_out)
    rows = rows.select_related("organisation", "user")
    return [_line(row, actor, today) for row in rows.order_by("again_on", "runs_out_on", "pk")[:MOST]]


def _line(row: Call, actor: Actor, today: date) -> Waiting:
    promised = row.state == CallState.LATER
    day = row.again_on if promised and row.again_on else row.runs_out_on
    due = due_in_words(day, today)
    if promised and row.user_id == actor.user_id:
        why = _("You promised to call them again: %(line)s") % {"line": row.line}
    elif promised and row.gone:  # type: ignore[attr-defined]  # asked along with the rows
        why = _("%(name)s works here no more and had promised to call them again: %(line)s") % {
            "name": row.user.name,
            "line": row.line,
        }
    elif promised:
        why = _("%(name)s is away and promised to call them again: %(line)s") % {
            "name": row.user.name,
            "line": row.line,
        }
    else:
        why = _("You have taken them. They are free for others after the day.")
    return Waiting(
        section="deadline" if promised else "expiring",
        title=row.organisation.name,
        url=call_page(row),
        why=why,
        when=due.text,
        button=_("Write down the talk"),
        button_url=reverse("outreach:talk", args=[row.pk]),
        late=due.late,
        order=timezone.make_aware(datetime.combine(day, time.min)),
    )


def of_organisation(organisation: Organisation, actor: Actor) -> Related | None:
    """Who has a firm, who called it, and a no that holds; of a department its rounds."""
    if organisation.kind == OrganisationKind.DEPARTMENT:
        return _of_department(organisation, actor)
    if not actor.is_adviser:
        return None  # departments see a firm on its page among the calls
    rows = list(_stop_row(organisation))
    calls = list(
        Call.objects.filter(organisation=organisation)
        .select_related("user", "department")
        .order_by("-taken_at", "-pk")[:MOST_RELATED]
    )
    rows += [_row(call) for call in calls]
    firm = _page_of(organisation)
    return Related(_("Calls to the firm"), rows, len(rows), firm) if rows else None


def _stop_row(organisation: Organisation) -> list[RelatedRow]:
    stop = queries.stop_of(organisation.pk)
    if stop is None:
        return []
    about = _("%(who)s said so %(day)s") % {"who": stop.said_by, "day": formats.date_format(stop.said_on, "j. F Y")}
    until = formats.date_format(stop.until, "j. F Y") if stop.until else ""
    state = _("until and with %(day)s") % {"day": until} if until else _("for good")
    return [RelatedRow(_("Wants no call"), _page_of(organisation), about, state)]


def _page_of(organisation: Organisation) -> str:
    """The firm's page among the calls; one that has closed has none, and its calls stand in the list."""
    if organisation.state == OrganisationState.ACTIVE:
        return reverse("outreach:firm", args=[organisation.pk])
    return reverse("outreach:calls")


def _row(call: Call) -> RelatedRow:
    day = formats.date_format(timezone.localtime(call.taken_at), "j. F Y")
    title = _("%(name)s, taken %(day)s") % {"name": call.user.name, "day": day}
    state = call.get_answer_display() if call.answer else call.get_state_display()
    return RelatedRow(title, call_page(call), call.line or call.department.name, capfirst(str(state)))


def _of_department(organisation: Organisation, actor: Actor) -> Related | None:
    if not (actor.is_adviser or (actor.organisation_id == organisation.pk and in_department(actor))):
        return None
    rows = queries.rounds_visible_to(actor).filter(department=organisation).order_by("-state", "-starts_on", "-pk")
    shown = [
        RelatedRow(
            one.name,
            call_page(one),
            _("from %(first)s to %(last)s")
            % {"first": formats.date_format(one.starts_on, "j. F"), "last": formats.date_format(one.ends_on, "j. F Y")},
            capfirst(str(one.get_state_display())),
        )
        for one in rows[:MOST_RELATED]
    ]
    start = RelatedRow(_("Call list"), reverse("outreach:list"), _("Whom to call, and why"), "")
    return Related(_("Calls to firms"), [start, *shown], len(shown) + 1, reverse("outreach:rounds"))

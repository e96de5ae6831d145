"""Enquiries and cases as rows and pages show them: what is late, what comes next, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.frontdesk.enums import CaseState, Stage
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.topics import topic_names

STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in words; `late` where it is past, `today` where it is today."""

    text: str
    late: bool
    today: bool = False


@dataclass(frozen=True, slots=True)
class CaseShown:
    """What a row or a page says of a case beside its own fields."""

    topic: str
    stage: str
    due: Due | None
    next_step: str


@dataclass(frozen=True, slots=True)
class EnquiryShown:
    """What a row or a page says of an enquiry beside its own fields."""

    topic: str
    due: Due | None
    who: str


def due_in_words(day: date, today: date) -> Due:
    """Today, tomorrow, in some days, or by how many days it is too late."""
    days = (day - today).days
    if days < 0:
        return Due(ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}, late=True)
    if days == 0:
        return Due(_("Deadline today"), late=False, today=True)
    return Due(_("Deadline %(day)s") % {"day": formats.date_format(day, "j. F")}, late=False)


def show_case(case: Case, names: dict[str, str], *, today: date) -> CaseShown:
    """A case in words; `names` are those of the topics."""
    step = STAGES.index(Stage(case.stage)) + 1
    stage = _("%(step)s of %(all)s: %(name)s") % {"step": step, "all": len(STAGES), "name": case.get_stage_display()}
    return CaseShown(names.get(case.topic, case.topic), stage, case_due(case, today), next_step_in_words(case))


def case_due(case: Case, today: date) -> Due | None:
    """What is due first on an open case: an answer for which somebody waits, or the next step."""
    if case.state != CaseState.OPEN:
        return None
    days = [day for day in (case.waits_by, case.next_on) if day]
    return due_in_words(min(days), today) if days else None


def next_step_in_words(case: Case) -> str:
    """Besøg tirsdag 14. oktober kl. 10.00, or nothing."""
    if case.next_on is None:
        return ""
    day = formats.date_format(case.next_on, "l j. F")
    told = _("%(what)s %(day)s") % {"what": capfirst(str(case.get_next_kind_display())), "day": day}
    if case.next_at:
        told = _("%(step)s at %(time)s") % {"step": told, "time": formats.time_format(case.next_at, "G.i")}
    return told


def show_enquiry(enquiry: Enquiry, names: dict[str, str], *, today: date) -> EnquiryShown:
    """An enquiry in words."""
    who = ", ".join(filter(None, (enquiry.name, firm_in_words(enquiry))))
    return EnquiryShown(
        names.get(enquiry.topic, enquiry.topic),
        due_in_words(enquiry.respond_by, today) if enquiry.waits else None,
        who or _("Unknown"),
    )


def firm_in_words(enquiry: Enquiry) -> str:
    """The firm that they write for, as far as it is known."""
    if enquiry.claimed is not None:
        return _("perhaps %(firm)s") % {"firm": enquiry.claimed.name}
    return enquiry.organisation.name if enquiry.organisation else enquiry.organisation_text


def dress_cases(rows: list[Case]) -> None:
    """Put what a row shows on each case, in one query for all."""
    names, today = topic_names(), timezone.localdate()
    for row in rows:
        row.shown = show_case(row, names, today=today)  # type: ignore[attr-defined]  # carried to the page, not stored


def dress_enquiries(rows: list[Enquiry]) -> None:
    """Put what a row shows on each enquiry, in one query for all."""
    names, today = topic_names(), timezone.localdate()
    for row in rows:
        row.shown = show_enquiry(row, names, today=today)  # type: ignore[attr-defined]  # carried to the page, not stored

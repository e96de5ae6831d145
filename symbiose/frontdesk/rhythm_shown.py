"""The dialogue with an enterprise in words: last talk, rhythm, what is due, which topics nobody touched for long."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from symbiose.common import municipality
from symbiose.engine.law.months import months_after
from symbiose.engine.law.working_days import ClosedDay, add_working_days, is_working_day
from symbiose.frontdesk.models import Rhythm
from symbiose.frontdesk.models.rhythm import AgendaTopic
from symbiose.frontdesk.periods import settled
from symbiose.frontdesk.queries.rhythm import last_talks, last_touched, rhythm_of, touched_since
from symbiose.frontdesk.shown import Due, due_in_words
from symbiose.organisations.models import Contact, Organisation


@dataclass(frozen=True, slots=True)
class DialogueShown:
    """What a row or a page says of the dialogue with an enterprise."""

    last: Contact | None
    rhythm: str
    months: int | None
    due_on: date | None
    today: date
    older: bool
    missed: bool
    none_reason: str
    untouched: tuple[str, ...]
    topic_months: int

    @property
    def due(self) -> Due | None:
        return due_in_words(self.due_on, self.today) if self.due_on else None


def due_of(rhythm: Rhythm, months: int, closed: Collection[ClosedDay]) -> date:
    """The next talk: the day agreed, where nobody spoke with them since; else the last working day within the rhythm."""
    if rhythm.next_on is not None and (rhythm.talked_on is None or rhythm.next_on > rhythm.talked_on):
        return rhythm.next_on
    day = months_after(rhythm.since_on, months)
    return day if is_working_day(day, closed=closed) else add_working_days(day, -1, closed=closed)


def rhythm_in_words(rhythm: Rhythm, usual: int) -> str:
    """Hver 6. måned, as agreed or as usual."""
    if rhythm.none_reason:
        return _("no talks wanted")
    if rhythm.months:
        return _every(rhythm.months)
    return _("%(every)s (as usual here)") % {"every": _every(usual)}


def _every(months: int) -> str:
    every = npgettext("rhythm of a dialogue", "every month", "every %(months)s months", months)
    return every % {"months": months}


class DialogueWords:
    """What the words about many enterprises rest on, asked once; of all of them where no ids are said."""

    def __init__(self, ids: Sequence[int] | None = None) -> None:
        self.today = timezone.localdate()
        self.usual = settled("dialogue.months", on=self.today)
        self.closed = municipality.closing_days()
        self.topic_months = settled("dialogue.topic_months", on=self.today)
        since = months_after(self.today, -self.topic_months)
        self.touched = touched_since(since, ids)
        self.topics = [(one.value, capfirst(str(one.label))) for one in AgendaTopic]
        self.rhythms: dict[tuple[bool, int | None], str] = {}  # in words; there are few

    def shown(self, row: Organisation, lines: Mapping[int, Contact]) -> DialogueShown:
        """One enterprise, a row of `enterprises`."""
        rhythm = rhythm_of(row)
        wanted = not rhythm.none_reason
        months = rhythm.months or self.usual
        due_on = due_of(rhythm, months, self.closed) if wanted else None
        return DialogueShown(
            last=lines.get(row.pk),
            rhythm=self._rhythm(rhythm),
            months=months if wanted else None,
            due_on=due_on,
            today=self.today,
            older=bool(row.older),  # type: ignore[attr-defined]  # asked along with the rows, as the next one
            missed=bool(row.missed),  # type: ignore[attr-defined]
            none_reason=rhythm.none_reason,
            untouched=tuple(name for topic, name in self.topics if (row.pk, topic) not in self.touched),
            topic_months=self.topic_months,
        )

    def _rhythm(self, rhythm: Rhythm) -> str:
        key = (bool(rhythm.none_reason), rhythm.months)
        if key not in self.rhythms:
            self.rhythms[key] = rhythm_in_words(rhythm, self.usual)
        return self.rhythms[key]


def dress_dialogue(rows: Sequence[Organisation]) -> None:
    """Put what a row shows on each enterprise: the same few questions for one and for many."""
    words = DialogueWords([row.pk for row in rows])
    lines = last_talks(rows, words.today)
    for row in rows:
        row.shown = words.shown(row, lines)  # type: ignore[attr-defined]  # carried to the page, not stored


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One topic of the agenda with the talk that touched it last."""

    name: str
    line: str
    talked_at: datetime | None
    long_ago: bool


def agenda_of(organisation: Organisation) -> list[AgendaLine]:
    """The five topics in their order."""
    today = timezone.localdate()
    since = months_after(today, -settled("dialogue.topic_months", on=today))
    found = last_touched(organisation)
    lines = []
    for topic in AgendaTopic:
        row = found.get(topic.value)
        at = row.contact.happened_at if row else None
        old = at is None or timezone.localdate(at) < since
        lines.append(AgendaLine(capfirst(str(topic.label)), row.line if row else "", at, old))
    return lines

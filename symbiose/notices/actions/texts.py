"""Writing the municipality's own words for letters: each version stays, the latest holds."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.notices.models import MailTextVersion
from symbiose.notices.queries import history_of, in_force
from symbiose.notices.texts import MailText, Words, flaws


class WrongPlaceholders(ValueError):
    """The text names a placeholder that does not exist, lacks one, or has a loose brace; `args[0]` holds the flaws."""


class ChangedMeanwhile(Exception):
    """Somebody else wrote a version since the page was opened."""


@transaction.atomic
def write_text(text: MailText, language: str, words: Words, *, seen: int, by: Actor) -> Words:
    """Put own words in force, knowing version `seen`; the same words again write nothing.

    Raises WrongPlaceholders, or ChangedMeanwhile where there is a newer version than the one seen.
    """
    found = flaws(words, text.placeholders)
    if found.unknown or found.lacking or found.loose:
        raise WrongPlaceholders(found)
    if words == in_force(text, language):
        return words
    _add(text, language, seen=seen, by=by, subject=words.subject, body=words.body)
    return words


@transaction.atomic
def take_standard(text: MailText, language: str, *, seen: int, by: Actor) -> None:
    """Put the standard words in force again; where they hold already, nothing changes. Raises ChangedMeanwhile."""
    newest = history_of(text, language).first()
    if newest is not None and not newest.standard:
        _add(text, language, seen=seen, by=by, standard=True)


def _add(text: MailText, language: str, *, seen: int, by: Actor, **values: str | bool) -> None:
    newest = history_of(text, language).first()
    if (newest.number if newest else 0) != seen:
        raise ChangedMeanwhile
    new = MailTextVersion(key=text.key, language=language, number=seen + 1, by_name=by.name[:200], **values)
    try:
        actions.create(new, by=by, verb="notices.take_standard" if new.standard else "notices.write_text")
    except IntegrityError as error:  # somebody else wrote at the same moment
        raise ChangedMeanwhile from error

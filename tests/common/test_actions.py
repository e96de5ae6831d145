"""Records, their trail, and forms that act once."""

from __future__ import annotations

import uuid

import pytest
from django.db import DatabaseError, transaction

from symbiose.common import actions
from symbiose.common.actor import system
from symbiose.common.models import AuditEntry, Link, SubmittedForm
from symbiose.common.reading import log_reading, readings_of
from symbiose.organisations.models import Organisation
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db
BY = system("test")


def test_create_writes_one_row_with_what_was_filled_in():
    made = actions.create(Organisation(name="Eksempel Et", kind="company"), by=BY, verb="organisation_added")

    entry = AuditEntry.objects.get(subject_id=made.pk, subject_label="organisations.organisation")
    assert entry.changes["name"] == [None, "Eksempel Et"]
    assert "town" not in entry.changes


def test_change_writes_before_and_after_and_raises_the_version():
    made = make_organisation("Eksempel Et")

    changed = actions.change(made, by=BY, verb="organisation_changed", version=1, reason="flyttet", town="Them")

    entry = AuditEntry.objects.get(verb="organisation_changed")
    assert (entry.changes, entry.reason) == ({"town": ["Silkeborg", "Them"]}, "flyttet")
    assert changed.version == 2


def test_change_to_the_same_writes_nothing():
    made = make_organisation("Eksempel Et")

    actions.change(made, by=BY, verb="organisation_changed", name="Eksempel Et")

    assert AuditEntry.objects.count() == 0
    assert Organisation.objects.get().version == 1


def test_change_of_an_older_version_is_a_conflict_that_shows_the_other_text():
    made = make_organisation("Eksempel Et")
    actions.change(made, by=BY, verb="organisation_changed", version=1, name="Eksempel To")

    with pytest.raises(actions.Conflict) as conflict:
        actions.change(made, by=BY, verb="organisation_changed", version=1, name="Eksempel Tre")

    assert conflict.value.args[0].name == "Eksempel To"
    assert Organisation.objects.get().name == "Eksempel To"


@pytest.mark.parametrize("statement", ["UPDATE common_auditentry SET verb = 'x'", "DELETE FROM common_auditentry"])
def test_the_database_keeps_the_trail_from_change(statement):
    from django.db import connection

    actions.create(Organisation(name="Eksempel Et", kind="company"), by=BY, verb="organisation_added")

    with pytest.raises(DatabaseError, match="audit_append_only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert AuditEntry.objects.count() == 1


def test_a_form_acts_once_and_leads_to_the_same_place():
    key, ran = uuid.uuid4(), []

    first = actions.once(key, lambda: ran.append(1) or "/der/")
    second = actions.once(key, lambda: ran.append(2) or "/et-andet-sted/")

    assert (first, second, ran) == ("/der/", "/der/", [1])


def test_the_same_key_with_something_else_in_it_is_another_act():
    key, ran = uuid.uuid4(), []

    led = [
        actions.once(key, lambda sent=sent: ran.append(sent) or f"/{sent}/", digest=sent)
        for sent in ("en", "to", "en", "to")
    ]

    assert led == ["/en/", "/to/", "/en/", "/to/"]
    assert ran == ["en", "to"]
    assert actions.led_to(key, digest="to") == "/to/"
    assert actions.led_to(key, digest="tre") is None


def test_a_form_from_before_digests_were_kept_has_run_whatever_is_in_it():
    key = uuid.uuid4()
    SubmittedForm.objects.create(key=key, went_to="/der/")

    assert actions.once(key, lambda: "/et-andet-sted/", digest="en") == "/der/"
    assert SubmittedForm.objects.count() == 1


def test_a_form_whose_verb_failed_may_act_again():
    key = uuid.uuid4()

    def fail():
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  any error of a verb will do
        actions.once(key, fail)

    assert SubmittedForm.objects.count() == 0
    assert actions.once(key, lambda: "/der/") == "/der/"


def test_a_step_of_the_chain_is_written_once():
    one, two = make_organisation(), make_organisation()

    actions.link(one, two, kind="led_to")
    actions.link(one, two, kind="led_to")

    assert Link.objects.count() == 1


def test_what_a_verb_read_before_it_refused_stays_in_the_log_from_within_any_number_of_forms():
    read = make_organisation("Eksempel Et")

    def refuse():
        log_reading([read], by=BY, what="terms", purpose="test")
        raise LookupError

    with pytest.raises(LookupError):
        actions.once(uuid.uuid4(), lambda: actions.once(uuid.uuid4(), refuse))

    assert readings_of(read).count() == 1

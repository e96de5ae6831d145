"""What posts, what is taken back, what is refused; and what the database itself refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.ledger import sources
from symbiose.ledger.actions import CannotPost, ReasonMissing, restate, reverse
from symbiose.ledger.models import Entry, EntryParty
from tests.factories import make_actor
from tests.ledger.cases import BY, make_handover, post, posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def handover(db):
    return make_handover()


def test_a_fact_posts_with_its_parties_and_one_row_in_the_trail(handover):
    entries = post(handover, posting(handover), posting(handover, "300.5", measure="market_value_dkk"))

    assert [(one.measure, one.quantity, one.unit, one.revision) for one in entries] == [
        ("kg_kept_in_use", 120, "kg", 1),
        ("market_value_dkk", Decimal("300.5"), "DKK", 1),
    ]
    assert {(one.organisation_id, one.role) for one in entries[0].parties.all()} == {
        (handover.exchange.giver_id, "giver"),
        (handover.exchange.receiver_id, "receiver"),
    }
    trail = AuditEntry.objects.get(verb="ledger.restate")
    assert (trail.subject_label, trail.subject_id) == ("matching.handover", handover.pk)
    assert trail.changes["kg_kept_in_use 2026-03-04"] == [None, "120.000 kg"]


def test_the_same_said_again_writes_nothing(handover):
    first = post(handover, posting(handover, why={"code": "both", "kg": 120}))

    again = post(handover, posting(handover, "120.0004", why={"kg": 120, "code": "both"}))

    assert [one.pk for one in again] == [one.pk for one in first]
    assert (Entry.objects.count(), AuditEntry.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "changed",
    [
        {"quantity": Decimal(118)},
        {"estimated": True},
        {"evidence": "declared"},
        {"fraction": "cardboard"},
        {"parameters": "2026-01-01"},
        {"happened_on": date(2026, 3, 4), "why": {"code": "one_side"}},
    ],
)
def test_what_is_said_differently_is_taken_back_and_posted_at_the_next_revision(handover, changed):
    (first,) = post(handover)

    (second,) = post(handover, posting(handover, **changed), reason="vejet igen")

    back = Entry.objects.get(reverses=first)
    assert (back.quantity, back.reason, back.happened_on) == (-120, "vejet igen", first.happened_on)
    assert second.revision == 2
    assert set(back.parties.values_list("organisation_id", "role")) == set(
        first.parties.values_list("organisation_id", "role")
    )
    trail = AuditEntry.objects.filter(verb="ledger.restate").latest("pk")
    assert (trail.reason, trail.changes["kg_kept_in_use 2026-03-04"][0]) == ("vejet igen", "120.000 kg")


def test_what_is_said_no_more_is_taken_back_and_may_come_again(handover):
    post(handover)

    assert restate(handover, [], thread=handover.exchange, by=BY, reason="intet overdraget") == []
    (again,) = post(handover)

    assert again.revision == 2
    assert sum(one.quantity for one in Entry.objects.all()) == 120


def test_another_period_is_another_fact(handover):
    post(handover, posting(handover, period="2026-03"))

    (moved,) = post(handover, posting(handover, period="2026"), reason="hele året")

    assert moved.revision == 1
    assert sum(one.quantity for one in Entry.objects.all()) == 120


def test_nothing_is_taken_back_without_a_reason(handover):
    post(handover)

    with pytest.raises(ReasonMissing, match="Sig, hvorfor"):
        post(handover, posting(handover, "118"), reason=" ")

    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"measure": "happiness"}, "ikke blandt"),
        ({"quantity": Decimal("NaN")}, "ikke et tal"),
        ({"quantity": Decimal("Infinity")}, "ikke et tal"),
        ({"quantity": Decimal(0)}, "større end 0"),
        ({"quantity": Decimal(-5)}, "større end 0"),
        ({"quantity": Decimal("0.0004")}, "større end 0"),
        ({"quantity": Decimal("1E+300")}, "for stor"),
        ({"quantity": Decimal(10) ** 12}, "for stor"),
        ({"period": "marts"}, "ikke en periode"),
        ({"period": "2026-04"}, "ligger ikke i perioden"),
        ({"evidence": "guessed"}, "hvor sikkert"),
        ({"parties": ()}, "hvilke organisationer"),
        ({"parties": ((1, "friend"),)}, "hvilke organisationer"),
        ({"parties": ((1, "giver"), (1, "giver"))}, "to gange"),
        ({"fraction": "x" * 21}, "længere navn"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_a_sentence(handover, changed, sentence):
    with pytest.raises(CannotPost, match=sentence):
        post(handover, posting(handover), posting(handover, **{"period": "2026", **changed}))

    assert (Entry.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_one_source_says_a_measure_once_for_a_period(handover):
    with pytest.raises(CannotPost, match="talt to gange"):
        post(handover, posting(handover), posting(handover, "5"))


def test_an_adviser_takes_an_entry_back_once(handover):
    (entry,) = post(handover)
    by = make_actor(Role.ADVISER)

    back = reverse(entry, reason="forkert dag", by=by)
    again = reverse(entry, reason="forkert dag", by=by)

    assert (back.pk, back.quantity, back.posted_by) == (again.pk, -120, by.name)
    assert back.recorded_at >= entry.recorded_at
    assert AuditEntry.objects.filter(verb="ledger.reverse", reason="forkert dag").count() == 1


def test_others_take_nothing_back_and_nobody_a_reversal(handover):
    (entry,) = post(handover)
    back = reverse(entry, reason="forkert dag", by=make_actor(Role.ADVISER))

    with pytest.raises(NotAllowed):
        reverse(back, reason="fortrudt", by=make_actor(Role.ADVISER))
    with pytest.raises(NotAllowed):
        reverse(entry, reason="forkert", by=make_actor(Role.FIRM, handover.exchange.giver))
    assert Entry.objects.count() == 2


def test_an_adviser_says_why(handover):
    (entry,) = post(handover)

    with pytest.raises(ReasonMissing):
        reverse(entry, reason=" ", by=make_actor(Role.ADVISER))


def test_what_is_mended_at_its_source_is_not_taken_back_in_the_ledger(handover, monkeypatch):
    (entry,) = post(handover)
    monkeypatch.setitem(sources.SOURCES, "matching.handover", sources.Source("matching.handover"))

    with pytest.raises(NotAllowed):
        reverse(entry, reason="forkert dag", by=make_actor(Role.ADVISER))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET quantity = 1",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_entryparty SET role = 'giver'",
        "DELETE FROM ledger_entryparty",
    ],
)
def test_the_database_keeps_entries_from_change(handover, statement):
    post(handover)

    with pytest.raises(DatabaseError, match="ledger_append_only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Entry.objects.get().quantity == 120
    assert EntryParty.objects.count() == 2


def copy_of(entry, **values):
    fields = {field.attname: getattr(entry, field.attname) for field in Entry._meta.concrete_fields}
    return Entry(**fields | {"id": None} | values)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"quantity": Decimal(-119)}, "ledger_reversal_fits"),
        ({"measure": "kg_diverted"}, "ledger_reversal_fits"),
        ({"happened_on": date(2026, 3, 5)}, "ledger_reversal_fits"),
        ({"revision": 2}, "ledger_reversal_fits"),
        ({"estimated": True}, "ledger_reversal_fits"),
        ({"reason": ""}, "entry_reversal_has_reason"),
        ({"quantity": Decimal(120), "reverses_id": None, "revision": 2}, "ledger_revision_follows"),
        ({"quantity": Decimal(120), "reverses_id": None, "revision": 3}, "ledger_revision_follows"),
        ({"quantity": Decimal(-120), "reverses_id": None, "period": "2026"}, "entry_quantity_sign"),
    ],
)
def test_the_database_holds_a_reversal_and_a_revision_to_what_they_follow(handover, values, rule):
    (entry,) = post(handover)
    wrong = copy_of(entry, **{"quantity": Decimal(-120), "reverses_id": entry.pk, "reason": "forkert"} | values)

    with pytest.raises(DatabaseError, match=rule), transaction.atomic():
        wrong.save()

    assert Entry.objects.count() == 1


def test_the_database_takes_an_entry_back_once_and_never_a_reversal(handover):
    (entry,) = post(handover)
    back = reverse(entry, reason="forkert", by=BY)

    with pytest.raises(DatabaseError, match=r"reverses_id"), transaction.atomic():
        copy_of(back).save()
    with pytest.raises(DatabaseError, match="ledger_reversal_fits"), transaction.atomic():
        copy_of(back, reverses_id=back.pk).save()
    with pytest.raises(DatabaseError), transaction.atomic():
        copy_of(entry).save()

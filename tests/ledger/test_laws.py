"""The laws of the ledger, whatever is said in whatever order: append-only, restored exactly, nothing twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from symbiose.common.models import AuditEntry
from symbiose.ledger import queries
from symbiose.ledger.actions import restate, reverse
from symbiose.ledger.models import Entry
from tests.ledger.cases import BY, make_exchange, make_handover, posting

MEASURES = ("kg_kept_in_use", "market_value_dkk", "hours_exchanged")
QUANTITIES = st.decimals(min_value=Decimal("0.001"), max_value=Decimal(10) ** 6, places=3)
SAID = st.dictionaries(st.sampled_from(MEASURES), st.tuples(QUANTITIES, st.booleans()), max_size=3)
PLACES = st.integers(0, 2)


def sums(rows):
    """Quantity, estimated part and number of lines by measure."""
    return {
        one.figure.measure.code: (one.figure.quantity, one.figure.estimated, one.figure.lines)
        for one in queries.totals(rows)
    }


def amounts(rows):
    """Quantities that are not nothing, by measure."""
    return {code: quantity for code, (quantity, _estimated, _lines) in sums(rows).items() if quantity}


def rows_as_written():
    return list(Entry.objects.order_by("pk").values_list("pk", "measure", "quantity", "recorded_at", "reverses_id"))


class Ledger(RuleBasedStateMachine):
    """Three handovers say things, say them again, change their mind and are taken back, beside a plain model of it."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self):
        """Each run leaves the database as it found it."""
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.exchange = make_exchange()
        self.handovers = [make_handover(self.exchange, month=month) for month in (1, 2, 3)]
        self.said = [{}, {}, {}]
        self.written = []
        self.figures = []

    def say(self, place, said):
        handover = self.handovers[place]
        postings = [
            posting(handover, quantity, measure=code, estimated=estimated)
            for code, (quantity, estimated) in said.items()
        ]
        return restate(handover, postings, thread=self.exchange, by=BY, reason="sagt igen")

    @rule(place=PLACES, said=SAID)
    def restate(self, place, said):
        entries = self.say(place, said)

        self.said[place] = said
        assert [one.quantity for one in entries] == [quantity for quantity, _estimated in said.values()]

    @rule(place=PLACES)
    def say_the_same_again(self, place):
        before = rows_as_written(), AuditEntry.objects.count()

        self.say(place, self.said[place])

        assert (rows_as_written(), AuditEntry.objects.count()) == before

    @rule(place=PLACES)
    def say_the_same_in_another_order(self, place):
        before = rows_as_written()

        self.say(place, dict(reversed(self.said[place].items())))

        assert rows_as_written() == before

    @precondition(lambda self: any(self.said))
    @rule(data=st.data())
    def take_back(self, data):
        place = data.draw(st.sampled_from([place for place in range(3) if self.said[place]]))
        code = data.draw(st.sampled_from(sorted(self.said[place])))
        handover = self.handovers[place]
        entry = queries.standing(queries.of_source("matching.handover", handover.pk)).get(measure=code)
        before = amounts(Entry.objects.all())

        reverse(entry, reason="taget tilbage", by=BY)

        after = amounts(Entry.objects.all())
        assert before.get(code, 0) - after.get(code, 0) == entry.quantity
        assert {one: value for one, value in before.items() if one != code} == {
            one: value for one, value in after.items() if one != code
        }
        self.said[place] = {one: value for one, value in self.said[place].items() if one != code}

    @rule()
    def somebody_notes_the_figures(self):
        self.figures.append((timezone.now(), sums(Entry.objects.all()), Entry.objects.count()))

    @precondition(lambda self: self.written)
    @rule(data=st.data())
    def somebody_tries_to_change_what_is_written(self, data):
        pk = data.draw(st.sampled_from([row[0] for row in self.written]))

        for forbidden in (lambda rows: rows.update(quantity=1), lambda rows: rows._raw_delete("default")):
            with pytest.raises(DatabaseError, match="ledger_append_only"), transaction.atomic():
                forbidden(Entry.objects.filter(pk=pk))

    @invariant()
    def what_was_written_stays_as_it_was(self):
        if hasattr(self, "written"):
            now = rows_as_written()
            assert now[: len(self.written)] == self.written
            self.written = now

    @invariant()
    def every_figure_is_the_sum_of_what_is_said_now(self):
        if hasattr(self, "said"):
            expected = {}
            for said in self.said:
                for code, (quantity, _estimated) in said.items():
                    expected[code] = expected.get(code, 0) + quantity
            assert amounts(Entry.objects.all()) == expected
            assert queries.standing(Entry.objects.all()).count() == sum(len(said) for said in self.said)

    @invariant()
    def a_past_moment_keeps_its_figures_and_later_ones_know_no_less(self):
        counted = 0
        for moment, figures, how_many in getattr(self, "figures", []):
            known = queries.as_of(moment)
            assert sums(known) == figures
            assert known.count() == how_many >= counted
            counted = how_many


@pytest.mark.django_db
def test_the_laws_of_the_ledger_hold_in_whatever_order_things_are_said():
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

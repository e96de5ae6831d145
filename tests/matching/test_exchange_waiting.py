"""What waits among exchanges: not begun, paused, and those of which nobody has told anything for long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from symbiose.matching import actions, exchanges
from symbiose.matching.exchanges.waiting import waiting
from symbiose.matching.models import Exchange, Handover
from tests.matching.cases import adviser, firm, make_agreed, make_exchange

pytestmark = pytest.mark.django_db


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def told_long_ago(exchange, days):
    """The last time that anybody changed it lies some days back."""
    Exchange.objects.filter(pk=exchange.pk).update(changed_at=timezone.localtime() - timedelta(days=days))


def lines(actor):
    return [line.why for line in waiting(actor)]


@pytest.mark.parametrize(("days", "waits"), [(29, 0), (31, 1)])
def test_what_is_agreed_and_not_begun_for_long_waits_for_both_sides_and_the_adviser(days, waits):
    exchange = make_agreed()
    told_long_ago(exchange, days)

    for actor in (adviser(), firm(exchange.giver), firm(exchange.receiver)):
        assert len(lines(actor)) == waits
    assert lines(firm(None)) == []


@pytest.mark.parametrize(("days", "waits"), [(59, 0), (61, 1)])
def test_what_is_paused_for_long_waits(days, waits):
    exchange = make_exchange()
    actions.pause_exchange(exchange, by=adviser(), on=days_ago(days))

    found = lines(firm(exchange.receiver))

    assert len(found) == waits
    assert all("Kører den videre, eller er den slut?" in why for why in found)


@pytest.mark.parametrize(
    ("days", "handover", "waits"),
    [
        (179, None, 0),
        (181, None, 1),
        (181, ("confirmed", 30), 0),
        (181, ("asked", 30), 1),
        (400, ("confirmed", 200), 1),
    ],
)
def test_what_nobody_has_told_of_for_half_a_year_waits_unless_something_was_handed_over(days, handover, waits):
    exchange = make_exchange()
    told_long_ago(exchange, days)
    if handover:
        state, ago = handover
        Handover.objects.create(exchange=exchange, starts_on=days_ago(ago), ends_on=days_ago(ago), state=state)

    assert len(lines(adviser())) == waits


@pytest.mark.parametrize("many", [1, 3])
def test_what_waits_takes_the_same_queries_for_one_and_three(many, django_assert_num_queries):
    for _ in range(many):
        actions.pause_exchange(make_exchange(), by=adviser(), on=days_ago(90))
    actor = adviser()
    limits = exchanges.limit_days("paused", timezone.localdate())

    with django_assert_num_queries(7):
        assert len(waiting(actor)) == many
    assert limits == 60


def test_an_exchange_whose_two_sides_became_one_organisation_waits_for_the_adviser_alone():
    exchange = make_exchange()
    exchange.giver.state, exchange.giver.merged_into = "merged", exchange.receiver
    exchange.giver.save()

    assert ["De to er nu" in why for why in lines(adviser())] == [True]
    assert lines(firm(exchange.receiver)) == []
    actions.end_exchange(exchange, by=adviser(), why="other")
    assert lines(adviser()) == []

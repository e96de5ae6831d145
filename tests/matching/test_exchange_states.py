"""Every transition of an exchange, for every role, and what each verb refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from symbiose.common.actor import Actor, system
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.matching import actions
from symbiose.matching.dates import in_year, on_day
from symbiose.matching.enums import EndReason, ExchangeState
from symbiose.matching.models import Exchange
from symbiose.matching.states import EXCHANGE
from symbiose.notices.models import Notice
from tests.factories import make_membership
from tests.matching.cases import adviser, firm, make_agreed, make_exchange

pytestmark = pytest.mark.django_db

ADVISER, GIVER, RECEIVER, OTHER, VISITOR, SYSTEM = "adviser", "giver", "receiver", "other firm", "visitor", "system"
EVERYBODY = (ADVISER, GIVER, RECEIVER, OTHER, VISITOR, SYSTEM)
BOTH = {ADVISER, SYSTEM, GIVER, RECEIVER}
# verb: (from, to, who); what is reopened has begun once, what is agreed again never has.
TABLE = {
    "begin": (["agreed"], "running", BOTH),
    "pause": (["running"], "paused", BOTH),
    "resume": (["paused"], "running", BOTH),
    "remove_pause": (["paused"], "running", BOTH),
    "end": (["agreed", "paused", "running"], "ended", BOTH),
    "reopen": (["ended"], "running", {ADVISER, SYSTEM}),
    "agree_again": (["ended"], "agreed", {ADVISER, SYSTEM}),
}


def actor(who, exchange):
    return {
        ADVISER: adviser,
        GIVER: lambda: firm(exchange.giver),
        RECEIVER: lambda: firm(exchange.receiver),
        OTHER: lambda: firm(None),
        VISITOR: Actor,
        SYSTEM: lambda: system("clock"),
    }[who]()


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def test_the_table_holds_these_transitions_and_no_others():
    assert {row.verb: (sorted(row.sources), row.target) for row in EXCHANGE.transitions} == {
        verb: (sources, target) for verb, (sources, target, _who) in TABLE.items()
    }


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("who", EVERYBODY)
def test_each_transition_is_open_to_its_roles_from_its_states_alone(verb, who):
    exchange = make_agreed() if verb == "agree_again" else make_exchange()
    sources, target, allowed = TABLE[verb]
    by = actor(who, exchange)

    for state in ExchangeState.values:
        exchange.state = state
        if state in sources and who in allowed:
            assert EXCHANGE.require(verb, state=state, actor=by, subject=exchange, reason="Derfor").target == target
        else:
            with pytest.raises(NotAllowed):
                EXCHANGE.require(verb, state=state, actor=by, subject=exchange, reason="Derfor")


@pytest.mark.parametrize("who", [GIVER, RECEIVER, ADVISER])
def test_an_exchange_begins_pauses_goes_on_ends_and_is_taken_up_again(who):
    exchange = make_agreed()
    by = actor(who, exchange)

    begun = actions.begin_exchange(exchange, by=by, on=on_day(days_ago(40)))
    paused = actions.pause_exchange(exchange, by=by, on=days_ago(20), reason="Ferie")
    resumed = actions.resume_exchange(exchange, by=by)
    ended = actions.end_exchange(exchange, by=by, why="no_longer_have", note="Ny maskine", on=on_day(days_ago(1)))
    again = actions.reopen_exchange(exchange, by=adviser(), reason="Den kører alligevel")

    assert [row.state for row in (begun, paused, resumed, ended, again)] == [
        "running",
        "paused",
        "running",
        "ended",
        "running",
    ]
    assert (paused.paused_on, resumed.paused_on) == (days_ago(20), None)
    assert (ended.end_reason, ended.end_note, ended.until) == ("no_longer_have", "Ny maskine", days_ago(1))
    assert (again.since, again.end_reason, again.until) == (days_ago(40), "", None)


def test_each_verb_leaves_one_row_in_the_trail_and_a_repeat_none():
    exchange = make_agreed()
    by = firm(exchange.giver)
    rows = AuditEntry.objects.filter(subject_label="matching.exchange", subject_id=exchange.pk)
    before = rows.count()

    for _twice in range(2):
        actions.begin_exchange(exchange, by=by, on=on_day(days_ago(9)))
    for _twice in range(2):
        actions.pause_exchange(exchange, by=by)
    for _twice in range(2):
        actions.resume_exchange(exchange, by=by)
    for _twice in range(2):
        actions.end_exchange(exchange, by=by, why="other")

    assert rows.count() == before + 4
    assert rows.first().verb == "matching.agree_exchange"


def test_the_other_party_learns_what_was_told_and_the_teller_does_not():
    exchange = make_agreed()
    own, other = make_membership(organisation=exchange.giver).user, make_membership(organisation=exchange.receiver).user

    actions.begin_exchange(exchange, by=firm(exchange.giver))

    assert Notice.objects.filter(user=other, text="En udveksling er begyndt.").count() == 1
    assert Notice.objects.filter(user=own).count() == 0


def test_what_never_began_goes_back_to_the_agreement():
    exchange = make_agreed()

    actions.end_exchange(exchange, by=adviser(), why="never_began")
    again = actions.reopen_exchange(exchange, by=adviser(), reason="De vil alligevel")

    assert (again.state, again.since) == ("agreed", None)


def test_all_handed_over_at_once_began_on_the_day_that_it_ended():
    ended = actions.end_exchange(make_agreed(), by=adviser(), why="handed_over", on=on_day(days_ago(3)))

    assert (ended.since, ended.until) == (days_ago(3), days_ago(3))


def test_an_end_known_to_the_year_does_not_lie_in_the_future():
    ended = actions.end_exchange(make_exchange(), by=adviser(), why="other", on=in_year(timezone.localdate().year))

    assert (ended.until, ended.until_precision) == (timezone.localdate(), "year")


@pytest.mark.parametrize(
    ("rule", "act"),
    [
        ("exchange_not_in_future", lambda row, by: actions.begin_exchange(row, by=by, on=on_day(days_ago(-1)))),
        ("exchange_too_early", lambda row, by: actions.begin_exchange(row, by=by, on=in_year(1820))),
        ("exchange_not_in_future", lambda row, by: actions.end_exchange(row, by=by, why="other", on=in_year(2999))),
    ],
)
def test_days_that_cannot_be_are_refused(rule, act):
    exchange = make_agreed()

    with pytest.raises(actions.Refused) as refused:
        act(exchange, adviser())

    assert refused.value.args[0] == rule
    assert refused.value.sentence


def test_what_runs_neither_ends_nor_pauses_before_it_began():
    exchange = make_exchange()

    with pytest.raises(actions.Refused, match="exchange_dates"):
        actions.end_exchange(exchange, by=adviser(), why="other", on=in_year(2020))
    with pytest.raises(actions.Refused, match="exchange_paused_before_it_began"):
        actions.pause_exchange(exchange, by=adviser(), on=exchange.since - timedelta(days=1))


def test_what_has_run_did_not_come_to_nothing():
    with pytest.raises(actions.Refused, match="exchange_began_after_all"):
        actions.end_exchange(make_exchange(), by=adviser(), why=EndReason.NEVER_BEGAN.value)


def test_what_a_closed_organisation_was_part_of_is_not_taken_up_again():
    exchange = make_exchange()
    actions.end_exchange(exchange, by=adviser(), why="closed")
    exchange.giver.state, exchange.giver.closed_on = "closed", timezone.localdate()
    exchange.giver.save()

    with pytest.raises(actions.Refused, match="exchange_party_closed"):
        actions.reopen_exchange(exchange, by=adviser(), reason="Prøv igen")


def test_an_organisation_that_closes_ends_all_that_it_gives_and_receives():
    exchange = make_exchange()
    also = make_exchange(giver=exchange.receiver, receiver=exchange.giver, family="pallets", title="Paller")
    other = make_exchange()

    many = actions.end_exchanges_of(exchange.giver, by=adviser())

    assert many == 2
    assert set(Exchange.objects.filter(end_reason="closed")) == {exchange, also}
    assert Exchange.objects.get(pk=other.pk).state == "running"
    assert actions.end_exchanges_of(exchange.giver, by=adviser()) == 0


def test_one_that_closes_on_a_day_to_come_ends_its_exchanges_now():
    exchange = make_exchange()

    actions.end_exchanges_of(exchange.giver, by=adviser(), on=days_ago(-20))

    exchange.refresh_from_db()
    assert (exchange.state, exchange.until) == ("ended", timezone.localdate())


def test_nobody_but_an_adviser_ends_all_of_an_organisation():
    exchange = make_exchange()

    with pytest.raises(NotAllowed):
        actions.end_exchanges_of(exchange.giver, by=firm(exchange.giver))

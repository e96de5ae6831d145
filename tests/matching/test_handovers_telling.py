"""One side tells, the other confirms or differs, each puts its own right, and the ledger follows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.ledger.models import Entry
from symbiose.matching import actions
from symbiose.matching.enums import HandoverState
from symbiose.matching.models import Handover, HandoverReport
from symbiose.matching.states import HANDOVER, verb_of_handover
from symbiose.notices.models import Notice, OutgoingMail
from tests.factories import make_actor
from tests.matching.handed import GIVER, NO, RECEIVER, UNKNOWN, kg, make_exchange, make_handover, on, standing, tell

pytestmark = pytest.mark.django_db

STATES = HandoverState.values
TABLE = {
    "remind": (["asked"], "asked", {"adviser", "system"}),
    "remind_other": (["reported"], "reported", {"adviser", "system"}),
    "remind_of_nothing": (["nothing"], "nothing", {"adviser", "system"}),
    "report": (["asked", "nothing", "reported"], "reported", {"adviser", "system", "giver", "receiver"}),
    "confirm": (
        ["confirmed", "differs", "nothing", "reported"],
        "confirmed",
        {"adviser", "system", "giver", "receiver"},
    ),
    "differ": (["confirmed", "differs", "nothing", "reported"], "differs", {"adviser", "system", "giver", "receiver"}),
    "nothing": (sorted(STATES), "nothing", {"adviser", "system", "giver", "receiver"}),
}


def someone(who, exchange):
    return {
        "adviser": lambda: make_actor(Role.ADVISER),
        "system": lambda: system("clock"),
        "giver": lambda: make_actor(Role.FIRM, exchange.giver),
        "receiver": lambda: make_actor(Role.FIRM, exchange.receiver),
        "other firm": lambda: make_actor(Role.FIRM),
        "visitor": Actor,
    }[who]()


WHO = ("adviser", "system", "giver", "receiver", "other firm", "visitor")


def test_the_table_holds_these_transitions_and_no_others():
    assert {row.verb: (sorted(row.sources), row.target) for row in HANDOVER.transitions} == {
        verb: (sources, target) for verb, (sources, target, _who) in TABLE.items()
    }


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("who", WHO)
def test_each_transition_is_open_to_its_roles_from_its_states_alone(verb, who):
    exchange = make_exchange()
    sources, target, allowed = TABLE[verb]
    by = someone(who, exchange)

    for state in STATES:
        if state in sources and who in allowed:
            assert HANDOVER.require(verb, state=state, actor=by, subject=exchange).target == target
        else:
            with pytest.raises(NotAllowed):
                HANDOVER.require(verb, state=state, actor=by, subject=exchange)


REPORTS = {"yes": kg(120), "other": kg(110), "no": NO, "unknown": UNKNOWN}


@pytest.mark.parametrize("first", REPORTS)
@pytest.mark.parametrize("second", REPORTS)
@pytest.mark.parametrize("corrected", REPORTS)
def test_whatever_is_said_and_put_right_moves_along_the_table(first, second, corrected):
    handover = make_handover()
    tell(handover, GIVER, REPORTS[first])
    tell(handover, RECEIVER, REPORTS[second])

    tell(handover, GIVER, REPORTS[corrected])

    handover.refresh_from_db()
    assert handover.state != "asked"
    assert handover.state != "reported"
    assert verb_of_handover(handover.state) in TABLE
    figure = {"yes": 120, "other": 110}
    known = [figure[name] for name in (corrected, second) if name in figure]
    counts = known and "no" not in (corrected, second)
    assert {entry.quantity for entry in standing(handover).values()} == ({min(known)} if counts else set())


def test_the_givers_figure_is_posted_at_once_and_confirmed_by_the_receiver():
    handover = make_handover()

    tell(handover, GIVER, kg(120, "weighed"))
    first = standing(handover)["kg_kept_in_use"]
    tell(handover, RECEIVER, kg(120, "weighed"))

    handover.refresh_from_db()
    second = standing(handover)["kg_kept_in_use"]
    assert handover.state == "confirmed"
    assert (first.evidence, first.revision) == ("declared", 1)
    assert (second.evidence, second.revision, second.quantity) == ("weighed", 2, 120)
    back = Entry.objects.get(reverses=first)
    assert (back.quantity, back.reason) == (-120, "Eksempel Fuglekassen har oplyst.")


def test_a_difference_is_kept_shown_to_both_and_counts_as_the_lower():
    handover = make_handover()
    giver, receiver = on(handover, GIVER), on(handover, RECEIVER)
    tell(handover, GIVER, kg(120), by=giver)
    tell(handover, RECEIVER, kg(100), by=receiver)

    handover.refresh_from_db()
    entry = standing(handover)["kg_kept_in_use"]
    assert handover.state == "differs"
    assert handover.answer_by > timezone.localdate()
    assert (entry.quantity, entry.estimated, entry.why["rule"]) == (100, True, "lower")
    assert (entry.why["giver"]["quantity"], entry.why["receiver"]["quantity"]) == ("120", "100")
    told = Notice.objects.filter(text__startswith="De to sider siger noget forskelligt")
    assert set(told.values_list("user_id", flat=True)) == {giver.user_id, receiver.user_id}


def test_a_figure_put_right_reverses_what_was_counted_and_says_who():
    handover = make_handover()
    tell(handover, GIVER, kg(1200))

    tell(handover, GIVER, kg(120))

    assert standing(handover)["kg_kept_in_use"].quantity == 120
    assert standing(handover)["kg_kept_in_use"].revision == 2
    assert Entry.objects.get(reverses__isnull=False).reason == "Eksempel Træværk har rettet sit eget tal."


def test_the_same_said_again_changes_nothing():
    handover = make_handover()
    first = tell(handover, GIVER, kg(120))
    rows, letters = AuditEntry.objects.count(), OutgoingMail.objects.count()

    again = tell(handover, GIVER, kg(120))

    assert again == first
    assert (AuditEntry.objects.count(), OutgoingMail.objects.count()) == (rows, letters)
    assert Entry.objects.count() == 1


def test_somebody_who_has_not_seen_what_the_firm_said_meanwhile_is_told_first():
    handover = make_handover()
    first = tell(handover, GIVER, kg(120), seen=0)

    with pytest.raises(actions.AnsweredMeanwhile) as meanwhile:
        tell(handover, GIVER, kg(130), seen=0)

    assert meanwhile.value.args[0] == first
    assert HandoverReport.objects.get().quantity == 120
    tell(handover, GIVER, kg(130), seen=first.version)
    assert HandoverReport.objects.get().quantity == 130


@pytest.mark.parametrize("who", ["giver", "receiver", "other firm", "visitor"])
@pytest.mark.parametrize("side", [GIVER, RECEIVER])
def test_each_tells_its_own_side_alone(who, side):
    handover = make_handover()
    by = someone(who, handover.exchange)

    if who == side:
        assert tell(handover, side, kg(120), by=by).side == side
    else:
        with pytest.raises(NotAllowed):
            tell(handover, side, kg(120), by=by)
        assert not HandoverReport.objects.exists()


def test_an_adviser_tells_on_behalf_and_says_how_they_agreed():
    handover = make_handover()
    adviser = make_actor(Role.ADVISER)

    with pytest.raises(NotAllowed):
        tell(handover, GIVER, kg(120), by=adviser)
    kept = tell(handover, GIVER, kg(120), by=adviser, consent="Aftalt i telefonen")

    assert (kept.on_behalf, kept.consent, kept.said_by) == (True, "Aftalt i telefonen", adviser.name)


def test_the_other_side_gets_a_letter_without_account_and_only_once():
    handover = make_handover()

    tell(handover, GIVER, kg(120))
    tell(handover, GIVER, kg(125))

    letter = OutgoingMail.objects.get()
    assert letter.to == handover.exchange.receiver.contact_email
    assert "/svar/" in letter.body
    assert "Eksempel" not in letter.body


def test_what_is_told_of_an_agreement_begins_it():
    exchange = make_exchange(state="agreed", since=None, since_precision="", per="once")
    day = date(2026, 3, 4)

    actions.tell_of_period(exchange, starts=day, ends=day, side=GIVER, said=kg(120), by=someone("giver", exchange))

    exchange.refresh_from_db()
    assert (exchange.state, exchange.since) == ("running", day)


def test_a_no_begins_nothing():
    exchange = make_exchange(state="agreed", since=None, since_precision="", per="once")
    day = date(2026, 3, 4)

    actions.tell_of_period(exchange, starts=day, ends=day, side=GIVER, said=NO, by=someone("giver", exchange))

    exchange.refresh_from_db()
    assert exchange.state == "agreed"


def of_days(exchange, first, last=None, said=None):
    return actions.tell_of_period(
        exchange, starts=first, ends=last or first, side=GIVER, said=said or kg(120), by=someone("giver", exchange)
    )


def refused(exchange, *days, said=None):
    with pytest.raises(actions.HandoverRefused) as error:
        of_days(exchange, *days, said=said)
    assert not HandoverReport.objects.exists()
    assert not Entry.objects.exists()
    return error.value.field, error.value.sentence


def test_bad_days_are_refused_with_one_sentence_each():
    today = timezone.localdate()
    exchange = make_exchange(since=date(2026, 2, 10))
    ended = make_exchange(
        state="ended", end_reason="other", until=date(2026, 6, 1), until_precision="month", since=date(2026, 2, 1)
    )
    undated = make_exchange(since=None, since_precision="")
    month = today.replace(day=1)
    month_end = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)

    assert refused(exchange, date(2026, 2, 9)) == (
        "when",
        "Udvekslingen begyndte 10. februar 2026. Skriv en dag fra da af.",
    )
    assert refused(exchange, today + timedelta(days=1)) == (
        "when",
        "Den dag er ikke kommet endnu. Skriv en dag til og med i dag.",
    )
    assert refused(ended, date(2026, 7, 1)) == ("when", "Udvekslingen sluttede juni 2026. Skriv en dag før da.")
    assert refused(undated, date(1999, 1, 1)) == (
        "when",
        "Det er for længe siden til at kunne passe. Se efter, om året er rigtigt.",
    )
    if month_end > today:
        assert refused(exchange, month, month_end) == (
            "when",
            "Den måned er ikke slut endnu. Skriv en dag i den i stedet.",
        )


def test_a_month_in_which_it_began_may_be_told_whole():
    exchange = make_exchange(since=date(2026, 2, 10))

    assert of_days(exchange, date(2026, 2, 1), date(2026, 2, 28)).quantity == 120


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        (kg(0), "quantity", "Skriv, hvor meget det var, over 0. Blev intet overdraget, så vælg “Nej”."),
        (kg(-5), "quantity", "Skriv, hvor meget det var, over 0. Blev intet overdraget, så vælg “Nej”."),
        (kg(10, unit="piece"), "unit", "Udvekslingen er aftalt i kg. Skriv mængden i kg, gram eller ton."),
        (kg(10, unit="favne"), "unit", "Vælg en enhed."),
        (kg(20_000, unit="t"), "quantity", "20.000 ton er for meget til at kunne passe. Se efter tallet og enheden."),
        (kg(121_000), "quantity", "121.000 kg er for meget til at kunne passe. Se efter tallet og enheden."),
    ],
)
def test_quantities_that_cannot_be_are_refused_with_one_sentence(said, field, sentence):
    assert refused(make_exchange(), date(2026, 3, 4), said=said) == (field, sentence)


def test_nothing_is_counted_twice_by_a_day_inside_a_month_or_a_month_over_days():
    exchange = make_exchange()
    month = make_handover(exchange)
    of_april = of_days(exchange, date(2026, 4, 7))

    with pytest.raises(actions.HandoverRefused) as inside:
        of_days(exchange, date(2026, 3, 4))
    with pytest.raises(actions.HandoverRefused) as over:
        of_days(exchange, date(2026, 4, 1), date(2026, 4, 30))

    assert inside.value.handover == month
    assert inside.value.sentence.startswith("Dagen ligger i marts 2026")
    assert over.value.handover == of_april.handover
    assert Handover.objects.count() == 2


def test_both_tell_unasked_of_the_same_day_and_it_is_one_handover():
    exchange = make_exchange()
    day = date(2026, 3, 4)
    of_days(exchange, day)

    actions.tell_of_period(
        exchange, starts=day, ends=day, side=RECEIVER, said=kg(120), by=someone("receiver", exchange)
    )

    assert Handover.objects.get().state == "confirmed"
    assert Entry.objects.filter(reverses__isnull=True, reversed_by__isnull=True).count() == 1

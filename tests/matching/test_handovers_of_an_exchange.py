"""What an exchange says and what its handovers say hold together: units, prices, weights, days and yearly figures."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from symbiose.common.actor import Role
from symbiose.ledger.models import Entry
from symbiose.matching import actions
from symbiose.matching.actions.recounting import Replaced
from symbiose.matching.dates import on_day
from symbiose.matching.handing import rows
from symbiose.matching.models import Handover
from tests.factories import make_actor, make_organisation
from tests.matching.handed import (
    CLOCK,
    GIVER,
    NO,
    RECEIVER,
    form_of,
    kg,
    link_of,
    make_exchange,
    make_handover,
    standing,
    tell,
)
from tests.matching.test_handovers_pages import body

pytestmark = pytest.mark.django_db
AGREED = {"state": "agreed", "since": None, "since_precision": ""}
PRICED = {"price": Decimal(2), "price_source": "Prisliste 2026"}
WEIGHED = {"unit": "piece", "kg_per_unit": Decimal(12), "weight_source": "Vejet på værkstedet"}


def change(exchange, *, role=Role.ADVISER, **values):
    by = make_actor(role, exchange.giver) if role is Role.FIRM else make_actor(role)
    if role is Role.ADVISER:
        values.setdefault("old", Replaced(holds_from=timezone.localdate()))
    return actions.change_exchange(exchange, by=by, version=exchange.version, **values)


def test_a_figure_of_a_year_opens_to_its_own_rows(client_as, municipality):
    exchange = make_exchange(since=date(2025, 1, 1), **PRICED)
    for day in (date(2025, 3, 4), date(2026, 3, 4), date(2026, 3, 5)):
        tell(make_handover(exchange, days=(day,)), GIVER, kg(100))
    client = client_as(Role.FIRM, exchange.giver)

    page = client.get(f"/udvekslinger/{exchange.number}/").content.decode()
    for total in rows.totals(exchange):
        [address] = re.findall(rf'href="([^"]*year={total.year}&amp;measure={total.measure}[^"]*)"', page)
        opened = client.get(address.replace("&amp;", "&")).context["shown"].page.object_list
        assert len(opened) == total.lines
        assert sum(line.entry.quantity for line in opened) == total.quantity


def test_what_is_all_taken_back_is_not_shown_as_nothing(municipality):
    handover = make_handover()
    tell(handover, GIVER, kg(120))
    tell(handover, RECEIVER, NO)

    assert Entry.objects.count() == 2
    assert rows.totals(handover.exchange) == []


@pytest.mark.parametrize(
    ("giver", "receiver", "shown"),
    [
        (kg("0.12", unit="t"), kg("120.4"), "+0,4 kg (under 1 %)"),
        (kg(100), kg("0.08", unit="t"), "−20 kg (−20 %)"),
    ],
)
def test_a_difference_is_shown_in_the_unit_in_which_it_can_be_seen(giver, receiver, shown):
    handover = make_handover()
    tell(handover, GIVER, giver)
    tell(handover, RECEIVER, receiver)

    assert rows.shown(rows.with_parts(Handover.objects.all()).get(), handover.exchange).difference == shown


@pytest.mark.parametrize("role", [Role.FIRM, Role.ADVISER])
def test_a_price_and_a_weight_of_one_unit_do_not_become_those_of_another(role):
    by_kilo = change(make_exchange(**PRICED), role=role, quantity=Decimal("0.5"), unit="t")
    by_piece = change(make_exchange(**WEIGHED), role=role, quantity=Decimal(3), unit="m3")
    priced, weighed = make_handover(by_kilo), make_handover(by_piece)
    by_kilo.former_terms.update(until=date(2026, 2, 28))  # as if it had been put right in February

    tell(priced, GIVER, kg(120))
    tell(weighed, GIVER, kg(2, unit="m3"))

    assert (by_kilo.price, by_kilo.price_source, by_piece.kg_per_unit, by_piece.weight_source) == (None, "", None, "")
    assert set(standing(priced)) == {"kg_kept_in_use"}
    assert standing(weighed) == {}


def test_every_number_of_the_file_has_its_unit_in_danish(client_as, municipality):
    exchange = make_exchange(unit="piece", kg_per_unit=Decimal(12), weight_source="Vejet")
    handover = make_handover(exchange)
    tell(handover, GIVER, kg(2, unit="piece"))

    file = body(client_as(Role.ADVISER).get(reverse("handovers:table", args=[exchange.number])))
    head, line = csv.reader(file.decode("utf-8-sig").splitlines(), delimiter=";")

    assert [line[head.index(name)] for name in ("Giver, enhed", "Modtager, enhed", "Enhed")] == ["stk.", "", "stk."]


def test_what_happened_to_an_exchange_says_in_which_year(client_as, municipality):
    exchange = make_exchange()
    actions.end_exchange(exchange, by=make_actor(Role.ADVISER), why="other")

    page = client_as(Role.ADVISER).get(f"/udvekslinger/{exchange.number}/").content.decode()

    assert re.search(rf'class="history-when"><strong>\d+\. \w+ {timezone.localdate().year}</strong>', page)


def test_a_price_that_is_said_anew_with_the_new_unit_is_kept():
    changed = change(make_exchange(**PRICED), unit="t", price=Decimal(1900), price_source="Prisliste 2027")

    assert (changed.price, changed.price_source) == (1900, "Prisliste 2027")


def test_a_weight_that_is_told_later_is_counted_and_a_wrong_one_put_right():
    exchange = make_exchange(unit="piece")
    handover = make_handover(exchange)
    tell(handover, GIVER, kg(2, unit="piece"))
    assert standing(handover) == {}

    exchange = change(exchange, kg_per_unit=Decimal(12), weight_source="Vejet på værkstedet")
    first = standing(handover)["kg_kept_in_use"]
    change(exchange, kg_per_unit=Decimal(15), reason="Vejet igen", old=Replaced(wrong=True))
    second = standing(handover)["kg_kept_in_use"]

    assert (first.quantity, first.evidence, first.why["weight"]["source"]) == (24, "estimated", "Vejet på værkstedet")
    assert (second.quantity, second.revision) == (30, 2)
    assert Entry.objects.get(reverses=first).reason == "Den gamle vægt var forkert. Vejet igen"


def test_a_first_price_counts_what_was_handed_over_and_a_new_price_holds_from_then_on():
    exchange = make_exchange()
    handover = make_handover(exchange)
    tell(handover, GIVER, kg(100))

    exchange = change(exchange, **PRICED)
    change(exchange, price=Decimal(3))

    assert standing(handover)["market_value_dkk"].quantity == 200


@pytest.mark.parametrize("values", [PRICED, WEIGHED])
def test_a_comment_put_right_later_reprices_nothing(values):
    exchange = make_exchange(**values)
    handover = make_handover(exchange)
    tell(handover, GIVER, kg(100, unit=exchange.unit))
    counted = standing(handover)

    change(exchange, unit="m3")
    tell(handover, GIVER, kg(100, unit=exchange.unit), comment="Hentet om morgenen")

    assert counted
    assert standing(handover) == counted
    assert handover.reports.get().comment == "Hentet om morgenen"


def test_a_figure_put_right_later_keeps_its_unit_weight_and_price():
    exchange = make_exchange(**WEIGHED, **PRICED)
    handover, later = make_handover(exchange), make_handover(exchange, days=(date(2026, 4, 1),))
    tell(handover, GIVER, kg(10, unit="piece"))

    exchange = change(exchange, unit="kg", price=Decimal(3), price_source="Prisliste 2027")
    change(exchange, family="", reason="Forkert gruppe")
    tell(handover, GIVER, kg(5, unit="piece"))
    tell(later, GIVER, kg(5))

    counts = {measure: entry.quantity for measure, entry in standing(handover).items()}
    assert counts == {"kg_kept_in_use": 60, "market_value_dkk": 10}
    assert standing(handover)["kg_kept_in_use"].fraction == ""
    assert standing(later)["market_value_dkk"].quantity == 15


def test_the_form_puts_a_figure_right_in_the_unit_in_which_it_was_said(client_as, municipality):
    exchange = make_exchange(**WEIGHED)
    handover = make_handover(exchange)
    tell(handover, GIVER, kg(10, unit="piece"))
    change(exchange, unit="kg")
    client, url = client_as(Role.FIRM, exchange.giver), reverse("handovers:handover", args=[handover.pk])

    said = {"answer": "other", "quantity": "8", "unit": "piece", "how": "estimated"}
    answer = client.post(url, form_of(client, url) | said)

    assert answer.status_code == 302
    assert standing(handover)["kg_kept_in_use"].quantity == 96


def test_a_weight_that_makes_a_handover_absurd_is_refused_in_a_sentence():
    exchange = make_exchange(unit="piece", quantity=None)
    handover = make_handover(exchange)
    tell(handover, GIVER, kg(1_000_000, unit="piece"))

    with pytest.raises(actions.Refused) as refused:
        change(exchange, kg_per_unit=Decimal(1_000_000), weight_source="Gættet")

    assert refused.value.field == "kg_per_unit"
    assert standing(handover) == {}


def test_an_exchange_cannot_end_before_what_was_handed_over():
    exchange = make_exchange()
    tell(make_handover(exchange, days=(date(2026, 3, 4),)), GIVER, kg(5))

    with pytest.raises(actions.Refused) as refused:
        actions.end_exchange(exchange, by=make_actor(Role.ADVISER), why="other", on=on_day(date(2026, 2, 1)))

    assert "Skriv en senere dag" in refused.value.sentence
    assert actions.end_exchanges_of(exchange.giver, by=make_actor(Role.ADVISER), on=date(2026, 2, 1)) == 1
    exchange.refresh_from_db()
    assert exchange.until == date(2026, 3, 4)


@pytest.mark.parametrize(("name", "day"), [("since", date(2026, 3, 5)), ("until", date(2026, 3, 3))])
def test_the_days_of_an_exchange_are_not_put_where_its_handovers_fall_outside(name, day):
    exchange = make_exchange(state="ended", end_reason="other", until=date(2026, 4, 1), until_precision="day")
    tell(make_handover(exchange, days=(date(2026, 3, 4),)), GIVER, kg(5))

    with pytest.raises(actions.Refused) as refused:
        change(exchange, **{name: on_day(day)})

    assert refused.value.field == name


def test_what_came_to_nothing_is_taken_up_before_a_handover_is_told():
    exchange = make_exchange(**AGREED)
    by = make_actor(Role.FIRM, exchange.giver)
    ended = actions.end_exchange(exchange, by=by, why="never_began")
    day = timezone.localdate() - timedelta(days=3)

    with pytest.raises(actions.HandoverRefused) as refused:
        actions.tell_of_period(ended, starts=day, ends=day, side=GIVER, said=kg(5), by=by)

    assert "Ring til os" in refused.value.sentence
    assert Entry.objects.count() == 0


def test_what_was_asked_about_before_it_came_to_nothing_is_answered_with_no_alone(client_as, municipality):
    exchange = make_exchange(**AGREED, per="once")
    handover = make_handover(exchange, days=(timezone.localdate() - timedelta(days=3),))
    actions.end_exchange(exchange, by=make_actor(Role.FIRM, exchange.giver), why="never_began")
    client, url = client_as(Role.FIRM, exchange.receiver), reverse("handovers:handover", args=[handover.pk])

    said = {"answer": "other", "quantity": "5", "unit": "kg", "how": "estimated"}
    refused = client.post(url, form_of(client, url) | said)

    assert refused.status_code == 422
    assert "udvekslingen ikke blev til noget. Ring til os" in refused.content.decode()
    assert Entry.objects.count() == 0
    assert client.post(url, form_of(client, url) | {"answer": "nothing"}).status_code == 302


def test_nobody_is_promised_a_question_that_is_not_asked(client_as, municipality):
    stream, once = make_exchange(**AGREED), make_exchange(**AGREED, per="once")

    pages = [
        client_as(Role.FIRM, one.giver).get(f"/udvekslinger/{one.number}/").content.decode() for one in (stream, once)
    ]

    assert ["Spørg begge" in page for page in pages] == [
        False,
        True,
    ]


def test_two_organisations_of_one_name_stay_two_in_the_network(client_as, municipality):
    first, second = (make_organisation(name="Eksempel Tømrer") for _which in range(2))
    middle = make_organisation(name="Eksempel Værksted")
    make_exchange(giver=first, receiver=middle)
    make_exchange(giver=middle, receiver=second, title="Paller")

    page = client_as(Role.ADVISER).get(reverse("web:network"))

    assert page.context["shown"].parties == 3
    assert page.context["shown"].rings == []


def test_what_is_said_in_another_language_is_kept_under_a_danish_name(client, municipality):
    exchange = make_exchange(ask_on=date(2026, 4, 1))
    actions.ask_about_handovers(on=date(2026, 4, 1), by=CLOCK)
    url = link_of(Handover.objects.get(), GIVER)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    with translation.override("da"):  # a test's own request leaves its language behind
        client.post(url, form_of(client, url) | {"answer": "usual"})

    assert exchange.handovers.get().reports.get().said_by == "Med personligt link"

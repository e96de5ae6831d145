"""A price or weight in place of another: it was wrong, and all is counted anew, or the new one holds from a day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.ledger.models import Entry
from symbiose.matching import actions
from symbiose.matching.actions.recounting import Replaced
from symbiose.matching.models import Exchange, FormerTerms, Handover
from tests.factories import make_actor
from tests.matching.handed import GIVER, kg, make_exchange, make_handover, standing, tell
from tests.matching.test_exchange_declaring import change as send
from tests.matching.test_opening import FLOWS, PEOPLE, book, press
from tests.matching.test_opening import send as upload

PRICED = {"price": Decimal(20), "price_source": "Tastet i januar"}
WEIGHED = {"unit": "piece", "kg_per_unit": Decimal(12), "weight_source": "Anslået"}
DAYS = {month: date(2026, month, 10) for month in (2, 3, 4, 5)}
FIRST_OF_APRIL = date(2026, 4, 1)
WRONG = Replaced(wrong=True)


def put_right(exchange, *, old=None, by=None, **values):
    exchange.refresh_from_db()
    more = {"old": old} if old else {}
    return actions.change_exchange(
        exchange, by=by or make_actor(Role.ADVISER), version=exchange.version, **more, **values
    )


def with_handovers(unit="kg", **values):
    """An exchange with 100 of its unit handed over on a day of each of four months."""
    exchange = make_exchange(unit=unit, **values)
    for day in DAYS.values():
        tell(make_handover(exchange, days=(day,)), GIVER, kg(100, unit=unit))
    return exchange


def counted(exchange, measure):
    rows = exchange.handovers.order_by("starts_on")
    return [entry.quantity if (entry := standing(row).get(measure)) else None for row in rows]


VALUE, KILOS = "market_value_dkk", "kg_kept_in_use"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "figures", "kept"),
    [
        (WRONG, [200, 200, 200, 200], []),
        (Replaced(holds_from=FIRST_OF_APRIL), [2000, 2000, 200, 200], [(20, date(2026, 3, 31))]),
        (Replaced(holds_from=DAYS[4]), [2000, 2000, 200, 200], [(20, date(2026, 4, 9))]),
        (Replaced(holds_from=date(2026, 4, 11)), [2000, 2000, 2000, 200], [(20, date(2026, 4, 10))]),
        (Replaced(holds_from=date(2026, 1, 1)), [200, 200, 200, 200], []),
        (Replaced(holds_from=timezone.localdate()), [2000] * 4, [(20, timezone.localdate() - timedelta(days=1))]),
    ],
)
def test_a_price_that_was_wrong_is_counted_anew_everywhere_and_a_new_one_from_its_day(old, figures, kept):
    exchange = with_handovers(**PRICED)

    put_right(exchange, price=Decimal(2), price_source="Prisliste", old=old)

    assert counted(exchange, VALUE) == figures
    assert [*FormerTerms.objects.values_list("price", "until")] == kept
    assert counted(exchange, KILOS) == [100] * 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "figures"),
    [(WRONG, [1500] * 4), (Replaced(holds_from=FIRST_OF_APRIL), [1200, 1200, 1500, 1500])],
)
def test_a_weight_is_asked_about_as_a_price_is(old, figures):
    exchange = with_handovers(**WEIGHED)

    put_right(exchange, kg_per_unit=Decimal(15), weight_source="Vejet", old=old)

    assert counted(exchange, KILOS) == figures


@pytest.mark.django_db
def test_what_was_wrong_is_taken_back_one_to_one_with_its_reason_and_posted_at_the_next_revision():
    exchange = with_handovers(**PRICED)
    first = list(Entry.objects.filter(measure=VALUE).order_by("pk"))

    put_right(exchange, price=Decimal(2), old=WRONG, reason="Kommaet manglede")

    for entry in first:
        assert entry.reversed_by.quantity == -entry.quantity
        assert entry.reversed_by.reason == "Den gamle pris var forkert. Kommaet manglede"
    anew = Entry.objects.filter(measure=VALUE, revision=2)
    assert sum(one.quantity for one in anew) == 800
    assert AuditEntry.objects.get(verb="matching.change_exchange").reason.endswith("Kommaet manglede")


@pytest.mark.django_db
def test_what_is_told_afterwards_counts_by_its_own_day():
    exchange = make_exchange(**PRICED)
    put_right(exchange, price=Decimal(2), old=Replaced(holds_from=FIRST_OF_APRIL))

    early, late = (make_handover(exchange, days=(DAYS[month],)) for month in (3, 4))
    for handover in (early, late):
        tell(handover, GIVER, kg(100))

    assert counted(exchange, VALUE) == [2000, 200]


@pytest.mark.django_db
def test_a_price_that_is_no_longer_known_from_a_day_counts_nothing_from_then_on():
    exchange = with_handovers(**PRICED)

    put_right(exchange, price=None, price_source="", old=Replaced(holds_from=FIRST_OF_APRIL))

    assert counted(exchange, VALUE) == [2000, 2000, None, None]


@pytest.mark.django_db
def test_a_former_price_that_never_held_is_taken_out_and_all_counted_anew():
    exchange = with_handovers(**PRICED)
    put_right(exchange, price=Decimal(2), old=Replaced(holds_from=FIRST_OF_APRIL))
    former = FormerTerms.objects.get()

    for _twice in range(2):
        put_right(exchange, never_held=[former.pk], reason="Tastefejl")

    assert counted(exchange, VALUE) == [200] * 4
    assert AuditEntry.objects.get(verb="matching.drop_terms").reason == (
        "Gjaldt aldrig: 20 kr. pr. kg til og med 31. marts 2026. Tastefejl"
    )


@pytest.mark.django_db
def test_nothing_is_replaced_in_what_has_not_begun():
    exchange = make_exchange(state="agreed", since=None, since_precision="", **PRICED)

    changed = put_right(exchange, price=Decimal(2))

    assert (changed.price, FormerTerms.objects.count()) == (2, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "rule"),
    [
        (None, "exchange_terms_unsaid"),
        (Replaced(holds_from=date(2025, 12, 31)), "exchange_terms_before_it_began"),
        (Replaced(holds_from=date(2026, 3, 31)), "exchange_terms_told_since"),
        (Replaced(holds_from=timezone.localdate() + timedelta(days=400)), "exchange_terms_too_far_off"),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_is_written(old, rule):
    exchange = with_handovers(**PRICED)
    put_right(exchange, price=Decimal(2), old=Replaced(holds_from=FIRST_OF_APRIL))
    entries = Entry.objects.count()

    with pytest.raises(actions.Refused, match=rule) as refused:
        put_right(exchange, price=Decimal(3), old=old)

    exchange.refresh_from_db()
    assert refused.value.sentence
    assert (exchange.price, Entry.objects.count()) == (2, entries)


@pytest.mark.django_db
def test_nobody_but_an_adviser_says_that_a_price_never_held():
    exchange = with_handovers(**PRICED)

    with pytest.raises(NotAllowed):
        put_right(exchange, by=make_actor(Role.FIRM, exchange.giver), never_held=[1])


@pytest.mark.django_db
def test_the_form_asks_only_where_a_price_becomes_another_and_keeps_what_was_typed(client_as, municipality):
    exchange = with_handovers(**PRICED)
    adviser = client_as(Role.ADVISER)

    assert send(adviser, exchange, quantity="90").redirect_chain
    asked = send(adviser, exchange, price="2", price_source="Prisliste")
    assert "Fortæl, om den gamle pris eller vægt var forkert" in asked.content.decode()
    assert asked.context["form"]["price"].value() == "2"
    early = send(adviser, exchange, price="2", held="from_day", holds_from="2020-01-01")
    assert "Udvekslingen begyndte senere" in early.content.decode()
    no_day = send(adviser, exchange, price="2", held="from_day", holds_from="")
    assert "Skriv den dag, den nye gælder fra" in no_day.content.decode()

    page = send(adviser, exchange, price="2", price_source="Prisliste", held="from_day", holds_from="2026-04-01")

    text = page.content.decode()
    assert counted(exchange, VALUE) == [2000, 2000, 200, 200]
    assert "En anden pris gælder fra 1. april 2026." in text
    assert "20 kr. pr. kg til og med 31. marts 2026" in text

    send(adviser, exchange, never_held=str(FormerTerms.objects.get().pk))
    assert counted(exchange, VALUE) == [200] * 4


@pytest.mark.django_db
def test_the_same_form_sent_twice_and_a_second_tab_count_once(client_as, municipality):
    exchange = with_handovers(**PRICED)
    adviser, url = client_as(Role.ADVISER), reverse("exchanges:change", args=[exchange.number])
    form = adviser.get(url).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    typed = {name: str(value) for name, value in shown.items() if value not in (None, False, [])}
    typed["form_key"] = str(form["form_key"].value())

    for _twice in range(2):
        adviser.post(url, typed | {"price": "2", "held": "wrong"})
    second_tab = adviser.post(url, typed | {"form_key": "", "price": "3", "held": "wrong"})

    assert second_tab.status_code == 422
    assert "Begge tekster er vist" in second_tab.content.decode()
    assert counted(exchange, VALUE) == [200] * 4
    assert Entry.objects.filter(measure=VALUE).count() == 12  # each posted, taken back and posted anew


@pytest.mark.django_db
def test_the_page_of_an_entry_says_truly_what_becomes_of_it_for_both(client_as, municipality):
    exchange = with_handovers(**PRICED)
    adviser = client_as(Role.ADVISER)
    entry = Entry.objects.filter(measure=VALUE).order_by("happened_on").first()

    page = adviser.get(reverse("ledger:entry", args=[entry.pk])).content.decode()

    assert "En forkert pris eller vægt retter du på udvekslingen" in page
    assert "Gælder en anden fra en bestemt dag, bliver posteringerne før den dag stående" in page
    put_right(exchange, price=Decimal(3), old=Replaced(holds_from=FIRST_OF_APRIL))
    assert not Entry.objects.filter(reverses=entry).exists()
    put_right(exchange, never_held=[FormerTerms.objects.get().pk])
    assert Entry.objects.filter(reverses=entry).exists()


def of_file(price):
    head = [*FLOWS[0], "pris", "kilde til pris"]
    row = ["U1", "F1", "Eksempel Gipsfabrik", "Gips", 80, "ton", "år", 2024, None, None, "vejet", "Regnskab"]
    return book(Organisationer=PEOPLE, Udvekslinger=[head, [*row, price, "Prisliste"]])


@pytest.mark.django_db
def test_a_file_with_another_price_holds_from_the_day_of_the_file_and_says_so(client_as, municipality, settings):
    settings.DEMO = True
    adviser = client_as(Role.ADVISER)
    press(adviser, upload(adviser, of_file(20), on="2026-01-31"))
    exchange = Exchange.objects.get()
    for day in DAYS.values():
        tell(make_handover(exchange, days=(day,)), GIVER, kg(1, unit="t"))

    address = upload(adviser, of_file(2), on="2026-04-01")
    shown = adviser.get(address).content.decode()
    for _twice in range(2):
        press(adviser, address)
    press(adviser, upload(adviser, of_file(2), on="2026-06-01"))  # the same once more

    assert "Filens pris gælder fra 1. april 2026, den dag, filen er fra." in shown
    assert counted(exchange, VALUE) == [20, 20, 2, 2]
    assert [*FormerTerms.objects.values_list("price", "until")] == [(20, date(2026, 3, 31))]
    older = adviser.get(upload(adviser, of_file(5), on="2026-02-01")).content.decode()
    assert "En anden pris eller vægt gjaldt længere end det" in older


prices = st.sampled_from([Decimal(1), Decimal(2), Decimal("3.5"), None])
answers = st.one_of(st.just(None), st.sampled_from(range(1, 11)))
steps = st.lists(st.tuples(prices, answers), max_size=5)


class FiguresFollowWhatWasSaid(TestCase):
    """Against the plainest model: a price for each day, overwritten from a day or over all days on which the last one held."""

    @settings(max_examples=25, deadline=None)
    @given(steps)
    def test_each_handover_counts_the_price_that_the_days_say(self, path):
        exchange = with_handovers(price=Decimal(7), price_source="x")
        day_of = {month: Decimal(7) for month in range(1, 12)}
        begins, now = 1, Decimal(7)
        for price, month in path:
            if price == now or now is None or (month is not None and month < begins):
                continue
            old = WRONG if month is None else Replaced(holds_from=date(2026, month, 1))
            put_right(exchange, price=price, price_source="y" if price is not None else "", old=old)
            begins = begins if month is None else month
            day_of |= dict.fromkeys(range(begins, 12), price)
            now = price

        expected = [day_of[month] for month in DAYS]
        assert counted(exchange, VALUE) == [None if price is None else 100 * price for price in expected]
        assert Handover.objects.count() == len(DAYS)
        for total in Entry.objects.filter(reverses__isnull=False):
            assert total.reason


@pytest.mark.django_db
@pytest.mark.parametrize(("known", "asked"), [({}, False), (PRICED, True), (WEIGHED, True)])
def test_it_is_asked_only_where_there_is_a_price_or_weight_to_replace(client_as, known, asked):
    url = reverse("exchanges:change", args=[make_exchange(**known).number])

    fields = client_as(Role.ADVISER).get(url).context["form"].fields

    assert ("held" in fields, "holds_from" in fields) == (asked, asked)

"""What is agreed of an exchange is not made another in silence: the other side is told, and the history says by whom, from what to what."""

from __future__ import annotations

from copy import copy
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.matching import actions
from symbiose.matching.actions.exchanges.telling import link_for
from symbiose.matching.handing.periods import ask_anew
from symbiose.matching.models import Exchange
from symbiose.notices import links
from symbiose.notices.models import Notice
from tests.factories import make_actor, make_membership
from tests.matching.handed import CLOCK, GIVER, RECEIVER, kg, link_of, make_exchange, make_handover, standing, tell
from tests.matching.test_opening import FLOWS, PEOPLE, book, press, send

pytestmark = pytest.mark.django_db


def detail(exchange):
    return reverse("exchanges:detail", args=[exchange.number])


def change(exchange, *, by, **values):
    return actions.change_exchange(exchange, by=by, version=exchange.version, **values)


def inboxes(exchange):
    """A person of each side, and what stands in each inbox once it is asked for."""
    people = [make_membership(Role.FIRM, one).user for one in (exchange.giver, exchange.receiver)]
    return lambda: [[*Notice.objects.filter(user=one).values_list("text", flat=True)] for one in people]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"quantity": Decimal(90)}, "Mængde: 120 kg om ugen → 90 kg om ugen"),
        ({"unit": "t"}, "Mængde: 120 kg om ugen → 120 ton om ugen"),
        ({"per": "month"}, "Mængde: 120 kg om ugen → 120 kg om måneden"),
        ({"estimated": True}, "Mængde: 120 kg om ugen → 120 kg om ugen (skøn)"),
        ({"quantity": None}, "Mængde: 120 kg om ugen → ikke oplyst"),
        ({"title": "Paller"}, "Hvad: Træafskær → Paller"),
    ],
)
def test_the_other_side_is_told_what_became_another_and_by_whom(values, told):
    exchange = make_exchange()
    read = inboxes(exchange)

    change(exchange, by=make_actor(Role.FIRM, exchange.giver), **values)

    assert read() == [[], [f"Eksempel Træværk har rettet en udveksling. {told}"]]


def test_both_sides_are_told_what_the_municipality_put_right():
    exchange = make_exchange()
    read = inboxes(exchange)

    change(exchange, by=make_actor(Role.ADVISER), quantity=Decimal(90))

    assert read() == [["Kommunen har rettet en udveksling. Mængde: 120 kg om ugen → 90 kg om ugen"]] * 2


@pytest.mark.parametrize("values", [{"quantity": Decimal(120)}, {"source": "En anden kilde"}])
def test_nobody_is_told_where_nothing_that_was_agreed_became_another(values):
    exchange = make_exchange()
    read = inboxes(exchange)

    change(exchange, by=make_actor(Role.ADVISER), **values)

    assert read() == [[], []]


def test_the_same_form_sent_twice_tells_once(client_as, municipality):
    exchange = make_exchange()
    read, client = inboxes(exchange), client_as(Role.FIRM, exchange.receiver)
    url = reverse("exchanges:change", args=[exchange.number])
    form = client.get(url).context["form"]
    sent = {"title": exchange.title, "quantity": "90", "unit": "kg", "per": "week", "version": exchange.version}
    sent["form_key"] = form["form_key"].value()

    statuses = [client.post(url, sent).status_code for _twice in range(2)]

    assert statuses == [302, 302]
    assert read() == [["Eksempel Fuglekassen har rettet en udveksling. Mængde: 120 kg om ugen → 90 kg om ugen"], []]


def test_the_history_says_who_changed_what_from_what_to_what(client_as, municipality):
    exchange = make_exchange()
    firm = make_actor(Role.FIRM, exchange.giver)
    first = change(exchange, by=firm, quantity=Decimal(90))
    change(first, by=make_actor(Role.ADVISER), per="month", price=Decimal("2.5"), price_source="Prisliste 2026")

    page = client_as(Role.FIRM, exchange.receiver).get(detail(exchange))

    happened = page.context["history"]
    assert [[str(told) for told in one.changed] for one in happened[:2]] == [
        ["Mængde: 90 kg om ugen → 90 kg om måneden", "Markedspris pr. enhed: Ukendt → 2,5 kr."],
        ["Mængde: 120 kg om ugen → 90 kg om ugen"],
    ]
    text = page.content.decode()
    assert all(one in text for one in ("Mængde: 120 kg om ugen → 90 kg om ugen", firm.name))


def test_the_personal_links_of_an_exchange_and_a_handover_say_how_much_it_is_about(client, municipality):
    exchange = make_exchange(ask_on=None)
    handover = make_handover(exchange)
    link = link_for(exchange, exchange.receiver, by=CLOCK)
    tell(handover, GIVER, kg(500))  # which gives the other side a link of its own

    page = client.get(f"/svar/{links.token(link)}/").content.decode()
    lead = page.split('class="lead">')[1].split("</p>")[0]

    assert "120 kg om ugen" in lead
    assert "Aftalt: 120 kg om ugen" in client.get(link_of(handover, RECEIVER)).content.decode()


GIPS = ["U1", "F1", "Eksempel Gipsfabrik", "Gips", 80, "ton", "år", 1993, None, None, "vejet", "Regnskab"]


@pytest.fixture
def imported(client_as, settings, municipality):
    settings.DEMO = True
    adviser = client_as(Role.ADVISER)
    press(adviser, send(adviser, book(Organisationer=PEOPLE, Udvekslinger=[FLOWS[0], GIPS])))
    return Exchange.objects.get(), adviser


def again(adviser, **cells):
    """Send the file once more with other cells and say yes; what was shown before the yes."""
    heads = FLOWS[0]
    row = [cells.get(head, cell) for head, cell in zip(heads, GIPS, strict=True)]
    address = send(adviser, book(Organisationer=PEOPLE, Udvekslinger=[heads, row]), name="rettet.xlsx")
    shown = adviser.get(address).content.decode()
    press(adviser, address)
    return shown


def test_the_history_of_an_imported_exchange_says_who_brought_it_in_when_and_from_which_file(imported, client_as):
    exchange, adviser = imported

    page = adviser.get(detail(exchange))
    firm = client_as(Role.FIRM, exchange.giver).get(detail(exchange)).content.decode()

    [only] = page.context["history"]
    text = page.content.decode()
    assert (only.entry.verb, only.entry.actor_role, only.file, only.changed) == (
        *("matching.opening_stock", "adviser", "partnere.xlsx", ()),
    )
    assert all(one in text for one in ("Hentet ind med", "Kilde: Sekretariatets liste", "fil: partnere.xlsx"))
    assert "Kilde: Sekretariatets liste" in firm
    assert "partnere.xlsx" not in firm  # the municipality's own names of files may hold names of people


def test_a_file_that_comes_again_says_in_the_history_what_it_made_another_and_tells_both(imported):
    exchange, adviser = imported
    read = inboxes(exchange)

    again(adviser, mængde=90)

    newest, oldest = adviser.get(detail(exchange)).context["history"]
    assert [str(told) for told in newest.changed] == ["Mængde: 80 ton om året → 90 ton om året"]
    assert (newest.file, oldest.file) == ("rettet.xlsx", "partnere.xlsx")
    assert read() == [["Kommunen har rettet en udveksling. Mængde: 80 ton om året → 90 ton om året"]] * 2


def test_a_file_that_makes_a_stream_of_what_was_given_once_plans_the_question_as_the_page_does(imported):
    exchange, adviser = imported
    Exchange.objects.filter(pk=exchange.pk).update(per="once", asking=True, ask_on=None)
    by_page = copy(Exchange.objects.get())

    again(adviser)

    exchange.refresh_from_db()
    assert exchange.per == "year"
    assert exchange.ask_on is not None
    assert exchange.ask_on == ask_anew(by_page, exchange, on=timezone.localdate())


def test_a_file_that_comes_again_with_another_unit_leaves_no_price_of_the_old_one(imported):
    exchange, adviser = imported
    change(exchange, by=make_actor(Role.ADVISER), price=Decimal(2), price_source="Prisliste")
    handover = make_handover(exchange)
    tell(handover, GIVER, kg(1, unit="t"))

    shown = again(adviser, enhed="kg")

    exchange.refresh_from_db()
    assert "med en anden enhed kendes de ikke længere" in shown
    assert (exchange.unit, exchange.price, exchange.price_source) == ("kg", None, "")
    assert exchange.former_terms.get().price == 2
    assert standing(handover)["market_value_dkk"].quantity == 2


def test_a_price_whose_unit_is_told_later_counts_what_was_handed_over_before():
    exchange = make_exchange(unit="", quantity=None, price=Decimal(2), price_source="Prisliste")
    handover = make_handover(exchange)
    tell(handover, GIVER, kg(100))

    change(exchange, by=make_actor(Role.ADVISER), quantity=Decimal(120), unit="kg")

    assert standing(handover)["market_value_dkk"].quantity == 200

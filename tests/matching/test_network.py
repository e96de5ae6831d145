"""The network of exchanges and the published streams, through the front door."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from symbiose.common.actor import Role, system
from symbiose.home.loading import load_municipality
from symbiose.matching import exchanges
from symbiose.matching.actions import pause_exchange
from symbiose.matching.exchanges.yearly import by_year
from symbiose.matching.models import Exchange
from symbiose.matching.network import MOST_DRAWN, MOST_RINGS, Line, show_network
from symbiose.municipalities import reader
from symbiose.organisations.models import Organisation
from tests.factories import make_organisation
from tests.matching.cases import adviser, make_agreed, make_exchange

pytestmark = pytest.mark.django_db
NETWORK, STREAMS = reverse("web:network"), reverse("web:streams")


def table(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode().lstrip("\ufeff")), delimiter=";"))


def load(slug: str) -> None:
    load_municipality(reader.load(reader.find(slug)), by=system("test"))


def three_in_a_ring():
    parties = [make_organisation(name=f"Eksempel {name}") for name in ("Træværk", "Gartneri", "Bageri")]
    for at, giver in enumerate(parties):
        make_exchange(giver=giver, receiver=parties[(at + 1) % 3], title=f"Ting {at}")
    return parties


def test_a17_8_a_loop_of_three_exchanges_is_drawn_as_a_loop(client_as):
    three_in_a_ring()

    page = client_as(Role.ADVISER).get(NETWORK).content.decode()

    assert "Det, der går i ring" in page
    assert "Eksempel Bageri → Eksempel Træværk → Eksempel Gartneri → Eksempel Bageri" in page


def test_exchanges_that_do_not_come_back_are_no_loop(client_as):
    parties = three_in_a_ring()
    Exchange.objects.filter(giver=parties[2]).delete()

    assert "Det, der går i ring" not in client_as(Role.ADVISER).get(NETWORK).content.decode()


def test_x5_the_table_and_the_file_hold_what_is_drawn(client_as):
    three_in_a_ring()
    adviser = client_as(Role.ADVISER)

    page = adviser.get(NETWORK).content.decode()
    rows = table(adviser.get(NETWORK, {"format": "csv"}))

    assert rows[0][:3] == ["Fra", "Til", "Hvad"]
    assert len(rows) == 4
    for giver, receiver, what, *_rest in rows[1:]:
        assert all(text in page for text in (giver, receiver, what))


def test_a_firm_sees_its_own_exchanges_alone(client_as):
    mine, other = three_in_a_ring()[0], make_organisation(name="Eksempel Fremmed")
    make_exchange(giver=other, title="Hemmelig ting")

    page = client_as(Role.FIRM, mine).get(NETWORK).content.decode()

    assert "Ting 0" in page
    assert "Ting 2" in page
    assert "Ting 1" not in page
    assert "Fremmed" not in page


@pytest.mark.parametrize(("role", "status"), [(None, 302), (Role.FIRM, 200), (Role.ADVISER, 200)])
def test_who_may_see_the_network(client, client_as, role, status):
    reader = client if role is None else client_as(role)

    assert reader.get(NETWORK).status_code == status


def test_an_empty_network_says_how_one_begins(client_as):
    page = client_as(Role.ADVISER).get(NETWORK, {"year": ""}).content.decode()

    assert "Ingen udveksling kører endnu" in page


@pytest.mark.parametrize("asked", [{"year": "x"}, {"year": "99999"}, {"kind": "nothing"}, {"year": ["2024", "2025"]}])
def test_what_cannot_be_chosen_is_as_if_it_was_not(client_as, asked):
    three_in_a_ring()

    assert client_as(Role.ADVISER).get(NETWORK, asked).status_code == 200


def test_kinds_part_the_network(client_as):
    make_exchange(title="Damp", kind="energy_water")
    make_exchange(title="Lokale", kind="space")
    make_exchange(title="Palle", kind="material")
    adviser = client_as(Role.ADVISER)

    drawn = {
        kind: [row[2] for row in table(adviser.get(NETWORK, {"kind": kind, "format": "csv"}))[1:]]
        for kind in ("energy", "other", "material")
    }

    assert drawn == {"energy": ["Damp"], "other": ["Lokale"], "material": ["Palle"]}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_network_takes_the_same_queries_for_one_and_three(rows, client_as, django_assert_num_queries):
    for _ in range(rows):
        make_exchange()
    adviser = client_as(Role.ADVISER)

    with django_assert_num_queries(10):
        adviser.get(NETWORK)


def test_those_with_most_exchanges_are_drawn_and_the_rest_stand_in_the_table():
    lines = [
        Line("Eksempel Midte", f"Eksempel {at}", "Pap", "", "", "", "", "material", rests=False) for at in range(40)
    ]

    shown = show_network(lines)

    assert len(shown.drawn) == MOST_DRAWN
    assert shown.left_out == 41 - MOST_DRAWN
    assert "Eksempel Midte" in shown.drawn
    assert len(shown.lines) == 40
    assert (shown.drawn_lines, shown.lines_left_out) == (MOST_DRAWN - 1, 40 - (MOST_DRAWN - 1))
    assert f"{MOST_DRAWN - 1} udvekslinger" in shown.description


def line(giver, receiver, *, rests=False):
    return Line(f"Eksempel {giver}", f"Eksempel {receiver}", "Pap", "", "", "", "", "material", rests=rests)


def test_more_loops_than_are_drawn_are_counted_in_a_sentence(client_as):
    parties = [make_organisation(name=f"Eksempel {at}") for at in range(5)]
    for giver in parties:
        for receiver in parties:
            if giver != receiver:
                make_exchange(giver=giver, receiver=receiver)

    page = client_as(Role.ADVISER).get(NETWORK)

    shown = page.context["shown"]
    assert (len(shown.rings), shown.loops) == (MOST_RINGS, 60)  # 10 of two, 20 of three and 30 of four parties
    assert "Der er 60 ringe med to til fire parter; de 6 længste er tegnet." in page.content.decode()


def test_what_is_not_drawn_is_counted_in_a_sentence(client_as):
    middle = make_organisation(name="Eksempel Midte")
    for _at in range(MOST_DRAWN + 1):
        make_exchange(giver=middle)

    page = client_as(Role.ADVISER).get(NETWORK).content.decode()

    assert "Tegningen viser 29 af 31 rækker og 30 af 32 parter" in page


def test_what_is_agreed_or_paused_is_not_drawn_as_if_it_ran(client_as):
    agreed = make_agreed()
    paused = make_exchange(title="Lokale")
    pause_exchange(paused, by=adviser())
    make_exchange(title="Paller")

    page = client_as(Role.ADVISER).get(NETWORK, {"year": ""})

    rests = {one.what: (one.rests, one.since) for one in page.context["shown"].lines}
    assert rests == {
        agreed.title: (True, "Ikke begyndt"),
        paused.title: (True, "marts 2024"),
        "Paller": (False, "marts 2024"),
    }
    assert "kører ikke nu, eller ingen ved det" in page.content.decode()


def test_several_between_the_same_two_are_one_thicker_line_and_the_drawing_says_so(client_as):
    giver, receiver = make_organisation(), make_organisation()
    for title in ("Pap", "Paller"):
        make_exchange(giver=giver, receiver=receiver, title=title)

    page = client_as(Role.ADVISER).get(NETWORK)

    [curve] = page.context["shown"].desk.curves
    assert curve.width == "2.8"
    assert "tykkere: flere" in page.content.decode()
    assert not show_network([line(0, 1)]).any_thick


class YearsAgree(TestCase):
    """What a year says is what the list of that year holds, whatever is known of the ends."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.one_of(st.none(), st.integers(2018, 2026)),
                st.one_of(st.none(), st.integers(0, 6)),
                st.sampled_from(["agreed", "running", "paused", "ended"]),
                st.booleans(),
            ),
            max_size=6,
        )
    )
    def test_x2_every_year_counts_the_rows_that_its_list_holds(self, drawn):
        giver, receiver = make_organisation(), make_organisation()
        for at, (since, later, state, declared) in enumerate(drawn):
            ended = state == "ended"
            until = date((since or 2020) + later, 12, 31) if ended and later is not None else None
            Exchange.objects.create(
                number=f"T-{at}",
                giver=giver,
                receiver=receiver,
                title="Træafskær",
                state=state,
                since=since and date(since, 3, 1),
                since_precision="month" if since else "",
                until=until,
                until_precision="day" if until else "",
                paused_on=date(2026, 1, 1) if state == "paused" else None,
                end_reason="other_way" if ended else "",
                declared=declared,
                source="Eksempel" if declared else "",
                evidence="declared" if declared else "",
            )

        for one in by_year(Exchange.objects.all()):
            assert one.running == exchanges.running_in(Exchange.objects.all(), one.year).count()


def test_published_streams_are_shown_to_everybody_with_their_sources(client):
    load("kalundborg")

    page = client.get(STREAMS).content.decode()
    rows = table(client.get(STREAMS, {"format": "csv"}))

    assert "intet af det er målt i Symbiose" in page
    assert len(rows) == 40
    assert all(row[6] for row in rows[1:])
    assert "ikke bekræftet" in page


def test_published_streams_fill_no_list_of_exchanges_and_no_directory(client):
    load("kalundborg")

    assert not Exchange.objects.exists()
    assert "Asnæsværket" not in client.get(reverse("home:directory")).content.decode()
    assert not Organisation.objects.exists()


def test_streams_narrow_by_kind_state_and_year(client):
    load("kalundborg")

    early = table(client.get(STREAMS, {"begun": "1972", "format": "csv"}))[1:]
    running = table(client.get(STREAMS, {"runs": "running", "format": "csv"}))[1:]
    past = table(client.get(STREAMS, {"runs": "past", "format": "csv"}))[1:]
    materials = table(client.get(STREAMS, {"kind": "material", "format": "csv"}))[1:]

    assert {row[4] for row in early} <= {"1961", "1972"}
    assert early
    assert len(running) + len(past) == 39
    assert len(materials) == 18


def test_a_municipality_without_published_streams_has_no_such_page(client):
    load("silkeborg")

    assert client.get(STREAMS).status_code == 404


def test_streams_are_found_from_the_front_page_and_what_can_be_read(client):
    load("kalundborg")

    assert all(STREAMS in client.get(reverse(page)).content.decode() for page in ("home:front", "home:readings"))


def test_no_link_to_streams_where_there_are_none(client):
    load("silkeborg")

    assert STREAMS not in client.get(reverse("home:front")).content.decode()

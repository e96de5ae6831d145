"""The ledger's pages: three columns that open to their rows, what was known when, files, rights, queries."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.ledger import sources
from symbiose.ledger.actions import restate
from symbiose.ledger.models import Entry
from symbiose.organisations.models import Organisation
from tests.factories import make_organisation
from tests.ledger.cases import BY, make_exchange, make_handover, post, posting
from tests.matching.cases import make_pair, party_of

pytestmark = pytest.mark.django_db
ALL = "/posteringer/"
BOOK_QUERIES, ORGANISATION_QUERIES, THREAD_QUERIES = 14, 18, 15


@pytest.fixture
def exchange(municipality):
    giver, receiver = make_organisation("Eksempel Træværk"), make_organisation("Eksempel Fuglekassen")
    return make_exchange(giver=giver, receiver=receiver)


@pytest.fixture
def adviser(client_as):
    return client_as(Role.ADVISER)


def page_of(organisation):
    return reverse("ledger:organisation", args=[organisation.pk])


def text(answer):
    """What the page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def figures(answer):
    return {figure.code: figure for column in answer.context["columns"] for figure in column.figures}


def rows_of(answer):
    body = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(body), delimiter=";"))


def test_three_columns_stand_side_by_side_and_what_nobody_counted_is_unknown(adviser, exchange):
    handover = make_handover(exchange)
    post(
        handover,
        posting(handover, "1200.5", fraction="cardboard"),
        posting(handover, "300", measure="market_value_dkk", estimated=True, evidence="estimated"),
    )

    answer = adviser.get(page_of(exchange.giver))

    said = text(answer)
    assert [column.name for column in answer.context["columns"]] == ["Mennesker", "Klima og materialer", "Økonomi"]
    assert "Mennesker Ukendt Her er ikke talt noget. Det betyder ikke 0." in said
    assert "1.200,5 kg Kg holdt i brug Intet af det er anslået. Gav: 1.200,5 kg" in said
    assert "Pap: 1.200,5 kg" in said
    assert "300 kr. Markedsværdi af udvekslinger Skøn Det hele er anslået." in said
    assert "1.500" not in said


def test_a_figure_opens_to_as_many_rows_as_it_says_and_they_sum_to_it(adviser, exchange):
    first, second = make_handover(exchange), make_handover(exchange, month=4)
    post(first, posting(first), posting(first, "300", measure="market_value_dkk"))
    post(second, posting(second, "80", estimated=True))
    post(first, posting(first, "118"), posting(first, "300", measure="market_value_dkk"), reason="vejet igen")

    answer = adviser.get(page_of(exchange.giver))
    figure = figures(answer)["kg_kept_in_use"]
    opened = adviser.get(page_of(exchange.giver) + figure.url)
    filed = rows_of(adviser.get(page_of(exchange.giver) + figure.url.replace("#", "&format=csv#")))

    assert (figure.quantity, figure.estimate, figure.lines) == (198, 80, 4)
    assert "heraf anslået: 80 kg" in text(answer)
    assert "4 posteringer bag tallet" in text(answer)
    assert opened.context["shown"].total == len(filed) == figure.lines
    assert sum(float(row["mængde"].replace(",", ".")) for row in filed) == figure.quantity
    assert {row["enhed"] for row in filed} == {"kg"}


def test_the_workbook_holds_the_same_rows_as_the_page(adviser, exchange):
    handover = make_handover(exchange)
    post(handover, posting(handover, "1200.5", estimated=True))
    post(handover, posting(handover, "118"), reason="vejet igen")

    answer = adviser.get(page_of(exchange.giver), {"format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    heading, *lines = sheet.iter_rows(values_only=True)

    assert [dict(zip(heading, line, strict=True))["mængde"] for line in lines] == [118, 1200.5, -1200.5]
    assert dict(zip(heading, lines[2], strict=True))["begrundelse"] == "vejet igen"


def test_what_is_taken_back_stands_with_its_reason_beside_what_takes_it_back(adviser, exchange):
    handover = make_handover(exchange)
    (first,) = post(handover)
    (second,) = post(handover, posting(handover, "118"), reason="vejet igen")
    back = Entry.objects.get(reverses=first)

    answer = adviser.get(page_of(exchange.giver))

    shown = [line.entry.pk for line in answer.context["shown"].page.object_list]
    assert shown == [second.pk, first.pk, back.pk]
    assert text(answer).count("vejet igen") == 2
    assert f"Tager postering {first.pk} tilbage: vejet igen" in text(answer)
    assert "−120 kg" in text(answer)


def test_a_day_in_the_past_gives_the_figures_of_that_day(adviser, exchange):
    handover = make_handover(exchange)
    (first,) = post(handover)
    yesterday = timezone.localdate() - timedelta(days=1)
    late = make_handover(exchange, month=4)
    copy = Entry(**{f.attname: getattr(first, f.attname) for f in Entry._meta.concrete_fields} | {"id": None})
    copy.source_id, copy.quantity, copy.recorded_at = late.pk, 7, timezone.localtime() - timedelta(days=2)
    copy.save()
    copy.parties.create(organisation=exchange.giver, role="giver")
    restate(late, [], thread=exchange, by=BY, reason="fejl")

    now = adviser.get(page_of(exchange.giver))
    then = adviser.get(page_of(exchange.giver), {"as_of": yesterday.isoformat()})
    before = adviser.get(page_of(exchange.giver), {"as_of": "2026-01-01"})
    filed = rows_of(adviser.get(page_of(exchange.giver), {"as_of": yesterday.isoformat(), "format": "csv"}))

    assert figures(now)["kg_kept_in_use"].quantity == 120
    assert figures(then)["kg_kept_in_use"].quantity == 7
    assert "Sådan stod det den" in text(then)
    assert "fejl" not in text(then)
    assert [row["mængde"] for row in filed] == ["7"]
    assert figures(before) == {}
    assert "Ingen postering er sådan." in text(before)


@pytest.mark.parametrize("day", ["i går", "0001-01-01", "9999-12-31", "2026-13-40"])
def test_a_day_that_is_none_is_said_at_its_field_and_the_page_stands(adviser, exchange, day):
    post(make_handover(exchange))

    answer = adviser.get(page_of(exchange.giver), {"as_of": day})

    assert "Skriv en dato, for eksempel 31-03-2026." in text(answer)
    assert figures(answer)["kg_kept_in_use"].quantity == 120


def test_one_year_at_a_time_or_all(adviser, exchange):
    post(make_handover(exchange, year=2025))
    post(make_handover(exchange, year=2026))

    assert figures(adviser.get(page_of(exchange.giver)))["kg_kept_in_use"].quantity == 240
    assert figures(adviser.get(page_of(exchange.giver), {"year": "2025"}))["kg_kept_in_use"].quantity == 120
    newest = adviser.get(ALL)
    assert figures(newest)["kg_kept_in_use"].lines == 1
    assert "Tre bundlinjer, 2026" in text(newest)
    assert "Tre bundlinjer, 2025" in text(adviser.get(ALL, {"year": "2025"}))


@pytest.mark.parametrize(
    ("query", "quantity"),
    [
        ({}, 350),
        ({"fraction": "cardboard"}, 200),
        ({"fraction": "unknown"}, 150),
        ({"evidence": "declared"}, 150),
        ({"estimated": "True"}, 150),
        ({"estimated": "False"}, 200),
        ({"q": "Fuglekassen"}, 200),
        ({"q": "findes ikke"}, None),
        ({"evidence": ["declared", "weighed"], "estimated": "False"}, 200),
    ],
)
def test_filters_narrow_the_figures_and_the_rows_alike(adviser, exchange, query, quantity):
    one, other = make_handover(exchange), make_handover(make_exchange(giver=exchange.giver))
    post(one, posting(one, "200", fraction="cardboard"))
    post(other, posting(other, "150", evidence="declared", estimated=True))

    answer = adviser.get(ALL, query)
    filed = rows_of(adviser.get(ALL, query | {"format": "csv"}))

    found = figures(answer).get("kg_kept_in_use")
    assert (found.quantity if found else None) == quantity
    assert answer.context["shown"].total == (found.lines if found else 0) == len(filed)


@pytest.mark.parametrize(
    ("measures", "many"),
    [(["kg_kept_in_use"], 2), (["kg_kept_in_use", "market_value_dkk"], 3), (["market_value_dkk", ""], 1), (["x"], 0)],
)
def test_the_lines_are_those_of_the_measures_that_are_asked_for(adviser, exchange, measures, many):
    first, second = make_handover(exchange), make_handover(exchange, month=4)
    post(first, posting(first), posting(first, "300", measure="market_value_dkk"))
    post(second, posting(second))

    answer = adviser.get(ALL, {"measure": measures})

    assert answer.context["shown"].total == len(answer.context["shown"].page.object_list) == many
    assert figures(answer)["kg_kept_in_use"].lines == 2


def test_gave_and_received_are_told_apart(adviser, exchange):
    back = make_handover(make_exchange(giver=exchange.receiver, receiver=exchange.giver))
    post(make_handover(exchange))
    post(back, posting(back, "30"))

    answer = adviser.get(page_of(exchange.giver))
    received = (
        adviser.get(page_of(exchange.giver), {"role": "received"}),
        adviser.get(page_of(exchange.giver), {"role": "receiver"}),
    )

    assert "Gav: 120 kg" in text(answer)
    assert "Modtog: 30 kg" in text(answer)
    assert received[0].context["shown"].total == 0
    assert figures(received[1])["kg_kept_in_use"].quantity == 30


def test_entries_of_those_gathered_in_an_organisation_stand_with_it(adviser, exchange):
    post(make_handover(exchange))
    kept = make_organisation("Eksempel Nyt Træværk")
    Organisation.objects.filter(pk=exchange.giver_id).update(state="merged", merged_into=kept)

    answer = adviser.get(page_of(kept))

    assert figures(answer)["kg_kept_in_use"].quantity == 120
    assert "Eksempel Træværk → Eksempel Fuglekassen" in text(answer)


def test_whoever_gathers_two_records_is_told_that_entries_stay(adviser, exchange):
    post(make_handover(exchange))
    kept = make_organisation("Eksempel Nyt Træværk")

    answer = adviser.get(reverse("organisations:merge", args=[kept.pk, exchange.giver_id]))

    assert "Posteringer 1 (bliver stående og læses med)" in text(answer)


def test_a_thread_shows_its_entries_to_its_parties(client_as, municipality):
    proposal = make_pair(sent=True)
    giver = party_of(proposal).organisation
    handover = make_handover(make_exchange(giver=giver))
    restate(handover, [posting(handover)], thread=proposal, by=BY)
    address = reverse("ledger:thread", args=["matching.proposal", proposal.pk])

    assert figures(client_as(Role.FIRM, giver).get(address))["kg_kept_in_use"].quantity == 120
    assert figures(client_as(Role.FIRM, party_of(proposal, 1).organisation).get(address)) == {}
    assert client_as(Role.FIRM).get(address).status_code == 404
    assert client_as(Role.ADVISER).get(address).status_code == 200
    assert client_as(Role.ADVISER).get(address.replace("proposal", "nothing")).status_code == 404


def test_an_entry_says_how_it_came_about_and_what_became_of_it(adviser, exchange, monkeypatch):
    handover = make_handover(exchange)
    source = sources.Source("matching.handover", explain=lambda why: f"Begge siger {why['kg']} kg.")
    monkeypatch.setitem(sources.SOURCES, source.label, source)
    (first,) = post(handover, posting(handover, why={"kg": 120}, parameters="2026-01-01"))
    (second,) = post(handover, posting(handover, "118", why={"kg": 118}), reason="vejet igen")

    old, new = (text(adviser.get(f"/posteringer/{one.pk}/")) for one in (first, second))

    assert "Begge siger 118 kg." in new
    assert "Tæller med" in new
    assert "Ret det dér" in new
    assert "Alt, der er sagt om det samme 3" in new
    assert "Taget tilbage den" in old
    assert "Regnet med satser fra 2026-01-01" in old
    assert "Affaldsfraktion Ukendt" in old


def test_an_adviser_takes_an_entry_back_with_a_reason_and_a_double_click_does_it_once(adviser, exchange):
    (entry,) = post(make_handover(exchange))
    address = f"/posteringer/{entry.pk}/tag-tilbage/"
    key = adviser.get(address).context["form"]["form_key"].value()

    refused = adviser.post(address, {"reason": ""})
    done, _again = (adviser.post(address, {"reason": "forkert dag", "form_key": key}, follow=True) for _ in range(2))

    assert "Skriv, hvorfor den tages tilbage" in text(refused)
    assert "Posteringen er taget tilbage." in text(done)
    assert Entry.objects.get(reverses=entry).reason == "forkert dag"
    assert figures(adviser.get(page_of(exchange.giver)))["kg_kept_in_use"].quantity == 0


def test_a_reason_refuses_what_looks_like_a_cpr_number(adviser, exchange):
    (entry,) = post(make_handover(exchange))

    answer = adviser.post(f"/posteringer/{entry.pk}/tag-tilbage/", {"reason": "se 010203-1234"})

    assert "ligner et CPR-nummer" in text(answer)
    assert Entry.objects.count() == 1


def test_what_is_mended_at_its_source_leads_there(adviser, exchange, monkeypatch):
    (entry,) = post(make_handover(exchange))
    monkeypatch.setitem(sources.SOURCES, "matching.handover", sources.Source("matching.handover"))

    answer = adviser.post(f"/posteringer/{entry.pk}/tag-tilbage/", {"reason": "forkert"}, follow=True)

    assert "Denne postering kan ikke tages tilbage her." in text(answer)
    assert Entry.objects.count() == 1


SIGN_IN, OK, NO, UNKNOWN, LED = "sign-in", 200, 403, 404, 302
RIGHTS = {  # adviser, party, other firm, visitor
    "ledger:list": (OK, LED, LED, SIGN_IN),
    "ledger:organisation": (OK, OK, NO, SIGN_IN),
    "ledger:thread": (OK, OK, UNKNOWN, SIGN_IN),
    "ledger:entry": (OK, OK, UNKNOWN, SIGN_IN),
    "ledger:take_back": (OK, NO, UNKNOWN, SIGN_IN),
}


@pytest.mark.parametrize("name", RIGHTS)
@pytest.mark.parametrize("place", range(4))
def test_each_page_is_open_to_the_right_people(name, place, client_as, municipality):
    proposal = make_pair(sent=True)
    giver = party_of(proposal).organisation
    handover = make_handover(make_exchange(giver=giver))
    (entry,) = restate(handover, [posting(handover)], thread=proposal, by=BY)
    people = [(Role.ADVISER, None), (Role.FIRM, giver), (Role.FIRM, None), (Role.VISITOR, None)]
    arguments = {
        "ledger:list": [],
        "ledger:organisation": [giver.pk],
        "ledger:thread": ["matching.proposal", proposal.pk],
    }.get(name, [entry.pk])

    answer = client_as(*people[place]).get(reverse(name, args=arguments))

    expected = RIGHTS[name][place]
    assert answer.status_code == (302 if expected in {SIGN_IN, LED} else expected)
    if expected == SIGN_IN:
        assert answer["Location"].startswith(reverse("account_login"))


def test_a_firm_is_led_to_its_own_entries_and_reads_no_names_of_staff(client_as, exchange):
    (entry,) = post(make_handover(exchange))
    client = client_as(Role.FIRM, exchange.receiver)

    answer = client.get(ALL, follow=True)
    filed = rows_of(client.get(page_of(exchange.receiver), {"format": "csv"}))

    assert "Posteringer om Eksempel Fuglekassen" in text(answer)
    assert "noteret af" not in filed[0]
    assert (filed[0]["postering nr."], filed[0]["modtog"]) == (str(entry.pk), "Eksempel Fuglekassen")
    assert f", {BY.name}" not in text(client.get(f"/posteringer/{entry.pk}/"))


def test_an_empty_page_says_what_brings_entries(client_as, exchange):
    answer = client_as(Role.FIRM, exchange.giver).get(page_of(exchange.giver))

    assert "Når I fortæller, hvad der er overdraget, står det her af sig selv." in text(answer)
    assert "0 kg" not in text(answer)


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_the_database_as_often_for_three_as_for_one(
    many, adviser, exchange, django_assert_num_queries, municipality
):
    proposal = make_pair(sent=True)
    for month in range(1, many + 1):
        handover = make_handover(exchange, month=month)
        restate(handover, [posting(handover)], thread=proposal, by=BY)
        restate(handover, [posting(handover, "5")], thread=proposal, by=BY, reason="vejet")
    adviser.get(ALL)

    with django_assert_num_queries(BOOK_QUERIES):
        adviser.get(ALL)
    with django_assert_num_queries(BOOK_QUERIES):
        adviser.get(ALL, {"measure": "kg_kept_in_use"})
    with django_assert_num_queries(BOOK_QUERIES + 1):  # the figures of what is left; the lines are counted with them
        adviser.get(ALL, {"evidence": "weighed", "measure": "kg_kept_in_use"})
    with django_assert_num_queries(ORGANISATION_QUERIES):
        adviser.get(page_of(exchange.giver))
    with django_assert_num_queries(THREAD_QUERIES):
        adviser.get(reverse("ledger:thread", args=["matching.proposal", proposal.pk]))


def test_pages_have_25_lines_and_the_figures_are_of_all(adviser, exchange):
    for number in range(27):
        handover = make_handover(exchange, month=1 + number % 12, year=2020 + number // 12)
        post(handover, posting(handover, "1"))

    answer = adviser.get(page_of(exchange.giver), {"page": "2"})

    assert len(answer.context["shown"].page.object_list) == 2
    assert figures(answer)["kg_kept_in_use"].lines == 27

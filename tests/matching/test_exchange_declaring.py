"""What runs already and is known from elsewhere: recorded by an adviser, read, confirmed, put right, found and exported."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.matching import actions
from symbiose.matching.dates import in_month, in_year, on_day, read_when, say_when, write_when
from symbiose.matching.exchanges import MOST_NAMED, running_in
from symbiose.matching.models import Exchange
from symbiose.organisations.models import Organisation
from tests.factories import make_organisation
from tests.matching.cases import adviser, firm, make_agreed, make_exchange

pytestmark = pytest.mark.django_db

FILLED = {
    "giver": "Eksempel Skole",
    "receiver": "Eksempel Forening",
    "title": "ca. 200 kg træafskær om måneden",
    "state": "running",
    "since": "marts 2024",
    "evidence": "declared",
    "source": "Sekretariatets liste",
}


@pytest.fixture
def both(municipality):
    return make_organisation("Eksempel Skole", kind="school"), make_organisation(
        "Eksempel Forening", kind="association"
    )


def read_back(client, **values):
    """What the page holds after the text was read: the form's own values, ready to be sent again."""
    form = client.post(reverse("exchanges:add"), FILLED | values).context["form"]
    shown = {name: form[name].value() for name in form.fields if name != "form_key"}
    return {name: "on" if value is True else str(value) for name, value in shown.items() if value not in (None, False)}


def test_a23_1_a_school_gives_to_an_association_and_the_text_is_read_and_confirmed(client_as, both):
    client = client_as(Role.ADVISER)

    first = client.post(reverse("exchanges:add"), FILLED)
    typed = read_back(client)
    page = client.post(reverse("exchanges:add"), typed, follow=True).content.decode()

    assert first.status_code == 200
    assert Exchange.objects.count() == 1
    exchange = Exchange.objects.get()
    assert (exchange.giver, exchange.receiver) == both
    assert (exchange.family, exchange.kind, exchange.quantity, exchange.unit, exchange.per, exchange.estimated) == (
        "wood_offcuts",
        "material",
        200,
        "kg",
        "month",
        True,
    )
    assert (exchange.since, exchange.since_precision) == (in_month(2024, 3).first, "month")
    assert (exchange.declared, exchange.state, exchange.source) == (True, "running", "Sekretariatets liste")
    assert "Siden marts 2024" in page


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"giver": "Eksempel Ukendt Fabrik"}, "Dem kender vi ikke endnu"),
        ({"receiver": "Eksempel Skole"}, "Vælg to forskellige organisationer"),
        ({"receiver": "Eksempel Foren"}, "Mener du Eksempel Forening?"),
        ({"source": ""}, "Skriv, hvor du ved det fra."),
        ({"evidence": ""}, "Vælg, hvor sikre tallene er."),
        ({"family": ""}, "Vælg, hvad det er"),
        ({"quantity": "-3"}, "større end 0"),
        ({"quantity": "99999999999999"}, "for stort"),
        ({"unit": ""}, "Vælg, hvad det måles i."),
        ({"since": "engang"}, "Det kan vi ikke læse."),
        ({"since": "2999"}, "Den dag er ikke kommet endnu"),
        ({"since": "1820"}, "for længe siden"),
        ({"state": "ended"}, "Vælg, hvorfor den er slut."),
        ({"state": "ended", "end_reason": "other", "until": "2020"}, "før den begyndte"),
        ({"title": "Afskær til 010190-1234", "was_read": "Afskær til 010190-1234"}, "CPR-nummer"),
    ],
)
def test_each_wrong_input_gets_one_sentence_and_keeps_what_was_typed(values, sentence, client_as, both):
    client = client_as(Role.ADVISER)
    typed = read_back(client) | values

    page = client.post(reverse("exchanges:add"), typed)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert page.content.decode().count('class="alert alert-error"') == 1
    assert typed["giver"] in page.content.decode()
    assert Exchange.objects.count() == 0


def test_the_same_two_with_the_same_thing_are_asked_about_before_they_stand_twice(client_as, both):
    known = make_exchange(giver=both[0], receiver=both[1])
    client = client_as(Role.ADVISER)
    typed = read_back(client)

    asked = client.post(reverse("exchanges:add"), typed)
    client.post(reverse("exchanges:add"), typed | {"another": "on"})

    assert asked.status_code == 422
    assert reverse("exchanges:detail", args=[known.number]) in asked.content.decode()
    assert Exchange.objects.count() == 2


def test_what_has_ended_is_recorded_with_its_reason(client_as, both):
    client = client_as(Role.ADVISER)
    typed = read_back(client, state="ended", until="2025", end_reason="no_longer_need")

    client.post(reverse("exchanges:add"), typed)

    exchange = Exchange.objects.get()
    assert (exchange.state, exchange.end_reason, exchange.until_precision) == ("ended", "no_longer_need", "year")


def test_how_they_agreed_is_shown_as_on_behalf(client_as, both):
    client = client_as(Role.ADVISER)
    page = client.post(reverse("exchanges:add"), read_back(client, consent="Aftalt i telefonen"), follow=True)

    assert "Skrevet på vegne af dem" in page.content.decode()
    assert AuditEntry.objects.get(verb="matching.declare_exchange").consent == "Aftalt i telefonen"


def test_nobody_but_an_adviser_records_what_runs():
    giver = make_organisation()

    with pytest.raises(NotAllowed):
        actions.declare_exchange(
            giver=giver, receiver=make_organisation(), title="Paller", source="x", evidence="declared", by=firm(giver)
        )


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"source": " "}, "exchange_declared_has_source"),
        ({"quantity": 0}, "exchange_quantity"),
        ({"quantity": 5, "unit": ""}, "exchange_quantity"),
        ({"price": 3}, "exchange_price"),
        ({"kg_per_unit": 3}, "exchange_weight"),
        ({"until": in_year(2020)}, "exchange_dates"),
    ],
)
def test_a_rule_of_the_database_is_told_by_its_name(values, rule):
    with pytest.raises(actions.Refused) as refused:
        make_exchange(**values)

    assert refused.value.args[0] == rule
    assert refused.value.sentence
    assert Exchange.objects.count() == 0


def test_a_repeated_number_of_ones_own_gives_the_same_exchange():
    first = make_exchange(external_id="GL-7")

    assert make_exchange(external_id="GL-7") == first


def test_each_exchange_of_a_year_gets_the_next_number():
    numbers = [make_exchange().number for _ in range(3)]

    year = timezone.localdate().year
    assert numbers == [f"U-{year}-0001", f"U-{year}-0002", f"U-{year}-0003"]


def test_a_number_that_somebody_took_in_the_same_moment_is_passed_over():
    first, second = make_exchange(), make_exchange()
    Exchange.objects.filter(pk=first.pk).update(number=second.number.replace("0002", "0003"))

    assert make_exchange().number == second.number.replace("0002", "0004")


def change(client, exchange, **values):
    url = reverse("exchanges:change", args=[exchange.number])
    form = client.get(url).context["form"]
    shown = {name: form[name].value() for name in form.fields if name != "form_key"}
    kept = {name: "on" if value is True else str(value) for name, value in shown.items() if value not in (None, False)}
    return client.post(url, kept | values, follow=True)


def test_an_adviser_puts_right_what_is_known_and_the_trail_keeps_before_and_after(client_as):
    exchange = make_exchange()

    page = change(
        client_as(Role.ADVISER),
        exchange,
        quantity="180,5",
        since_when="2023",
        price="2",
        price_source="Faktura",
        reason="Nyt tal fra dem",
    )

    exchange.refresh_from_db()
    assert (exchange.quantity, exchange.since, exchange.since_precision, exchange.price) == (
        180.5,
        in_year(2023).first,
        "year",
        2,
    )
    assert "Nyt tal fra dem" in page.content.decode()
    assert AuditEntry.objects.get(verb="matching.change_exchange").changes["quantity"] == ["200.000", "180.5"]


def test_a_party_puts_right_what_they_agreed_and_nothing_else(client_as):
    exchange = make_exchange()

    change(client_as(Role.FIRM, exchange.giver), exchange, quantity="150", source="Noget andet", since_when="2020")

    exchange.refresh_from_db()
    assert (exchange.quantity, exchange.source, exchange.since) == (
        150,
        "Sekretariatets liste fra 2024",
        in_month(2024, 3).first,
    )
    with pytest.raises(NotAllowed):
        actions.change_exchange(exchange, by=firm(exchange.giver), version=exchange.version, source="Noget andet")


def test_two_edits_at_once_show_both_texts(client_as):
    exchange = make_exchange()
    client = client_as(Role.ADVISER)
    stale = str(exchange.version)
    actions.change_exchange(exchange, by=adviser(), version=exchange.version, title="Deres tekst", since=in_year(2022))

    page = change(client, exchange, title="Min tekst", version=stale).content.decode()

    exchange.refresh_from_db()
    assert exchange.title == "Deres tekst"
    assert "Deres tekst" in page
    assert "Min tekst" in page


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"price": "2"}, "Skriv, hvor prisen kommer fra."),
        ({"price": "-2", "price_source": "x"}, "Skriv en pris på 0 eller mere."),
        ({"kg_per_unit": "2"}, "Skriv, hvor vægten kommer fra."),
        ({"source": ""}, "Skriv, hvor du ved det fra"),
        ({"since_when": "2999"}, "Den dag er ikke kommet endnu"),
        ({"quantity": "5", "per": ""}, "Vælg hvor ofte"),
    ],
)
def test_a_wrong_change_gets_one_sentence(values, sentence, client_as):
    exchange = make_exchange()

    page = change(client_as(Role.ADVISER), exchange, **values)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert Exchange.objects.get().version == 1


@pytest.mark.parametrize("many", [1, 3])
def test_list_takes_the_same_queries_for_one_and_three_rows(many, client_as, django_assert_num_queries):
    for _ in range(many):
        make_exchange()
    client = client_as(Role.ADVISER)
    client.get(reverse("exchanges:list"))

    with django_assert_num_queries(13):
        page = client.get(reverse("exchanges:list")).content.decode()

    assert f"{many} udveksling" in page


@pytest.mark.parametrize("many", [1, 3])
def test_firm_list_takes_the_same_queries_for_one_and_three_rows(many, client_as, django_assert_num_queries):
    giver = make_organisation()
    for _ in range(many):
        make_exchange(giver=giver)
    make_exchange()
    client = client_as(Role.FIRM, giver)
    client.get(reverse("exchanges:list"))

    with django_assert_num_queries(13):
        page = client.get(reverse("exchanges:list")).content.decode()

    assert f"{many} udveksling" in page


@pytest.mark.parametrize("many", [1, 3, MOST_NAMED + 1])
def test_a_party_is_found_by_its_name_in_the_same_queries_however_many_are_called_so(
    many, client_as, django_assert_num_queries
):
    Organisation.objects.bulk_create(
        Organisation(name=f"Eksempel Navnebror {at}", kind="company") for at in range(many)
    )
    exchange = make_exchange(receiver=Organisation.objects.get(name=f"Eksempel Navnebror {many - 1}"))
    make_exchange()
    client = client_as(Role.ADVISER)
    client.get(reverse("exchanges:list"))

    with django_assert_num_queries(17):
        page = client.get(reverse("exchanges:list"), {"q": "navnebror"}).content.decode()

    assert "1 udveksling" in page
    assert exchange.number in page


def test_list_is_filtered_by_state_kind_origin_year_group_and_words(client_as):
    make_exchange(title="Træafskær")
    make_exchange(
        title="Paller", family="pallets", since=in_year(2025), receiver=make_organisation("Eksempel Rideklub")
    )
    make_exchange(title="Lokale", family="space_workshop", kind="space", until=in_year(2024))
    make_agreed()
    client = client_as(Role.ADVISER)

    found = {
        query: sorted(row.row.title for row in client.get(reverse("exchanges:list") + query).context["shown"].page)
        for query in (
            "?state=ended",
            "?kind=space",
            "?declared=False",
            "?year=2024",
            "?year=2025",
            "?group=wood",
            "?q=palle",
            "?q=rideklub",
            "?year=evil",
        )
    }

    assert found == {
        "?state=ended": ["Lokale"],
        "?kind=space": ["Lokale"],
        "?declared=False": ["Træafskær"],
        "?year=2024": ["Lokale", "Træafskær"],
        "?year=2025": ["Paller", "Træafskær"],
        "?group=wood": ["Paller", "Træafskær", "Træafskær"],
        "?q=palle": ["Paller"],
        "?q=rideklub": ["Paller"],
        "?year=evil": [],
    }


def test_the_export_holds_exactly_the_rows_that_are_shown(client_as):
    make_exchange(title="Paller")
    make_exchange(until=in_year(2025))

    answer = client_as(Role.ADVISER).get(reverse("exchanges:list") + "?format=csv&state=running")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").strip().splitlines()

    assert len(lines) == 2
    assert "Paller" in lines[1]
    assert "200 kg om måneden" in lines[1]


def test_an_organisations_page_shows_its_exchanges_to_itself_and_to_advisers_alone(client_as):
    giver = make_organisation(in_directory=True)
    made = [make_exchange(giver=giver, title=f"Paller nr. {place}") for place in range(6)]
    url = reverse("organisations:detail", args=[giver.pk])

    seen = {
        who: client_as(*role).get(url).content.decode()
        for who, role in {
            "adviser": (Role.ADVISER,),
            "own": (Role.FIRM, giver),
            "other side": (Role.FIRM, made[0].receiver),
            "visitor": (Role.VISITOR,),
        }.items()
    }
    all_of_it = client_as(Role.ADVISER).get(reverse("exchanges:list") + f"?party={giver.pk}").context["shown"]

    assert {who: "Paller nr." in page for who, page in seen.items()} == {
        "adviser": True,
        "own": True,
        "other side": False,
        "visitor": False,
    }
    assert "Se alle 6" in seen["adviser"]
    assert [tag.label for tag in all_of_it.tags] == [giver.name]
    assert all_of_it.total == 6


def test_the_filter_by_party_names_nobody_that_one_does_not_exchange_with(client_as):
    exchange, other = make_exchange(), make_exchange()

    page = client_as(Role.FIRM, exchange.giver).get(reverse("exchanges:list") + f"?party={other.giver_id}")

    assert page.context["shown"].total == 0
    assert other.giver.name not in page.content.decode()


def test_a_firm_sees_its_own_alone_also_in_the_search_over_everything(client_as):
    exchange = make_exchange(title="Paller til hegn")
    own, other = client_as(Role.FIRM, exchange.receiver), client_as(Role.FIRM)

    seen = [client.get(reverse("home:search") + "?q=hegn").content.decode() for client in (own, other)]

    assert exchange.title in seen[0]
    assert exchange.title not in seen[1]
    assert exchange.title not in other.get(reverse("exchanges:list")).content.decode()


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        (in_year(2023), None, {2023, 2024, 2025, 2026}),
        (in_year(2023), in_month(2025, 2), {2023, 2024, 2025}),
        (None, in_year(2024), {2024}),
        (None, None, {2026}),
    ],
)
def test_an_exchange_ran_in_the_years_between_its_days(since, until, years, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: on_day(in_year(2026).last).first)
    make_exchange(since=since, until=until)

    assert {year for year in range(2020, 2028) if running_in(Exchange.objects.all(), year).exists()} == years


def test_what_ended_on_an_unknown_day_ran_in_the_year_it_began_and_what_came_to_nothing_never():
    make_exchange(since=in_year(2023), end_reason="historical")
    actions.end_exchange(make_agreed(), by=adviser(), why="never_began")

    assert [year for year in range(2020, 2028) if running_in(Exchange.objects.all(), year).exists()] == [2023]


@pytest.mark.parametrize(
    ("text", "first", "precision", "shown"),
    [
        ("14.3.2021", "2021-03-14", "day", "14. marts 2021"),
        ("14/3-2021", "2021-03-14", "day", "14. marts 2021"),
        ("2021-03-14", "2021-03-14", "day", "14. marts 2021"),
        ("3. maj 2021", "2021-05-03", "day", "3. maj 2021"),
        ("marts 2021", "2021-03-01", "month", "marts 2021"),
        ("3.2021", "2021-03-01", "month", "marts 2021"),
        ("2021-03", "2021-03-01", "month", "marts 2021"),
        ("2021", "2021-01-01", "year", "2021"),
    ],
)
def test_a_day_a_month_or_a_year_is_read_and_said(text, first, precision, shown):
    when = read_when(text)

    assert (when.first.isoformat(), when.precision.value) == (first, precision)
    assert say_when(when.first, when.precision) == shown
    assert read_when(write_when(when.first, when.precision)) == when


@pytest.mark.parametrize("text", ["", "snart", "31.6.2021", "13.2021", "0", "0000", "14.3.21", "foråret 2021", "²021"])
def test_what_is_no_day_month_or_year_is_not_read(text):
    assert read_when(text) is None

"""The consultant's pages: what is proposed and why, in order, by code alone, with each reading logged."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import Reading
from symbiose.engine.placement.model import Candidate as EngineCandidate
from symbiose.engine.placement.model import Weights
from symbiose.jobs.actions import placement_runs as runs
from symbiose.jobs.models import PlacementRun
from symbiose.jobs.queries.runs import last_run
from tests.factories import make_actor, make_organisation
from tests.jobs.people import make_basis, make_candidate, make_offer, make_placement_run, make_position, make_workplace

pytestmark = pytest.mark.django_db
LATE = "man 10:00-15:00; ons 10:00-15:00; fre 10:00-15:00"
MOST = {"mentor_hours": Decimal(10), "ordinary_employees": Decimal(4), "subsidised_elsewhere": 1}


@pytest.fixture
def consultant(municipality):
    return make_actor(Role.CONSULTANT)


def run_now(by):
    run = runs.start_placement_run(by=by)
    runs.carry_out_placement_run.func(run.pk)
    run.refresh_from_db()
    return run


def plain(answer):
    """The page as it is read."""
    return answer.content.decode().replace("\u2011", "-").replace("&#x27;", "'")


def test_a11_1_a_five_hour_job_with_quiet_room_and_no_early_mornings_shows_every_met_and_unmet_item(
    client_as, consultant
):
    person = make_candidate(windows=LATE, max_travel=20)
    make_position(title="Samle fuglekasser", windows="man 10:00-12:00; ons 10:00-13:00")
    make_position(title="Sortere tøj", accommodations=["later_start"])
    make_position(title="Pakke brød", windows="man 09:30-14:30", use="all", min_hours=Decimal(5))
    run_now(consultant)
    client = client_as(Role.CONSULTANT)

    page = plain(client.get(reverse("offers:person", args=[person.code])))
    quiet = plain(client.get(reverse("offers:why_not", args=[person.code, "conditions"])))
    early = plain(client.get(reverse("offers:why_not", args=[person.code, "hours"])))

    for met in (
        "Et roligt sted med lidt støj: Det tilbyder stedet.",
        "Sen mødetid om morgenen: Det tilbyder stedet.",
        "5 timer om ugen: mandag 10–12 og onsdag 10–13.",
        "Samme postdistrikt, rejsetiden er ukendt; højst 20 minutter.",
        "1 ledig plads ved siden af andre forslag.",
        "Betingelser: 5 af 5 er opfyldt",
        "Spørg personen først. Arbejdspladsen hører intet, før personen har sagt ja.",
    ):
        assert met in page
    assert "Samle fuglekasser" in page
    assert "Et roligt sted med lidt støj: Det tilbyder stedet ikke." in quiet
    assert "Vagten mandag 9.30–14.30 begynder 30 minutter for tidligt." in early


def test_a11_5_no_one_is_ranked_by_worth_and_every_order_is_explained(client_as, consultant):
    place = make_position(seats=3, total_hours=Decimal(15))
    late = make_candidate(code="K-9001", hours=Decimal(5))
    first = make_candidate(code="K-9002", hours=Decimal(3))
    longest = make_candidate(code="K-9003", waiting_since=timezone.localdate() - timedelta(weeks=70))

    page = plain(client_as(Role.CONSULTANT).get(reverse("offers:position", args=[place.number])))

    assert "Ingen er sat over andre." in page
    assert "3 personer passer" in page
    assert page.index(longest.code) < page.index(late.code) < page.index(first.code)
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert "point" not in table.lower()
    for word in ("worth", "origin", "gender", "age", "health", "value"):
        assert word not in {*EngineCandidate.__slots__, *Weights.__slots__}


def test_the_reading_of_a_persons_proposals_is_logged_and_the_page_says_so(client_as, consultant):
    person = make_candidate()
    make_position()
    run_now(consultant)
    before = Reading.objects.count()

    page = plain(client_as(Role.CONSULTANT).get(reverse("offers:person", args=[person.code])))

    assert "Din læsning er skrevet i loggen" in page
    new = Reading.objects.order_by("pk")[before:]
    assert [(row.what, row.purpose, row.subject_id) for row in new] == [
        ("basis", "proposal", person.pk),
        ("outlook", "proposal", person.pk),
    ]


def test_a_page_shows_the_week_as_picture_and_table_two_alternatives_and_why_not_the_rest(client_as, consultant):
    person = make_candidate(windows=LATE)
    for title in ("Første", "Anden", "Tredje", "Fjerde"):
        make_position(title=title)
    make_position(title="Uden ro", accommodations=["later_start"])
    run_now(consultant)

    page = plain(client_as(Role.CONSULTANT).get(reverse("offers:person", args=[person.code])))

    assert "1 forslag og 2 andre muligheder" in page
    assert page.count("Spørg om denne i stedet") == 2
    assert page.count('<svg xmlns="http://www.w3.org/2000/svg"') == 2
    assert "Ugen som tabel" in page
    assert "Mindst ét skånehensyn mangler" in page
    assert "Det ville åbne “Uden ro” at tilbyde et roligt sted med lidt støj." in page
    assert "har ventet 30 uger" in page


@pytest.mark.parametrize(
    ("told", "group", "sentence"),
    [
        (({"max_travel": 10, "postcode": "8000"}, {}, {}), "travel", "minutter på cykel, højst 10: "),
        (({"hours": Decimal(2)}, {}, {}), "hours", "2 timer"),
        (({"windows": "man 09:00-10:00"}, {}, {}), "hours", "Der mangler 2 timer."),
        (({}, {"accommodations": ["later_start"]}, {}), "conditions", "Det tilbyder stedet ikke."),
        (({}, {"skills": ["cleaning"]}, {}), "skills", "Rengøring: Det skal læres først."),
        (({"mentor_hours": Decimal("1.5")}, {}, {"mentor_hours": Decimal(1)}), "mentor", "Der mangler 0,5 time"),
        (
            ({}, {"form": "flex_job"}, MOST),
            "ratio",
            "højst 1 plads med tilskud, og 1 er taget eller foreslået til andre",
        ),
        (
            (
                {"windows": "man 10:00-14:30"},
                {"windows": "man 10:00-15:00", "use": "all", "min_hours": Decimal(5)},
                {},
            ),
            "hours",
            "slutter 30 minutter for sent",
        ),
    ],
)
def test_x3_each_refusal_has_a_danish_sentence_with_amounts(client_as, consultant, told, group, sentence):
    person, place, workplace = told
    one = make_candidate(**person)
    make_position(make_workplace(**workplace), **place)
    run_now(consultant)

    page = plain(client_as(Role.CONSULTANT).get(reverse("offers:why_not", args=[one.code, group])))

    assert sentence in page
    assert "{" not in page[page.index("<main") :]


def test_people_without_an_option_stand_with_the_smallest_change_each(client_as, consultant):
    person = make_candidate(asks=("quiet_place", "work_from_home"))
    make_candidate(asks=("quiet_place", "work_from_home", "wheelchair_access"), code="K-7777")
    make_position(title="Sætte bøger på plads")
    run_now(consultant)

    page = plain(client_as(Role.CONSULTANT).get(reverse("offers:without")))

    assert person.code in page
    assert "Det ville åbne “Sætte bøger på plads” at tilbyde mulighed for at arbejde hjemme." in page
    assert "Ingen enkelt ændring ville åbne en stilling." in page
    assert Reading.objects.filter(what="outlook", purpose="proposal").count() == 2


def test_the_list_leads_to_the_search_and_back(client_as, municipality):
    client = client_as(Role.CONSULTANT)
    assert "Ingen har søgt endnu" in plain(client.get(reverse("offers:list")))
    make_candidate()
    make_position()

    page = client.post(reverse("offers:start_run"), follow=True)

    assert "Trin 0 af 3." in plain(page)
    assert "Der er allerede en søgning i gang" in plain(client.post(reverse("offers:start_run"), follow=True))
    runs.carry_out_placement_run.func(PlacementRun.objects.get().pk)
    assert "Søgningen er færdig" in plain(client.get(reverse("offers:run", args=[last_run().pk])))
    assert "Samle fuglekasser" in plain(client.get(reverse("offers:list")))
    assert "Alle, der venter" in plain(client.get(reverse("offers:runs")))


def listed(client_as, django_assert_num_queries, how_many):
    for _ in range(how_many):
        make_offer(make_candidate(), make_position())
    client = client_as(Role.CONSULTANT)
    client.get(reverse("offers:list"))
    with django_assert_num_queries(11):
        assert client.get(reverse("offers:list")).status_code == 200


def test_the_list_asks_the_same_for_one(client_as, django_assert_num_queries):
    listed(client_as, django_assert_num_queries, 1)


def test_the_list_asks_the_same_for_three(client_as, django_assert_num_queries):
    listed(client_as, django_assert_num_queries, 3)


@pytest.mark.parametrize(
    "asked", ["?q=fugle", "?consultant=1", "?consultant=evil", "?rank=main", "?state=found&sort=due"]
)
def test_the_list_is_narrowed(client_as, municipality, asked):
    make_offer()
    client = client_as(Role.CONSULTANT)

    assert client.get(reverse("offers:list") + asked).status_code == 200
    assert client.get(reverse("offers:list") + asked + ("&" if asked else "?") + "format=csv").status_code == 200


def test_what_waits_for_the_consultant_and_for_the_workplace(client_as, municipality):
    offer = make_offer(person_answer="yes", state="wanted", person_answered_at=timezone.now())
    both = make_offer(
        person_answer="yes",
        person_answered_at=timezone.now(),
        employer_answer="yes",
        employer_asked_at=timezone.now(),
        state="agreed",
    )
    shown = make_offer(
        person_answer="yes", person_answered_at=timezone.now(), employer_asked_at=timezone.now(), state="shown"
    )
    make_offer(state="asked", answer_by=timezone.localdate() - timedelta(days=1))
    make_offer()

    consultant = plain(client_as(Role.CONSULTANT).get(reverse("home:today")))
    firm = plain(client_as(Role.FIRM, shown.position.organisation).get(reverse("home:today")))

    assert f"{offer.candidate.code}: Samle fuglekasser" in consultant
    assert f"{both.candidate.code}: Samle fuglekasser" in consultant
    for button in ("Vis det", "Lav aftalen", "Spørg igen", "Læs forslaget"):
        assert button in consultant
    assert "En person vil gerne arbejde her" in firm
    assert shown.candidate.code not in firm


def test_a_seat_that_others_are_proposed_for_is_not_said_to_be_taken(client_as, consultant):
    make_candidate(waiting_since=timezone.localdate() - timedelta(weeks=90))
    person = make_candidate()
    make_position(seats=1)
    run_now(consultant)

    page = plain(client_as(Role.CONSULTANT).get(reverse("offers:why_not", args=[person.code, "room"])))

    assert "Alle pladser i stillingen er taget eller foreslået til andre (1)." in page


def test_the_button_that_puts_a_proposal_away_says_what_it_does(client_as, consultant):
    offer = make_offer()
    make_basis(offer)

    page = plain(client_as(Role.CONSULTANT).get(reverse("offers:offer", args=[offer.number])))

    assert ">Læg væk</button>" in page


# Rights


READ = ("list", "runs", "without")
OF_PERSON = ("person", "find_for_person", "none_of_them")
OF_OFFER = (
    *("ask", "ask_no_more", "show", "think_again", "set_aside", "take_up"),
    *("answer_person", "answer_workplace"),
)
CLOSED_TO = (Role.FIRM, Role.ADVISER, Role.ENTRANCE, Role.LEADER)


def addresses(offer, run):
    return [
        *(reverse(f"offers:{name}") for name in (*READ, "start_run")),
        reverse("offers:run", args=[run.pk]),
        *(reverse(f"offers:{name}", args=[offer.candidate.code]) for name in OF_PERSON),
        reverse("offers:why_not", args=[offer.candidate.code, "travel"]),
        *(reverse(f"offers:{name}", args=[offer.position.number]) for name in ("position", "find_for_position")),
        *(reverse(f"offers:{name}", args=[offer.number]) for name in OF_OFFER),
    ]


@pytest.mark.parametrize("role", CLOSED_TO)
def test_every_page_of_people_is_closed_to_all_but_consultants(client_as, municipality, role):
    offer, run = make_offer(), make_placement_run()
    make_basis(offer)
    client = client_as(role)

    for url, method in product(addresses(offer, run), ("get", "post")):
        assert getattr(client, method)(url).status_code in {403, 405}, url
    assert not Reading.objects.exists()
    version = offer.version
    offer.refresh_from_db()
    assert offer.version == version


@pytest.mark.parametrize("role", [Role.ADVISER, Role.ENTRANCE, Role.LEADER, Role.FIRM])
def test_one_offer_is_closed_to_others(client_as, municipality, role):
    offer = make_offer()
    client = client_as(role, make_organisation() if role is Role.FIRM else None)

    assert client.get(reverse("offers:offer", args=[offer.number])).status_code in {403, 404}
    assert client.post(reverse("offers:answer", args=[offer.number])).status_code in {403, 404}


def test_visitors_are_sent_to_sign_in(municipality):
    offer, run = make_offer(), make_placement_run()

    for url in addresses(offer, run):
        assert Client().get(url).status_code in {302, 405}


def test_an_unknown_group_person_and_position_are_not_found(client_as, municipality):
    client = client_as(Role.CONSULTANT)
    erased = make_candidate()

    for url in (
        reverse("offers:why_not", args=[erased.code, "noget"]),
        reverse("offers:person", args=["K-0000"]),
        reverse("offers:position", args=["S-9999"]),
        reverse("offers:offer", args=["F-9999"]),
    ):
        assert client.get(url).status_code == 404

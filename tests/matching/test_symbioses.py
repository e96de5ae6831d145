"""Symbioses through the front door: a run finds them, and their pages tell what everybody gains."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import Link, Reading
from symbiose.engine.check.bundles import check_bundles
from symbiose.engine.exchange.model import Problem
from symbiose.engine.exchange.solve import solve
from symbiose.engine.resources.graph import load_graph
from symbiose.jobs.models import Position
from symbiose.jobs.purposes import purpose_words
from symbiose.listings.bridge import to_engine
from symbiose.listings.models import Listing
from symbiose.matching import actions, bridge
from symbiose.matching.hubs import read_hubs
from symbiose.matching.models import Exchange, NearSymbiosis, Proposal, ProposalHours
from symbiose.notices import links
from symbiose.notices.models import AnswerLink
from symbiose.reference import exchange_policy
from tests.factories import make_fact, make_listing, make_organisation
from tests.jobs.people import make_candidate, make_offer, make_placement, make_position, make_workplace
from tests.matching.cases import adviser, all_say_yes, firm, party_of
from tests.matching.symbioses import BUYER, GIVER, HUB, make_market, make_symbiosis, run_now

pytestmark = pytest.mark.django_db

TOLD = (
    f"Træafskær fra {GIVER} bliver til fuglekasser og insekthoteller hos {HUB}, "
    f"der laves af mennesker i 12 timer om ugen og købes af {BUYER}"
)


def page(client, proposal):
    return client.get(reverse("matching:proposal", args=[proposal.number])).content.decode()


def test_a_run_joins_what_is_left_over_hours_and_a_buyer_round_a_hub():
    proposal = make_symbiosis()

    work = proposal.work
    assert (work.hours, work.position.title, work.hub.organisation.name) == (12, "Samle fuglekasser", HUB)
    assert [one.organisation.name for one in proposal.parties.all()] == [GIVER, HUB, BUYER]
    assert [one.role for one in proposal.flows.all()] == ["giver", "buyer"]
    assert (
        proposal.title == "Træafskær bliver til fuglekasser og insekthoteller, som mennesker laver i 12 timer om ugen"
    )


def test_a_pair_of_a_symbiosis_is_no_proposal_of_its_own():
    make_symbiosis()

    assert list(Proposal.objects.values_list("kind", flat=True)) == ["symbiosis"]


def test_what_the_run_wrote_is_what_the_engine_validator_lets_pass():
    make_market()
    rows = list(Listing.objects.prefetch_related("codes").order_by("pk"))
    problem = Problem(to_engine(rows), timezone.localdate(), frozenset())
    flows = solve(problem, graph=load_graph(), policy=exchange_policy(problem.today))

    joined = bridge.find_symbioses(problem, flows, read_hubs(rows), seed=0)
    run_now()

    assert joined.problem is not None
    assert joined.policy is not None
    assert joined.result is not None
    assert check_bundles(joined.problem, joined.result, policy=joined.policy) == ()
    (bundle,) = joined.result.bundles
    written = Proposal.objects.get(kind="symbiosis")
    assert (written.key, written.points) == (bundle.key, bundle.points)
    assert [(str(one.have_id), str(one.need_id)) for one in written.flows.all()] == [
        (link.candidate.have, link.candidate.need) for link in bundle.links
    ]
    assert float(written.work.hours) == bundle.work.hours
    gains = {party.organisation: [gain.quantity for gain in party.gains] for party in bundle.parties}
    assert {str(one.organisation_id): [gain["quantity"] for gain in one.gains] for one in written.parties.all()} == {
        name: told for name, told in gains.items() if name
    }


def test_x3_the_title_tells_the_whole_symbiosis_and_each_reason_is_a_sentence(client_as):
    proposal = make_symbiosis()

    text = page(client_as(Role.ADVISER), proposal)

    assert TOLD in text
    for sentence in (
        "Derfor tæller stillingens egne timer.",
        "har 12 timer om ugen til det.",
        "Vi ved ikke, hvor mange timer arbejdet tager.",
        "Nogle få af dem, der venter, kan passe til timerne.",
    ):
        assert sentence in text


def test_x3_hours_of_a_template_say_where_they_are_known_from(client_as):
    make_market(family="clothes_used", position=False, hours=0)
    run_now()
    proposal = Proposal.objects.get(kind="symbiosis")

    text = page(client_as(Role.ADVISER), proposal)

    assert proposal.work.position is None
    assert proposal.work.estimated
    assert proposal.work.low < proposal.work.hours < proposal.work.high
    assert "vores skøn, ikke prøvet endnu" in text
    assert "(skøn)" in text
    english = client_as(Role.ADVISER)
    english.cookies["django_language"] = "en"
    assert "own estimate, tried nowhere yet" in page(english, proposal)


def test_the_page_has_drawing_table_twin_gains_and_what_is_unknown(client_as):
    proposal = make_symbiosis()

    text = page(client_as(Role.ADVISER), proposal)

    assert text.count("<svg") >= 2
    assert text.count('stroke="#5b3a8c"') >= 2
    assert "#2a6600" in text
    assert "#0b5c91" in text
    assert "Symbiose med tre parter" in text
    for told in (
        "Arbejde: 12 timer om ugen",
        "Materiale holdt i brug",
        "Sælger for: 22.800 kr. om året",
        "Betaler i løn: Ukendt",
    ):
        assert told in text
    assert "Kolonnerne lægges ikke sammen" in text


def test_the_table_as_a_file_holds_the_hours_too(client_as):
    proposal = make_symbiosis()

    rows = client_as(Role.ADVISER).get(reverse("matching:table", args=[proposal.number])).content.decode().splitlines()

    assert len(rows) == 1 + 3
    assert "Mennesker;Eksempel Fuglekassen (SØV);Menneskers timer;12 timer om ugen" in rows[-1]


def test_list_filter_by_kind_search_and_start_page_know_it(client_as):
    proposal = make_symbiosis()
    client = client_as(Role.ADVISER)

    found = client.get(reverse("matching:list"), {"kind": "symbiosis"}).content.decode()
    export = b"".join(client.get(reverse("matching:list") + "?format=csv&kind=symbiosis").streaming_content).decode()
    others = client.get(reverse("matching:list"), {"kind": "loop"}).content.decode()

    assert proposal.number.replace("-", "\N{NON-BREAKING HYPHEN}") in found
    assert "Mennesker → Eksempel Fuglekassen (SØV)" in found
    assert TOLD in export
    assert TOLD not in others
    assert TOLD in client.get(reverse("matching:list"), {"q": "fuglekasser"}).content.decode()
    assert TOLD in client.get(reverse("home:today")).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_list_takes_the_same_queries_for_one_and_three(many, client_as, django_assert_num_queries):
    for place in range(many):
        make_market(at=f" {place}", family=("wood_offcuts", "wood", "pallets")[place])
    run_now()
    count = Proposal.objects.filter(kind="symbiosis").count()
    client = client_as(Role.ADVISER)
    client.get(reverse("matching:list"), {"kind": "symbiosis"})

    assert count == many
    with django_assert_num_queries(15):
        client.get(reverse("matching:list"), {"kind": "symbiosis"})


@pytest.mark.parametrize("many", [1, 3])
def test_a_run_reads_hubs_in_the_same_queries_for_one_and_three(many, django_assert_num_queries):
    for place in range(many):
        make_market(at=f" {place}")
    rows = list(Listing.objects.all())

    with django_assert_num_queries(7):
        assert len(read_hubs(rows).rows) == many


def test_a_second_run_brings_hours_up_to_date_and_writes_nothing_new():
    proposal = make_symbiosis()
    Position.objects.update(hours=Decimal(20), total_hours=Decimal(20))

    run = run_now()

    proposal.refresh_from_db()
    assert run.new_proposals == 0
    assert ProposalHours.objects.get().hours == 20
    assert "20 timer om ugen" in proposal.title


def test_how_many_could_fill_the_hours_is_a_number_for_advisers_from_five_up(client_as):
    proposal = make_symbiosis(people=5, sent=True)
    hub = proposal.work.hub.organisation

    assert (proposal.work.crowd, proposal.work.count) == ("many", 5)
    assert "5 af dem, der venter, kan passe til timerne." in page(client_as(Role.ADVISER), proposal)
    assert "der venter" not in page(client_as(Role.FIRM, hub), proposal)
    assert set(Reading.objects.values_list("purpose", flat=True)) == {"symbiosis"}
    assert purpose_words("symbiosis") == "For at tælle, hvor mange der kan passe til timerne i en stilling, uden navne"


def test_a_position_that_nobody_could_fill_is_in_no_symbiosis():
    make_market(people=0)

    run_now()

    assert not Proposal.objects.filter(kind="symbiosis").exists()
    codes = {one["code"] for near in NearSymbiosis.objects.all() for one in near.reasons}
    assert codes & {"people_nobody", "work_unknown"}


def test_without_a_position_nothing_of_people_is_read():
    make_market(position=False)
    make_candidate()

    run_now()

    assert not Reading.objects.exists()


def test_only_an_adviser_or_the_hub_learns_which_position(client_as):
    proposal = make_symbiosis(sent=True)
    giver, hub, _buyer = (one.organisation for one in proposal.parties.select_related("organisation"))

    assert "Samle fuglekasser" in page(client_as(Role.ADVISER), proposal)
    assert "Samle fuglekasser" in page(client_as(Role.FIRM, hub), proposal)
    told = page(client_as(Role.FIRM, giver), proposal)
    assert "Samle fuglekasser" not in told
    assert "12 timer om ugen" in told
    assert "kan passe til timerne" not in told


def test_a_position_that_was_closed_since_is_told_to_all_and_another_can_be_made_when_all_agree(client_as):
    proposal = make_symbiosis(sent=True)
    giver, hub, _buyer = (one.organisation for one in proposal.parties.select_related("organisation"))
    assert "1 plads i en stilling" in page(client_as(Role.FIRM, giver), proposal)

    Position.objects.update(state="closed", closed_on=timezone.localdate(), close_reason="Eksempel")

    for reader in (client_as(Role.FIRM, giver), client_as(Role.FIRM, hub), client_as(Role.ADVISER)):
        told = page(reader, proposal)
        assert "stillingen er lukket" in told.lower()
        assert "1 plads i en stilling" not in told
    assert "Lav stillingen" not in page(client_as(Role.FIRM, hub), proposal)
    all_say_yes(proposal)
    assert "Lav stillingen" in page(client_as(Role.FIRM, hub), proposal)


@pytest.mark.parametrize("hides", ["giver", "hub", "buyer"])
def test_x4_a_hidden_party_stays_hidden_in_a_symbiosis_until_all_say_yes(hides, client_as):
    proposal = make_symbiosis(anonymous=[hides], sent=True)
    name = {"giver": GIVER, "hub": HUB, "buyer": BUYER}[hides]
    other = party_of(proposal, 0 if hides != "giver" else 2).organisation
    client = client_as(Role.FIRM, other)
    places = [
        reverse("matching:proposal", args=[proposal.number]),
        reverse("matching:table", args=[proposal.number]),
        reverse("matching:list"),
        reverse("matching:list") + "?format=csv",
        reverse("home:today"),
    ]

    for url in places:
        answer = client.get(url)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert name not in text.decode(), url
    link = AnswerLink.objects.get(subject_id=proposal.parties.get(organisation=other).pk)
    by_link = Client().get(reverse("notices:answer", args=[links.token(link)]))
    assert by_link.status_code == 200
    assert name not in by_link.content.decode()
    assert name not in proposal.title
    all_say_yes(proposal)
    assert name in client.get(places[0]).content.decode()


def test_strangers_do_not_know_that_it_exists(client_as):
    proposal = make_symbiosis(sent=True)
    url = reverse("matching:proposal", args=[proposal.number])

    assert client_as(Role.FIRM).get(url).status_code == 404
    assert client_as(Role.CONSULTANT).get(url).status_code in {403, 404}


def test_all_yes_opens_the_dialogue_and_what_is_agreed_leads_to_exchanges_and_to_the_position(client_as):
    proposal = all_say_yes(make_symbiosis(sent=True))
    hub = party_of(proposal, 1).organisation

    made = actions.agree_exchanges(proposal, by=firm(hub))

    assert proposal.state == "talking"
    assert len(made) == Exchange.objects.count() == 2
    assert Link.objects.filter(
        from_label="matching.proposal", from_id=proposal.pk, to_label="jobs.position", kind="hours"
    ).exists()
    assert actions.agree_exchanges(proposal, by=firm(hub)) == made


def test_hours_without_a_position_lead_to_making_one_when_all_have_said_yes(client_as):
    make_market(family="clothes_used", position=False)
    run_now()
    proposal = actions.send(Proposal.objects.get(kind="symbiosis"), by=adviser())
    hub = proposal.work.hub.organisation
    before = page(client_as(Role.FIRM, hub), proposal)
    all_say_yes(proposal)

    text = page(client_as(Role.FIRM, hub), proposal)

    assert "Lav stillingen" not in before
    address = f"{reverse('positions:add')}?organisation={hub.pk}&amp;fra=matching.proposal%3A{proposal.pk}"
    assert address in text
    assert client_as(Role.FIRM, hub).get(address.replace("&amp;", "&")).status_code == 200
    assert "Lav stillingen" not in page(client_as(Role.FIRM, party_of(proposal, 0).organisation), proposal)


def test_a_no_declines_it_and_the_same_is_not_found_again(client_as):
    proposal = make_symbiosis(sent=True)
    party = party_of(proposal, 2)

    actions.answer(party, answer="no", by=firm(party.organisation))
    run = run_now()

    proposal.refresh_from_db()
    assert (run.state, proposal.state) == ("done", "declined")
    assert Proposal.objects.filter(kind="symbiosis").count() == 1
    assert list(Proposal.objects.filter(kind="pair", state="found").values_list("kind", flat=True)) == ["pair"]


@pytest.mark.parametrize(("name", "left"), [(HUB, False), (BUYER, True)])
def test_nothing_is_left_for_the_others_where_the_hub_says_no(client_as, name, left):
    proposal = make_symbiosis(sent=True)
    party = proposal.parties.get(organisation__name=name)

    actions.answer(party, answer="no", by=firm(party.organisation))

    assert ("De andre parter kan stadig udveksle" in page(client_as(Role.ADVISER), proposal)) is left


def test_an_adviser_answers_on_behalf_with_how_they_agreed(client_as):
    proposal = make_symbiosis(sent=True)
    party = party_of(proposal, 0)
    url = reverse("matching:answer_for", args=[proposal.number, party.pk])

    answer = client_as(Role.ADVISER).post(
        url, {"answer": "yes", "consent": "Aftalt i telefonen", "form_key": "0f8fad5b-d9cb-469f-a165-70867728950e"}
    )

    party.refresh_from_db()
    assert answer.status_code == 302
    assert (party.answer, party.on_behalf, party.consent) == ("yes", True, "Aftalt i telefonen")


def test_what_came_near_says_why_on_the_page_of_why_not(client_as):
    hub = make_organisation(HUB)
    make_fact(hub)
    make_listing(make_organisation(GIVER), codes=["wood_offcuts"], quantity=60, unit="kg", per="week")
    make_listing(hub, side="need", codes=["wood_offcuts"], title="Træ", text="Vi mangler træ")
    run_now()
    client = client_as(Role.ADVISER)
    url = reverse("matching:why_not")

    names, told = (client.get(url, data).content.decode() for data in ({}, {"hub": hub.pk}))

    assert NearSymbiosis.objects.filter(hub=hub.pk).exists()
    assert HUB in names
    assert "Ingen i nærheden mangler det, der kan laves her." in told
    assert f"Træafskær fra {GIVER}" in told
    assert client.get(url, {"hub": "x"}).status_code == 200


def test_a_second_run_forgets_what_came_near_in_the_first():
    make_market(position=False)
    run_now()
    first = set(NearSymbiosis.objects.values_list("pk", flat=True))

    run_now()

    assert first
    assert not first & set(NearSymbiosis.objects.values_list("pk", flat=True))


def test_a_seat_that_is_promised_to_somebody_is_taken(municipality):
    position = make_position(seats=3, total_hours=Decimal(12))
    make_placement(position=position)
    said = {"person_answer": "yes", "person_answered_at": timezone.now(), "employer_answer": "yes"}
    make_offer(position=position, hours=Decimal(4), state="agreed", **said)

    assert read_hubs([]).taken == [(position.number, 5.0), (position.number, 4.0)]


def test_few_are_stored_without_a_number():
    work = make_symbiosis().work
    work.crowd, work.count = "few", 3

    with pytest.raises(IntegrityError, match="symbiosis_few_have_no_number"), transaction.atomic():
        work.save()


def test_a_department_with_a_position_is_a_place_to_work():
    department = make_organisation("Eksempel Genbrugsgård", kind="department")
    school = make_organisation("Eksempel Skole", kind="school")
    make_position(make_workplace(school))
    make_listing(department, side="need", codes=["wood_offcuts"])
    make_listing(make_organisation("Eksempel Smed"), codes=["wood_offcuts"])

    rows = read_hubs(Listing.objects.all()).rows

    assert [(one.organisation, one.kind, one.own_room) for one in rows] == [
        (department.pk, "department", None),
        (school.pk, "workshop", True),
    ]

"""From a case to a partner: by what is lacking, and by the proposals that stand."""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import formats, timezone

from symbiose.common.models import Link
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions import close_case, forget_case, look_for_partner
from symbiose.frontdesk.models import PartnerSearch
from symbiose.matching.actions.runs import carry_out
from symbiose.matching.models import Run
from tests.factories import make_fact, make_listing, make_organisation
from tests.frontdesk.cases import acting, make_case, make_department, make_desk, make_external
from tests.matching.cases import make_pair, parties, party_of

pytestmark = pytest.mark.django_db

KEY = {"form_key": "0f8fad5b-d9cb-469f-a165-70867728950e"}


@pytest.fixture
def ann(db):
    return make_desk("Ann Eksempel")[0]


@pytest.fixture
def client(ann, client):
    client.force_login(ann.user)
    return client


@pytest.fixture
def case(ann):
    return make_case(acting(ann), organisation=make_organisation("Eksempel Træværk"))


def page(client, case, **asked):
    return client.get(reverse("cases:partner", args=[case.number]), asked).content.decode()


def test_who_does_what_is_lacking_is_found_and_taken_into_the_case(client, case):
    sorter = make_organisation("Eksempel Sortering")
    make_fact(sorter)
    make_organisation("Eksempel Sorteringshal")
    make_listing(sorter, title="Sortering af træ")

    every, social = page(client, case, q="sortering"), page(client, case, q="sortering", social="1")

    assert "Eksempel Sortering (SØV)" in every
    assert "Eksempel Sorteringshal" in every
    assert "Sortering af træ" in every
    assert "Eksempel Sorteringshal" not in social
    address = reverse("cases:add_party", args=[case.number])
    assert f'href="{address}?organisation=Eksempel%20Sortering"' in social
    filled = client.get(address, {"organisation": "Eksempel Sortering"}).content.decode()
    assert 'value="Eksempel Sortering"' in filled
    client.post(address, {**KEY, "organisation": "Eksempel Sortering", "role": "kan sortere"})
    assert case.parties.filter(organisation=sorter).exists()


def test_the_firm_itself_is_no_partner_of_its_own(client, case):
    make_listing(case.organisation, title="Træværk til hegn")

    shown = page(client, case, q="træværk")

    assert "Ingen organisation passer." in shown
    assert "Træværk til hegn" not in shown


def test_proposals_for_the_firm_stand_there(client, ann):
    proposal = make_pair(sent=False)
    case = make_case(acting(ann), organisation=party_of(proposal, 0).organisation)

    assert proposal.title in page(client, case)


def test_without_words_or_proposals_it_says_what_to_do(client, case):
    shown = page(client, case)

    assert "Forslag kommer af opslag" in shown
    assert f"fra=frontdesk.case%3A{case.pk}" in shown


def test_a_department_does_not_look_for_partners(case, client):
    client.force_login(make_department().user)

    assert client.get(reverse("cases:partner", args=[case.number])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_partners_take_the_same_queries_for_one_and_three(rows, client, case, django_assert_num_queries):
    for number in range(rows):
        make_listing(make_organisation(f"Sortering {number}"), title=f"Sortering {number}")

    with django_assert_num_queries(12):
        page(client, case, q="sortering")


def look(client, case, words, **asked):
    form = {"form_key": str(uuid.uuid4()), "q": words, **asked}
    return client.post(reverse("cases:partner", args=[case.number]), form, follow=True).content.decode()


def case_page(client, case):
    return " ".join(client.get(f"/forloeb/{case.number}/").content.decode().split())


def test_a_search_for_a_partner_stands_in_the_case_with_its_day_and_how_much_was_found(client, case):
    for number in range(12):
        make_listing(make_organisation(f"Eksempel Sortering {number}"), title=f"Sortering {number}")

    shown = look(client, case, "sortering")
    look(client, case, "sortering")

    day = formats.date_format(timezone.localdate(), "DATE_FORMAT")
    assert "Eksempel Sortering 0" in shown
    assert PartnerSearch.objects.count() == 1
    told = case_page(client, case)
    assert f"“sortering”, {day}: 12 organisationer, 12 opslag" in told
    assert f"{reverse('cases:partner', args=[case.number])}?q=sortering" in told


def test_opening_a_search_again_or_looking_for_nothing_writes_nothing_down(client, case):
    page(client, case, q="sortering")
    look(client, case, "  ")
    assert "CPR" in look(client, case, "010190-1234")

    assert not PartnerSearch.objects.exists()


def test_the_words_of_a_search_are_erased_with_its_case(client, case, ann):
    look(client, case, "Hanne Eksempel")
    look(client, case, "Jens Eksempel")
    close_case(case, outcome="nothing", reason="Nej", by=acting(ann))

    forget_case(case, reason="Bad om det", by=acting(ann))

    assert set(PartnerSearch.objects.values_list("words", flat=True)) == {""}
    assert "Hanne" not in case_page(client, case)


def test_who_does_not_keep_the_case_writes_no_search_in_it(client, case, ann):
    for who in (make_external(), make_department()):
        with pytest.raises(NotAllowed):
            look_for_partner(case, words="sortering", social=False, by=acting(who))


def test_a_run_started_from_a_case_stands_in_it_with_what_it_found(client, case):
    giver, taker = parties(2)
    make_listing(giver, codes=["wood_offcuts"])
    make_listing(taker, side="need", codes=["wood_offcuts"])
    shown = page(client, case)
    (address,) = re.findall(r'action="([^"]*\?fra=frontdesk.case:\d+)"', shown)

    client.post(address, {"form_key": str(uuid.uuid4())})

    run = Run.objects.get()
    carry_out.func(run.pk)
    told = case_page(client, case)
    day = formats.date_format(timezone.localdate(), "DATE_FORMAT")
    assert f'<a href="{reverse("matching:run", args=[run.pk])}">{day}: 1 nyt forslag</a>' in told


def test_a_run_that_is_underway_already_stands_in_the_case_that_waits_for_it(client, case):
    run = Run.objects.create(started_by="Bo Eksempel", total=4)

    address = f"{reverse('matching:start_run')}?fra=frontdesk.case:{case.pk}"
    for _time in range(2):
        client.post(address, {"form_key": str(uuid.uuid4())})

    assert Run.objects.get() == run
    assert case_page(client, case).count(f'href="{reverse("matching:run", args=[run.pk])}"') == 2  # story and chain


def test_an_unknown_case_in_the_address_of_a_run_is_no_case(client, case):
    client.post(f"{reverse('matching:start_run')}?fra=frontdesk.case:999", {"form_key": str(uuid.uuid4())})

    assert Run.objects.count() == 1
    assert not Link.objects.filter(to_label="matching.run").exists()


def test_a_search_and_its_page_say_the_same_number_also_where_not_all_are_shown(client, case, ann):
    giver = make_organisation("Eksempel Giver")
    for number in range(12):
        make_organisation(f"Eksempel Sortering {number}")
        make_listing(giver, title=f"Sortering {number}")

    search = look_for_partner(case, words="sortering", social=False, by=acting(ann))
    found = page(client, case, q="sortering")

    assert (search.organisations, search.listings) == (12, 12)
    assert found.count('<span class="count">12</span>') == 2
    assert found.count("De første 10 er vist.") == 2

"""From a case to a partner: by what is lacking, and by the proposals that stand."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_fact, make_listing, make_organisation
from tests.frontdesk.cases import acting, make_case, make_department, make_desk
from tests.matching.cases import make_pair, party_of

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

"""How an entrance is manned, through the front door: absences, rules, and who may settle them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.frontdesk.models import RoutingRule
from symbiose.organisations.models import Absence
from tests.factories import make_organisation
from tests.frontdesk.cases import acting, ask, away, make_case, make_department, make_desk, make_external, rule
from tests.listings.test_writing import read

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture
def desk(db):
    return make_desk("Ann Eksempel", "Bo Eksempel")


def signed_in(client, member):
    client.force_login(member.user)
    return client


def send(client, view, *args, **values):
    return client.post(reverse(view, args=args), values, follow=True).content.decode()


def test_an_absence_with_a_deputy_is_written_down_and_taken_back(client, desk):
    ann, bo = desk
    signed_in(client, ann)
    days = {"valid_from": TODAY(), "valid_to": TODAY() + timedelta(days=4)}

    own = send(client, "desk:add_absence", user=bo.user_id, deputy=bo.user_id, **days)
    back = send(client, "desk:add_absence", user=bo.user_id, **{**days, "valid_to": TODAY() - timedelta(days=1)})
    shown = send(client, "desk:add_absence", user=bo.user_id, deputy=ann.user_id, **days)

    assert "Ingen kan være stedfortræder for sig selv." in own
    assert "Dagen skal ligge inden for ti år fra i dag." in back
    assert "Ann Eksempel er stedfortræder" in shown
    assert "Væk til og med" in shown
    held = Absence.objects.get()
    assert (held.user, held.deputy) == (bo.user, ann.user)
    assert ask().owner == ann.user
    gone = send(client, "desk:drop_absence", held.pk)
    assert "Ingen er eller bliver væk" in gone
    assert not Absence.objects.exists()


def test_a_rule_is_written_and_ended(client, desk):
    ann, bo = desk
    signed_in(client, ann)

    nothing = send(client, "desk:add_rule", user=bo.user_id)
    half = send(client, "desk:add_rule", user=bo.user_id, topic="listing", postcode_from="8600")
    shown = send(client, "desk:add_rule", user=bo.user_id, topic="listing", postcode_from="8600", postcode_to="8699")

    assert "Vælg et emne, et område eller begge dele." in nothing
    assert "Skriv begge postnumre, det laveste først." in half
    assert "Noget til overs, 8600–8699" in shown
    made = RoutingRule.objects.get()
    assert ask(topic="listing", postcode="8653").owner == bo.user
    send(client, "desk:end_rule", made.pk)
    made.refresh_from_db()
    assert made.valid_to is not None


def test_an_external_entrance_mans_its_own_and_its_people_say_their_own_absence(client, desk):
    external = make_external()
    signed_in(client, external)
    days = {"valid_from": TODAY(), "valid_to": TODAY()}

    shown = client.get(reverse("desk:manned")).content.decode()
    send(client, "desk:add_absence", user=external.user_id, **days)
    other = away(desk[0], TODAY(), TODAY())
    send(client, "desk:drop_absence", other.pk)

    assert "Erik Eksempel" in shown
    assert "Ann Eksempel" not in shown
    assert Absence.objects.filter(user=external.user).exists()
    assert Absence.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("view", ["desk:manned", "desk:add_absence", "desk:add_rule"])
def test_nobody_else_sees_how_an_entrance_is_manned(view, client, client_as, desk):
    signed_in(client, make_department())

    assert client.get(reverse(view)).status_code == 403
    assert client_as(Role.FIRM, make_organisation()).get(reverse(view)).status_code == 403
    assert client_as(Role.VISITOR).get(reverse(view)).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_three(rows, client, desk, django_assert_num_queries):
    ann, bo = desk
    signed_in(client, ann)
    for number in range(rows):
        rule(bo, topic="listing", postcode_from=f"86{number:02d}", postcode_to="8699")
        away(bo, TODAY() + timedelta(days=number), TODAY() + timedelta(days=9), ann)
    client.get(reverse("desk:manned"))

    with django_assert_num_queries(13):
        client.get(reverse("desk:manned"))


def test_a_listing_that_is_started_from_a_case_stands_in_its_chain(client, desk):
    ann, _bo = desk
    firm = make_organisation("Eksempel Træværk")
    case, external = make_case(acting(ann), organisation=firm), make_external()
    hidden = make_case(acting(external), entrance=external.organisation)
    signed_in(client, ann)
    add = reverse("listings:add")
    address = f"{add}?fra=frontdesk.case%3A{case.pk}"

    page = client.get(reverse("cases:detail", args=[case.number])).content.decode()
    form = client.get(f"{address}&organisation={firm.pk}").content.decode()
    other = client.get(f"{add}?fra=frontdesk.case:{hidden.pk}&organisation={firm.pk}").content.decode()
    fields = read(client, "Vi har 120 kg træafskær om ugen.", organisation=firm.pk)
    client.post(address, {**fields, "step": "show", "consent": "Aftalt i telefonen"})

    assert f"{address}&amp;organisation={firm.pk}" in page
    assert f'action="{address}"' in form
    assert f'action="{add}"' in other
    shown = client.get(reverse("cases:detail", args=[case.number])).content.decode()
    assert reverse("listings:detail", args=[firm.listings.get().pk]) in shown


def test_a_position_is_carved_from_an_enquiry_whose_words_go_along_until_the_firm_is_found(client, desk):
    ann, _bo = desk
    firm = make_organisation("Eksempel Træværk")
    enquiry = ask(text="Vi mangler en til at feje værkstedet om fredagen")
    signed_in(client, ann)

    page = client.get(reverse("enquiries:detail", args=[enquiry.number])).content.decode()
    address = re.search(r'href="(/stillinger/ny/[^"]*)"', page)[1].replace("&amp;", "&")
    asked = client.get(address).content.decode()
    found = client.get(address + "&find=Træværk").content.decode()
    chosen = re.search(rf'href="([^"]*organisation={firm.pk}[^"]*)"', found)[1].replace("&amp;", "&")
    form = client.get(reverse("positions:add") + chosen).content.decode()

    assert "Opgaven: " in asked
    assert "feje værkstedet" in asked
    assert "feje værkstedet" in form
    assert "Eksempel Træværk" in form

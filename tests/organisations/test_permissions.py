"""Every page × every role."""

from datetime import date

import pytest
from django.urls import reverse

from symbiose.common.actor import Role
from symbiose.organisations.models import AccessRequest
from tests.factories import (
    make_alike,
    make_champion,
    make_fact,
    make_membership,
    make_merge,
    make_organisation,
    make_unit,
    make_year,
)

ACCESS = ("access", "access_invite", "access_refuse", "access_withdraw")
ADVISERS_ONLY = (
    *("list", "add", "import", "state_fact", "end_fact", "end_member", "access_list"),
    *("champions", "add_champion", "change_champion", "renew_champion", "erase_champion"),
    *("add_unit", "change_unit", "end_unit", "close", "choose", "merge", "part", "doubles"),
    *ACCESS,
)
POSTED = ("access_find", "access_send", "access_reopen", "access_take_back")
OPEN_TO_ALL = ("ask_access", "access_asked")
OWN = ("detail", "change", "show", "hide", "state_year", "change_year", "remove_year")


@pytest.fixture
def address(municipality):
    """Addresses of every page, on an organisation that is not public."""
    hidden = make_organisation("Eksempel Skjult")
    fact = make_fact(hidden)
    member = make_membership(Role.FIRM, hidden)
    asked = AccessRequest.objects.create(organisation=hidden, name="P", email="p@firma.example", answer_by=date.max)
    own = {"detail": [hidden.pk], "change": [hidden.pk], "state_fact": [hidden.pk], "add_member": [hidden.pk]}
    year, unit = make_year(hidden), make_unit(hidden)
    own |= {"state_year": [hidden.pk], "change_year": [hidden.pk, year.pk], "remove_year": [hidden.pk, year.pk]}
    own |= {"add_unit": [hidden.pk], "change_unit": [hidden.pk, unit.pk], "end_unit": [hidden.pk, unit.pk]}
    other = make_organisation("Eksempel Anden")
    own |= {"close": [hidden.pk], "choose": [hidden.pk], "merge": [hidden.pk, other.pk]}
    own |= {"part": [hidden.pk, make_merge(hidden).pk]}
    own |= {"end_fact": [hidden.pk, fact.pk], "end_member": [hidden.pk, member.pk], "preview": [1]}
    champion = make_champion()
    kept = ("change_champion", "renew_champion", "erase_champion")
    own |= {"show": [hidden.pk], "hide": [hidden.pk]} | {page: [champion.pk] for page in kept}
    own |= {page: [asked.pk] for page in (*ACCESS, *POSTED)}
    return lambda page: reverse(f"organisations:{page}", args=own.get(page, []))


@pytest.mark.parametrize("page", [*ADVISERS_ONLY, *OWN, "add_member"])
def test_advisers_open_every_page(client_as, address, page):
    assert client_as(Role.ADVISER).get(address(page)).status_code == 200


@pytest.mark.parametrize("page", [*ADVISERS_ONLY, "preview", *OWN, "add_member"])
def test_firms_are_refused_what_is_not_theirs(client_as, address, page):
    assert client_as(Role.FIRM).get(address(page)).status_code == 403


@pytest.mark.parametrize("page", [*ADVISERS_ONLY, "preview", *OWN, "add_member"])
def test_visitors_are_asked_to_sign_in(client_as, address, page):
    answer = client_as(Role.VISITOR).get(address(page))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("page", [*ADVISERS_ONLY, *POSTED, "add_member"])
def test_firms_and_visitors_cannot_post_either(client_as, address, page):
    assert client_as(Role.FIRM).post(address(page)).status_code == 403
    assert client_as(Role.VISITOR).post(address(page)).status_code == 302


@pytest.mark.parametrize("role", [Role.ADVISER, Role.FIRM, Role.VISITOR])
def test_everybody_reads_the_directory_and_who_is_in_it(client_as, municipality, role):
    public = make_organisation("Eksempel Åben", in_directory=True)
    client = client_as(role)

    assert "Eksempel Åben" in client.get(reverse("home:directory")).text
    assert client.get(reverse("organisations:detail", args=[public.pk])).status_code == 200


@pytest.mark.parametrize("page", OWN)
def test_a_firm_opens_and_changes_its_own(client_as, organisation, page):
    args = (
        [organisation.pk, make_year(organisation).pk] if page in {"change_year", "remove_year"} else [organisation.pk]
    )

    client = client_as(Role.FIRM, organisation)

    assert client.get(reverse(f"organisations:{page}", args=args)).status_code == 200


def test_an_upload_is_read_by_its_owner_alone(client_as, adviser, municipality):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("navne.csv", b"id,name,type\n1,Eksempel A,company\n")
    given = {"file": file, "trade_code_version": "DB25", "headcount_year": "2025"}
    preview = adviser.post(reverse("organisations:import"), given)["Location"]

    assert adviser.get(preview).status_code == 200
    assert client_as(Role.ADVISER).get(preview).status_code == 404


@pytest.mark.parametrize("role", [Role.ADVISER, Role.FIRM, Role.VISITOR])
@pytest.mark.parametrize("page", OPEN_TO_ALL)
def test_anybody_may_ask_for_access(client_as, address, role, page):
    assert client_as(role).get(address(page)).status_code == 200


def test_a_firm_invites_to_its_own_and_to_no_other(client_as, organisation, address):
    client = client_as(Role.FIRM, organisation)

    assert client.get(reverse("organisations:add_member", args=[organisation.pk])).status_code == 200
    assert client.get(address("add_member")).status_code == 403


@pytest.mark.parametrize("page", ["look", "set_apart"])
def test_looking_for_doubles_is_for_advisers_and_by_post_alone(client_as, organisation, page):
    args = [make_alike(organisation).pk] if page == "set_apart" else []
    address = reverse(f"organisations:{page}", args=args)

    assert client_as(Role.ADVISER).get(address).status_code == 405
    assert client_as(Role.ADVISER).post(address).status_code == 302
    assert client_as(Role.FIRM, organisation).post(address).status_code == 403
    assert client_as(Role.VISITOR).post(address)["Location"].startswith(reverse("account_login"))


def test_only_what_is_closed_is_opened_again_and_only_by_advisers(client_as, organisation):
    address = reverse("organisations:reopen", args=[organisation.pk])
    before = client_as(Role.ADVISER).get(address).status_code
    organisation.state, organisation.closed_on = "closed", date(2025, 1, 1)
    organisation.save()

    assert before == 403
    assert client_as(Role.ADVISER).get(address).status_code == 200
    assert client_as(Role.FIRM, organisation).get(address).status_code == 403
    assert client_as(Role.VISITOR).get(address).status_code == 302

"""Community champions: shown with their yes, by name only with a yes to that, reached through the entrance, erased when they leave."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry, SearchDocument
from symbiose.organisations import actions
from symbiose.organisations.actions import Yes
from symbiose.organisations.models import Champion, DirectoryConsent
from tests.factories import make_champion, make_organisation

pytestmark = pytest.mark.django_db

LIST = "/organisationer/ildsjaele/"
WRITTEN = {
    "name": "Karla Eksempel",
    "role": "Leder af byttecentralen",
    "offers": "Kan spørges om frivillige.",
    "postcode": "8600",
    "contact_email": "karla@privat.example",
    "contact_phone": "12 00 00 20",
    "how": "meeting",
    "given_by": "Karla Eksempel",
}
PRIVATE = ("karla@privat.example", "12 00 00 20")


def written(**values):
    return WRITTEN | {"given_on": timezone.localdate().isoformat()} | values


def page(champion, what=""):
    return f"{LIST}{champion.pk}/{what}"


@pytest.fixture
def adviser(client_as):
    return client_as(Role.ADVISER)


@pytest.mark.parametrize(("answer", "named"), [({}, False), ({"with_name": "on"}, True)])
def test_a_champion_is_shown_by_name_only_with_a_yes_to_the_name(adviser, client, answer, named):
    adviser.post(f"{LIST}ny/", written(**answer))
    champion = Champion.objects.get()

    directory, own = client.get(reverse("home:directory")).text, client.get(page(champion)).text
    exported = b"".join(client.get(reverse("home:directory"), {"format": "csv"})).decode()

    for shown in (directory, own, exported):
        assert "Leder af byttecentralen" in shown
        assert ("Karla Eksempel" in shown) is named
        assert not any(one in shown for one in PRIVATE)
    assert "Karla Eksempel" in adviser.get(page(champion)).text
    assert all(one in adviser.get(page(champion)).text for one in PRIVATE)


def test_the_way_to_a_champion_is_through_the_entrance(client):
    shown = client.get(page(make_champion())).text

    assert f'href="{reverse("home:contact")}?emne=other"' in shown


@pytest.mark.parametrize("words", ["Karla", "karla@privat"])
def test_nobody_is_found_by_a_name_that_may_not_be_shown(adviser, client, words):
    adviser.post(f"{LIST}ny/", written())

    assert "byttecentralen" in client.get(reverse("home:directory"), {"q": "byttecentral"}).text
    for address in (reverse("home:directory"), reverse("home:search"), LIST):
        reader = adviser if address == LIST else client
        assert "Leder af byttecentralen" not in reader.get(address, {"q": words}).text


def test_a_champion_stands_in_the_search_over_everything(adviser, client):
    champion = make_champion("Samler hold til havnen")

    for reader in (adviser, client):
        assert page(champion) in reader.get(reverse("home:search"), {"q": "havnen"}).text


def test_nobody_is_written_down_without_a_yes(adviser):
    shown = adviser.post(f"{LIST}ny/", written(given_by="")).text

    assert "påkrævet" in shown
    assert not Champion.objects.exists()


def test_a_change_and_two_at_once(adviser):
    champion = make_champion()
    given = written(role="Ny rolle", version=champion.version)

    adviser.post(page(champion, "ret/"), given)
    shown = adviser.post(page(champion, "ret/"), given | {"role": "Tredje rolle"}).text

    champion.refresh_from_db()
    assert champion.role == "Ny rolle"
    assert "Tredje rolle" in shown


def test_a_newer_yes_can_take_the_name_away(adviser, client):
    champion = make_champion(with_name=True)
    assert champion.name in client.get(page(champion)).text

    yes = {"how": "phone", "given_by": champion.name, "given_on": timezone.localdate().isoformat()}
    adviser.post(page(champion, "ja/"), yes)

    assert champion.name not in client.get(page(champion)).text
    assert champion.consents.filter(withdrawn_on__isnull=True).count() == 1


def test_the_same_yes_again_changes_nothing(actor_adviser):
    champion = make_champion()
    yes = Yes("paper", "Person Ildsjæl")
    first = actions.renew_champion(champion, yes, with_name=True, by=actor_adviser)

    assert actions.renew_champion(champion, yes, with_name=True, by=actor_adviser) == first


def test_when_the_yes_is_taken_back_everything_of_the_person_is_gone(adviser, client):
    adviser.post(f"{LIST}ny/", written(with_name="on"))
    champion = Champion.objects.get()

    for _ in range(2):
        adviser.post(page(champion, "slet/"), {"go": "1"})

    champion.refresh_from_db()
    everything = [
        *Champion.objects.values_list(),
        *DirectoryConsent.objects.values_list(),
        *SearchDocument.objects.values_list(),
        *AuditEntry.objects.filter(subject_label="organisations.champion").values_list("changes", "reason"),
    ]
    assert champion.erased_at is not None
    assert not [one for one in ("Karla", "byttecentral", *PRIVATE) if one in str(everything)]
    assert champion.consents.get().withdrawn_on == timezone.localdate()
    assert client.get(page(champion)).status_code == 404
    assert "byttecentralen" not in client.get(reverse("home:directory")).text


def test_what_is_erased_is_not_written_again(actor_adviser):
    champion = actions.withdraw_champion(make_champion(), by=actor_adviser)

    with pytest.raises(actions.Erased):
        actions.change_champion(champion, role="Igen", by=actor_adviser)
    with pytest.raises(actions.Erased):
        actions.renew_champion(champion, Yes("mail", "x"), with_name=True, by=actor_adviser)
    with pytest.raises(IntegrityError), transaction.atomic():
        Champion.objects.filter(pk=champion.pk).update(role="Igen")


def test_only_the_entrance_keeps_champions(actor_firm):
    champion, yes = make_champion(), Yes("mail", "x")

    for actor in (actor_firm, Actor()):
        for act in (
            lambda by: actions.add_champion(yes, with_name=True, by=by, name="N", role="R"),
            lambda by: actions.change_champion(champion, by=by, role="R"),
            lambda by: actions.renew_champion(champion, yes, with_name=True, by=by),
            lambda by: actions.withdraw_champion(champion, by=by),
        ):
            with pytest.raises(PermissionError):
                act(actor)


def test_a_champions_organisation_is_named_where_it_may_be_seen(client):
    hidden = make_organisation("Eksempel Skjult Forening")
    shown = make_organisation("Eksempel Åben Forening", in_directory=True)

    assert "Skjult Forening" not in client.get(page(make_champion(organisation=hidden))).text
    assert "Åben Forening" in client.get(page(make_champion(organisation=shown))).text


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_asks_the_same_number_of_queries(client_as, how_many, django_assert_num_queries):
    client = client_as(Role.ADVISER)
    for number in range(how_many):
        make_champion(f"Rolle {number}", organisation=make_organisation())

    with django_assert_num_queries(9):
        client.get(LIST)


def test_the_list_filters_exports_and_says_what_to_do_when_empty(adviser):
    assert "Spørg dem" in adviser.get(LIST).text
    make_champion("Med navn", with_name=True)
    make_champion("Uden navn", with_name=False)

    assert "Uden navn</a>" not in adviser.get(LIST, {"navn": "True"}).text
    exported = b"".join(adviser.get(LIST, {"format": "csv", "navn": "False"})).decode("utf-8-sig").splitlines()
    assert exported[0] == "name;role;place;organisation;with_name"
    assert [line.split(";")[1] for line in exported[1:]] == ["Uden navn"]

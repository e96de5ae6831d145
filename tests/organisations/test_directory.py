"""The public directory stands on a dated yes: whose, how it was given, by whom; without it nobody is shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry
from symbiose.organisations import actions
from symbiose.organisations.actions import Yes
from symbiose.organisations.models import DirectoryConsent, Organisation
from tests.factories import make_champion, make_organisation, make_shown

BY_MAIL = Yes(how="mail", given_by="Leder Eksempel", given_on=date(2025, 3, 3))


def page(name, organisation):
    return reverse(f"organisations:{name}", args=[organisation.pk])


def listed(client, organisation):
    return organisation.name in client.get(reverse("home:directory")).text


def told(**values):
    return {"how": "phone", "given_by": "Leder Eksempel", "given_on": timezone.localdate().isoformat(), **values}


@pytest.fixture
def adviser(client_as):
    return client_as(Role.ADVISER)


def test_an_adviser_writes_down_who_said_yes_and_how(adviser, client, organisation):
    assert not listed(client, organisation)

    adviser.post(page("show", organisation), told(note="Ringede selv"))

    consent = organisation.directory_consents.get()
    organisation.refresh_from_db()
    assert (consent.how, consent.given_by, consent.given_on) == ("phone", "Leder Eksempel", timezone.localdate())
    assert organisation.directory_consent_id == consent.pk
    assert listed(client, organisation)
    assert "I telefonen" in adviser.get(page("detail", organisation)).text


def test_who_said_yes_is_told_neither_the_public_nor_the_trail(adviser, client, organisation):
    adviser.post(page("show", organisation), told(given_by="Navn Navnesen"))

    assert "Navn Navnesen" in adviser.get(page("detail", organisation)).text
    assert "Navn Navnesen" not in client.get(page("detail", organisation)).text
    assert "Navn Navnesen" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_a_firm_says_yes_itself_and_takes_it_back(client_as, client, organisation):
    firm = client_as(Role.FIRM, organisation)

    firm.post(page("show", organisation), {"go": "1"})
    shown = listed(client, organisation)
    firm.post(page("hide", organisation), {"go": "1"})

    consent = organisation.directory_consents.get()
    organisation.refresh_from_db()
    assert (consent.how, consent.withdrawn_on) == ("symbiose", timezone.localdate())
    assert consent.given_by
    assert shown
    assert not listed(client, organisation)
    assert (organisation.in_directory, organisation.directory_consent_id) == (False, None)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"given_by": ""}, "påkrævet"),
        ({"how": ""}, "påkrævet"),
        ({"how": "before"}, "Vælg et af de svar"),
        ({"given_on": (timezone.localdate() + timedelta(days=2)).isoformat()}, "er ikke kommet endnu"),
    ],
)
def test_a_yes_without_its_how_who_or_when_is_none(adviser, client, organisation, given, sentence):
    assert sentence in adviser.post(page("show", organisation), told(**given)).text
    assert not organisation.directory_consents.exists()
    assert not listed(client, organisation)


def test_the_same_yes_again_changes_nothing_and_a_newer_ends_it(actor_adviser, organisation):
    first = actions.give_consent(organisation, BY_MAIL, by=actor_adviser)
    before = AuditEntry.objects.count()

    assert actions.give_consent(organisation, BY_MAIL, by=actor_adviser) == first
    assert AuditEntry.objects.count() == before

    newer = actions.give_consent(organisation, Yes("paper", "Ny leder"), by=actor_adviser)
    organisation.refresh_from_db()
    first.refresh_from_db()
    assert organisation.directory_consent_id == newer.pk
    assert first.withdrawn_on == timezone.localdate()


def test_taking_back_twice_changes_nothing(actor_adviser, organisation):
    actions.give_consent(organisation, BY_MAIL, by=actor_adviser)
    actions.withdraw_consent(organisation, by=actor_adviser)
    before = AuditEntry.objects.count()

    actions.withdraw_consent(organisation, by=actor_adviser)

    assert AuditEntry.objects.count() == before


def test_others_neither_give_nor_take(actor_firm, organisation):
    other = make_organisation("Eksempel Anden")

    for actor in (actor_firm, Actor()):
        with pytest.raises(PermissionError):
            actions.give_consent(other, BY_MAIL, by=actor)
        with pytest.raises(PermissionError):
            actions.withdraw_consent(other, by=actor)


def test_one_that_has_closed_can_only_leave(actor_adviser):
    closed = make_organisation(state="closed", closed_on=date(2025, 1, 1))
    make_shown(closed)

    with pytest.raises(PermissionError):
        actions.give_consent(closed, BY_MAIL, by=actor_adviser)
    assert not actions.withdraw_consent(closed, by=actor_adviser).in_directory


def broken(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_the_database_shows_nobody_without_a_yes(organisation):
    broken(lambda: Organisation.objects.filter(pk=organisation.pk).update(in_directory=True))


@pytest.mark.parametrize(
    "values",
    [
        {"given_by": ""},
        {"withdrawn_on": date(2023, 12, 31)},
        {"with_name": False},
    ],
)
def test_the_database_keeps_what_a_yes_is(organisation, values):
    good = {"given_on": date(2024, 1, 1), "how": "mail", "given_by": "Leder", "with_name": True}
    champion = make_champion()

    broken(lambda: DirectoryConsent.objects.create(organisation=organisation, **good | values))
    broken(lambda: DirectoryConsent.objects.create(**good))
    broken(lambda: DirectoryConsent.objects.create(organisation=organisation, champion=champion, **good))
    broken(lambda: DirectoryConsent.objects.create(champion=champion, **good))
    DirectoryConsent.objects.create(organisation=organisation, **good)
    broken(lambda: DirectoryConsent.objects.create(organisation=organisation, **good))

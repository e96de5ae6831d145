"""Who may act for an organisation: added, ended, and what follows for what they see."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.organisations import queries
from symbiose.organisations.actions import add_member, end_member
from symbiose.organisations.models import Membership
from symbiose.people.models import User
from tests.factories import make_membership, make_organisation, make_user


def add(client, organisation, **values):
    said = {"email": "leder@traevaerk.example", "name": "Leder Eksempel", **values}
    return client.post(reverse("organisations:add_member", args=[organisation.pk]), said, follow=True)


def end(client, membership, day, reason="Har skiftet job"):
    address = reverse("organisations:end_member", args=[membership.organisation_id, membership.pk])
    return client.post(address, {"valid_to": day.isoformat(), "reason": reason}, follow=True)


def test_a_new_person_is_added_without_a_password(adviser, organisation):
    text = add(adviser, organisation, email="Leder@Traevaerk.example").text

    user = User.objects.get(email="leder@traevaerk.example")
    assert not user.has_usable_password()
    assert list(queries.representatives(organisation.pk)) == [user]
    assert "Leder Eksempel" in text


def test_a_known_person_keeps_name_and_is_not_made_twice(adviser, organisation):
    known = make_user("leder@traevaerk.example", name="Kendt Eksempel")

    add(adviser, organisation, name="Et andet navn")
    add(adviser, organisation, name="")

    known.refresh_from_db()
    assert known.name == "Kendt Eksempel"
    assert Membership.objects.filter(user=known, organisation=organisation).count() == 1


def test_a_new_person_needs_a_name(adviser, organisation):
    assert "Ingen her har denne adresse. Skriv personens navn." in add(adviser, organisation, name="").text
    assert "mail" in add(adviser, organisation, email="ikke en adresse").text
    assert not User.objects.filter(email__startswith="leder").exists()


def test_nobody_becomes_adviser_by_being_added(adviser, organisation):
    add(adviser, organisation, role="adviser")

    assert Membership.objects.get(organisation=organisation).role == "representative"


def test_one_who_is_added_sees_the_inside_and_one_who_ended_does_not(adviser, municipality):
    organisation = make_organisation("Eksempel Skjult")
    add(adviser, organisation)
    member = Membership.objects.get(organisation=organisation)
    own = Client()
    own.force_login(member.user)
    page = reverse("organisations:detail", args=[organisation.pk])

    assert own.get(page).status_code == 200
    member.valid_from = timezone.localdate() - timedelta(days=9)
    member.save()
    text = end(adviser, member, timezone.localdate() - timedelta(days=1)).text

    assert own.get(page).status_code == 403
    assert "Har skiftet job" in text
    assert "Leder Eksempel" in text
    assert list(queries.representatives(organisation.pk)) == []


def test_the_last_day_counts(organisation, actor_adviser):
    member = make_membership(Role.FIRM, organisation)

    end_member(member, valid_to=timezone.localdate(), by=actor_adviser)

    assert list(queries.representatives(organisation.pk)) == [member.user]


def test_representatives_are_those_of_today_who_may_sign_in(organisation, actor_adviser):
    make_membership(Role.FIRM, organisation, make_user(is_active=False))
    make_membership(Role.ADVISER, organisation)
    later = make_membership(Role.FIRM, organisation)
    later.valid_from = timezone.localdate() + timedelta(days=1)
    later.save()

    assert list(queries.representatives(organisation.pk)) == []
    add_member(organisation, email="ny@firma.example", name="Ny Eksempel", by=actor_adviser)
    assert [user.name for user in queries.representatives(organisation.pk)] == ["Ny Eksempel"]


def test_an_end_before_the_beginning_is_refused(adviser, organisation):
    member = make_membership(Role.FIRM, organisation)

    assert "kan ikke ligge før" in end(adviser, member, member.valid_from - timedelta(days=1)).text


def test_the_trail_names_the_person_by_id_only(adviser, organisation):
    add(adviser, organisation)

    told = str(list(AuditEntry.objects.values_list("changes", flat=True)))

    assert "leder@traevaerk.example" not in told
    assert "Leder Eksempel" not in told

"""Who may act for an organisation: added with a proof, ended, and what follows for what they see."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.organisations import queries
from symbiose.organisations.actions import NotProven, add_member, end_member
from symbiose.organisations.models import AccessRequest, Membership
from symbiose.people.models import User
from tests.factories import make_membership, make_organisation, make_user

PROOF = {"proof": "met", "proof_note": "Mødt på værkstedet"}


def add(organisation, by, **values):
    return add_member(
        organisation, by=by, **{"email": "leder@traevaerk.example", "name": "Leder Eksempel", **PROOF, **values}
    )


def end(client, membership, day, reason="Har skiftet job"):
    address = reverse("organisations:end_member", args=[membership.organisation_id, membership.pk])
    return client.post(address, {"valid_to": day.isoformat(), "reason": reason}, follow=True)


def test_a_new_person_is_added_without_a_password(organisation, actor_adviser):
    add(organisation, actor_adviser, email="Leder@Traevaerk.example")

    user = User.objects.get(email="leder@traevaerk.example")
    assert not user.has_usable_password()
    assert list(queries.representatives(organisation.pk)) == [user]


def test_a_known_person_keeps_name_and_is_not_made_twice(organisation, actor_adviser):
    known = make_user("leder@traevaerk.example", name="Kendt Eksempel")

    add(organisation, actor_adviser, name="Et andet navn")
    add(organisation, actor_adviser, name="")

    known.refresh_from_db()
    assert known.name == "Kendt Eksempel"
    assert Membership.objects.filter(user=known, organisation=organisation).count() == 1
    assert AccessRequest.objects.filter(organisation=organisation).count() == 1


@pytest.mark.parametrize("lacking", ["proof", "proof_note"])
def test_nobody_acts_for_an_organisation_without_a_proof(organisation, actor_adviser, lacking):
    with pytest.raises(NotProven):
        add(organisation, actor_adviser, **{lacking: ""})

    assert not Membership.objects.filter(organisation=organisation).exists()


def test_the_page_says_who_acts_since_when_and_how_it_was_proven(adviser, organisation, actor_adviser):
    add(organisation, actor_adviser)
    make_membership(Role.FIRM, organisation, make_user(name="Tidlig Eksempel"))

    text = adviser.get(reverse("organisations:detail", args=[organisation.pk])).text

    assert "Leder Eksempel" in text
    assert "mødt på organisationens adresse" in text
    assert actor_adviser.name in text
    assert "ikke oplyst" in text.partition("Tidlig Eksempel")[2]


def test_one_who_ended_no_longer_sees_the_inside(adviser, municipality):
    organisation = make_organisation("Eksempel Skjult")
    member = make_membership(Role.FIRM, organisation, make_user(name="Leder Eksempel"))
    own = Client()
    own.force_login(member.user)
    page = reverse("organisations:detail", args=[organisation.pk])

    assert own.get(page).status_code == 200
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
    add(organisation, actor_adviser, name="Ny Eksempel")
    assert [user.name for user in queries.representatives(organisation.pk)] == ["Ny Eksempel"]


def test_an_end_before_the_beginning_is_refused(adviser, organisation):
    member = make_membership(Role.FIRM, organisation)

    assert "kan ikke ligge før" in end(adviser, member, member.valid_from - timedelta(days=1)).text


def test_the_trail_names_the_person_by_id_only(organisation, actor_adviser):
    add(organisation, actor_adviser)

    told = str(list(AuditEntry.objects.values_list("changes", flat=True)))

    assert "leder@traevaerk.example" not in told
    assert "Leder Eksempel" not in told
    assert PROOF["proof_note"] not in told

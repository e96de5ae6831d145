"""The first people of a new installation."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from symbiose.common.actor import system
from symbiose.home.entrance import NoMunicipality, add_staff
from symbiose.organisations.enums import MembershipRole
from symbiose.organisations.models import Organisation

BY = system("test")


@pytest.mark.parametrize(
    ("name", "entrance", "kind"),
    [
        ("silkeborg", "Jobcenter Erhverv", "department"),
        ("kalundborg", "Kalundborg Symbiose, sekretariatet", "association"),
    ],
)
def test_x7_the_entrance_is_what_the_configuration_says(name, entrance, kind, load):
    load(name)

    first = add_staff(MembershipRole.ADVISER, email="anna@kommune.example", name="Anna Eksempel", by=BY)
    again = add_staff(MembershipRole.ADVISER, email="anna@kommune.example", name="Anna Eksempel", by=BY)
    second = add_staff(MembershipRole.ADVISER, email="bo@kommune.example", name="Bo Eksempel", by=BY)

    assert again.pk == first.pk
    assert second.organisation_id == first.organisation_id
    assert [(row.name, row.kind) for row in Organisation.objects.all()] == [(entrance, kind)]


def test_there_is_no_entrance_before_a_municipality_is_loaded(db):
    with pytest.raises(NoMunicipality):
        add_staff(MembershipRole.ADVISER, email="anna@kommune.example", name="Anna Eksempel", by=BY)


def test_a_new_adviser_chooses_a_password_by_mail_and_comes_in(silkeborg, client):
    add_staff(MembershipRole.ADVISER, email="anna@kommune.example", name="Anna Eksempel", by=BY)

    client.post("/konto/glemt/", {"email": "anna@kommune.example"})
    address = re.search(r"http://\S+", mail.outbox[0].body)[0].split("/", 3)[3]
    page = client.get(f"/{address}", follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "tretten grønne biler", "password2": "tretten grønne biler"})
    client.post("/konto/log-ind/", {"login": "anna@kommune.example", "password": "tretten grønne biler"})

    assert "Hvad kalder i dag?" in client.get("/i-dag/").content.decode()


@pytest.mark.parametrize(
    ("name", "place", "same"), [("silkeborg", "Jobcenter Erhverv", True), ("kalundborg", "Kalundborg Kommune", False)]
)
def test_x4_consultants_work_inside_the_municipality_also_where_the_entrance_is_outside(name, place, same, load):
    load(name)

    entrance = add_staff(MembershipRole.ADVISER, email="anna@kommune.example", name="Anna Eksempel", by=BY)
    consultant = add_staff(MembershipRole.CONSULTANT, email="bo@kommune.example", name="Bo Eksempel", by=BY)
    leader = add_staff(MembershipRole.LEADER, email="cec@kommune.example", name="Cecilie Eksempel", by=BY)

    assert (consultant.organisation.name, consultant.organisation.kind) == (place, "department")
    assert leader.organisation_id == consultant.organisation_id
    assert (consultant.organisation_id == entrance.organisation_id) is same

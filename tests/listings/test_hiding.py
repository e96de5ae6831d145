"""A hidden name is hidden in every text that others read."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from symbiose.listings.actions import plan_listings
from symbiose.listings.forms import ChangeForm
from symbiose.listings.hiding import tells_who
from tests.factories import make_actor, make_listing, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_organisation(
        "Eksempel Træværk ApS",
        company_number="00010012",
        contact_name="Driftsleder Eksempel",
        contact_email="drift@traevaerk.example",
        contact_phone="+45 00 00 00 17",
        website="https://www.traevaerk-eksempel.example/om",
        street="Eksempelvej 12",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Spørg hos eksempel  træværk om lørdagen",
        "EKSEMPEL TRÆVÆRK A/S har paller",
        "Vores CVR er 00 01 00 12.",
        "Skriv til drift@traevaerk.example",
        "Skriv til salg@traevaerk.example",
        "Ring 00 00 00 17",
        "Se traevaerk-eksempel.example",
        "Hentes på Eksempelvej 12",
        "Spørg efter driftsleder eksempel",
    ],
)
def test_a17_6_a_text_that_tells_who_is_found(text, owner):
    assert tells_who(text, owner)


@pytest.mark.parametrize("text", ["", "120 kg træafskær om ugen", "Et eksempel på træ", "00 01 00 13", "a@b.example"])
def test_other_texts_are_left_alone(text, owner):
    assert not tells_who(text, owner)


def test_an_organisation_without_details_gives_nothing_away():
    assert not tells_who("Vi har paller @ 00000000", make_organisation("Eks"))


@pytest.mark.parametrize("field", ["text", "title", "terms", "certificate", "insurance"])
def test_a17_6_an_anonymous_listing_cannot_name_its_owner_in_any_field(field, owner):
    listing = make_listing(owner, anonymous=True)
    form = ChangeForm(listing=listing)
    posted = {name: form[name].value() or "" for name in form.fields} | {
        "anonymous": "1",
        field: "Eksempel Træværk har det",
    }

    data = QueryDict(mutable=True)
    for name, value in posted.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    checked = ChangeForm(data, listing=listing)

    assert field in checked.errors


def test_a17_6_a_file_cannot_name_the_owner_of_an_anonymous_listing(owner):
    make_listing(owner, anonymous=True, external_id="1")
    data = "id;side;text\n1;have;Spørg hos Eksempel Træværk\n".encode()

    plan = plan_listings(data, by=make_actor(organisation=owner))

    assert plan.rows[0].what == "wrong"


@pytest.mark.parametrize(("name", "day"), [("valid_to", "9999-12-31"), ("valid_from", "0001-01-01")])
def test_no_listing_stands_for_years_without_being_asked_about(name, day, owner):
    listing = make_listing(owner)
    form = ChangeForm(listing=listing)
    data = QueryDict(mutable=True)
    for key in form.fields:
        value = form[key].value()
        data.setlist(key, value if isinstance(value, list) else [str(value or "")])
    data[name] = day

    checked = ChangeForm(data, listing=listing)

    assert name in checked.errors

"""Adding and changing a listing, as verbs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from symbiose.common.actions import Conflict
from symbiose.common.actor import Role, system
from symbiose.common.models import AuditEntry, SearchDocument
from symbiose.common.states import NotAllowed
from symbiose.listings import actions
from symbiose.listings.actions import FamilyGiven
from symbiose.listings.models import Listing
from tests.factories import make_actor, make_organisation

pytestmark = pytest.mark.django_db


def add(organisation, by, **fields):
    return actions.add_listing(organisation, by=by, **{"side": "have", "text": "20 europaller", **fields})


def test_add_fills_in_what_follows(organisation, actor_firm):
    listing = add(organisation, actor_firm, codes=["pallets"])

    today = timezone.localdate()
    assert (listing.title, listing.kind, listing.state) == ("Paller", "material", "draft")
    assert (listing.valid_from, listing.valid_to) == (today, today + timedelta(days=90))
    assert (listing.place, listing.waste) == ("8600 Silkeborg", "unknown")
    assert listing.latitude is not None
    assert listing.graph_digest


def test_add_is_findable_and_recorded_in_the_same_transaction(organisation, actor_firm):
    listing = add(organisation, actor_firm, codes=["pallets"])

    assert SearchDocument.objects.filter(label="listings.listing", object_id=listing.pk).exists()
    assert AuditEntry.objects.get(verb="listings.add").subject_id == listing.pk


def test_a_code_alone_counts_as_confirmed_and_a_given_family_keeps_its_words(organisation, actor_firm):
    codes = ["pallets", FamilyGiven("wood", 0.4, confirmed=False, words="træ")]

    listing = add(organisation, actor_firm, codes=codes)

    assert [(one.family, one.confirmed, one.words) for one in listing.codes.all()] == [
        ("pallets", True, ""),
        ("wood", False, "træ"),
    ]


def test_only_a_material_that_somebody_has_can_be_waste(organisation, actor_firm):
    need = add(organisation, actor_firm, side="need", codes=["pallets"], waste="waste")
    space = add(organisation, actor_firm, kind="space", waste="waste")

    assert (need.waste, space.waste) == ("", "")


def test_firm_adds_for_itself_only(actor_firm):
    with pytest.raises(NotAllowed):
        add(make_organisation(), actor_firm)

    assert not Listing.objects.exists()


def test_adviser_adds_for_another_only_with_consent(organisation, actor_adviser):
    with pytest.raises(NotAllowed):
        add(organisation, actor_adviser)
    with pytest.raises(NotAllowed):
        add(organisation, actor_adviser.acting_for(organisation.pk, consent=" "))

    listing = add(organisation, actor_adviser.acting_for(organisation.pk, consent="i telefonen"))

    assert (listing.on_behalf, listing.consent) == (True, "i telefonen")


def test_the_system_may_load(organisation):
    assert not add(organisation, system("loader")).on_behalf


def test_a17_4_hazardous_family_or_word_or_owner_stops_the_listing(organisation, actor_firm):
    assert add(organisation, actor_firm, codes=["waste_oil"]).stopped
    assert add(organisation, actor_firm, hazard=True).stopped
    assert not add(organisation, actor_firm, codes=["pallets"]).stopped


def test_a17_4_stop_stays_when_a_shown_listing_is_rewritten_and_falls_with_a_draft(organisation, actor_firm):
    shown = add(organisation, actor_firm, codes=["waste_oil"], show=True)
    draft = add(organisation, actor_firm, codes=["waste_oil"])

    for listing in (shown, draft):
        actions.change_listing(listing, by=actor_firm, codes=[FamilyGiven("pallets")], text="20 europaller")
        listing.refresh_from_db()

    assert (shown.stopped, draft.stopped) == (True, False)


def test_change_of_an_older_version_conflicts(organisation, actor_firm):
    listing = add(organisation, actor_firm)
    actions.change_listing(listing, by=actor_firm, version=1, title="Først")

    with pytest.raises(Conflict):
        actions.change_listing(listing, by=actor_firm, version=1, title="Så")

    assert Listing.objects.get().title == "Først"


def test_change_of_families_alone_is_recorded_once(organisation, actor_firm):
    listing = add(organisation, actor_firm, codes=["pallets"])

    for _again in range(2):
        actions.change_listing(listing, by=actor_firm, codes=[FamilyGiven("timber_used")])

    entry = AuditEntry.objects.get(verb="listings.families")
    assert entry.changes == {"families": [["pallets"], ["timber_used"]]}


def test_other_firms_change_nothing(organisation, actor_firm):
    listing = add(organisation, actor_firm)

    with pytest.raises(NotAllowed):
        actions.change_listing(listing, by=make_actor(Role.FIRM, make_organisation()), title="Andet")


def test_change_of_postcode_moves_the_point(organisation, actor_firm):
    listing = add(organisation, actor_firm)
    before = (listing.latitude, listing.longitude)

    moved = actions.change_listing(listing, by=actor_firm, postcode="8700", town="Horsens")

    assert moved.place == "8700 Horsens"
    assert (moved.latitude, moved.longitude) != before

"""Every step of the state table by every role, and what the steps do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.listings import actions, queries
from symbiose.listings.enums import ListingState
from symbiose.listings.states import STATES
from tests.factories import make_actor, make_listing, make_organisation

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
GONE = {"valid_from": date(2020, 1, 1), "valid_to": date(2020, 2, 1)}
VERBS = {
    "listings.show": actions.show_listing,
    "listings.withdraw": actions.withdraw_listing,
    "listings.restore": actions.restore_listing,
    "listings.reopen": actions.reopen_listing,
    "listings.refresh": actions.refresh_listing,
}
OPEN = {
    "draft": {"listings.show", "listings.withdraw"},
    "shown": {"listings.withdraw", "listings.refresh"},
    "hidden": {"listings.withdraw", "listings.refresh"},
    "withdrawn": {"listings.restore"},
}


def actor_of(who, organisation):
    return {
        "owner": lambda: make_actor(Role.FIRM, organisation),
        "adviser": lambda: make_actor(Role.ADVISER),
        "other firm": lambda: make_actor(Role.FIRM, make_organisation()),
        "visitor": Actor,
    }[who]()


@pytest.mark.parametrize("who", ["owner", "adviser", "other firm", "visitor"])
@pytest.mark.parametrize("state", list(OPEN))
def test_each_state_is_open_to_owner_and_adviser_only(organisation, state, who):
    listing = make_listing(organisation, state=state)
    actor = actor_of(who, organisation)

    found = {row.verb for row in STATES.open_to(actor, listing, state)}

    assert found == (OPEN[state] if who in {"owner", "adviser"} else set())


@pytest.mark.parametrize("who", ["owner", "adviser", "other firm", "visitor"])
@pytest.mark.parametrize("verb", list(VERBS))
@pytest.mark.parametrize("state", list(OPEN))
def test_every_verb_from_every_state_by_every_role(organisation, state, verb, who):
    listing = make_listing(organisation, state=state)
    actor = actor_of(who, organisation)
    target = next(row.target for row in STATES.transitions if row.verb == verb)
    allowed = who in {"owner", "adviser"} and (verb in OPEN[state] or target == state)

    if allowed:
        assert VERBS[verb](listing, by=actor).state == target
    else:
        with pytest.raises(NotAllowed):
            VERBS[verb](listing, by=actor)
        listing.refresh_from_db()
        assert listing.state == state


@pytest.mark.parametrize("who", ["owner", "adviser", "other firm", "visitor"])
def test_only_the_clock_hides(organisation, who):
    listing = make_listing(organisation)

    hides = {row.verb for row in STATES.open_to(actor_of(who, organisation), listing, "shown")}

    assert "listings.hide" not in hides
    assert STATES.require("listings.hide", state="shown", actor=system("clock"), subject=listing).target == "hidden"


def test_a_verb_twice_changes_nothing_more(organisation):
    owner = make_actor(Role.FIRM, organisation)
    listing = make_listing(organisation)

    first = actions.withdraw_listing(listing, by=owner)
    second = actions.withdraw_listing(listing, by=owner)

    assert (first.state, second.version) == ("withdrawn", first.version)
    assert AuditEntry.objects.filter(verb="listings.withdraw").count() == 1


def test_what_ran_out_comes_back_as_a_draft_with_new_dates(organisation):
    owner = make_actor(Role.FIRM, organisation)
    listing = make_listing(organisation, state="withdrawn", **GONE)

    with pytest.raises(NotAllowed):
        actions.restore_listing(listing, by=owner)
    draft = actions.reopen_listing(listing, by=owner)

    assert (draft.state, draft.valid_from, draft.valid_to) == ("draft", TODAY, TODAY + timedelta(days=90))


def test_draft_that_ran_out_is_not_shown(organisation):
    listing = make_listing(organisation, state="draft", **GONE)

    with pytest.raises(NotAllowed):
        actions.show_listing(listing, by=make_actor(Role.FIRM, organisation))


def test_hide_expired_hides_what_ran_out_and_only_that(organisation):
    gone = make_listing(organisation, **GONE)
    last_day = make_listing(organisation, valid_to=TODAY)
    draft = make_listing(organisation, state="draft", **GONE)

    how_many = (actions.hide_expired(on=TODAY), actions.hide_expired(on=TODAY))

    for listing in (gone, last_day, draft):
        listing.refresh_from_db()
    assert how_many == (1, 0)
    assert (gone.state, last_day.state, draft.state) == ("hidden", "shown", "draft")
    assert AuditEntry.objects.get(verb="listings.hide").actor_role == Role.SYSTEM


def test_what_ran_out_is_not_shown_whether_or_not_the_clock_has_run(organisation):
    make_listing(organisation, **GONE)

    assert not queries.market(Actor()).exists()


def test_refresh_gives_ninety_days_from_today_and_shows_again(organisation):
    listing = make_listing(organisation, state="hidden", **GONE)

    fresh = actions.refresh_listing(listing, by=make_actor(Role.FIRM, organisation))

    assert (fresh.state, fresh.valid_from, fresh.valid_to) == ("shown", date(2020, 1, 1), TODAY + timedelta(days=90))


def test_refresh_never_cuts_a_longer_validity_short(organisation):
    far = TODAY + timedelta(days=200)
    listing = make_listing(organisation, valid_to=far)

    assert actions.refresh_listing(listing, by=make_actor(Role.FIRM, organisation)).valid_to == far


def test_states_of_the_table_are_those_of_the_records():
    named = {state for row in STATES.transitions for state in (*row.sources, row.target)}

    assert named == set(ListingState.values)

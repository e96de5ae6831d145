"""Undoing that two records were gathered: until when, what is erased then, and requests for access that wait again."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from symbiose.common.actor import system
from symbiose.common.models import AuditEntry
from symbiose.home.clock import due_by_the_clock
from symbiose.organisations.actions import (
    UndoEnded,
    end_undoing,
    erase_access,
    keep_days,
    merge_organisations,
    part_organisations,
)
from symbiose.organisations.models import AccessRequest, Merge, Organisation
from symbiose.reference import merging_policy
from tests.factories import make_fact, make_listing, make_organisation
from tests.organisations.asking import asked, invite, letters, link_in

CLOCK = system("clock")
PERSONAL = ("Grete Eksempel", "grete@firma.example", "87 65 43 21")


@pytest.fixture
def stays(municipality):
    return make_organisation("Eksempel Træværk", in_directory=True)


@pytest.fixture
def goes(municipality):
    name, email, phone = PERSONAL
    return make_organisation(
        "Eksempel Dobbelt", contact_name=name, contact_email=email, contact_phone=phone, in_directory=True
    )


@pytest.fixture
def known(stays, goes, actor_adviser):
    return merge_organisations(stays, goes, by=actor_adviser)


def days():
    return int(merging_policy(timezone.localdate())["undo.days"].value)


def last_day(known):
    return timezone.localdate(known.created_at) + timedelta(days=days())


def gathered_days_ago(known, number):
    Merge.objects.filter(pk=known.pk).update(created_at=timezone.localtime() - timedelta(days=number))


def undo(client, known, **said):
    address = reverse("organisations:part", args=[known.survivor_id, known.pk])
    return client.post(address, {"reason": "Det var to", **said}, follow=True)


def kept_beside(known):
    """All that is still kept of people but on the survivor itself."""
    rows = list(Merge.objects.values()) + list(Organisation.objects.exclude(pk=known.survivor_id).values())
    return json.dumps(rows, default=str) + str(list(AuditEntry.objects.values_list("changes", "reason")))


def test_undoing_twice_says_what_is_so(adviser, known, form_key):
    undo(adviser, known, form_key=form_key)

    for said in ({"form_key": form_key}, {"reason": "I en anden fane"}):
        page = undo(adviser, known, **said)
        assert page.redirect_chain == [(reverse("organisations:detail", args=[known.merged_id]), 302)]
        assert f"{known.survivor.name} og {known.merged.name} er to." in page.text
    assert AuditEntry.objects.filter(verb="organisations.part").count() == 2  # a row for each of them


def test_the_pages_say_until_when_it_can_be_undone(adviser, known):
    day = date_format(last_day(known), "DATE_FORMAT")

    detail = adviser.get(reverse("organisations:detail", args=[known.survivor_id])).text
    page = adviser.get(reverse("organisations:part", args=[known.survivor_id, known.pk])).text

    assert f"senest {day}</span>" in detail
    assert f"Du kan fortryde til og med {day}." in page


def test_the_history_tells_what_moved_and_what_is_taken_back_in_words(adviser, actor_adviser, stays, goes):
    make_listing(goes)
    make_fact(goes, "registered")
    known = merge_organisations(stays, goes, by=actor_adviser)

    during = adviser.get(reverse("organisations:detail", args=[stays.pk])).text
    undo(adviser, known)
    after = adviser.get(reverse("organisations:detail", args=[goes.pk])).text

    assert "<p>Opslag: 1</p>" in during
    assert "<p>Dateret oplysning: 1</p>" in during
    assert "Listings.listing" not in during
    assert "<p>Den samme som: Eksempel Træværk → ikke længere</p>" in after


@pytest.mark.parametrize(("over", "undone"), [(0, True), (1, False)])
def test_it_is_undone_until_the_last_day_and_not_after(adviser, actor_adviser, known, over, undone):
    gathered_days_ago(known, days() + over)
    detail = adviser.get(reverse("organisations:detail", args=[known.survivor_id])).text
    text = undo(adviser, known).text

    assert ("Fortryd" in detail) is undone
    assert ("De er to igen" in text) is undone
    assert ("opret Eksempel Dobbelt på ny" in text) is not undone
    assert Merge.objects.filter(undone_at__isnull=False).exists() is undone


def test_the_verb_itself_refuses_after_the_last_day(actor_adviser, known):
    gathered_days_ago(known, days() + 1)

    with pytest.raises(UndoEnded):
        part_organisations(Merge.objects.get(), by=actor_adviser, reason="Fejl")


def test_what_only_undoing_needed_is_erased_after_the_last_day(known):
    end = last_day(known)
    assert [one for one in PERSONAL if one in kept_beside(known)] == list(PERSONAL)

    assert end_undoing(on=end, by=CLOCK) == 0
    assert end_undoing(on=end + timedelta(days=1), by=CLOCK) == 1
    assert end_undoing(on=end + timedelta(days=1), by=CLOCK) == 0

    assert [one for one in PERSONAL if one in kept_beside(known)] == []
    survivor = Organisation.objects.get(pk=known.survivor_id)
    assert (survivor.contact_name, survivor.contact_email, survivor.contact_phone) == PERSONAL


def test_fields_from_before_are_erased_as_soon_as_it_is_undone(adviser, known):
    undo(adviser, known)

    assert Merge.objects.get().fields == {}
    assert Organisation.objects.get(pk=known.merged_id).contact_email == PERSONAL[1]
    assert end_undoing(on=last_day(known) + timedelta(days=1), by=CLOCK) == 0
    assert Organisation.objects.get(pk=known.merged_id).contact_email == PERSONAL[1]


def test_the_clock_erases_and_the_history_says_so(adviser, known):
    gathered_days_ago(known, days() + 1)

    due_by_the_clock()

    assert Merge.objects.get().fields == {}
    text = adviser.get(reverse("organisations:detail", args=[known.survivor_id])).text
    assert "Kan ikke længere skilles ad" in text
    assert "Samlet med Eksempel Dobbelt" in text


def test_the_limit_is_dated_with_its_source_and_is_an_assumption():
    rows = merging_policy(timezone.localdate())

    assert set(rows) == {"undo.days"}
    assert rows["undo.days"].source
    assert rows["undo.days"].certainty.value == "assumption"


def doubled(stays, goes, *, invited_by=None):
    """The same person has an open request at both; the one at the record that goes is handed back."""
    asked(stays)
    request = asked(goes)
    return invite(invited_by, request) if invited_by else request


def test_a_request_that_was_withdrawn_as_a_double_waits_again(adviser, actor_adviser, stays, goes):
    request = doubled(stays, goes)
    known = merge_organisations(stays, goes, by=actor_adviser)
    during = AccessRequest.objects.get(pk=request.pk)

    undo(adviser, known)

    request.refresh_from_db()
    assert (during.state, during.organisation) == ("withdrawn", stays)
    assert (request.state, request.organisation, request.settled_at) == ("asked", goes, None)
    page = adviser.get(reverse("organisations:access", args=[request.pk])).text
    assert "Hører igen til sin egen organisation" in page
    assert "Skriv beviset" in page


def test_an_invitation_that_was_withdrawn_as_a_double_is_taken_up_from_the_same_letter(
    adviser, actor_adviser, stays, goes
):
    request = doubled(stays, goes, invited_by=adviser)
    address = link_in(letters()[-1])
    known = merge_organisations(stays, goes, by=actor_adviser)
    during = Client().get(address).status_code
    sent = len(letters())

    undo(adviser, known)

    request.refresh_from_db()
    assert during == 410
    assert (request.state, request.organisation, request.proof) == ("invited", goes, "called_back")
    assert Client().get(address).status_code == 200
    assert len(letters()) == sent


def test_what_was_answered_or_erased_since_stays_so(adviser, actor_adviser, stays, goes):
    request = doubled(stays, goes)
    known = merge_organisations(stays, goes, by=actor_adviser)
    gathered_days_ago(known, days())
    AccessRequest.objects.filter(pk=request.pk).update(
        settled_at=timezone.localtime() - timedelta(days=keep_days() + 2)
    )
    assert erase_access(on=timezone.localdate(), by=CLOCK) == 1

    undo(adviser, known)

    request.refresh_from_db()
    assert (request.state, request.organisation) == ("withdrawn", goes)

"""What the clock reckons of the continuing dialogue each minute: all once a day, else those about whom something was written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from symbiose.frontdesk.actions.rhythm_counting import keep_talks_counted
from symbiose.frontdesk.models import Rhythm
from symbiose.organisations.actions import log_contact
from symbiose.organisations.models import Contact, Membership
from tests.factories import make_fact, make_organisation
from tests.frontdesk.cases import acting, make_desk, make_external

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db):
    return make_desk("Ann Eksempel")[0]


def talked_on(firm):
    return Rhythm.objects.get(organisation=firm).talked_on


def minute() -> int:
    """One minute of the clock now."""
    return keep_talks_counted(now=timezone.now())


def write_line(firm, at, **values):
    """A line that no verb has told of, as an import by whichever way may leave it."""
    return Contact.objects.create(organisation=firm, kind="call", happened_at=at, text="Talt", **values)


def test_what_was_written_about_an_enterprise_counts_the_next_minute_and_the_others_stay_as_they_are(ann):
    firm, other = (make_organisation(f"Eksempel {name}", kind="social_enterprise") for name in ("En", "To"))
    assert minute() == 2
    before = Rhythm.objects.get(organisation=other).counted_at

    write_line(firm, timezone.now())

    assert (minute(), minute()) == (1, 0)
    assert talked_on(firm) == timezone.localdate()
    assert Rhythm.objects.get(organisation=other).counted_at == before


def test_a_talk_written_down_for_tomorrow_counts_tomorrow(ann):
    firm = make_organisation("Eksempel En", kind="social_enterprise")
    tomorrow = timezone.now() + timedelta(days=1)
    log_contact(firm, kind="visit", text="Aftalt", happened_at=tomorrow, by=acting(ann))
    assert (minute(), talked_on(firm)) == (0, None)

    assert keep_talks_counted(now=tomorrow) == 1

    assert talked_on(firm) == timezone.localdate(tomorrow)


def test_who_is_spoken_with_or_stated_to_be_social_stands_there_the_next_minute(ann):
    make_organisation("Eksempel Social", kind="social_enterprise")
    minute()
    spoken, factual, silent = (make_organisation(f"Eksempel {name}") for name in ("Talt", "Fakta", "Stille"))
    write_line(spoken, timezone.now())
    make_fact(factual, "registered")

    assert (minute(), minute()) == (2, 0)
    assert set(Rhythm.objects.values_list("organisation__name", flat=True)) >= {spoken.name, factual.name}
    assert not Rhythm.objects.filter(organisation=silent).exists()


def test_what_was_said_at_an_entrance_that_is_external_now_is_the_municipalitys_talk_no_more(ann):
    firm, place = make_organisation("Eksempel En", kind="social_enterprise"), make_organisation("Eksempel Forening")
    write_line(firm, timezone.now(), spoken_for=place)
    minute()
    assert talked_on(firm) == timezone.localdate()

    there = make_external()
    Membership.objects.filter(pk=there.pk).update(organisation=place)

    assert (minute(), talked_on(firm)) == (1, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_an_idle_minute_asks_the_same_few_questions_and_reads_no_line(rows, ann, django_assert_num_queries):
    for number in range(rows):
        firm = make_organisation(f"Eksempel {number}", kind="social_enterprise")
        write_line(firm, timezone.now())
    minute()

    with django_assert_num_queries(5) as asked:
        assert minute() == 0

    assert not [one for one in asked.captured_queries if "happened_at" in one["sql"]]

"""Words that tell of a dated number take it from what is in force, so that another number makes other words."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.engine.accounting.periods import Grain, period_of
from symbiose.jobs import limits
from symbiose.jobs.models import WellbeingAsked
from symbiose.jobs.queries import runs
from tests.jobs.people import make_placement, make_placement_run, person_client
from tests.jobs.test_fairness import written

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force(monkeypatch):
    """Sets the smallest group of people and the step of hours that everybody reads, whatever the day."""

    def change(policy, name, number):
        real = getattr(limits, policy)
        monkeypatch.setattr(limits, policy, lambda on: {**real(on), name: replace(real(on)[name], value=number)})

    def to(*, fewest, hours):
        change("offer_policy", "fewest", fewest)
        change("people_policy", "public.hours", hours)

    return to


def body(answer):
    return answer.content.decode()


def test_what_everybody_reads_of_jobs_names_the_steps_in_force(client_as, in_force):
    in_force(fewest=8, hours=40)

    page = body(client_as(Role.LEADER).get(reverse("placements:figures")))

    assert "rundet af til nærmeste 8, timer til nærmeste 40. Grupper på under 8 er skjult" in page


def test_who_comes_first_names_the_smallest_group_in_force(client_as, in_force):
    in_force(fewest=8, hours=40)
    client = client_as(Role.LEADER)
    make_placement_run(choices=[{"tolerance": 0.05, "points": 1.0, "cost": 0.0, "tiers": []}])

    for page in (
        client.get(reverse("fairness:policy")),
        client.post(reverse("fairness:set"), written(preview="1")),
    ):
        assert "rundet af til nærmeste 8. Grupper på under 8 personer er skjult" in body(page)


def test_the_survey_names_the_smallest_group_in_force(client, client_as, in_force):
    in_force(fewest=8, hours=40)
    today = timezone.localdate()
    placement = make_placement()
    for quarter in ("2026-Q1", period_of(today, Grain.QUARTER).code):
        WellbeingAsked.objects.create(placement=placement, quarter=quarter, answer_by=today)

    told = body(client_as(Role.LEADER).get(reverse("wellbeing:overview")))
    asked = body(person_client(client, placement.candidate).get(reverse("own:survey")))

    assert "når mindst 8 personer har sagt ja, og mindst 8 ikke har" in told
    assert "skjult: under 8 svar" in told
    assert "kun når 8 eller flere har svaret" in asked


def test_a_search_that_stands_still_names_how_long_in_force(client_as, monkeypatch):
    monkeypatch.setattr(runs, "STALE_AFTER", timedelta(minutes=20))
    monkeypatch.setattr("symbiose.jobs.views.offer_runs.STALE_AFTER", timedelta(minutes=20))
    client = client_as(Role.CONSULTANT)
    run = make_placement_run(state="running")
    type(run).objects.update(changed_at=timezone.now() - timedelta(minutes=21))

    assert "stille i mere end 20 minutter" in body(client.get(reverse("offers:run", args=[run.pk])))

"""Who is covered first: what holds, who sets it, what it costs, and that small groups of people are hidden."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from symbiose.common.actor import Actor, Role
from symbiose.common.models import Reading
from symbiose.common.states import NotAllowed
from symbiose.jobs import bridge
from symbiose.jobs.actions import fairness
from symbiose.jobs.actions import placement_runs as runs
from symbiose.jobs.actions.fairness import BackInTime, DayTaken, set_policy
from symbiose.jobs.fairness_shown import tiers_shown
from symbiose.jobs.models import FairnessPolicy, Offer
from symbiose.people.models import User
from symbiose.reference import placement_policy
from tests.factories import make_actor
from tests.jobs.people import make_candidate, make_placement_run, make_position, person_client

pytestmark = pytest.mark.django_db
READERS = (Role.LEADER, Role.CONSULTANT, Role.ADVISER)
WEIGHTS = {
    "own_hours": "40",
    "wishes": "25",
    "waiting": "20",
    "continuity": "10",
    "workplace_hour": "0,5",
    "travel_minute": "0,2",
}


def written(**changed):
    """What a leader writes."""
    return {
        "tier_1": "52",
        "tier_2": "26",
        "tolerance": "5",
        "valid_from": timezone.localdate().isoformat(),
        "decided_by": "Chefen for jobcentret",
        "reason": "Byrådets ønske",
        **{f"weight_{name}": value for name, value in WEIGHTS.items()},
        **changed,
    }


def plain(answer):
    return answer.content.decode()


def today():
    return timezone.localdate()


def make_policy(**values):
    return FairnessPolicy.objects.create(
        **{
            "version_name": "egen",
            "valid_from": today(),
            "tiers": [10],
            "tolerance": Decimal(0),
            "weights": {},
            "decided_by": "Chefen",
            "reason": "Derfor",
            **values,
        }
    )


def test_where_nothing_is_set_the_dated_reference_holds_and_the_page_says_so(client_as):
    page = plain(client_as(Role.LEADER).get(reverse("fairness:policy")))

    assert bridge.policy_on(today()) == placement_policy(today())
    assert "Standarden, som fulgte med Symbiose, gælder" in page
    assert "Dem, der har ventet 52 uger eller mere" in page
    assert "Fem timer tæller lige så meget som tredive" in page


def test_a_leader_sets_it_with_who_decided_and_why_and_the_next_run_follows(client_as):
    client = client_as(Role.LEADER)

    page = plain(client.post(reverse("fairness:set"), written(), follow=True))
    assert f"Det gælder fra {date_format(timezone.localdate())}." in page

    policy = bridge.policy_on(today())
    assert (policy.tiers, policy.tolerance, policy.weights.own_hours) == ((52.0, 26.0), 0.05, 40.0)
    assert "besluttet af Chefen for jobcentret" in page
    assert "Byrådets ønske" in page
    assert bridge.policy_on(today() - timedelta(days=1)) == placement_policy(today() - timedelta(days=1))


def test_a_policy_of_a_later_day_waits_for_it(municipality):
    make_policy(valid_from=today() + timedelta(days=3))

    assert bridge.policy_on(today()).version != "egen"
    assert bridge.policy_on(today() + timedelta(days=3)).tiers == (10.0,)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"valid_from": "2020-01-01"}, "Vælg i dag eller en senere dag"),
        ({"tolerance": "-1"}, "Tallet"),
        ({"tolerance": "0,12345"}, "højst 1 decimal"),
        ({"tolerance": "101"}, "for stort"),
        ({"weight_wishes": "-0,5"}, "Tallet kan ikke være under 0"),
        ({"weight_wishes": ""}, "påkrævet"),
        (
            {f"weight_{name}": "0" for name in WEIGHTS if name != "travel_minute"},
            "Giv mindst ét af de andre tal end rejsetiden flere point end 0, ellers får ingen et forslag",
        ),
        ({"reason": ""}, "Skriv hvorfor"),
        ({"reason": "010203-1234"}, "CPR"),
        ({"tier_1": "0"}, "13"),
        ({"tier_1": "59"}, "Skriv et tal af uger, som 13 går op i, for eksempel 26, 39 eller 52."),
        ({"tier_2": "27"}, "Skriv et tal af uger, som 13 går op i, for eksempel 26, 39 eller 52."),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_is_kept(client_as, changed, sentence):
    answer = client_as(Role.LEADER).post(reverse("fairness:set"), written(**changed))

    assert answer.status_code == 422
    assert sentence.lower() in plain(answer).lower()
    assert "Chefen for jobcentret" in plain(answer)
    assert not FairnessPolicy.objects.exists()


def test_two_cannot_hold_from_the_same_day_nor_back_in_time(client_as):
    client = client_as(Role.LEADER)
    client.post(reverse("fairness:set"), written())

    again = client.post(reverse("fairness:set"), written(reason="En anden grund"))

    assert again.status_code == 422
    assert "Et andet valg gælder fra netop den dag" in plain(again)
    values = {
        "tiers": [1],
        "tolerance": Decimal(0),
        "weights": {name: Decimal(1) for name in WEIGHTS},
        "decided_by": "x",
        "reason": "y",
        "by": make_actor(Role.LEADER),
    }
    with pytest.raises(BackInTime):
        set_policy(valid_from=today() - timedelta(days=1), **values)
    with pytest.raises(DayTaken):
        set_policy(valid_from=today(), **values)


class AfterMidnight:
    """The clock of the verb, a day after the form looked at it."""

    @staticmethod
    def localdate():
        return today() + timedelta(days=1)


def test_a_day_that_ends_while_it_is_sent_is_told_as_over_and_not_as_taken(client_as, monkeypatch):
    leader = client_as(Role.LEADER)
    monkeypatch.setattr(fairness, "timezone", AfterMidnight)

    answer = leader.post(reverse("fairness:set"), written())

    assert answer.status_code == 422
    assert "Vælg i dag eller en senere dag" in plain(answer)
    assert "netop den dag" not in plain(answer)


def test_two_who_set_it_for_the_same_day_in_the_same_moment_are_told_that_the_day_is_taken(client_as, monkeypatch):
    leader = client_as(Role.LEADER)
    create = fairness.actions.create

    def after_another(new, **options):
        FairnessPolicy.objects.create(
            version_name=new.version_name, valid_from=new.valid_from, tolerance=0, decided_by="Chefen", reason="Først"
        )
        return create(new, **options)

    monkeypatch.setattr(fairness.actions, "create", after_another)

    answer = leader.post(reverse("fairness:set"), written())

    assert answer.status_code == 422
    assert "Et andet valg gælder fra netop den dag" in plain(answer)


def test_nothing_but_the_fixed_names_can_weigh(client_as):
    client_as(Role.LEADER).post(reverse("fairness:set"), written(weight_age="5", weight_health="9", gender="1"))

    assert set(FairnessPolicy.objects.get().weights) == set(WEIGHTS)
    policy = bridge.policy_with(today(), version="x", tiers=[1], tolerance=0, weights={"age": 5.0, "wishes": 3.0})
    assert (policy.weights.wishes, hasattr(policy.weights, "age")) == (3.0, False)


def test_the_first_button_shows_what_it_would_give_and_writes_nothing(client_as):
    for _ in range(6):
        make_candidate()
    make_position(seats=6, total_hours=Decimal(30))

    page = client_as(Role.LEADER).post(reverse("fairness:set"), written(preview="1", decided_by="", reason=""))

    assert page.status_code == 200
    assert "frivilligt" not in plain(page).split("Besluttet af")[1]  # it is left out of what is tried alone
    assert "Det ville det give i dag" in plain(page)
    assert "Som du har skrevet" in plain(page)
    assert "5 af 5" in plain(page)  # six, to the nearest five
    assert not FairnessPolicy.objects.exists()
    assert not Offer.objects.exists()


def test_the_curve_is_drawn_with_its_table_and_what_todays_choice_costs(client_as):
    for weeks in (5, 30, 30, 30, 30, 30, 60):
        make_candidate(waiting_since=today() - timedelta(weeks=weeks))
    make_position(seats=6, total_hours=Decimal(30))
    run = runs.start_placement_run(by=make_actor(Role.CONSULTANT))
    runs.carry_out_placement_run.func(run.pk)

    page = plain(client_as(Role.LEADER).get(reverse("fairness:policy")))

    assert "<polyline" in page
    assert "Intet løfte" in page
    assert "Valget i dag (3 %) giver 100 % af de point" in page
    assert "skjult" in page


def test_groups_under_five_are_hidden_also_by_subtraction(municipality):
    tiers = [
        {"weeks": 52.0, "waiting": 3, "covered": 2, "guaranteed": 2},
        {"weeks": 26.0, "waiting": 20, "covered": 17, "guaranteed": 17},
        {"weeks": 0.0, "waiting": 30, "covered": 20, "guaranteed": 0},
    ]

    shown = tiers_shown(tiers, today())

    assert [(row.waiting, row.covered, row.guaranteed) for row in shown] == [(None,) * 3, (None,) * 3, (30, 20, None)]


def test_a_group_in_which_nobody_waits_is_told_and_one_of_a_few_is_not(municipality):
    def told(*waiting):
        rows = zip((52.0, 26.0, 0.0), waiting, strict=True)
        tiers = [{"weeks": weeks, "waiting": many, "covered": 0, "guaranteed": 0} for weeks, many in rows]
        return [row.waiting for row in tiers_shown(tiers, today())]

    assert told(0, 20, 30) == [0, 20, 30]
    assert told(3, 20, 30) == [None, None, 30]
    assert told(3, 0, 30) == [None, 0, None]


def test_two_choices_side_by_side_never_tell_of_one_person(client_as):
    for weeks in (60, 60, 60, 60, 60, 60, 45, 5, 5, 5, 5, 5, 5, 5, 5):
        make_candidate(waiting_since=today() - timedelta(weeks=weeks))
    make_position(seats=15, total_hours=Decimal(75))
    client = client_as(Role.LEADER)

    numbers = []
    for weeks in ("52", "39"):
        page = plain(client.post(reverse("fairness:set"), written(preview="1", tier_1=weeks, tier_2="")))
        numbers.append(re.findall(r"(\d+) af (\d+)", page.split("Som du har skrevet", 1)[1]))

    assert numbers[0] == numbers[1] == [("5", "5"), ("10", "10")]
    assert "rundet af til nærmeste 5." in page


def test_a_preview_is_logged_with_who_asked_for_it_and_the_person_reads_the_name(client_as):
    person = make_candidate()
    make_position()
    leader = client_as(Role.LEADER)

    leader.post(reverse("fairness:set"), written(preview="1"))

    read = Reading.objects.get(purpose="fairness", subject_id=person.pk)
    user = User.objects.get(pk=leader.session["_auth_user_id"])
    assert (read.reader_user_id, read.reader_name, read.reader_role) == (user.pk, user.name, "leader")
    assert user.name in plain(person_client(Client(), person).get(reverse("own:held")))


def test_numbers_of_the_curve_are_for_those_who_set_it_and_for_consultants(client_as):
    make_placement_run(
        finished_at=timezone.now(),
        choices=[
            {"tolerance": 0.03, "points": 10.0, "cost": 1.0, "tiers": []},
            {"tolerance": 1.0, "points": 11.0, "cost": 0.0, "tiers": []},
        ],
    )

    seen = {role: "Hvad valget koster" in plain(client_as(role).get(reverse("fairness:policy"))) for role in READERS}

    assert seen == {Role.LEADER: True, Role.CONSULTANT: True, Role.ADVISER: False}


def test_what_a_choice_costs_is_told_in_whole_per_cents_and_not_where_few_have_a_proposal(client_as):
    few, many = ([{"weeks": 52, "waiting": count, "covered": count, "guaranteed": 0}] for count in (4, 10))
    costs = ({"points": 65.6, "cost": 2.0}, {"points": 67.6, "cost": 0.0})
    told = [{"tolerance": at, "tiers": few, **one} for at, one in zip((0.03, 1.0), costs, strict=True)]
    make_placement_run(finished_at=timezone.now(), choices=told)
    page = plain(client_as(Role.LEADER).get(reverse("fairness:policy")))
    assert "Så få har et forslag, at prisen er skjult." in page
    assert "65,6" not in page

    make_placement_run(finished_at=timezone.now(), choices=[{**one, "tiers": many} for one in told])
    page = plain(client_as(Role.LEADER).get(reverse("fairness:policy")))

    assert "giver 97 % af de point, en plan uden et løfte ville give" in page
    assert "65,6" not in page


def test_a_choice_set_anew_since_the_last_run_is_said_to_be_reckoned_by_the_next(client_as):
    make_placement_run(
        finished_at=timezone.now(),
        choices=[
            {"tolerance": 0.03, "points": 10.0, "cost": 1.0, "tiers": []},
            {"tolerance": 1.0, "points": 11.0, "cost": 0.0, "tiers": []},
        ],
    )
    make_policy()

    page = plain(client_as(Role.LEADER).get(reverse("fairness:policy")))

    assert "Den næste søgning regner det ud." in page


@pytest.mark.parametrize(
    ("role", "reads", "sets"),
    [
        (Role.LEADER, 200, 200),
        (Role.CONSULTANT, 200, 403),
        (Role.ADVISER, 200, 403),
        (Role.ENTRANCE, 403, 403),
        (Role.FIRM, 403, 403),
        (Role.VISITOR, 302, 302),
    ],
)
def test_leaders_set_it_consultants_and_advisers_read_it_and_nobody_else(client_as, role, reads, sets):
    client = client_as(role)

    assert client.get(reverse("fairness:policy")).status_code == reads
    assert client.get(reverse("fairness:set")).status_code == sets
    assert client.post(reverse("fairness:set"), {}).status_code == (422 if sets == 200 else sets)
    if role is not Role.LEADER:
        values = {"valid_from": today(), "tiers": [1], "tolerance": Decimal(0), "weights": {}}
        with pytest.raises(NotAllowed):
            set_policy(**values, decided_by="x", reason="y", by=Actor(role=role))


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.LEADER])  # an adviser has six words already
def test_who_may_see_the_policy_finds_it_in_the_menu(client_as, role):
    page = client_as(role).get("/hvem-foerst/").content.decode()

    assert re.search(r'<a[^>]*href="/hvem-foerst/"[^>]*aria-current="(page|true)"', page)

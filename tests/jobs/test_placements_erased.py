"""A person who is at work, or promised a place, is erased: the seat is free, nothing new is reckoned, the workplace hears a plain word."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.common.states import NotAllowed
from symbiose.engine.law.months import months_after
from symbiose.jobs.actions import offers
from symbiose.jobs.actions.erasing import erase
from symbiose.jobs.actions.placement_changing import change_placement
from symbiose.jobs.actions.placement_counting import count_placement, count_placements
from symbiose.jobs.actions.placement_reviews import hold_review
from symbiose.jobs.models import FirstDay, HelpCall, Offer, Placement
from symbiose.jobs.offers_shown import offer_shown
from symbiose.ledger.models import Entry
from symbiose.notices.links import address
from symbiose.notices.models import AnswerLink, Notice
from tests.factories import make_actor, make_organisation
from tests.jobs.people import (
    make_candidate,
    make_offer,
    make_placement,
    make_position,
    make_workplace,
    person_client,
)

pytestmark = pytest.mark.django_db
CLOCK = system("Symbiose")
LET_GO = "En ansættelse hos jer følges ikke længere her. Det, I har aftalt med hinanden, gælder stadig."


def day(offset=0):
    return timezone.localdate() + timedelta(days=offset)


def erase_oneself(client, person):
    """The person erases everything on the own page."""
    done = person_client(client, person).post(reverse("own:erase"), {"sure": "on"})
    assert done.status_code == 302
    client.logout()


def body(answer):
    return answer.content.decode()


def entries():
    return sorted(Entry.objects.values_list("pk", "measure", "period"))


@pytest.fixture
def position(municipality):
    return make_position(make_workplace(make_organisation("Eksempel Fuglekassen", contact_email="k@firma.example")))


def agreed(position, **values):
    now = timezone.now()
    said = {"person_answer": "yes", "person_asked_at": now, "person_answered_at": now, "employer_answer": "yes"}
    return make_offer(position=position, state="agreed", employer_asked_at=now, **said, **values)


def declare(client, position):
    told = {"starts_on": day(7).isoformat(), "hours": "5", "form": "flex_job", "consent": "Aftalt ved besøg"}
    told |= {"code": make_candidate().code, "position": position.number}
    return client.post(reverse("placements:add"), told)


@pytest.mark.parametrize("state", ["running", "paused"])
def test_what_was_counted_stays_and_nothing_new_is_reckoned_of_an_erased_person(client, position, state):
    placement = make_placement(position=position, starts_on=day(-80), state=state, counted_as="mark")
    if state == "paused":
        placement.pauses.create(starts_on=day(-5))
    count_placement(placement, by=CLOCK)
    before = entries()
    assert before

    erase_oneself(client, placement.candidate)
    for months in (1, 3, 6, 12, 24):
        count_placements(on=months_after(placement.starts_on, months) + timedelta(days=40), by=CLOCK)

    assert entries() == before
    placement.refresh_from_db()
    assert (placement.state, placement.outcome, placement.ends_on) == ("ended", "not_followed", day())
    assert not placement.pauses.filter(ends_on__isnull=True).exists()


def test_an_erased_persons_placement_says_of_retention_what_was_reached_and_no_more(client, client_as, position):
    placement = make_placement(position=position, starts_on=day(-120))
    erase_oneself(client, placement.candidate)

    page = body(client_as(Role.CONSULTANT).get(reverse("placements:detail", args=[placement.number])))

    assert "3 måneder" in page
    assert "6 måneder" not in page
    assert "Ingen kendes længere bag ansættelsen" in page
    assert "Tag den op igen" not in page


def test_nobody_says_by_hand_that_a_placement_is_not_followed_and_none_such_comes_back(client, client_as, position):
    placement, gone = make_placement(position=position), make_placement()
    erase_oneself(client, gone.candidate)
    consultant = client_as(Role.CONSULTANT)

    told = {"verb": "end", "end-outcome": "not_followed", "end-on": day().isoformat()}
    assert consultant.post(reverse("placements:tell", args=[placement.number]), told).status_code == 422
    back = {"verb": "reopen", "reopen-reason": "Prøv igen"}
    consultant.post(reverse("placements:tell", args=[gone.number]), back)

    assert list(Placement.objects.order_by("pk").values_list("state", flat=True)) == ["running", "ended"]


def test_the_seat_is_free_again_and_no_talk_or_call_waits(client, client_as, position):
    placement = make_placement(position=position)
    placement.reviews.create(due_on=day(-1))
    HelpCall.objects.create(placement=placement, voice="employer", asked_at=timezone.now())
    erase_oneself(client, placement.candidate)
    consultant = client_as(Role.CONSULTANT)

    assert placement.number not in body(consultant.get("/"))
    assert not HelpCall.objects.filter(settled_at__isnull=True).exists()
    assert declare(consultant, position).status_code == 302


def test_the_workplace_reads_that_a_placement_is_not_followed_and_not_why(client, client_as, position):
    firm = client_as(Role.FIRM, position.organisation)
    placement = make_placement(position=position)
    erase_oneself(client, placement.candidate)

    page = body(firm.get(reverse("placements:detail", args=[placement.number])))

    assert LET_GO in Notice.objects.values_list("text", flat=True)
    assert "Ansættelsen følges ikke længere her. Det, I har aftalt med hinanden, gælder stadig." in page
    assert "slettet" not in page
    assert "Sidste dag" not in page
    assert placement.candidate.code not in page


@pytest.mark.parametrize("state", ["agreed", "running"])
def test_what_was_agreed_and_not_begun_never_began(client, position, state):
    placement = make_placement(position=position, state=state, starts_on=day(3 if state == "agreed" else -3))

    erase_oneself(client, placement.candidate)

    placement.refresh_from_db()
    told = (placement.outcome, placement.ends_on)
    assert told == (("never_began", day(3)) if state == "agreed" else ("not_followed", day()))


def test_a_promise_lapses_with_the_person_and_its_seat_is_free(client, client_as, position):
    firm = client_as(Role.FIRM, position.organisation)
    offer = agreed(position)
    consultant = client_as(Role.CONSULTANT)
    assert declare(consultant, position).status_code == 422

    erase_oneself(client, offer.candidate)

    offer.refresh_from_db()
    assert (offer.state, offer.person_answer, offer.employer_answer) == ("lapsed", "", "yes")
    page = body(firm.get(reverse("offers:offer", args=[offer.number])))
    assert "slettet" not in page
    assert "ikke længere åbent" in page
    assert "Et forslag til en af jeres stillinger er ikke længere åbent" in Notice.objects.get().text
    assert declare(consultant, position).status_code == 302


def test_a_workplace_that_was_asked_hears_that_it_need_not_answer_and_its_link_closes(client, position):
    by = make_actor(Role.CONSULTANT)
    offer = make_offer(position=position, state="wanted", person_answer="yes", person_answered_at=timezone.now())
    offers.show_workplace(offer, by=by)
    assert AnswerLink.objects.filter(withdrawn_at__isnull=True).exists()

    erase_oneself(client, offer.candidate)

    assert Offer.objects.get().state == "lapsed"
    assert not AnswerLink.objects.filter(withdrawn_at__isnull=True).exists()


def test_nothing_is_written_for_a_person_who_is_erased_and_the_workplaces_link_is_closed(client_as, position):
    placement = make_placement(position=position)
    talk = placement.reviews.create(due_on=day(-3))
    consultant = client_as(Role.CONSULTANT)
    consultant.post(reverse("placements:send_link", args=[placement.number]))
    path = "/" + address(AnswerLink.objects.get(purpose="placement")).split("//", 1)[1].split("/", 1)[1]
    erase(placement.candidate, by=CLOCK)
    sheet = {"at": "09:00", "who_meets": "Karl", "version": "0"}

    answers = [
        client_as(Role.FIRM, position.organisation).post(
            reverse("placements:first_day", args=[placement.number]), sheet
        ),
        Client().post(path, sheet),
    ]
    placement.refresh_from_db()
    by = make_actor(Role.CONSULTANT)
    with pytest.raises(NotAllowed):
        hold_review(placement, review=talk.pk, held_on=day(-1), note="En note", by=by)
    with pytest.raises(NotAllowed):
        change_placement(placement, by=by, version=placement.version, mentor="En mentor")

    assert [answer.status_code for answer in answers] == [403, 410]
    assert not FirstDay.objects.exclude(who_meets="").exists()


def test_a_way_that_was_erased_is_not_called_near(client, position):
    offer = agreed(position, minutes=38)
    erase_oneself(client, offer.candidate)

    told = offer_shown(Offer.objects.get(), {}).travel

    assert told == "rejsetiden kendes ikke længere"

"""Mail as a copy of the inbox: what a person chose, at once or in the morning of a working day, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry
from symbiose.home.clock import due_by_the_clock
from symbiose.notices import actions
from symbiose.notices.kinds import KINDS
from symbiose.notices.models import MailChoice, Notice, OutgoingMail
from tests.factories import make_item, make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db
LETTERS = "/indbakke/breve/"
TUESDAY = datetime(2026, 12, 1, 7, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def member(municipality):
    return make_membership(Role.FIRM)


@pytest.fixture
def page(member):
    client = Client()
    client.force_login(member.user)
    return client


def by(user):
    return Actor(user_id=user.pk, name=user.name)


def tell(user, kind="proposal", *, at=TUESDAY - timedelta(hours=12), text="Noget hemmeligt om Eksempel Træværk"):
    actions.notify([user.pk], subject=make_organisation(), text=text, url="/opslag/", kind=kind)
    line = Notice.objects.latest("pk")
    Notice.objects.filter(pk=line.pk).update(created_at=at)
    return line


def bodies():
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject", "body"))


def test_the_page_shows_what_is_usual_and_keeps_a_choice(page, member):
    said = page.get(LETTERS).content.decode()
    assert said.count(" checked") == len(KINDS)  # each kind as it goes where nobody has chosen
    assert "kan ikke slås fra" in said
    assert 'name="proposal" value="none"' not in said

    chosen = dict.fromkeys(KINDS, "daily")
    answer = page.post(LETTERS, {**chosen, "handover": "at_once", "alert": "none"}, follow=True)

    assert "Dit valg er gemt." in answer.content.decode()
    assert dict(MailChoice.objects.values_list("kind", "mode")) == {"handover": "at_once", "alert": "none"}
    assert AuditEntry.objects.filter(verb="notices.choose_letters").count() == 2


def test_a_choice_that_is_made_twice_is_written_once_and_can_be_changed(member):
    actions.choose_letters({"handover": "none"}, by=by(member.user))
    assert actions.choose_letters({"handover": "none"}, by=by(member.user)) == 0
    assert actions.choose_letters({"handover": "daily"}, by=by(member.user)) == 1
    assert MailChoice.objects.get().mode == "daily"


def test_what_waits_for_an_answer_cannot_be_switched_off(page, member):
    answer = page.post(LETTERS, {"proposal": "none", "handover": "daily"})

    assert "Vælg et af de svar, der står her." in answer.content.decode()
    with pytest.raises(actions.LettersNeeded):
        actions.choose_letters({"proposal": "none"}, by=by(member.user))
    MailChoice.objects.create(user=member.user, kind="proposal", mode="none")
    tell(member.user)
    assert actions.write_digests(now=TUESDAY) == 1


def test_a_letter_at_once_says_that_something_is_there_and_not_what(member):
    actions.choose_letters({"proposal": "at_once"}, by=by(member.user))
    tell(member.user)

    ((to, subject, body),) = bodies()
    assert (to, subject) == (member.user.email, "Noget nyt til dig i Symbiose")
    assert "om forslag" in body
    assert "/indbakke/" in body
    assert "/indbakke/breve/" in body
    assert "hemmeligt" not in body
    assert "Træværk" not in body
    assert actions.write_digests(now=TUESDAY) == 0  # told of already


def test_several_lines_in_one_go_are_one_letter_and_later_ones_another(member, mailoutbox):
    actions.choose_letters({"handover": "at_once"}, by=by(member.user))
    for _number in range(3):
        tell(member.user, "handover")
    assert len(bodies()) == 1

    actions.send_mail(OutgoingMail.objects.get().pk)
    tell(member.user, "handover")
    assert len(bodies()) == 2


def test_those_who_chose_none_or_cannot_sign_in_get_no_letter(member):
    actions.choose_letters({"handover": "none"}, by=by(member.user))
    gone = make_user(is_active=False)
    actions.choose_letters({"handover": "at_once"}, by=by(gone))
    tell(member.user, "handover")
    tell(gone, "handover")
    tell(gone, "proposal")

    assert actions.write_digests(now=TUESDAY) == 0
    assert bodies() == []


def test_one_letter_in_the_morning_gathers_what_is_new_and_unread(member):
    tell(member.user)
    tell(member.user)
    tell(member.user, "handover")
    actions.read_notice(tell(member.user, "listing"), by=by(member.user))

    assert actions.write_digests(now=TUESDAY) == 1

    ((to, subject, body),) = bodies()
    assert (to, subject) == (member.user.email, "Nyt til dig i Symbiose")
    assert "Forslag: 2\nOverdragelser: 1" in body
    assert "Vores opslag" not in body
    assert "hemmeligt" not in body


def test_it_comes_exactly_once_and_what_comes_later_waits_for_the_next_morning(member):
    tell(member.user)
    assert actions.write_digests(now=TUESDAY) == 1
    assert actions.write_digests(now=TUESDAY + timedelta(minutes=1)) == 0

    tell(member.user, at=TUESDAY + timedelta(minutes=2))
    assert actions.write_digests(now=TUESDAY + timedelta(minutes=3)) == 0
    assert actions.write_digests(now=TUESDAY + timedelta(days=1)) == 1
    assert actions.write_digests(now=TUESDAY + timedelta(days=2)) == 0  # nothing new


@pytest.mark.parametrize(
    ("moment", "many"),
    [
        (TUESDAY.replace(hour=6, minute=59), 0),
        (TUESDAY.replace(hour=11, minute=59), 1),
        (TUESDAY.replace(hour=12, minute=0), 0),
        (TUESDAY.replace(month=12, day=5), 0),  # a Saturday
        (TUESDAY.replace(month=12, day=25), 0),  # Christmas Day, a Friday
        (TUESDAY.replace(month=12, day=7), 1),  # a Monday
    ],
)
def test_it_comes_in_the_morning_of_a_danish_working_day_alone(member, moment, many):
    tell(member.user, at=moment - timedelta(days=1))

    assert actions.write_digests(now=moment) == many


def test_none_comes_on_a_closing_day_of_the_municipality_itself(member):
    tell(member.user)
    make_item("closing_day", "own", data={"month": TUESDAY.month, "day": TUESDAY.day, "title_da": "Lukket"})

    assert actions.write_digests(now=TUESDAY) == 0
    assert actions.write_digests(now=TUESDAY + timedelta(days=1)) == 1


def test_what_is_older_than_two_weeks_is_no_news(member):
    tell(member.user, at=TUESDAY - timedelta(days=15))

    assert actions.write_digests(now=TUESDAY) == 0


@pytest.mark.parametrize("many", [1, 3])
def test_a_minute_in_which_all_is_told_takes_the_same_queries(member, many, django_assert_num_queries):
    for _number in range(many):
        tell(make_membership(Role.FIRM).user)
    actions.write_digests(now=TUESDAY)

    with django_assert_num_queries(3):
        assert actions.write_digests(now=TUESDAY) == 0


def test_the_clock_writes_it(member, monkeypatch, mailoutbox):
    line = tell(member.user, at=timezone.now() - timedelta(hours=1))
    morning = timezone.now().astimezone(ZoneInfo("Europe/Copenhagen")).replace(hour=8)
    while morning.weekday() > 3 or (morning.month, morning.day) in {(12, 24), (12, 25), (12, 31), (1, 1)}:
        morning += timedelta(days=1)
    monkeypatch.setattr("symbiose.home.clock.timezone.now", lambda: morning)
    Notice.objects.filter(pk=line.pk).update(created_at=morning - timedelta(hours=2))

    due_by_the_clock()
    due_by_the_clock()

    assert OutgoingMail.objects.filter(once_key__startswith="digest:").count() == 1


@pytest.mark.parametrize("values", [{"mode": "evil"}, {"kind": "proposal"}])
def test_the_database_refuses_a_second_choice_and_an_unknown_one(member, values):
    MailChoice.objects.create(user=member.user, kind="proposal", mode="daily")

    with pytest.raises(IntegrityError), transaction.atomic():
        MailChoice.objects.create(**{"user": member.user, "kind": "handover", "mode": "daily", **values})

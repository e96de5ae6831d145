"""Taking letters in: once, handed to the room that takes them, machines' letters never."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.common.models import AuditEntry
from symbiose.notices import actions
from symbiose.notices.actions.incoming import MOST_AN_HOUR, MOST_ATTEMPTS, SENDERS_KEPT
from symbiose.notices.incoming import LetterRefused, receivers
from symbiose.notices.models import IncomingMail, IncomingState, OutgoingMail
from symbiose.organisations.models import Organisation
from tests.notices.letters import letter

pytestmark = pytest.mark.django_db
CLOCK = system("Symbiose")
ADVISER = Actor(role=Role.ADVISER, user_id=1, name="Rådgiver")


def test_a_letter_is_handed_over_once_and_says_what_it_became(desk):
    first = actions.take_in(letter(), by=CLOCK)
    again = actions.take_in(letter(), by=CLOCK)
    other_way = actions.take_in(letter(Message_ID="<2@firma.example>"), by=CLOCK)

    assert first.pk == again.pk == other_way.pk
    assert [message.text for message in desk.taken] == ["Vi vil gerne høre mere."]
    mail = IncomingMail.objects.get()
    assert (mail.state, mail.became_label, mail.became_id) == (
        IncomingState.HANDLED,
        "organisations.organisation",
        desk.became.pk,
    )


def test_another_letter_under_the_same_number_is_another_letter(desk):
    first = actions.take_in(letter(), by=CLOCK)
    raw = letter("Noget helt andet\n", From="Bo <bo@andet.example>", Subject="Et andet spørgsmål")
    other = actions.take_in(raw, by=CLOCK)
    again = actions.take_in(raw, by=CLOCK)

    assert (other.state, other.subject, again.pk) == (IncomingState.HANDLED, "Et andet spørgsmål", other.pk)
    assert first.pk != other.pk
    assert [message.text for message in desk.taken] == ["Vi vil gerne høre mere.", "Noget helt andet"]
    assert len({message.message_id for message in desk.taken}) == 2


def test_the_trail_says_that_it_came_and_holds_no_address(desk):
    mail = actions.take_in(letter(), by=CLOCK)

    trail = AuditEntry.objects.filter(subject_label="notices.incomingmail", subject_id=mail.pk)
    assert list(trail.order_by("pk").values_list("verb", flat=True)) == ["notices.letter_came", "notices.letter_taken"]
    assert "anna@" not in str(list(trail.values_list("changes", flat=True)))


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Auto_Submitted": "auto-replied"}, "Brevet er et automatisk svar."),
        ({"X_Loop": "symbiose"}, "Brevet er sendt af Symbiose selv."),
        ({"From": "symbiose@example.dk"}, "Brevet er sendt af Symbiose selv."),
        ({"Return_Path": "<>"}, "En mailserver melder, at et brev ikke kunne afleveres."),
        ({"Precedence": "bulk"}, "Brevet er sendt til mange på én gang."),
    ],
)
def test_a_machine_s_letter_is_recorded_never_an_enquiry_and_never_answered(desk, headers, reason):
    mail = actions.take_in(letter(**headers), by=CLOCK)

    assert (mail.state, mail.refusal) == (IncomingState.REFUSED, reason)
    assert desk.taken == []
    assert not OutgoingMail.objects.exists()


def test_our_own_letters_say_that_a_machine_wrote_them(postbox):
    actions.queue_mail(to="anna@firma.example", subject="Noget venter", body="Se her", once_key="a")
    actions.send_mail(OutgoingMail.objects.get().pk)

    ((_to, sent),) = postbox.letters
    assert "Auto-Submitted: auto-generated" in sent
    assert actions.take_in(sent.encode(), by=CLOCK).refusal == "Brevet er sendt af Symbiose selv."


def test_two_machines_that_answer_each_other_stop_after_twenty_in_an_hour(desk):
    start = timezone.now() - timedelta(hours=3)
    for number in range(MOST_AN_HOUR + 2):
        actions.take_in(
            letter(f"Svar {number}\n", Message_ID=f"<{number}@firma.example>"),
            by=CLOCK,
            arrived_at=start + timedelta(minutes=number),
        )
    other = actions.take_in(
        letter("x\n", From="bo@b.example", Message_ID="<b@b>"), by=CLOCK, arrived_at=start + timedelta(minutes=30)
    )
    later = actions.take_in(letter("y\n", Message_ID="<l@b>"), by=CLOCK, arrived_at=start + timedelta(hours=2))

    assert len(desk.taken) == MOST_AN_HOUR + 2
    refused = IncomingMail.objects.filter(state=IncomingState.REFUSED)
    assert {mail.refusal for mail in refused} == {"Afsenderen har sendt mere end 20 breve inden for en time."}
    assert refused.count() == 2
    assert other.state == later.state == IncomingState.HANDLED


def test_a_room_that_refuses_says_why(desk):
    desk.fails = LetterRefused("Brevet er tomt.")

    mail = actions.take_in(letter(), by=CLOCK)

    assert (mail.state, mail.refusal) == (IncomingState.REFUSED, "Brevet er tomt.")


def test_a_room_that_breaks_leaves_nothing_half_done_and_is_asked_again_six_times(desk, caplog):
    def breaks(message, by):
        Organisation.objects.filter(pk=desk.became.pk).update(name="Halvt")
        raise KeyError("x")

    receivers.register_receiver(breaks)
    for attempt in range(1, MOST_ATTEMPTS):
        mail = actions.take_in(letter(), by=CLOCK)
        assert (mail.state, mail.attempts) == (IncomingState.RECEIVED, attempt)
    mail = actions.take_in(letter(), by=CLOCK)

    assert (mail.state, mail.refusal) == (
        IncomingState.REFUSED,
        "Brevet kunne ikke læses ind. Læs det i postkassen.",
    )
    assert not Organisation.objects.filter(name="Halvt").exists()
    assert "could not be handed over" in caplog.text


def test_what_was_tried_in_vain_is_taken_when_the_room_is_well_again(desk):
    desk.fails = RuntimeError()
    assert actions.take_in(letter(), by=CLOCK).state == IncomingState.RECEIVED

    desk.fails = None
    assert actions.take_in(letter(), by=CLOCK).state == IncomingState.HANDLED
    assert len(desk.taken) == 1


def test_what_an_adviser_drops_is_taken_although_a_machine_wrote_it(desk):
    raw = letter(Auto_Submitted="auto-generated")
    assert actions.take_in(raw, by=CLOCK).state == IncomingState.REFUSED

    mail = actions.take_in(raw, by=ADVISER)
    assert (mail.state, mail.refusal) == (IncomingState.HANDLED, "")
    assert actions.take_in(raw, by=ADVISER).pk == mail.pk
    assert len(desk.taken) == 1


def test_where_no_room_takes_letters_it_waits(desk):
    receivers._REGISTERED.clear()

    assert actions.take_in(letter(), by=CLOCK).state == IncomingState.RECEIVED


def test_a_letter_of_the_future_came_now(desk):
    mail = actions.take_in(letter(), by=CLOCK, arrived_at=timezone.now() + timedelta(days=400))

    assert mail.arrived_at <= timezone.now()


def test_a_letter_that_is_too_large_is_recorded_by_its_headers(desk):
    mail = actions.refuse_large(letter(), by=CLOCK)

    assert (mail.state, mail.refusal) == (IncomingState.REFUSED, "Brevet fylder mere end 40,0\u00a0MB.")
    assert actions.refuse_large(letter(), by=CLOCK).pk == mail.pk
    with pytest.raises(actions.TooLarge):
        actions.take_in(b"x" * (actions.LARGEST_LETTER + 1), by=ADVISER)


def test_a_year_later_the_sender_is_forgotten_and_the_letter_still_comes_only_once(desk):
    mail = actions.take_in(letter(), by=CLOCK)
    after = timezone.localdate() + SENDERS_KEPT + timedelta(days=2)

    assert actions.forget_letters(on=timezone.localdate(), by=CLOCK) == 0
    assert actions.forget_letters(on=after, by=CLOCK) == 1
    assert actions.forget_letters(on=after, by=CLOCK) == 0

    mail.refresh_from_db()
    assert (mail.from_address, mail.subject) == ("", "")
    assert actions.take_in(letter(), by=CLOCK).pk == mail.pk
    assert len(desk.taken) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"state": "refused"},
        {"state": "handled"},
        {"message_id": "1@firma.example"},
        {"content_hash": "known"},
    ],
)
def test_the_database_refuses_what_cannot_be(values, db):
    known = {"message_id": "1@firma.example", "content_hash": "known", "arrived_at": timezone.now()}
    IncomingMail.objects.create(**known)

    with pytest.raises(IntegrityError), transaction.atomic():
        IncomingMail.objects.create(**{**known, "message_id": "2", "content_hash": "other", **values})

"""The inbox, the mail queue against a real mail server, and personal links."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.notices import actions, links
from symbiose.notices.models import AnswerLink, MailState, Notice, OutgoingMail
from symbiose.notices.queries import unread
from symbiose.notices.tasks import send_due
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
BY = system("test")


def queue(**values):
    return actions.queue_mail(
        **{
            "to": "jens@firma.example",
            "subject": "Noget venter på jer",
            "body": "Se her: æøå",
            "once_key": "a",
            **values,
        }
    )


def test_a_letter_reaches_the_mail_server_once(postbox):
    queue()

    assert send_due.func() == 1
    assert send_due.func() == 0
    assert [to for to, _ in postbox.letters] == [["jens@firma.example"]]
    assert OutgoingMail.objects.get().state == MailState.SENT


def test_the_same_letter_is_queued_once():
    assert queue().pk == queue().pk
    assert OutgoingMail.objects.count() == 1


def test_a_letter_goes_when_its_transaction_has_succeeded(postbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue()

    assert len(postbox.letters) == 1


def test_a_line_in_the_inbox_is_read_by_its_owner_alone():
    one, other = make_user(), make_user()
    subject = make_organisation()
    actions.notify([one.pk, one.pk], subject=subject, text="Et nyt forslag", url="/forslag/1/")
    line = Notice.objects.get()

    actions.read_notice(line, by=Actor(user_id=other.pk))
    assert unread(Actor(user_id=one.pk)).count() == 1

    actions.read_notice(line, by=Actor(user_id=one.pk))
    assert unread(Actor(user_id=one.pk)).count() == 0


def give(subject, **values):
    return actions.give_link(
        "proposal",
        subject,
        **{
            "organisation_id": subject.pk,
            "email": "kontakt@firma.example",
            "valid_until": timezone.localdate() + timedelta(days=8),
            "by": BY,
            **values,
        },
    )


def test_a_link_is_found_by_its_token_and_by_nothing_else(municipality):
    link = give(make_organisation())

    assert links.find(links.token(link)) == link
    for wrong in ("", "x", links.token(link)[:-1], link.key.hex, Signer(salt="other").sign(link.key.hex), "ab:cd"):
        assert links.find(wrong) is None
    assert links.address(link).startswith("http")


def test_asked_for_again_it_is_the_same_link_with_the_later_date(municipality):
    subject = make_organisation()
    first = give(subject)

    again = give(subject, valid_until=first.valid_until - timedelta(days=3), email="ny@firma.example")

    assert (again.pk, again.valid_until, again.email) == (first.pk, first.valid_until, "ny@firma.example")


def test_a_link_is_sent_at_most_once_in_ten_minutes(municipality, mailoutbox):
    link = give(make_organisation())

    mail = actions.send_link(link, by=BY)
    with pytest.raises(actions.TooSoon):
        actions.send_link(AnswerLink.objects.get(), by=BY)

    assert links.address(link) in mail.body
    assert mail.subject == "Noget venter på jeres svar"


def test_a_withdrawn_link_stays_withdrawn_and_makes_room_for_a_new_one(municipality):
    subject = make_organisation()
    first = actions.withdraw_link(give(subject), by=BY)

    assert actions.withdraw_link(first, by=BY) == first
    assert give(subject).pk != first.pk


def test_the_holder_of_a_link_acts_for_the_organisation_it_was_given_to(municipality):
    from symbiose.notices.views import holder

    link = give(make_organisation())

    assert (holder(link).role, holder(link).organisation_id, holder(link).link_id) == (
        Role.FIRM,
        link.organisation_id,
        link.pk,
    )

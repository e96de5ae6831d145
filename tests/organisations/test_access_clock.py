"""What falls due by itself: invitations nobody takes up, and the erasing of what is settled."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import system
from symbiose.common.models import AuditEntry
from symbiose.home.clock import due_by_the_clock
from symbiose.notices.models import AnswerLink, OutgoingMail
from symbiose.organisations.actions import erase_access, keep_days, lapse_invitations
from symbiose.organisations.models import AccessRequest
from symbiose.reference import access_policy
from tests.factories import make_organisation
from tests.organisations.asking import ADDRESS, asked, invite, letters, link_in, step

pytestmark = pytest.mark.django_db
CLOCK = system("clock")


@pytest.fixture
def public(municipality):
    return make_organisation("Eksempel Savværk", in_directory=True)


def later(days):
    return timezone.localdate() + timedelta(days=days)


def test_an_invitation_that_nobody_takes_up_is_withdrawn_after_the_days_of_the_policy(adviser, public, client):
    request = invite(adviser, asked(public))
    days = int(access_policy(timezone.localdate())["lapse.days"].value)

    assert lapse_invitations(on=later(days), by=CLOCK) == 0
    assert lapse_invitations(on=later(days + 1), by=CLOCK) == 1
    assert lapse_invitations(on=later(days + 1), by=CLOCK) == 0

    request.refresh_from_db()
    assert request.state == "withdrawn"
    assert client.get(link_in(letters()[-1])).status_code == 410


@pytest.mark.parametrize("end", ["refuse", "withdraw"])
def test_what_was_written_is_erased_after_the_days_of_the_policy_and_still_counted(adviser, public, client, end):
    request = asked(public, phone="87654321", note="Noget om mig")
    receipt = link_in(letters()[0])
    step(adviser, request, end, reason="Firmaet kender ham ikke")

    assert erase_access(on=later(keep_days()), by=CLOCK) == 0
    assert erase_access(on=later(keep_days() + 1), by=CLOCK) == 1
    assert erase_access(on=later(keep_days() + 1), by=CLOCK) == 0

    request.refresh_from_db()
    held = str(AccessRequest.objects.values().get()) + str(list(AnswerLink.objects.values()))
    held += str(list(OutgoingMail.objects.values())) + str(list(AuditEntry.objects.values("changes", "reason")))
    assert request.erased_at is not None
    assert request.organisation == public
    assert not [one for one in (ADDRESS, "Ny Eksempel", "87654321", "Noget om", "kender ham") if one in held]
    assert client.get(receipt).status_code == 410
    assert "1 mere er afgjort for længe siden" in adviser.get(reverse("organisations:access_list")).text
    page = adviser.get(reverse("organisations:access", args=[request.pk])).text
    assert "Det skrevne er slettet" in page
    assert "Fortryd" not in page


def test_what_was_written_by_one_who_got_access_is_erased_too_and_the_proof_still_stands(adviser, client, public):
    request = invite(adviser, asked(public, phone="87654321", note="Noget om mig"), proof_note="Ringede til Ib")
    client.post(link_in(letters()[-1]), {"step": "yes", "form_key": str(uuid.uuid4())})
    request.refresh_from_db()
    assert request.state == "open"

    assert erase_access(on=later(keep_days()), by=CLOCK) == 0
    assert erase_access(on=later(keep_days() + 1), by=CLOCK) == 1
    assert erase_access(on=later(keep_days() + 1), by=CLOCK) == 0

    held = str(AccessRequest.objects.values().get()) + str(list(AnswerLink.objects.values()))
    held += str(list(AuditEntry.objects.values("changes", "reason")))
    assert not [one for one in (ADDRESS, "Ny Eksempel", "87654321", "Noget om", "Ringede") if one in held]
    detail = adviser.get(reverse("organisations:detail", args=[public.pk])).text
    assert "Bevis: ringet op på nummeret i CVR" in " ".join(detail.split())
    assert "()" not in detail
    page = adviser.get(reverse("organisations:access", args=[request.pk])).text
    assert "Det skrevne er slettet" in page
    assert "Det, der var skrevet, blev slettet" in page


def test_what_waits_is_never_erased(adviser, public):
    asked(public)
    invite(adviser, asked(public, email="anden@firma.example"))

    assert erase_access(on=later(9999), by=CLOCK) == 0


def test_the_clock_does_both(adviser, public):
    request = asked(public)
    step(adviser, request, "withdraw")
    AccessRequest.objects.update(settled_at=timezone.localtime() - timedelta(days=keep_days() + 2))

    due_by_the_clock()

    request.refresh_from_db()
    assert request.erased_at is not None


def test_every_limit_is_dated_with_its_source_and_is_an_assumption():
    rows = access_policy(timezone.localdate())

    assert set(rows) == {"answer.days", "invitation.days", "lapse.days", "keep.days", "open.most"}
    assert all(row.source and row.certainty.value == "assumption" and row.value > 0 for row in rows.values())


def test_the_answer_comes_within_the_working_days_that_the_municipality_promised(public):
    from tests.factories import make_item

    make_item("setting", "response_days", data={"key": "response_days", "value": "1"})

    assert (asked(public).answer_by - timezone.localdate()).days in {1, 2, 3, 4, 5}
    assert asked(public).answer_by.weekday() < 5


def test_the_trail_keeps_nothing_of_what_was_written_of_a_firm_called_after_its_owner(adviser, municipality):
    request = asked(organisation_text="Ib Ibsens Tømrerfirma")
    step(adviser, request, "refuse", reason="Firmaet kender ham ikke")

    assert erase_access(on=later(9999), by=CLOCK) == 1
    kept = str(list(AuditEntry.objects.values_list("changes", "reason")))
    assert "Ibsen" not in kept

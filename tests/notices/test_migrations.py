"""Old lines of the inbox get a kind, and old letters whether a machine wrote them."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from symbiose.notices.models import IncomingMail, Notice
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_old_lines_get_the_kind_of_what_they_are_about_and_no_letter_tells_of_them():
    user = make_user()
    told = {
        "matching.proposal": "proposal",
        "matching.exchange": "exchange",
        "matching.handover": "handover",
        "listings.listing": "listing",
        "listings.alert": "alert",
        "organisations.organisation": "general",
    }
    for label in told:
        Notice.objects.create(user=user, subject_label=label, subject_id=1, text="Noget", url="/")
    Notice.objects.create(
        user=user, subject_label="matching.proposal", subject_id=2, text="Der er en ny besked om et forslag.", url="/"
    )

    import_module("symbiose.notices.migrations.0004_kinds_of_old_notices").name_kinds(apps, None)

    assert dict(Notice.objects.filter(subject_id=1).values_list("subject_label", "kind")) == told
    assert Notice.objects.get(subject_id=2).kind == "message"
    assert not Notice.objects.filter(copied_at=None).exists()


def test_old_letters_that_a_person_wrote_wait_and_those_of_machines_or_of_nobody_known_do_not():
    refusals = {
        "Brevet er et automatisk svar.": ("refused", True),
        "Afsenderen har sendt mere end 20 breve inden for en time.": ("refused", True),
        "Brevet kunne ikke læses ind. Læs det i postkassen.": ("refused", False),
        "Brevet er tomt.": ("set_aside", False),
    }
    for number, (refusal, (state, _machine)) in enumerate(refusals.items()):
        IncomingMail.objects.create(
            message_id=number,
            content_hash=number,
            arrived_at=timezone.now(),
            state="refused",
            refusal=refusal,
            from_address="" if state == "set_aside" else "anna@firma.example",
        )

    import_module("symbiose.notices.migrations.0006_who_wrote_old_letters").tell_who_wrote(apps, None)

    kept = {row.refusal: (row.state, row.by_machine) for row in IncomingMail.objects.all()}
    assert kept == refusals

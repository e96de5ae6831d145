"""Old lines of the inbox get a kind."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from symbiose.notices.models import Notice
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

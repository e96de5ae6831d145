"""A personal link's key stands in the letter, and nowhere else."""

from __future__ import annotations

import json
import logging

import pytest
from django.utils import timezone

from symbiose.common.models import AuditEntry, SubmittedForm
from symbiose.notices import links
from symbiose.notices.models import AnswerLink
from symbiose.site.logs import WithoutLinks
from tests.matching.cases import make_pair, party_of
from tests.matching.test_answering import link_page

pytestmark = pytest.mark.django_db
KEY = "6f1f7a1e-6d1c-4c6c-9d7e-0d6f5a3b2c11"


def test_neither_the_trail_nor_submitted_forms_hold_a_key_or_an_address(client):
    proposal = make_pair(sent=True)
    party = party_of(proposal)
    url = link_page(party)

    answered = client.post(url, {"answer": "yes", "form_key": KEY})
    again = client.post(url, {"answer": "yes", "form_key": KEY})

    link = AnswerLink.objects.get(subject_id=party.pk)
    trail = json.dumps(list(AuditEntry.objects.values_list("changes", flat=True)))
    assert answered.url == again.url == url
    assert SubmittedForm.objects.get(key=KEY).went_to == ""
    assert str(link.key) not in trail
    assert link.key.hex not in trail
    assert link.email not in trail


def test_no_line_of_a_log_holds_a_key(client, caplog):
    proposal = make_pair(sent=True)
    url = link_page(party_of(proposal))
    AnswerLink.objects.update(valid_until=timezone.localdate().replace(year=2000))

    with caplog.at_level(logging.WARNING):
        assert client.get(url).status_code == 410
    said = []
    for record in caplog.records:
        assert WithoutLinks().filter(record)
        said.append(record.getMessage())

    assert any("/svar/…" in line for line in said)
    assert not any(links.token(AnswerLink.objects.first()) in line for line in said)


def test_other_lines_of_a_log_stay_as_they_are():
    record = logging.LogRecord("x", logging.WARNING, "", 0, "Gone: %s %s", ("/svar/besked/3/", "/forslag/1/"), None)

    WithoutLinks().filter(record)

    assert record.getMessage() == "Gone: /svar/besked/3/ /forslag/1/"

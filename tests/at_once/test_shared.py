"""What several processes share: counts of attempts, and files that stand on the disk once their rows are committed."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from itertools import takewhile

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from symbiose.common.actor import system
from symbiose.common.whole import whole
from symbiose.files.actions import receive_photo
from symbiose.files.models import Upload
from symbiose.organisations.models import AccessRequest
from tests.at_once.test_at_once import at_once
from tests.factories import make_municipality
from tests.listings.test_photos import picture
from tests.organisations.asking import ASK

pytestmark = pytest.mark.django_db(transaction=True)
SAID = {"name": "Ny Eksempel", "organisation_text": "Eksempel Træværk"}
IN_AN_HOUR = 10
ANOTHER_PROCESS = f"""
import django, uuid
django.setup()
from django.test import Client
print(Client().post("{ASK}", {SAID} | {{"email": "en@anden.example", "form_key": str(uuid.uuid4())}}).status_code)
"""


def post(number):
    said = {**SAID, "email": f"ny{number}@traevaerk.example", "form_key": str(uuid.uuid4())}
    return Client().post(ASK, said).status_code


def elsewhere(tmp_path):
    """What another process, on the same database, answers to one more request."""
    database = connection.settings_dict
    address = f"postgresql://{database['USER']}@{database['HOST'].replace('/', '%2F')}/{database['NAME']}"
    done = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROCESS],
        env={
            **os.environ,
            "DATABASE_URL": address,
            "SYMBIOSE_DATA": str(tmp_path),
            "SYMBIOSE_SECRET_KEY": settings.SECRET_KEY,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


def test_requests_are_counted_for_all_processes_together(tmp_path):
    make_municipality()
    first = elsewhere(tmp_path)
    here = [post(number) for number in range(IN_AN_HOUR - 1)]

    assert [first, *here, elsewhere(tmp_path), post(IN_AN_HOUR)] == [*[302] * IN_AN_HOUR, 429, 429]


def test_no_request_at_the_same_moment_goes_uncounted():
    make_municipality()

    together = at_once(*(lambda number=number: post(number) for number in range(6)))
    further = list(takewhile(lambda code: code == 302, (post(number) for number in range(6, 30))))

    assert set(together) <= {302, 429}
    assert together.count(302) + len(further) == IN_AN_HOUR == AccessRequest.objects.count()


def test_what_is_committed_keeps_its_file_whatever_fails_after_it():
    def mail():
        raise ConnectionError

    def receive():
        with whole():
            transaction.on_commit(mail)
            receive_photo(picture(), by=system("clock"))

    with pytest.raises(ConnectionError):
        receive()

    upload = Upload.objects.get()
    assert upload.file.storage.exists(upload.file.name)

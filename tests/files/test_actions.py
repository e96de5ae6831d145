"""Files are received by their purpose's rules; one that breaks a rule leaves nothing behind."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from symbiose.common.actions import once
from symbiose.common.actor import Actor
from symbiose.common.whole import if_rolled_back
from symbiose.files.actions import receive_upload
from symbiose.files.models import Purpose, Upload
from symbiose.files.queries import content, own_upload
from symbiose.files.rules import MEGABYTE

pytestmark = pytest.mark.django_db
ME, OTHER, VISITOR = Actor(user_id=1, name="Mette Eksempel"), Actor(user_id=2), Actor()


def upload(name="opslag.csv", data=b"id;side;text\n1;have;tr\xc3\xa6\n"):
    return SimpleUploadedFile(name, data)


def test_a_file_is_kept_as_it_came_with_its_digest():
    received = receive_upload(upload(), purpose=Purpose.IMPORT, by=ME)

    assert content(received) == b"id;side;text\n1;have;tr\xc3\xa6\n"
    assert (received.name, received.size, len(received.digest)) == ("opslag.csv", 25, 64)
    assert received.keep_until > timezone.localdate() + timedelta(days=20)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (upload("opslag.exe"), "ending"),
        (upload("opslag"), "ending"),
        (upload(data=b""), "empty"),
        (upload("opslag.xlsx", b""), "empty"),
        (upload("opslag.xlsx"), "kind"),
        (upload("opslag.XLSX", b"%PDF-1.7"), "kind"),
        (upload("010190-1234.csv"), "cpr"),
        (upload(data=b"x" * (5 * MEGABYTE + 1)), "large"),
    ],
)
def test_a_file_that_breaks_a_rule_gets_one_sentence_and_is_not_kept(file, code):
    with pytest.raises(ValidationError) as refused:
        receive_upload(file, purpose=Purpose.IMPORT, by=ME)

    assert [error.code for error in refused.value.error_list] == [code]
    assert Upload.objects.count() == 0


def test_a_file_whose_row_is_rolled_back_goes_too(settings):
    def act():
        received = receive_upload(upload(), purpose=Purpose.IMPORT, by=ME)
        assert received.file.storage.exists(received.file.name)
        raise LookupError

    with pytest.raises(LookupError):
        once(uuid.uuid4(), act)

    assert Upload.objects.count() == 0
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_what_is_undone_has_something_to_be_undone_with():
    with pytest.raises(LookupError):
        if_rolled_back(print)


@pytest.mark.parametrize("begin", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_begins_as_a_spreadsheet_is_kept_whole(begin):
    received = receive_upload(upload("opslag.xlsx", begin + b"resten"), purpose=Purpose.IMPORT, by=ME)

    assert content(received) == begin + b"resten"


def test_a_name_with_a_path_is_kept_without_it():
    received = receive_upload(upload("../../etc/opslag.csv"), purpose=Purpose.IMPORT, by=ME)

    assert "/" not in received.name


def test_nobody_reads_the_file_of_another():
    received = receive_upload(upload(), purpose=Purpose.IMPORT, by=ME)

    assert own_upload(received.pk, actor=ME) == received
    assert own_upload(received.pk, actor=OTHER) is None
    assert own_upload(received.pk, actor=VISITOR) is None


def test_a_file_that_is_lost_from_the_folder_is_no_longer_there_to_look_through():
    received = receive_upload(upload(), purpose=Purpose.IMPORT, by=ME)
    received.file.storage.delete(received.file.name)

    assert own_upload(received.pk, actor=ME) is None


def test_files_are_erased_when_their_time_is_over_and_their_row_stays(
    actor_adviser, django_capture_on_commit_callbacks
):
    from datetime import timedelta

    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from symbiose.files.actions import erase_due, receive_upload
    from symbiose.files.queries import own_upload

    kept = receive_upload(SimpleUploadedFile("liste.csv", b"name\n"), purpose="import", by=actor_adviser)
    stored, storage = kept.file.name, kept.file.storage
    day = timezone.localdate() + timedelta(days=30)

    with django_capture_on_commit_callbacks(execute=True):
        early = erase_due(on=day, by=actor_adviser)
        due = erase_due(on=day + timedelta(days=1), by=actor_adviser)
        again = erase_due(on=day + timedelta(days=1), by=actor_adviser)

    assert (early, due, again) == (0, 1, 0)
    assert not storage.exists(stored)
    assert own_upload(kept.pk, actor=actor_adviser) is None
    kept.refresh_from_db()
    assert (kept.file.name, kept.name) == ("", "")

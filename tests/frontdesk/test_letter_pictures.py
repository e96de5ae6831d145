"""Pictures that come with what people write: made anew, without what the camera wrote."""

from __future__ import annotations

import uuid
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from symbiose.common.actor import Actor
from symbiose.files.models import Upload
from symbiose.files.queries import content
from symbiose.frontdesk import actions
from symbiose.frontdesk.models import Enquiry, LetterFile
from symbiose.notices.actions import take_in
from tests.files.test_photos import SECRET, picture, with_exif
from tests.frontdesk.cases import ask, make_desk
from tests.frontdesk.letters import CLOCK, receipt_path, typed
from tests.notices.letters import letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db):
    return make_desk("Ann Eksempel")[0]


def shown_to(client, member):
    """The one file of a letter, as an adviser opens it."""
    client.force_login(member.user)
    answer = client.get(reverse("enquiries:file", args=[LetterFile.objects.get().pk]))
    assert answer["Content-Type"] == "image/jpeg"
    return b"".join(answer.streaming_content)


def by_form(client, file):
    client.post("/skriv/", typed(files=[file]), follow=True)


def by_link(client, file):
    enquiry = ask(email="karl@snedker.example")
    actions.give_receipt(enquiry, by=Actor())
    client.post(receipt_path(enquiry), {"text": "Her er et billede.", "files": [file], "form_key": str(uuid.uuid4())})


def by_mail(client, file):
    take_in(letter(files=[(file.name, "image/jpeg", file.read())]), by=CLOCK)


@pytest.mark.parametrize("send", [by_form, by_link, by_mail])
def test_a_picture_says_nothing_of_place_and_camera_and_stands_upright(ann, client, send):
    data = with_exif()
    assert SECRET in data

    send(client, SimpleUploadedFile("Bord.jpg", data, content_type="image/jpeg"))

    made = shown_to(client, ann)
    with Image.open(BytesIO(made)) as seen:
        assert (seen.size, len(seen.getexif())) == ((40, 60), 0)
    assert SECRET not in made
    assert SECRET not in content(Upload.objects.get())
    assert LetterFile.objects.get().name == "Bord.jpg"


def test_a_picture_of_another_kind_goes_by_the_kind_that_it_became(ann, client):
    by_mail(client, SimpleUploadedFile("Bord.png", picture("PNG"), content_type="image/png"))

    assert LetterFile.objects.get().name == "Bord.jpg"
    assert shown_to(client, ann).startswith(b"\xff\xd8\xff")


def test_a_picture_in_a_letter_that_cannot_be_read_is_named_with_the_reason(ann, client):
    by_mail(client, SimpleUploadedFile("Bord.jpg", b"\xff\xd8\xff noget andet", content_type="image/jpeg"))

    enquiry = Enquiry.objects.get()
    client.force_login(ann.user)
    shown = client.get(reverse("enquiries:detail", args=[enquiry.number])).content.decode()
    assert "Bord.jpg" in shown
    assert "Det er ikke et billede, vi kan læse." in shown
    assert not Upload.objects.exists()


def test_a_picture_that_cannot_be_read_is_told_of_at_once_where_one_writes_oneself(ann, client):
    answer = client.post("/skriv/", typed(files=[SimpleUploadedFile("Bord.jpg", b"\xff\xd8\xff noget andet")]))

    assert "Det er ikke et billede, vi kan læse." in answer.content.decode()
    assert not Enquiry.objects.exists()

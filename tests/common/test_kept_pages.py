"""What a browser keeps of a page: nothing of what a signed-in person saw, and of a form no more than its key."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from symbiose.common.actor import Role
from symbiose.common.pages.forms import Form

pytestmark = pytest.mark.django_db


def submit(sent: str, key: uuid.UUID, led: str, **files: tuple[str, bytes]) -> str:
    """Where the form leads that holds this; `led` where it is carried out."""
    posted = {name: [SimpleUploadedFile(*given)] for name, given in files.items()}
    form = Form(QueryDict(f"{sent}&form_key={key}"), MultiValueDict(posted))
    assert form.is_valid()
    return form.run_once(lambda: led)


def test_a_form_is_the_same_whatever_its_csrf_token():
    key = uuid.uuid4()

    assert submit("text=halm&csrfmiddlewaretoken=a", key, "/1/") == "/1/"
    assert submit("text=halm&csrfmiddlewaretoken=b", key, "/2/") == "/1/"


@pytest.mark.parametrize("other", ["text=halm2", "text=halm&text=", "text=halm&step=draft", "tex=thalm", ""])
def test_a_form_with_other_values_is_another(other):
    key = uuid.uuid4()
    submit("text=halm", key, "/1/")

    assert submit(other, key, "/2/") == "/2/"


def test_a_file_counts_by_its_name_and_content():
    key = uuid.uuid4()
    sent = {"first": ("a.csv", b"1"), "again": ("a.csv", b"1"), "mended": ("a.csv", b"2"), "renamed": ("b.csv", b"1")}

    led = {which: submit("source=x", key, f"/{which}/", file=file) for which, file in sent.items()}

    assert led == {"first": "/first/", "again": "/first/", "mended": "/mended/", "renamed": "/renamed/"}


def test_a_file_is_read_from_its_beginning_after_it_was_counted():
    file = SimpleUploadedFile("a.csv", b"navn;antal")
    form = Form(QueryDict(f"form_key={uuid.uuid4()}"), MultiValueDict({"file": [file]}))
    assert form.is_valid()

    assert form.run_once(lambda: file.read().decode()) == "navn;antal"


def test_no_browser_keeps_what_a_signed_in_person_sees(client, client_as):
    signed_in = client_as(Role.ADVISER)

    for address in (reverse("home:today"), reverse("home:front"), "/findes-ikke/"):
        assert "no-store" in signed_in.get(address)["Cache-Control"]
    assert not client.get(reverse("home:front")).has_header("Cache-Control")


def test_signing_out_empties_the_cache(client_as):
    signed_in = client_as(Role.ADVISER)
    assert not signed_in.get(reverse("home:today")).has_header("Clear-Site-Data")

    answer = signed_in.post(reverse("account_logout"))

    assert answer["Clear-Site-Data"] == '"cache"'
    assert "no-store" in answer["Cache-Control"]

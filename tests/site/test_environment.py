"""Settings as an operator writes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from symbiose.site import environment

FILE = Path("/data/silkeborg.sqlite3")


@pytest.mark.parametrize(("written", "on"), [("1", True), ("Ja", True), (" true ", True), ("", False), ("0", False)])
def test_flag_is_on_or_off(monkeypatch, written, on):
    monkeypatch.setenv("SYMBIOSE_PRODUCTION", written)

    assert environment.flag("SYMBIOSE_PRODUCTION") is on


def test_flag_that_says_neither_is_refused(monkeypatch):
    monkeypatch.setenv("SYMBIOSE_PRODUCTION", "måske")

    with pytest.raises(ImproperlyConfigured, match="SYMBIOSE_PRODUCTION is “måske”"):
        environment.flag("SYMBIOSE_PRODUCTION")


@pytest.mark.parametrize(
    "address", ["nonsense", "oracle://host/name", "mysql://host/name", "postgresql://host:port/name"]
)
def test_database_that_is_not_understood_is_refused(monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL is not understood"):
        environment.database(FILE)


def test_database_is_the_stated_one_or_a_file(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "")
    file = environment.database(FILE)
    monkeypatch.setenv("DATABASE_URL", "postgresql://anna@db.example:5433/symbiose")
    server = environment.database(FILE)

    assert (file["ENGINE"], file["NAME"]) == ("django.db.backends.sqlite3", str(FILE))
    assert (server["ENGINE"], server["HOST"], server["PORT"]) == ("django.db.backends.postgresql", "db.example", 5433)


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("", ("", 25)),
        ("smtp://mail.example", ("mail.example", 25)),
        ("smtp://mail.example:2525", ("mail.example", 2525)),
    ],
)
def test_mail_server_is_host_and_port(monkeypatch, address, server):
    monkeypatch.setenv("SYMBIOSE_EMAIL_URL", address)

    assert environment.mail_server() == server


@pytest.mark.parametrize("address", ["mail.example:25", "http://mail.example", "smtp://mail.example:abc", "smtp://"])
def test_mail_server_that_is_not_understood_is_refused(monkeypatch, address):
    monkeypatch.setenv("SYMBIOSE_EMAIL_URL", address)

    with pytest.raises(ImproperlyConfigured, match="SYMBIOSE_EMAIL_URL is not understood"):
        environment.mail_server()


def test_data_folder_that_cannot_be_made_is_refused(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("SYMBIOSE_DATA", str(tmp_path / "file"))

    with pytest.raises(ImproperlyConfigured, match="cannot be made"):
        environment.data_folder()


def test_data_folder_that_cannot_be_written_to_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("SYMBIOSE_DATA", str(tmp_path))
    monkeypatch.setattr(environment.os, "access", lambda *_: False)

    with pytest.raises(ImproperlyConfigured, match="cannot be written to"):
        environment.data_folder()


def test_several_are_parted_by_commas_with_or_without_blanks(monkeypatch):
    monkeypatch.setenv("SYMBIOSE_HOSTS", "a.example, b.example,")

    assert environment.listed("SYMBIOSE_HOSTS", "x") == ["a.example", "b.example"]


MAILBOX = ("HOST", "PORT", "USER", "PASSWORD", "FOLDER", "HANDLED", "TLS")


@pytest.fixture
def no_mailbox(monkeypatch):
    for name in MAILBOX:
        monkeypatch.delenv(f"SYMBIOSE_IMAP_{name}", raising=False)


@pytest.mark.parametrize(("tls", "port"), [("", 993), ("tls", 993), ("STARTTLS", 143), ("off", 143)])
def test_mailbox_is_off_unless_it_is_named(monkeypatch, no_mailbox, tls, port):
    monkeypatch.setenv("SYMBIOSE_IMAP_TLS", tls)

    found = environment.mailbox()

    assert (found["host"], found["port"], found["tls"]) == ("", port, tls.lower() or "tls")
    assert (found["folder"], found["handled"]) == ("INBOX", "Symbiose")


def test_mailbox_is_read_from_its_settings(monkeypatch, no_mailbox):
    for name, value in zip(MAILBOX, ["imap.example", "1993", "os", "p ", "Ind", "Læst", "tls"], strict=True):
        monkeypatch.setenv(f"SYMBIOSE_IMAP_{name}", value)

    assert list(environment.mailbox().values()) == ["imap.example", 1993, "os", "p ", "Ind", "Læst", "tls"]


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "x"), ("PORT", "0"), ("PORT", "99999999999"), ("PORT", "١"), ("TLS", "måske")]
)
def test_mailbox_that_is_not_understood_is_refused(monkeypatch, no_mailbox, name, value):
    monkeypatch.setenv(f"SYMBIOSE_IMAP_{name}", value)

    with pytest.raises(ImproperlyConfigured, match=f"SYMBIOSE_IMAP_{name} is “{value}”"):
        environment.mailbox()


def test_a_number_of_minutes_is_read(monkeypatch):
    monkeypatch.setenv("SYMBIOSE_CONFIRM_MINUTES", " 5 ")

    assert environment.whole_number("SYMBIOSE_CONFIRM_MINUTES", 15) == 5
    monkeypatch.delenv("SYMBIOSE_CONFIRM_MINUTES")
    assert environment.whole_number("SYMBIOSE_CONFIRM_MINUTES", 15) == 15


@pytest.mark.parametrize("written", ["0", "-1", "1.5", "fem", "²", "9" * 9])
def test_what_is_no_number_of_minutes_is_refused(monkeypatch, written):
    monkeypatch.setenv("SYMBIOSE_CONFIRM_MINUTES", written)

    with pytest.raises(ImproperlyConfigured, match="SYMBIOSE_CONFIRM_MINUTES"):
        environment.whole_number("SYMBIOSE_CONFIRM_MINUTES", 15)


def test_some_words_of_a_setting_are_read_and_others_refused(monkeypatch):
    monkeypatch.setenv("SYMBIOSE_SECOND_STEP", "adviser, Firm")
    assert environment.some_of("SYMBIOSE_SECOND_STEP", {"adviser", "firm"}) == {"adviser", "firm"}

    monkeypatch.setenv("SYMBIOSE_SECOND_STEP", "advisor")
    with pytest.raises(ImproperlyConfigured, match="Write adviser or firm, or both"):
        environment.some_of("SYMBIOSE_SECOND_STEP", {"adviser", "firm"})

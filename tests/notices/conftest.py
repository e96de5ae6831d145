"""Servers that the tests start, and a room that takes letters."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from imap_tools import MailBoxUnencrypted

from symbiose.notices.incoming import receivers
from tests.factories import make_organisation
from tests.notices.letters import Desk

USER, PASSWORD = "indgang", "et langt kodeord"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Postbox:
    """What a mail server received."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the server library's own name
        self.letters.append((envelope.rcpt_tos, envelope.content.decode("utf-8", "replace")))
        return "250 OK"


@pytest.fixture
def postbox(settings):
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield box
    controller.stop()


@pytest.fixture
def desk(municipality):
    """The room that takes letters, for the length of a test."""
    known = receivers.receiver()
    made = Desk(make_organisation("Eksempel Henvendelse"))
    receivers.register_receiver(made)
    yield made
    receivers._REGISTERED[:] = [known] if known else []


@pytest.fixture(scope="session")
def imap_port():
    """An IMAP server of its own, with one mailbox; it lives as long as the tests do."""
    port = free_port()
    program = Path(sys.executable).parent / "pymap"
    arguments = [sys.executable, program, "--host", "127.0.0.1", "--port", str(port), "--no-tls"]
    arguments += ["dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD]
    server = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _attempt in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield port
    server.terminate()
    server.wait()


@pytest.fixture
def mailbox(imap_port, settings):
    """The mailbox that the settings name, empty, as its owner sees it."""
    settings.MAILBOX = {
        "host": "127.0.0.1",
        "port": imap_port,
        "user": USER,
        "password": PASSWORD,
        "folder": "INBOX",
        "handled": "Læst af Symbiose",
        "tls": "off",
    }
    box = MailBoxUnencrypted("127.0.0.1", imap_port, timeout=5).login(USER, PASSWORD)
    if box.folder.exists("Læst af Symbiose"):
        box.folder.delete("Læst af Symbiose")
    box.delete(box.uids())
    yield box
    box.logout()


class StrictPostbox(Postbox):
    """A mail server that knows nobody."""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  the server library's own name
        return "550 no such user"


@pytest.fixture
def strict_postbox(settings):
    controller = Controller(StrictPostbox(), hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield
    controller.stop()

"""Settings as an operator writes them in the environment; what cannot be read is told in one sentence."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from symbiose.people.providers import IdentityProvider, ProviderError, read_providers

CODE = Path(__file__).parent.parent / "engine" / "placement"
YES, NO = {"1", "true", "yes", "on", "ja"}, {"", "0", "false", "no", "off", "nej"}
DATABASES = ("sqlite", "postgres", "postgresql", "pgsql")
_MAIL = re.compile(r"smtp://(?P<host>[^:/@\s]+)(?::(?P<port>\d{1,5}))?/?")
MAIL_PORT = 25
LAST_PORT = 65535
IMAP_PORTS = {"tls": 993, "starttls": 143, "off": 143}
LARGEST_NUMBER = 100_000


def flag(name: str) -> bool:
    """Whether a setting is on; a word that says neither is refused, so that nothing is off by a slip."""
    written = os.environ.get(name, "").strip().lower()
    if written not in YES | NO:
        raise ImproperlyConfigured(f"{name} is “{written}”. Write 1 for yes or 0 for no.")
    return written in YES


def data_folder() -> Path:
    """The folder of SYMBIOSE_DATA, made where it is missing."""
    folder = Path(os.environ.get("SYMBIOSE_DATA") or "var").resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be made ({error.strerror}). Check SYMBIOSE_DATA."
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"The data folder {folder} cannot be written to. Check its owner, or SYMBIOSE_DATA.")
    return folder


def keep_machine_code(data: Path, code: Path = CODE) -> None:
    """What the engine compiles is kept beside its code, or in the data folder where the code can only be read."""
    if not os.access(code, os.W_OK):
        os.environ.setdefault("NUMBA_CACHE_DIR", str(data / "compiled"))


def database(file: Path) -> dict[str, Any]:
    """The database of DATABASE_URL, or the SQLite `file`."""
    address = os.environ.get("DATABASE_URL", "").strip()
    if address and address.partition(":")[0] not in DATABASES:
        raise ImproperlyConfigured("DATABASE_URL is not understood. Write it as postgresql://user@host/name.")
    try:
        found = dj_database_url.parse(address or f"sqlite:///{file}", conn_max_age=60, conn_health_checks=True)
    except ValueError as error:
        raise ImproperlyConfigured(
            "DATABASE_URL is not understood. Write it as postgresql://user@host/name."
        ) from error
    return {**found}


def mail_server() -> tuple[str, int]:
    """Host and port of SYMBIOSE_EMAIL_URL; no host where no mail is sent."""
    address = os.environ.get("SYMBIOSE_EMAIL_URL", "").strip()
    if not address:
        return "", MAIL_PORT
    found = _MAIL.fullmatch(address)
    if found is None:
        raise ImproperlyConfigured("SYMBIOSE_EMAIL_URL is not understood. Write it as smtp://host:port.")
    return found["host"], int(found["port"] or MAIL_PORT)


def mailbox() -> dict[str, Any]:
    """The mailbox that is read for letters; no host where none is read.

    Host, port, user, password, folder, folder of what is done, and how the connection is closed to others.
    """
    tls = os.environ.get("SYMBIOSE_IMAP_TLS", "").strip().lower() or "tls"
    if tls not in IMAP_PORTS:
        raise ImproperlyConfigured(f"SYMBIOSE_IMAP_TLS is “{tls}”. Write tls, starttls or off.")
    port = os.environ.get("SYMBIOSE_IMAP_PORT", "").strip() or str(IMAP_PORTS[tls])
    if not (port.isascii() and port.isdigit() and 0 < int(port[:6]) <= LAST_PORT):
        raise ImproperlyConfigured(f"SYMBIOSE_IMAP_PORT is “{port}”. Write a number from 1 to {LAST_PORT}.")
    return {
        "host": os.environ.get("SYMBIOSE_IMAP_HOST", "").strip(),
        "port": int(port),
        "user": os.environ.get("SYMBIOSE_IMAP_USER", "").strip(),
        "password": os.environ.get("SYMBIOSE_IMAP_PASSWORD", ""),
        "folder": os.environ.get("SYMBIOSE_IMAP_FOLDER", "").strip() or "INBOX",
        "handled": os.environ.get("SYMBIOSE_IMAP_HANDLED", "").strip() or "Symbiose",
        "tls": tls,
    }


def listed(name: str, otherwise: str = "") -> list[str]:
    """The parts of a setting that holds several, parted by commas."""
    return [part.strip() for part in (os.environ.get(name) or otherwise).split(",") if part.strip()]


def whole_number(name: str, otherwise: int) -> int:
    """A setting that is a whole number above nought; anything else is refused."""
    written = os.environ.get(name, "").strip() or str(otherwise)
    if not (written.isascii() and written.isdigit() and 0 < int(written) <= LARGEST_NUMBER):
        raise ImproperlyConfigured(f"{name} is “{written}”. Write a whole number from 1 to {LARGEST_NUMBER}.")
    return int(written)


def some_of(name: str, known: set[str]) -> frozenset[str]:
    """The words of a setting, parted by commas; one that is not known is refused."""
    words = frozenset(word.lower() for word in listed(name))
    if words - known:
        raise ImproperlyConfigured(f"{name} is “{os.environ[name]}”. Write {' or '.join(sorted(known))}, or both.")
    return words


def identity_providers() -> tuple[IdentityProvider, ...]:
    """The identity providers of the file in SYMBIOSE_PROVIDERS; none without it."""
    named = os.environ.get("SYMBIOSE_PROVIDERS", "").strip()
    if not named:
        return ()
    try:
        return read_providers(Path(named), os.environ)
    except ProviderError as error:
        raise ImproperlyConfigured(f"SYMBIOSE_PROVIDERS: {error}") from error

"""What an operator must know: settings, database, mail, worker. Read by `symbiose check` and the health page."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from symbiose.common.models import Municipality
from symbiose.municipalities import reader

CONNECT_SECONDS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to mend (error) or to know (warning), as a sentence that says how."""

    level: str
    text: str


def database_answers() -> bool:
    """Whether the database answers a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def database_is_old() -> bool:
    """Whether the program has changes of the tables that the database does not have yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def findings() -> list[Found]:
    """Everything that is misconfigured, errors first."""
    found = [
        Found("error" if check.level >= ERROR else "warning", f"{check.id}: {check.msg} {check.hint or ''}".strip())
        for check in run_checks()
    ]
    found += _database() + _static() + _mail() + _mailbox()
    return sorted(found, key=lambda one: one.level)


def _database() -> list[Found]:
    if not database_answers():
        return [Found("error", "The database does not answer. Check DATABASE_URL.")]
    if database_is_old():
        return [Found("error", "The database is older than the program. Run symbiose manage migrate.")]
    if not Municipality.objects.exists():
        return [Found("warning", "No municipality is loaded. Run symbiose load."), *_configuration()]
    return []


def _configuration() -> list[Found]:
    try:
        reader.find(settings.MUNICIPALITY)
    except reader.ConfigurationError as error:
        return [Found("error", f"{error} Check MUNICIPALITY.")]
    return []


def _static() -> list[Found]:
    if settings.PRODUCTION and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return [Found("warning", "The pages' files are not collected yet. symbiose serve does it when it starts.")]
    return []


def _mail() -> list[Found]:
    if "smtp" not in settings.EMAIL_BACKEND:
        return []
    error = _silent(settings.EMAIL_HOST, settings.EMAIL_PORT)
    address = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    found = Found("error", f"The mail server {address} does not answer ({error}). Check SYMBIOSE_EMAIL_URL.")
    return [found] if error else []


def _mailbox() -> list[Found]:
    place = settings.MAILBOX
    if not place["host"]:
        return []
    error, address = _silent(place["host"], place["port"]), f"{place['host']}:{place['port']}"
    found = Found("error", f"The mailbox {address} does not answer ({error}). Check SYMBIOSE_IMAP_HOST.")
    return [found] if error else []


def _silent(host: str, port: int) -> str:
    """What the network says of a server that does not answer; "" of one that does."""
    try:
        socket.create_connection((host, port), CONNECT_SECONDS).close()
    except OSError as error:
        return str(error)
    return ""

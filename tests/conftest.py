"""What tests share: ready screen texts, actors, and clients that are signed in as a role."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "symbiose.site.settings")
os.environ.setdefault("SYMBIOSE_DATA", tempfile.mkdtemp(prefix="symbiose-tests-"))
os.environ.setdefault("SYMBIOSE_TASKS", "now")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's driver keeps a loop in the test process

import django

os.makedirs(f"{os.environ['SYMBIOSE_DATA']}/static", exist_ok=True)  # noqa: PTH103  before anything is imported

from symbiose.site.messages import compile_all

compile_all()
django.setup()

import hypothesis
import pytest

from symbiose.common.actor import Actor, Role

hypothesis.settings.register_profile(
    "symbiose", deadline=None
)  # no test asserts a time; laws hold on a busy machine too
hypothesis.settings.load_profile("symbiose")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Uploads of a test stay in its own folder; passwords are quick to hash; no count outlives its rows.

    Static files are looked up when one is asked for: without that, each new client would read the heads of them all.
    """
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CACHES = {**settings.CACHES, "counts": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


@pytest.fixture(scope="session")
def kept_tables(tmp_path_factory) -> Path:
    """Where the tables that follow from today's migrations are kept, beside the folders of pytest's runs."""
    from tests.tables import mark

    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return run.parent / "symbiose-tables" / f"{mark()}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, kept_tables):
    """The tests' database in memory begins with the tables that an earlier run made."""
    from tests.tables import restored

    with restored(kept_tables):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, kept_tables):
    from django.db import connection

    from tests.tables import in_memory, keep

    with django_db_blocker.unblock():
        if in_memory(connection) and not kept_tables.exists():
            keep(kept_tables)


@pytest.fixture
def municipality(db):
    """The municipality that the tests run for."""
    from tests.factories import make_municipality

    return make_municipality()


@pytest.fixture
def organisation(municipality):
    from tests.factories import make_organisation

    return make_organisation()


@pytest.fixture
def actor_adviser(municipality):
    from tests.factories import make_actor

    return make_actor(Role.ADVISER)


@pytest.fixture
def actor_firm(organisation):
    from tests.factories import make_actor

    return make_actor(Role.FIRM, organisation)


@pytest.fixture
def client_as(municipality, client):
    """`client_as(role, organisation=None)`: a client signed in as that role; a visitor is not signed in."""
    from django.test import Client

    from tests.factories import make_membership

    def signed_in(role: Role | str, organisation=None) -> Client:
        fresh = Client()
        if Role(role) is not Role.VISITOR:
            membership = make_membership(Role(role), organisation)
            fresh.force_login(membership.user)
        return fresh

    return signed_in


@pytest.fixture
def visitor() -> Actor:
    return Actor()


def pytest_terminal_summary(terminalreporter):
    """Where nothing may be skipped, say so; `pytest_sessionfinish` makes it a failure."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and os.environ.get("SYMBIOSE_NO_SKIPS"):
        terminalreporter.write_line(f"{len(skipped)} skipped, and nothing may be skipped here", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and os.environ.get("SYMBIOSE_NO_SKIPS"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

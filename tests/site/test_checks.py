"""What `symbiose check` names before an installation starts."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.checks import run_checks

from symbiose.common import checks


@pytest.fixture
def production(monkeypatch):
    """A production that lacks nothing."""
    complete = SimpleNamespace(
        PRODUCTION=True,
        DEMO=False,
        SECRET_KEY="k" * 60,
        ALLOWED_HOSTS=["symbiose.eksempel.example"],
        BASE_URL="https://symbiose.eksempel.example",
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        DEFAULT_FROM_EMAIL="symbiose@eksempel.example",
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql"}},
        CACHES={"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}},
        TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}},
    )
    monkeypatch.setattr(checks, "settings", complete)
    return complete


def named():
    return {found.id for found in run_checks() if found.id.startswith("symbiose.")}


def test_a_complete_production_is_told_nothing(production):
    assert named() == set()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DEMO", True, "symbiose.E001"),
        ("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "testserver"], "symbiose.E003"),
        ("ALLOWED_HOSTS", [""], "symbiose.E003"),
        ("SECRET_KEY", "", "symbiose.E002"),
        ("ALLOWED_HOSTS", ["*"], "symbiose.E004"),
        ("BASE_URL", "http://127.0.0.1:8000", "symbiose.E005"),
        ("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend", "symbiose.W001"),
        ("DATABASES", {"default": {"ENGINE": "django.db.backends.sqlite3"}}, "symbiose.W002"),
        ("CACHES", {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}, "symbiose.E006"),
        ("TASKS", {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}, "symbiose.W003"),
        ("DEFAULT_FROM_EMAIL", "symbiose@example.dk", "symbiose.W004"),
    ],
)
def test_what_is_missing_is_named(name, value, told, production):
    setattr(production, name, value)

    assert named() == {told}


def test_the_framework_has_no_warning_here():
    assert [found.id for found in run_checks() if not found.id.startswith("symbiose.")] == []

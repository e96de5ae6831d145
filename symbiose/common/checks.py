"""What `symbiose check` names: settings that would make an installation unsafe or mute."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution
from django.core.exceptions import ImproperlyConfigured


@register()
def demo_is_not_production(app_configs, **kwargs):
    """One-click roles and examples never run beside real data."""
    if settings.DEMO and settings.PRODUCTION:
        return [
            Error(
                "Demo sign-in is on in production.",
                hint="Remove SYMBIOSE_DEMO or SYMBIOSE_PRODUCTION.",
                id="symbiose.E001",
            )
        ]
    return []


@register()
def production_is_configured(app_configs, **kwargs):
    """A key, host names, a server database and a mail server are the least that production needs."""
    if not settings.PRODUCTION:
        return []
    found = []
    if not _has_secret_key():
        found.append(Error("There is no secret key.", hint="Set SYMBIOSE_SECRET_KEY.", id="symbiose.E002"))
    found += [*_addresses(), *_letters()]
    if "sqlite3" in settings.DATABASES["default"]["ENGINE"]:
        found.append(Caution("The database is SQLite.", hint="Set DATABASE_URL=postgresql://…", id="symbiose.W002"))
    if "DatabaseCache" not in settings.CACHES["default"]["BACKEND"]:
        found.append(
            Error(
                "Each process counts attempts to sign in for itself, so that the limit is as many times weaker.",
                hint="Keep the default cache in the database, as settings.py has it.",
                id="symbiose.E006",
            )
        )
    if settings.TASKS["default"]["BACKEND"].endswith("ImmediateBackend"):
        found.append(
            Caution(
                "Long work runs inside web requests.",
                hint="Remove SYMBIOSE_TASKS and run symbiose worker.",
                id="symbiose.W003",
            )
        )
    return found


def _addresses() -> list[CheckMessage]:
    """Names under which the pages answer, and the one that stands in letters."""
    found: list[CheckMessage] = []
    if set(settings.ALLOWED_HOSTS) <= {"", "127.0.0.1", "localhost", "testserver"}:
        found.append(Error("No host name is set.", hint="Set SYMBIOSE_HOSTS.", id="symbiose.E003"))
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "Any host name is taken: a forged one would stand in letters about passwords.",
                hint="Set SYMBIOSE_HOSTS to the names of this site.",
                id="symbiose.E004",
            )
        )
    if not settings.BASE_URL.startswith("https://"):
        found.append(
            Error(
                f"Letters would lead to {settings.BASE_URL}.",
                hint="Set SYMBIOSE_BASE_URL=https://….",
                id="symbiose.E005",
            )
        )
    return found


def _letters() -> list[CheckMessage]:
    """Whether letters are sent, and from an address of one's own."""
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        return [Caution("No mail is sent.", hint="Set SYMBIOSE_EMAIL_URL=smtp://host:port.", id="symbiose.W001")]
    if settings.DEFAULT_FROM_EMAIL.endswith("@example.dk"):
        return [Caution("Letters have no sender.", hint="Set SYMBIOSE_EMAIL_FROM.", id="symbiose.W004")]
    return []


def _has_secret_key() -> bool:
    """The framework refuses to hand out an empty key; here that is a finding, not a crash."""
    try:
        return bool(settings.SECRET_KEY)
    except ImproperlyConfigured:
        return False

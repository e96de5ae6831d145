"""Settings, read from the environment; `symbiose check` names what is misconfigured.

SYMBIOSE_DATA      folder for the database file, uploads and generated keys (default: ./var)
DATABASE_URL       postgresql://… ; without it, SQLite in SYMBIOSE_DATA, one file per municipality
MUNICIPALITY       a shipped configuration's name or a folder (default: silkeborg)
SYMBIOSE_DEMO      1 turns on one-click demo roles; refused in production
SYMBIOSE_PRODUCTION 1 turns on secure cookies, HTTPS and the strict checks
SYMBIOSE_BASE_URL   https://… under which people reach the pages; it stands in letters
SYMBIOSE_PROXIES   how many proxies of one's own stand before the pages (default in production: 1)
SYMBIOSE_IMAP_HOST  the mailbox that is read for letters; with _PORT, _USER, _PASSWORD, _FOLDER, _HANDLED, _TLS
SYMBIOSE_PROVIDERS  a TOML file with the identity providers through which people sign in
SYMBIOSE_CONFIRM_MINUTES after how many minutes a person shows again who they are, before sensitive pages (15)
SYMBIOSE_SECOND_STEP  roles for which a password alone is not enough: adviser, firm, or both with a comma
SYMBIOSE_CONTACT_KEYS what job seekers' contact details are sealed with: the first seals, all open (the secret key)
SYMBIOSE_SECRET_KEY, SYMBIOSE_HOSTS, SYMBIOSE_ORIGINS, SYMBIOSE_EMAIL_URL, SYMBIOSE_EMAIL_FROM
"""

from __future__ import annotations

import os
from pathlib import Path

from symbiose.site.environment import (
    data_folder,
    database,
    flag,
    identity_providers,
    keep_machine_code,
    listed,
    mail_server,
    mailbox,
    some_of,
    whole_number,
)
from symbiose.site.secret import secret_key

PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_folder()
keep_machine_code(DATA)
MUNICIPALITY = os.environ.get("MUNICIPALITY") or "silkeborg"
DEMO = flag("SYMBIOSE_DEMO")
PRODUCTION = flag("SYMBIOSE_PRODUCTION")
GUARD_READS = not PRODUCTION

DEBUG = False
SECRET_KEY = os.environ.get("SYMBIOSE_SECRET_KEY") or secret_key(DATA, may_create=not PRODUCTION)
# What people's telephones and addresses are sealed with: the first seals, all open; without one the key above.
CONTACT_KEYS = listed("SYMBIOSE_CONTACT_KEYS") or [SECRET_KEY]
ALLOWED_HOSTS = listed("SYMBIOSE_HOSTS", "127.0.0.1,localhost,testserver")
CSRF_TRUSTED_ORIGINS = listed("SYMBIOSE_ORIGINS")

INSTALLED_APPS = [
    "symbiose.home",
    "symbiose.frontdesk",
    "symbiose.matching",
    "symbiose.jobs",
    "symbiose.listings",
    "symbiose.ledger",
    "symbiose.organisations",
    "symbiose.notices",
    "symbiose.files",
    "symbiose.people",
    "symbiose.common",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "symbiose.common.pages.middleware.request_id",
    "symbiose.common.pages.middleware.refuse_null",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "symbiose.common.pages.middleware.keep_out_of_caches",
    "symbiose.common.pages.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "symbiose.organisations.middleware.current_actor",
    "symbiose.people.middleware.SecondStepFirst",
    "symbiose.common.pages.middleware.reads_do_not_write",
    "symbiose.home.middleware.say_what_is_done_by_a_button",
]

ROOT_URLCONF = "symbiose.site.urls"
WSGI_APPLICATION = "symbiose.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "symbiose.common.pages.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "symbiose.common.templatetags.pages"],
        },
    }
]
FORM_RENDERER = "symbiose.common.pages.forms.Renderer"

DATABASES = {"default": database(DATA / f"{Path(MUNICIPALITY).name}.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "symbiose.people.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {
    "login": "symbiose.people.forms.LoginForm",
    "reset_password": "symbiose.people.forms.ResetPasswordForm",
    "reset_password_from_key": "symbiose.people.forms.ResetPasswordKeyForm",
    "change_password": "symbiose.people.forms.ChangePasswordForm",
    "reauthenticate": "symbiose.people.forms.ReauthenticateForm",
}
MFA_ADAPTER = "symbiose.people.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute wrong
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost
MFA_FORMS = {
    "authenticate": "symbiose.people.forms.CodeForm",
    "reauthenticate": "symbiose.people.forms.CodeAgainForm",
    "activate_totp": "symbiose.people.forms.AddAppForm",
    "deactivate_totp": "symbiose.people.forms.RemoveAppForm",
    "generate_recovery_codes": "symbiose.people.forms.NewCodesForm",
    "add_webauthn": "symbiose.people.forms.AddPasskeyForm",
    "login_webauthn": "symbiose.people.forms.PasskeyForm",
    "authenticate_webauthn": "symbiose.people.forms.PasskeySecondForm",
    "reauthenticate_webauthn": "symbiose.people.forms.PasskeyAgainForm",
    "edit_webauthn": "symbiose.people.forms.RenamePasskeyForm",
}
IDENTITY_PROVIDERS = identity_providers()
SOCIALACCOUNT_ADAPTER = "symbiose.people.adapter.IdentityAdapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 8  # seconds; a person waits
CONFIRM_AGAIN_AFTER = 60 * whole_number("SYMBIOSE_CONFIRM_MINUTES", 15)
SECOND_STEP_ROLES = some_of("SYMBIOSE_SECOND_STEP", {"adviser", "firm"})
ACCOUNT_REAUTHENTICATION_TIMEOUT = CONFIRM_AGAIN_AFTER
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # whoever chose it a moment ago need not write it once more
ACCOUNT_RATE_LIMITS = {
    "ask_access": "10/h/ip",
    "write_to_us": "10/h/ip,300/h/key",  # of one connection, and of all together
    "write_back": "20/h/key",
    "receipt_again": "10/h/ip",
    "slip_code": "10/10m/ip,3000/10m/key",  # codes that were wrong, of one connection; of all together only as a brake
    "slip_prefix": "10/10m/key",  # codes that were wrong and begin alike, wherever they came from
    "login_failed": "10/m/ip,5/5m/key,20/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(
    os.environ.get("SYMBIOSE_PROXIES", "1" if PRODUCTION else "0")
)  # whose word on the reader's address counts
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:today"
LOGOUT_REDIRECT_URL = "home:front"

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
LOCAL_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {  # what limits attempts counts them for all processes together
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "common_sharedcount",
        "KEY_FUNCTION": "symbiose.common.counts.hidden_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # beyond it a third is forgotten; old ones are erased every minute
    },
    "counts": {"BACKEND": LOCAL_MEMORY, "LOCATION": "counts"},
}

MEDIA_ROOT = DATA / "files"
if PRODUCTION:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_KEEP_ONLY_HASHED_FILES = PRODUCTION

EMAIL_HOST, EMAIL_PORT = mail_server()
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("SYMBIOSE_EMAIL_FROM", "symbiose@example.dk")
MAILBOX = mailbox()
BASE_URL = os.environ.get("SYMBIOSE_BASE_URL", "http://127.0.0.1:8000")

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if os.environ.get("SYMBIOSE_TASKS", "now" if DEMO else "worker") == "now"
        else "django_tasks_db.DatabaseBackend"
    }
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'", *sorted({origin for one in IDENTITY_PROVIDERS for origin in one.origins})],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
CSRF_FAILURE_VIEW = "symbiose.home.views.expired_form"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "symbiose.site.logs.OneLine" if PRODUCTION else "logging.Formatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "filters": {"links": {"()": "symbiose.site.logs.WithoutLinks"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["links"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False}},
}

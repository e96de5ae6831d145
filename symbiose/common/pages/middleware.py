"""What every request carries: an id for the trail, the chosen language, and the promise that reading changes nothing."""

from __future__ import annotations

import re
import uuid

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import BadRequest
from django.db import connection
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from symbiose.common.request import current_id

READING = {"GET", "HEAD", "OPTIONS"}
WRITES = re.compile(r"^\s*(insert|update|delete|replace|create|alter|drop|truncate)\b", re.IGNORECASE)
# Who is signed in, how often an address has asked, and who read what of a person.
EXEMPT = ("django_session", "common_sharedcount", "common_reading")


NULL_IN_ADDRESS = re.compile(r"\x00|%00")


class WriteOnRead(Exception):
    """A page that is only read tried to change the database."""


def request_id(get_response):
    """Give each request an id; the audit trail and the answer's header carry it."""

    def middleware(request):
        request.id = str(uuid.uuid4())
        token = current_id.set(request.id)
        try:
            response = get_response(request)
        finally:
            current_id.reset(token)
        response["X-Request-ID"] = request.id
        return response

    return middleware


def refuse_null(get_response):
    """No honest address holds a null sign, and PostgreSQL takes none: a bad request before anything is looked up."""

    def middleware(request):
        if NULL_IN_ADDRESS.search(request.path) or NULL_IN_ADDRESS.search(request.META.get("QUERY_STRING", "")):
            raise BadRequest
        return get_response(request)

    return middleware


def keep_out_of_caches(get_response):
    """No browser keeps what a signed-in person saw: on a shared machine "Back" would show it after sign-out.

    Pictures have an answer of their own to how long they are kept; signing out empties the cache of them too.
    """

    def middleware(request):
        before = request.session.get(SESSION_KEY)
        response = get_response(request)
        after = request.session.get(SESSION_KEY)
        if (before or after) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        if before and before != after:
            response["Clear-Site-Data"] = '"cache"'
        return response

    return middleware


class ChosenLanguage(LocaleMiddleware):
    """Danish unless the reader chose English here: a browser's own language is not a choice of this site's."""

    def process_request(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()


def refuse_writes(execute, sql, params, many, context):
    """Let through what reads; sessions and counts of attempts are exempt."""
    if WRITES.match(sql) and not any(table in sql for table in EXEMPT):
        raise WriteOnRead(sql[:80])
    return execute(sql, params, many, context)


def reads_do_not_write(get_response):
    """Hold the law that a GET never writes, wherever GUARD_READS is on: tests, the demo, development."""

    def middleware(request):
        if request.method not in READING or not settings.GUARD_READS:
            return get_response(request)
        with connection.execute_wrapper(refuse_writes):
            return get_response(request)

    return middleware

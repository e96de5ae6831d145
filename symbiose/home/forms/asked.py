"""What visitors send to these pages: a search, a topic, and the texts of a form that could not be received."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.request import RawPostDataException, UnreadablePostError

SECRETS = ("password", "token", "secret", "csrf")
MACHINE = {"form_key", "version", "back", "next", "query", "list_name"}
MOST_KEPT = 100


class SearchForm(forms.Form):
    """Words to look for."""

    q = forms.CharField(max_length=200, required=False, strip=True)

    @property
    def words(self) -> str:
        """The words; the first 200 signs of what is longer."""
        return self.cleaned_data["q"] if self.is_valid() else str(self.data.get("q", ""))[:200].strip()


class TopicForm(forms.Form):
    """Which door of the front page led to the contact page."""

    emne = forms.SlugField(max_length=20, required=False)

    @property
    def topic(self) -> str:
        """The action of the door, or nothing."""
        return self.cleaned_data["emne"] if self.is_valid() else ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form held when it could not be received. `fields` go back as they came; `texts` are a person's own words.

    `whole` is False where a secret or a file was among them, which is never sent back.
    """

    fields: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = ()
    whole: bool = True


def typed(request: HttpRequest) -> Typed:
    """The values of a posted form; nothing where it was no form or cannot be read."""
    if request.method != "POST":
        return Typed()
    try:
        posted, files = request.POST, request.FILES
    except (SuspiciousOperation, UnreadablePostError, RawPostDataException):
        return Typed()
    secret = [name for name in posted if any(word in name.lower() for word in SECRETS)]
    fields = [(name, value) for name, values in posted.lists() if name not in secret for value in values][:MOST_KEPT]
    texts = [value for name, value in fields if value.strip() and name.rpartition("-")[2] not in MACHINE]
    whole = not files and secret in ([], ["csrfmiddlewaretoken"])
    return Typed(tuple(fields), tuple(dict.fromkeys(texts)), whole)


def came_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of this site."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return bool(origin) and urlsplit(origin).netloc == request.get_host()

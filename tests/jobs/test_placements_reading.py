"""The person's own pages about work are easy to read: a readability index under 35, and sentences that are short."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from symbiose.engine.accounting.periods import Grain, period_of
from symbiose.jobs.models import WellbeingAsked
from tests.factories import make_organisation
from tests.jobs.people import make_candidate, make_placement, make_position, make_workplace, person_client
from tests.jobs.test_placements_pages import ago

pytestmark = pytest.mark.django_db
LONG = 6  # letters; a longer word counts as long in LIX (Björnsson, 1968)


def lix(text):
    """Words per sentence plus long words in a hundred."""
    words = re.findall(r"[^\W\d_]+", text)
    sentences = max(len(re.findall(r"[.!?:]+(?=\s|$)", text)), 1)
    return len(words) / sentences + 100 * sum(len(word) > LONG for word in words) / len(words)


def said(page):
    """The running text of a page: leads, paragraphs, list items and labels, each ended as a sentence."""
    main = page[page.index('<div class="own">') : page.index("</main>")]
    main = re.sub(r"<(svg|table|button|a)\b.*?</\1>", "", main, flags=re.DOTALL)
    blocks = re.findall(
        r"<(?:p|li|dd|dt|h1|label|legend)\b[^>]*>(.*?)</(?:p|li|dd|dt|h1|label|legend)>", main, re.DOTALL
    )
    texts = [" ".join(strip_tags(block).split()) for block in blocks]
    return " ".join(text if text.endswith((".", "?", "!")) else f"{text}." for text in texts if text)


def test_own_pages_about_work_are_easy_to_read(municipality):
    """All of them together: an index of a page of six sentences, with a name in each, would say little."""
    position = make_position(make_workplace(make_organisation("Huset")), title="Samle kasser")
    placement = make_placement(make_candidate(), position, starts_on=ago(40), mentor="Ole")
    WellbeingAsked.objects.create(placement=placement, quarter=period_of(ago(0), Grain.QUARTER).code, answer_by=ago(-5))
    person = person_client(Client(), placement.candidate)

    pages = [person.get(reverse(f"own:{name}")).content.decode() for name in ("work", "help", "first_day", "survey")]
    text = " ".join(said(page) for page in pages)

    assert len(text.split()) > 100
    assert lix(text) < 35, text

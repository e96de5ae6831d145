"""Sentences of the law's and the tasks' arithmetic: whole, plain, and each with the values that its reason promises."""

import re
import string

import pytest

from symbiose.engine.explain import law_sentence, source_text, task_sentence
from symbiose.engine.explain.law import law_templates
from symbiose.engine.explain.tasks import task_templates
from symbiose.engine.law.reasons import REASON_CODES as LAW_CODES
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.tasks import REASON_CODES as TASK_CODES
from symbiose.reference import Certainty

REASON_CODES = LAW_CODES | TASK_CODES
TEMPLATES = law_templates() | task_templates()
LEFT_TO_ITS_VARIANTS = {"rate", "weeks", "per"}  # of `left_benefit`: an amount a month needs no sum
TEXTS = {"source_da": "star.dk.", "source_en": "star.dk", "certainty": "unverified"}
FORBIDDEN = re.compile(r"\b(match|score|bruger|brugere|sag|sager)\b", re.IGNORECASE)


def value(name):
    return TEXTS.get(name, "noget" if name.endswith(("_da", "_en")) else 1234.5)


def said(code, language, when=()):
    values = {name: value(name) for name in REASON_CODES[code]} | dict(when)
    say = law_sentence if code in LAW_CODES else task_sentence
    return say(Reason(code, Tone.NOTE, values), language=language)


def test_every_reason_has_a_sentence_for_the_general_case():
    assert LAW_CODES.keys().isdisjoint(TASK_CODES)
    assert set(law_templates()) == set(LAW_CODES)
    assert set(task_templates()) == set(TASK_CODES)
    assert all(templates[-1].when == () for templates in TEMPLATES.values())


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("code", REASON_CODES)
def test_every_sentence_is_whole_and_plain(code, language):
    for template in TEMPLATES[code]:
        text = said(code, language, template.when)

        assert text.endswith(".")
        assert ".." not in text
        assert text[0].isupper() or text[0].isdigit()
        assert not set("{}_") & set(text)
        assert not FORBIDDEN.search(text)


@pytest.mark.parametrize("code", REASON_CODES)
def test_every_sentence_carries_the_values_of_its_reason(code):
    bare = {name.removesuffix("_da").removesuffix("_en") for name in REASON_CODES[code]} - {"certainty", "measure"}

    for template in TEMPLATES[code]:
        danish, english = (
            {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (template.da, template.en)
        )
        assert danish == english
        left_out = LEFT_TO_ITS_VARIANTS if code == "left_benefit" else set()
        assert bare - danish - left_out - dict(template.when).keys() == set()


@pytest.mark.parametrize("certainty", Certainty)
def test_every_certainty_can_be_said(certainty):
    assert source_text("star.dk.", certainty).startswith("Kilde: star.dk (")
    assert source_text("star.dk", certainty, language="en").startswith("Source: star.dk (")

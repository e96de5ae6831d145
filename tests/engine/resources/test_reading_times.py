"""Times of the week as people write them."""

from __future__ import annotations

import pytest

from symbiose.engine.resources.reading import read_text
from symbiose.engine.windows import format_windows
from tests.engine.resources.reading_graph import TINY

WORKDAYS = ["man", "tir", "ons", "tor", "fre"]


def week(days: str | list[str], hours: str) -> str:
    """The text form of the same hours on several days."""
    return "; ".join(f"{day} {hours}" for day in (days.split() if isinstance(days, str) else days))


def said(text: str) -> str:
    """Windows of the first thing in the text."""
    return format_windows(read_text(text, graph=TINY).items[0].windows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tirsdag", "tir 08:00-16:00"),
        ("tirsdag og torsdag formiddag", week("tir tor", "08:00-12:00")),
        ("mandag formiddag og onsdag eftermiddag", "man 08:00-12:00; ons 12:00-16:00"),
        ("torsdagseftermiddag", "tor 12:00-16:00"),
        ("mandagmorgen", "man 06:00-09:00"),
        ("om aftenen på hverdage", week(WORKDAYS, "16:00-20:00")),
        ("om formiddagen", week(WORKDAYS, "08:00-12:00")),
        ("mandag til torsdag", week("man tir ons tor", "08:00-16:00")),
        ("fredag-søndag", week("fre lør søn", "08:00-16:00")),
        ("loerdag-mandag kl. 10-11", week("man lør søn", "10:00-11:00")),
        ("man-fre kl. 7.30-15", week(WORKDAYS, "07:30-15:00")),
        ("tir/tor formiddag", week("tir tor", "08:00-12:00")),
        ("tor. kl. 9-10", "tor 09:00-10:00"),
        ("fre eftermiddag", "fre 12:00-16:00"),
        ("hverdage", week(WORKDAYS, "08:00-16:00")),
        ("i weekenden", week("lør søn", "08:00-16:00")),
        ("hele ugen døgnet rundt", week([*WORKDAYS, "lør", "søn"], "00:00-24:00")),
        ("fredag kl. 9-12.30", "fre 09:00-12:30"),
        ("fredag kl. 9:15 til 12:30", "fre 09:00-12:30"),
        ("fredag 8-16", "fre 08:00-16:00"),
        ("fredag mellem 8 og 15", "fre 08:00-15:00"),
        ("hentes mellem 8 og 15", week(WORKDAYS, "08:00-15:00")),
        ("hentes 8.00-15.00", week(WORKDAYS, "08:00-15:00")),
        ("fredag efter kl. 14", "fre 14:00-20:00"),
        ("fredag efter kl. 9", "fre 09:00-16:00"),
        ("fredag efter kl. 21", "fre 21:00-22:00"),
        ("fredag før kl. 10", "fre 06:00-10:00"),
        ("fredag før kl. 5", "fre 05:00-06:00"),
        ("fredag kl. 9", "fre 09:00-10:00"),
        ("fredag kl. 24", "fre 23:00-24:00"),
        ("on Fridays 9am-2pm", "fre 09:00-14:00"),
        ("on Fridays at 2pm", "fre 14:00-15:00"),
        ("Monday to Thursday mornings", week("man tir ons tor", "08:00-12:00")),
        ("mandag kl. 8-10 og 14-16", "man 08:00-10:00; man 14:00-16:00"),
        ("formiddage, tirsdag og torsdag", week("tir tor", "08:00-12:00")),
        ("mandag. Tirsdag formiddag", "man 08:00-16:00; tir 08:00-12:00"),
        ("hverdage undtagen onsdag", week("man tir tor fre", "08:00-16:00")),
        ("hverdage undtagen onsdag kl. 9-12", week("man tir tor fre", "09:00-12:00")),
        ("ikke fredag", week("man tir ons tor", "08:00-16:00")),
        ("man kan hente det", ""),
        ("to formiddage", ""),
        ("2 formiddage", ""),
        ("i eftermiddag", ""),
        ("mellem 8 og 10 paller", ""),
        ("fredag 8-10 paller", "fre 08:00-10:00"),
        ("fredag kl. 12-9", "fre 12:00-13:00"),
        ("fredag kl. 25", "fre 08:00-16:00"),
        ("kl.", ""),
        ("kl. 24.30", ""),
        ("kl. 10.99", ""),
        ("12:30", ""),
        ("mandag til", "man 08:00-16:00"),
        ("mandag til kaffe", "man 08:00-16:00"),
        ("fredag 8-", "fre 08:00-16:00"),
        ("tir", ""),
    ],
)
def test_times_are_read(text, expected):
    assert said(f"Træ {text}") == expected
    assert said(f"TRÆ {text.upper()}") == expected


def test_the_words_of_a_time_are_named_and_small_words_join_them():
    text = "Træ kan hentes tirsdag og torsdag formiddag. Fredag er det også muligt kl. 9-10."

    item = read_text(text, graph=TINY).items[0]

    assert [text[span.start : span.end] for span in item.window_spans] == [
        "tirsdag og torsdag formiddag",
        "Fredag",
        "kl. 9-10",
    ]

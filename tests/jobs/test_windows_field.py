"""Times of a week are asked for day by day, and read back as the engine writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.windows import format_windows, window
from symbiose.jobs.forms.windows import WindowsField, rows_of


def sent(*rows):
    """What a browser sends: (day, number, from, to)."""
    data = {}
    for day, number, first, last in rows:
        data |= {f"w_{day}_{number}_from": first, f"w_{day}_{number}_to": last}
    return data


def cleaned(*rows, required=True):
    field = WindowsField(required=required)
    return field.clean(field.widget.value_from_datadict(sent(*rows), {}, "w"))


def test_rows_become_the_text_of_the_engine_and_times_that_touch_are_one():
    assert cleaned((0, 0, "18", "24"), (0, 1, "24", "28"), (4, 0, "20", "22")) == "man 09:00-14:00; fre 10:00-11:00"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ((2, 0, "24", "18"), "Onsdag: det slutter kl. 9.00, før det begynder kl. 12.00."),
        ((2, 0, "24", "24"), "Onsdag: det slutter kl. 12.00, før det begynder kl. 12.00."),
        ((2, 0, "24", ""), "Onsdag: vælg både fra og til."),
        ((2, 0, "99", "24"), "Onsdag: vælg både fra og til."),
        ((2, 0, "²", "24"), "Onsdag: vælg både fra og til."),
    ],
)
def test_times_that_are_wrong_are_named_with_their_day(row, sentence):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as caught:
        cleaned(row)

    assert caught.value.messages == [sentence]


def test_no_times_are_refused_where_they_are_needed():
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        cleaned()
    assert cleaned(required=False) == ""


def test_a_page_shows_what_was_chosen_and_says_the_day_of_each_field():
    html = WindowsField().widget.render("w", "man 09:00-12:00; man 13:00-15:00")

    assert html.count(" selected") == 4
    assert '<details class="windows-more" open>' in html
    assert 'aria-label="Mandag fra"' in html


def test_a_text_that_cannot_be_read_shows_empty_rows():
    assert rows_of("noget andet") == []


days = st.integers(0, 6)


@given(st.lists(st.tuples(days, st.integers(0, 46), st.integers(1, 48)), max_size=5))
def test_what_is_shown_and_sent_back_is_the_same_week(parts):
    bits = 0
    for day, start, end in parts:
        if start < end:
            bits |= window(day, start, end)
    text = format_windows(bits)
    rows = rows_of(text)
    seen = {}
    numbered = [(day, seen.setdefault(day, []).append(1) or len(seen[day]) - 1, a, b) for day, a, b in rows]
    if any(number > 1 for _day, number, _a, _b in numbered):
        return  # more than two times on one day

    assert cleaned(*numbered, required=False) == text

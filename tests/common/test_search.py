"""Search: the same words found on either database."""

from __future__ import annotations

import pytest

from symbiose.common import search
from symbiose.common.models import SearchDocument

pytestmark = pytest.mark.django_db
LABEL = "organisations.organisation"


@pytest.fixture
def texts():
    for pk, title, text in (
        (1, "Eksempel Træværk", "Trapper og specialsnedkeri. Praktikplads til unge. Fuglekasser."),
        (2, "Eksempel Åens Vaskeri", "Vi vasker arbejdstøj for kommunen."),
        (3, "Eksempel Blomsterbinder", "Buketter og kranse, socialøkonomisk virksomhed."),
    ):
        search.index(LABEL, pk, title=title, text=text)


def found(query: str) -> list[int]:
    return sorted(search.found_ids(LABEL, query))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("trapper", [1]),
        ("trappe", [1]),
        ("TRAPPERNE", [1]),
        ("traeværk", [1]),
        ("Aaens", [2]),
        ("åen", [2]),
        ("plads", [1]),
        ("blomst", [3]),
        ("kasser", [1]),
        ("blomsterbindr", [3]),
        ("socialøkonomi", [3]),
        ("socialoekonomisk", [3]),
        ("vaskeri kommune", [2]),
        ("vaskeri trapper", []),
        ("xyz", []),
        ("", []),
        ('"; drop table', []),
        ("'a' & | ! :* (", [1, 2, 3]),
    ],
)
def test_search_finds_stems_slips_foldings_and_parts(texts, query, expected):
    assert found(query) == expected


def test_search_forgets_what_is_gone_and_replaces_what_changed(texts):
    search.index(LABEL, 1, title="Eksempel Metal", text="Smede")
    search.forget(LABEL, [2])

    assert found("trapper") == []
    assert found("smed") == [1]
    assert found("vaskeri") == []
    assert SearchDocument.objects.count() == 2


def test_search_asks_a_fixed_number_of_questions(texts, django_assert_num_queries):
    with django_assert_num_queries(2):
        found("trapper")
    for pk in range(10, 30):
        search.index(LABEL, pk, title=f"Eksempel Trappefirma {pk}", text="trapper")
    with django_assert_num_queries(2):
        assert len(found("trapper")) == 21

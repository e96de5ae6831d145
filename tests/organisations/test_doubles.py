"""Likely doubles: found without comparing everybody, remembered where somebody said no, shown to advisers."""

import random

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from symbiose.common.actor import Role
from symbiose.organisations.actions import find_doubles, set_apart
from symbiose.organisations.likeness import MOST_SHARING, Known, likely_same, name_key, weight_of
from symbiose.organisations.models import Alike
from tests.factories import make_alike, make_organisation

PAIRS_QUERIES = 7


def pairs(*rows):
    return likely_same([Known(pk, **said) for pk, said in enumerate(rows, start=1)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Eksempel Træværk ApS", "EKSEMPEL TRÆVÆRK"),
        ("Træ & Metal A/S", "Metal og Træ"),
        ("Søren Smed", "Smed, Søren"),
        ("Ærø Øl", "Aeroe Oel"),
    ],
)
def test_company_form_signs_and_order_are_no_difference(one, other):
    assert name_key(one) == name_key(other)


def test_a_name_of_nothing_but_a_company_form_is_still_a_name():
    assert name_key("A/S") == "as"


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ({"name": "Smed ApS", "postcode": "8600"}, {"name": "Smed", "postcode": "8600"}, ("name_place",)),
        ({"name": "Smed ApS", "postcode": "8600"}, {"name": "Smed", "postcode": "8653"}, None),
        ({"name": "Fuglekassen", "postcode": "8600"}, {"name": "Fuglekasssen", "postcode": "8600"}, ("near_name",)),
        ({"name": "Fuglekassen", "postcode": "8600"}, {"name": "Fuglekasssen", "postcode": "8883"}, None),
        ({"name": "A", "email": "x@y.example"}, {"name": "B", "email": "X@Y.example"}, ("email",)),
        ({"name": "A", "phone": "+45 12 34 56 78"}, {"name": "B", "phone": "12345678"}, ("phone",)),
        ({"name": "A", "phone": "112"}, {"name": "B", "phone": "112"}, None),
        (
            {"name": "A", "website": "https://www.a.example/"},
            {"name": "B", "website": "http://a.example"},
            ("website",),
        ),
        ({"name": "A", "number": "1", "phone": "12345678"}, {"name": "B", "number": "2", "phone": "12345678"}, None),
        ({"name": "A", "number": "1"}, {"name": "A", "number": "2"}, ("name_place",)),
        (
            {"name": "Smed", "phone": "12345678", "email": "a@b.example"},
            {"name": "Smed", "phone": "12345678", "email": "a@b.example"},
            ("name_place", "email", "phone"),
        ),
    ],
)
def test_what_makes_two_alike(one, other, reasons):
    assert pairs(one, other).get((1, 2)) == reasons


def test_what_everybody_shares_says_nothing():
    """The accountant's telephone, the town's most common name."""
    many = [{"name": f"Firma {number}", "phone": "12345678"} for number in range(MOST_SHARING + 1)]

    assert pairs(*many) == {}


names = st.sampled_from(["Smed", "Smed ApS", "Smeden", "Tømrer Jensen", "Tømrer Jenssen", "A/S", "Ø"])
rows = st.lists(
    st.fixed_dictionaries(
        {"name": names, "postcode": st.sampled_from(["", "8600", "8653"]), "phone": st.sampled_from(["", "12345678"])}
    ),
    max_size=7,
)


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_records_never_matters(said, chance: random.Random):
    known = [Known(pk, **one) for pk, one in enumerate(said)]
    shuffled = chance.sample(known, len(known))

    assert likely_same(shuffled) == likely_same(known)
    assert all(first < second for first, second in likely_same(known))


def test_pairs_are_found_shown_likeliest_first_and_kept_apart(adviser, municipality):
    make_organisation("Eksempel Smed", contact_phone="12345678")
    make_organisation("Eksempel Smed ApS", contact_phone="12 34 56 78")
    make_organisation("Eksempel Fuglekassen")
    make_organisation("Eksempel Fuglekasssen")

    text = adviser.post(reverse("organisations:look"), follow=True).text

    assert "Mulige dobbelte: 2." in text
    assert "2 par" in text
    assert text.index("Eksempel Smed ApS") < text.index("Eksempel Fuglekasssen")
    assert "samme navn og sted<br>samme telefon" in text

    strongest = Alike.objects.first()
    gone = adviser.post(reverse("organisations:set_apart", args=[strongest.pk]), follow=True).text
    assert "Eksempel Smed ApS" not in gone
    assert find_doubles() == 1
    assert "Eksempel Smed ApS" not in adviser.get(reverse("organisations:doubles")).text
    assert (
        "Eksempel Smed ApS"
        in adviser.post(reverse("organisations:set_apart", args=[strongest.pk]), {"undo": "1"}, follow=True).text
    )


def test_a_pair_that_is_no_longer_alike_goes_and_reasons_follow(municipality):
    one, other = make_organisation("Eksempel Smed"), make_organisation("Eksempel Smed ApS")
    find_doubles()
    other.contact_phone = one.contact_phone = "12345678"
    one.save()
    other.save()
    find_doubles()
    pair = Alike.objects.get()

    other.name, other.contact_phone = "Noget helt andet", ""
    other.save()

    assert (pair.reasons, pair.weight) == (["name_place", "phone"], weight_of(["name_place", "phone"]))
    assert find_doubles() == 0


def test_saying_no_twice_is_one_row_of_the_trail(organisation, actor_adviser):
    pair = make_alike(organisation)

    for _ in range(2):
        set_apart(pair, by=actor_adviser)

    assert pair.first.pk == organisation.pk
    assert Alike.objects.get().version == 2


def test_the_page_of_one_names_what_may_be_the_same(adviser, organisation):
    pair = make_alike(organisation)

    text = adviser.get(reverse("organisations:detail", args=[organisation.pk])).text

    assert "Måske den samme som" in text
    assert reverse("organisations:merge", args=[organisation.pk, pair.second.pk]) in text


def test_no_doubles_says_what_to_do(adviser):
    assert "Ingen mulige dobbelte" in adviser.get(reverse("organisations:doubles")).text


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_asks_the_same_number_of_queries(client_as, municipality, how_many, django_assert_num_queries):
    client = client_as(Role.ADVISER)
    for _ in range(how_many):
        make_alike(make_organisation())
    client.get(reverse("organisations:doubles"))

    with django_assert_num_queries(PAIRS_QUERIES):
        client.get(reverse("organisations:doubles"))

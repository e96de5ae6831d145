"""Codes as people read them, in either language."""

from django.utils import translation

from symbiose.jobs import words


def test_every_code_has_a_name_in_the_readers_language():
    with translation.override("da"):
        assert dict(words.accommodation_choices())["quiet_place"] == "et roligt sted med lidt støj"
        assert words.form_name("flex_job") == "Fleksjob"
        assert words.figure(2.5) == "2,5"
        danish = [
            *words.skill_choices(),
            *words.demand_choices(),
            *words.template_choices(),
            *words.form_choices(),
            *words.pay_choices(),
        ]
    with translation.override("en"):
        assert dict(words.accommodation_choices())["quiet_place"] == "a quiet place with little noise"
        assert words.form_name("flex_job") == "Flex job"
        assert words.figure(2.5) == "2.5"

    assert all(name for _code, name in danish)


def test_a_code_that_no_list_holds_is_shown_as_it_is():
    with translation.override("da"):
        assert words.form_name("gammel") == "gammel"
        assert words.form_name("") == ""
        assert words.names_of(["ny_kode", "quiet_place"], words.accommodation_choices()) == [
            "et roligt sted med lidt støj",
            "ny_kode",
        ]

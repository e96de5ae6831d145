"""One build, any municipality: what the pages say comes from the configuration alone."""

from __future__ import annotations

import pytest

PAGES = ("/", "/maal/", "/kontakt/", "/laes/", "/was/", "/om-dine-oplysninger/", "/om/")
SAYS = {
    "silkeborg": (
        "Silkeborg Kommune",
        "Det, der er til overs, kan give arbejde til flere",
        "indgang@silkeborg.example",
        "Mindst 100 nye stillinger til borgere med begrænset arbejdsevne",
        "Silkeborgmodellen",
    ),
    "kalundborg": (
        "Kalundborg Kommune",
        "Rester bliver til ressourcer, og flere kommer med",
        "symbiose@kalundborg.example",
        "En rest i en produktion bliver en ressource i en anden",
        "Hvad er et CSR-partnerskab?",
    ),
    "prisme": (
        "Prisme Kommune",
        "I Prisme går intet til spilde",
        "kontor@prisme.example",
        "Syv delte maskiner",
        "Resterne skal bruges igen i Prisme.",
    ),
}


@pytest.mark.parametrize("name", SAYS)
def test_x7_name_contacts_goals_and_texts_come_from_the_configuration_alone(name, load, client, third_municipality):
    load(third_municipality if name == "prisme" else name)

    shown = "\n".join(client.get(page).content.decode() for page in PAGES)

    assert [text for text in SAYS[name] if text not in shown] == []
    others = [other.split()[0] for other, *_ in SAYS.values() if not other.lower().startswith(name)]
    assert [other for other in others if other in shown] == []


def test_x7_one_database_belongs_to_one_municipality(load):
    from symbiose.home.loading import OtherMunicipality

    load("silkeborg")

    with pytest.raises(OtherMunicipality, match="Silkeborg Kommune"):
        load("kalundborg")


def test_pages_answer_before_any_configuration_is_loaded(db, client):
    assert {page: client.get(page).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)


def test_english_falls_back_to_danish_with_a_mark(load, client, third_municipality):
    load(third_municipality)
    client.cookies["django_language"] = "en"

    shown = client.get("/").content.decode()

    assert "What we aim for" in shown
    assert '<span lang="da">I Prisme går intet til spilde <span class="badge">in Danish</span></span>' in shown


def test_loading_again_keeps_what_was_edited(silkeborg, load):
    from symbiose.common.models import MunicipalItem

    edited = MunicipalItem.objects.get(kind="text", key="text-headline")
    edited.data = {**edited.data, "da": "Vores egen overskrift"}
    edited.save()
    before = MunicipalItem.objects.count()

    load("silkeborg")

    edited.refresh_from_db()
    assert edited.data["da"] == "Vores egen overskrift"
    assert MunicipalItem.objects.count() == before


@pytest.mark.parametrize("name", ["silkeborg", "kalundborg"])
def test_what_the_database_holds_is_what_the_files_said(name, load, tmp_path):
    from symbiose.home.loading import configuration_of_database
    from symbiose.municipalities import reader

    loaded = load(name)
    reader.dump(configuration_of_database(), tmp_path / name)

    assert reader.load(tmp_path / name) == loaded

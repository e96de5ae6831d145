"""The file of identity providers, and what is read of their answers."""

from __future__ import annotations

import pytest

from symbiose.people.providers import Claims, ClaimsError, IdentityProvider, ProviderError, read_claims, read_providers

SECRETS = {"SYMBIOSE_KOMMUNE_SECRET": "hemmelig"}
GOOD = """
[[provider]]
id = "kommune"
name = "Eksempel Kommune"
kind = "oidc"
own = true
asks_more = true
trusted_domains = ["Kommune.example"]
server = "https://login.kommune.example/realms/a"
client_id = "symbiose"
secret_from = "SYMBIOSE_KOMMUNE_SECRET"
origins = ["https://adgang.kommune.example/x"]
[provider.claims]
company_number = "cvr"
roles = "groups"
[provider.roles]
"Symbiose rådgiver" = "adviser"

[[provider]]
id = "mitid"
name = "MitID Erhverv"
kind = "saml"
entity_id = "https://broker.example/metadata"
sign_on = "https://broker.example/sso"
certificate = "broker.pem"
[provider.claims]
subject = "urn:uid"
company_number = "urn:cvr"
"""


@pytest.fixture
def written(tmp_path):
    (tmp_path / "broker.pem").write_text("-----BEGIN CERTIFICATE-----")

    def write(text):
        file = tmp_path / "login.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_the_file_is_read_in_its_order(written):
    first, second = read_providers(written(GOOD), SECRETS)

    assert (first.id, first.own, first.asks_more, first.trusts("A@KOMMUNE.example")) == ("kommune", True, True, True)
    assert first.origins == ("https://adgang.kommune.example", "https://login.kommune.example")
    assert (first.app["secret"], first.app["settings"]["oauth_pkce_enabled"]) == ("hemmelig", True)
    assert (second.id, second.own, second.trusts("a@kommune.example")) == ("mitid", False, False)
    assert second.app["settings"]["advanced"]["want_assertion_signed"] is True
    assert second.app["settings"]["attribute_mapping"] == {"uid": "urn:uid"}


@pytest.mark.parametrize(
    ("instead_of", "write", "told"),
    [
        ('kind = "oidc"', 'kind = "oauth"', "kind is “oauth”. Write oidc or saml."),
        ('id = "kommune"', 'id = "Kommunens login"', "an id is small letters"),
        ('id = "kommune"', 'id = "mitid"', "the same id"),
        ("own = true", "", "only the municipality's own provider"),
        ("own = true", 'own = "ja"', "own must be true or false"),
        ("asks_more = true", "asksmore = true", "asksmore is not known"),
        ('client_id = "symbiose"', "", "client_id is missing"),
        ('["Kommune.example"]', '"kommune.example"', "trusted_domains must be a list"),
        ('"https://login.kommune.example/realms/a"', '"http://login.kommune.example"', "is not safe"),
        ('"https://login.kommune.example/realms/a"', '"login.kommune.example"', "is no address"),
        ('roles = "groups"', 'rolle = "groups"', "claims are named company_number"),
        ('= "adviser"', '= "boss"', "the role boss is not known"),
        ("SYMBIOSE_KOMMUNE_SECRET", "SYMBIOSE_ANDEN", "the environment has no SYMBIOSE_ANDEN"),
        ('"broker.pem"', '"intet.pem"', "the certificate intet.pem cannot be read"),
        ("[[provider]]", 'title = "x"\n[[provider]]', "something else than"),
        ("[[provider]]", "[[provider", "cannot be read"),
    ],
)
def test_a_slip_in_the_file_is_told_in_one_sentence(written, instead_of, write, told):
    with pytest.raises(ProviderError, match=told.replace("[", r"\[").replace("(", r"\(")):
        read_providers(written(GOOD.replace(instead_of, write, 1)), SECRETS)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ProviderError, match="cannot be read"):
        read_providers(tmp_path / "intet.toml", {})


OIDC = IdentityProvider(
    "a", "A", "oidc", claims={"email": "email", "name": "name", "company_number": "cvr", "roles": "roles"}
)


def test_claims_are_read_by_the_names_of_the_file():
    told = {"sub": "7", "email": "Mette@Firma.example", "name": " Mette ", "cvr": "12345674", "roles": "a, b"}

    assert read_claims(OIDC, "7", {"id_token": {"sub": "7"}, "userinfo": told}) == Claims(
        "7", "mette@firma.example", "Mette", ("12345674",), ("a", "b")
    )


def test_claims_that_are_missing_or_of_another_kind_say_nothing():
    told = {"sub": "7", "email": 5, "cvr": [None, "12345674", "12345674"], "roles": {"a": 1}}

    assert read_claims(OIDC, "7", {"id_token": told}) == Claims("7", "", "", ("12345674",), ())


@pytest.mark.parametrize(
    ("subject", "data"),
    [
        ("7", {"id_token": {"sub": "7"}, "userinfo": {"sub": "8", "email": "a@b.example"}}),
        ("7", {"userinfo": {"sub": "7"}}),
        ("", {"id_token": {"sub": ""}}),
        ("x" * 192, {"id_token": {"sub": "x"}}),
    ],
)
def test_an_answer_that_names_nobody_for_certain_is_refused(subject, data):
    with pytest.raises(ClaimsError):
        read_claims(OIDC, subject, data)

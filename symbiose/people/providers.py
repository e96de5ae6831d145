"""Identity providers of the installation, read from its file, and what they say of a person."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ASKED_MORE = "provider_asked_more"  # in the session: signed in through a provider that asks for more than a password
OIDC, SAML = "oidc", "saml"
ROLES = ("adviser", "consultant", "leader", "manager", "representative")
CLAIMS = {
    OIDC: {"subject": "sub", "email": "email", "name": "name"},
    SAML: {"email": "email", "name": "name"},
}
CLAIM_NAMES = {"subject", "email", "name", "company_number", "roles"}
SHARED = {"id", "name", "kind", "own", "asks_more", "trusted_domains", "origins", "claims", "roles"}
NEEDED = {OIDC: {"server", "client_id", "secret_from"}, SAML: {"entity_id", "sign_on", "certificate"}}
_ID = re.compile(r"[a-z0-9-]{1,40}")
LONGEST_SUBJECT = 191  # what the sign-in library takes


class ProviderError(ValueError):
    """The file of identity providers cannot be used; one sentence says what to mend."""


class ClaimsError(ValueError):
    """A provider answered with something that says nothing certain of a person."""


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """One identity provider. `own` is the municipality's: it alone may give roles.

    `trusted_domains` are those for whose mail addresses its word is enough to find an account that is here already.
    `asks_more` says that it asks for more than a password itself.
    """

    id: str
    name: str
    kind: str
    own: bool = False
    asks_more: bool = False
    trusted_domains: frozenset[str] = frozenset()
    claims: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    origins: tuple[str, ...] = ()
    app: Mapping[str, Any] = field(default_factory=dict)

    def trusts(self, email: str) -> bool:
        """Whether its word on this address is enough."""
        return email.rpartition("@")[2].lower() in self.trusted_domains


@dataclass(frozen=True, slots=True)
class Claims:
    """What a provider says of the person who signed in there, in the words of the installation's file."""

    subject: str
    email: str = ""
    name: str = ""
    company_numbers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


def read_providers(file: Path, environment: Mapping[str, str]) -> tuple[IdentityProvider, ...]:
    """The providers of a file in its order; secrets come from the environment, certificates from files beside it.

    Raises ProviderError.
    """
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProviderError(f"{file} cannot be read: {error}.") from error
    rows = told.get("provider", [])
    if set(told) - {"provider"} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ProviderError(f"{file} holds something else than [[provider]] tables.")
    providers = tuple(_provider(row, file, environment) for row in rows)
    if len({one.id for one in providers}) < len(providers):
        raise ProviderError(f"Two providers in {file} have the same id.")
    return providers


def _provider(row: dict[str, Any], file: Path, environment: Mapping[str, str]) -> IdentityProvider:
    """One table, checked word by word so that nothing is off by a slip."""
    kind, known_as = row.get("kind"), row.get("id", "?")
    where = f"Provider “{known_as}” in {file}"
    if kind not in NEEDED:
        raise ProviderError(f"{where}: kind is “{kind}”. Write oidc or saml.")
    if not (isinstance(known_as, str) and _ID.fullmatch(known_as)):
        raise ProviderError(f"{where}: an id is small letters, digits and hyphens, and is never changed later.")
    _check_words(row, kind, where)
    claims = {**CLAIMS[kind], **row.get("claims", {})}
    make = _oidc if kind == OIDC else _saml
    app, address = make(row, claims, file, environment, where)
    return IdentityProvider(
        id=known_as,
        name=row["name"],
        kind=kind,
        own=row.get("own", False),
        asks_more=row.get("asks_more", False),
        trusted_domains=frozenset(domain.lower() for domain in row.get("trusted_domains", [])),
        claims=claims,
        roles=row.get("roles", {}),
        origins=tuple(sorted({_origin(address, where), *(_origin(one, where) for one in row.get("origins", []))})),
        app=app,
    )


def _check_words(row: dict[str, Any], kind: str, where: str) -> None:
    """Every word is known, every needed one is there, and each is of its kind."""
    allowed = SHARED | NEEDED[kind] | ({"scopes"} if kind == OIDC else {"own_entity_id"})
    if unknown := sorted(set(row) - allowed):
        raise ProviderError(f"{where}: {', '.join(unknown)} is not known. Known are {', '.join(sorted(allowed))}.")
    if missing := sorted((NEEDED[kind] | {"name"}) - set(row)):
        raise ProviderError(f"{where}: {', '.join(missing)} is missing.")
    for words, sort in ((("own", "asks_more"), bool), (("trusted_domains", "origins", "scopes"), list)):
        if wrong := [word for word in words if not isinstance(row.get(word, sort()), sort)]:
            raise ProviderError(f"{where}: {wrong[0]} must be {'true or false' if sort is bool else 'a list'}.")
    if set(row.get("claims", {})) - CLAIM_NAMES:
        raise ProviderError(f"{where}: claims are named {', '.join(sorted(CLAIM_NAMES))}.")
    if row.get("roles") and not row.get("own"):
        raise ProviderError(f"{where}: only the municipality's own provider (own = true) gives roles.")
    if wrong := sorted(set(row.get("roles", {}).values()) - set(ROLES)):
        raise ProviderError(f"{where}: the role {wrong[0]} is not known. Write one of {', '.join(ROLES)}.")


def _origin(address: str, where: str) -> str:
    """Scheme and host of an address; plain http only on this machine."""
    parts = urlsplit(address)
    if not parts.hostname or parts.scheme not in {"http", "https"}:
        raise ProviderError(f"{where}: “{address}” is no address. Write it with https://.")
    if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1"}:
        raise ProviderError(f"{where}: “{address}” is not safe. Write it with https://.")
    return f"{parts.scheme}://{parts.netloc}"


def _oidc(
    row: dict[str, Any], claims: Mapping[str, str], _file: Path, environment: Mapping[str, str], where: str
) -> tuple[dict[str, Any], str]:
    secret = environment.get(row["secret_from"], "")
    if not secret:
        raise ProviderError(f"{where}: the environment has no {row['secret_from']}.")
    settings = {
        "server_url": row["server"],
        "oauth_pkce_enabled": True,
        "scope": row.get("scopes", ["openid", "email", "profile"]),
        "uid_field": claims["subject"],
    }
    app = {"client_id": row["client_id"], "secret": secret, "settings": settings}
    return app | {"provider_id": row["id"], "name": row["name"]}, row["server"]


def _saml(
    row: dict[str, Any], claims: Mapping[str, str], file: Path, _environment: Mapping[str, str], where: str
) -> tuple[dict[str, Any], str]:
    try:
        certificate = (file.parent / row["certificate"]).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise ProviderError(f"{where}: the certificate {row['certificate']} cannot be read.") from error
    mapped = {"uid": claims["subject"]} if "subject" in claims else {}
    settings = {
        "attribute_mapping": mapped,
        "idp": {"entity_id": row["entity_id"], "sso_url": row["sign_on"], "x509cert": certificate},
        "advanced": {"strict": True, "want_assertion_signed": True, "reject_idp_initiated_sso": True},
    }
    if row.get("own_entity_id"):
        settings["sp"] = {"entity_id": row["own_entity_id"]}
    app = {"client_id": row["id"], "provider_id": row["id"], "name": row["name"], "settings": settings}
    return app, row["sign_on"]


def read_claims(provider: IdentityProvider, subject: str, data: Mapping[str, Any]) -> Claims:
    """What the provider says, by the names of the installation's file.

    OIDC answers twice, signed and on asking again; both must mean the same person. Raises ClaimsError.
    """
    if provider.kind == OIDC:
        signed, asked = data.get("id_token") or {}, data.get("userinfo") or {}
        if not signed or (asked and asked.get("sub") != signed.get("sub")):
            raise ClaimsError(f"{provider.id} answered for two different people.")
        data = {**signed, **asked}
    if not subject or len(subject) > LONGEST_SUBJECT:
        raise ClaimsError(f"{provider.id} gave no usable name of the person.")

    def told(claim: str) -> list[str]:
        value = data.get(provider.claims.get(claim, ""), [])
        values = value if isinstance(value, list) else [value]
        return [one.strip() for one in values if isinstance(one, str) and one.strip()]

    email = next(iter(told("email")), "").lower()
    return Claims(
        subject=subject,
        email=email,
        name=(next(iter(told("name")), "") or email)[:200],
        company_numbers=tuple(sorted(set(told("company_number")))),
        roles=tuple(sorted({part.strip() for one in told("roles") for part in one.split(",")})),
    )

"""Identity providers for tests: one of OIDC that runs as a program, and one of SAML of our own."""

from __future__ import annotations

import base64
import subprocess
import sys
import time
import zlib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import requests
import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree

from tests.e2e.conftest import answers, free_port

CLAIMS = '[provider.claims]\ncompany_number = "cvr"\nroles = "roles"\n'


@contextmanager
def oidc_provider():
    """The address of an OIDC provider that believes everybody."""
    port = free_port()
    program = str(Path(sys.executable).with_name("oidc-provider-mock"))
    process = subprocess.Popen([program, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while not answers(f"{address}/.well-known/openid-configuration"):
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def tell(address, subject, **claims):
    """What the OIDC provider says of a person from now on."""
    requests.put(f"{address}/users/{subject}", json=claims, timeout=20).raise_for_status()


def oidc_file(folder, address, *more, claims=CLAIMS, **words):
    """A file of one OIDC provider; `more` are lines in its table."""
    told = {"id": "mitid", "name": "MitID Erhverv", "kind": "oidc", "server": address, "client_id": "symbiose"}
    told |= {"secret_from": "SYMBIOSE_MITID_SECRET"} | words
    lines = [f'{name} = "{value}"' for name, value in told.items()]
    file = folder / "login.toml"
    file.write_text("\n".join(["[[provider]]", *lines, *more, claims]), encoding="utf-8")
    return file


def saml_file(folder, idp, sign_on, *more, claims=CLAIMS):
    """A file of one SAML provider with its certificate beside it."""
    (folder / "saml.pem").write_text(idp.certificate, encoding="ascii")
    told = {"id": "kommunen", "name": "Kommunens login", "kind": "saml", "entity_id": idp.entity}
    told |= {"sign_on": sign_on, "certificate": "saml.pem"}
    lines = [f'{name} = "{value}"' for name, value in told.items()]
    file = folder / "login.toml"
    file.write_text("\n".join(["[[provider]]", *lines, *more, claims]), encoding="utf-8")
    return file


SAMLP, SAML = "urn:oasis:names:tc:SAML:2.0:protocol", "urn:oasis:names:tc:SAML:2.0:assertion"
ANSWER = """<samlp:Response xmlns:samlp="{samlp}" xmlns:saml="{saml}" ID="_r{number}" Version="2.0" IssueInstant="{now}"
 Destination="{acs}" InResponseTo="{asked}"><saml:Issuer>{entity}</saml:Issuer><samlp:Status><samlp:StatusCode
 Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="_a{number}" Version="2.0"
 IssueInstant="{now}"><saml:Issuer>{entity}</saml:Issuer><saml:Subject><saml:NameID
 Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{subject}</saml:NameID><saml:SubjectConfirmation
 Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{until}"
 Recipient="{acs}" InResponseTo="{asked}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions
 NotBefore="{since}" NotOnOrAfter="{until}"><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience>
 </saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{now}" SessionIndex="_s{number}">
 <saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password
 </saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>{attributes}
 </saml:AttributeStatement></saml:Assertion></samlp:Response>"""
ATTRIBUTE = '<saml:Attribute Name="{0}"><saml:AttributeValue>{1}</saml:AttributeValue></saml:Attribute>'


class SamlProvider:
    """Reads what Symbiose asks, and signs an answer about whom one likes."""

    def __init__(self, entity="https://idp.example/metadata"):
        self.entity, self.number = entity, 0
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example")])
        now = datetime.now(UTC)
        made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))
        pem = serialization.Encoding.PEM
        self.certificate = made.sign(key, hashes.SHA256()).public_bytes(pem).decode()
        self.key = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())

    def answer(self, asked_at, subject, *, audience=None, minutes=5, **attributes):
        """The signed answer to what was asked at an address, as it is posted back, and where to."""
        packed = base64.b64decode(parse_qs(urlsplit(asked_at).query)["SAMLRequest"][0])
        asked = etree.fromstring(zlib.decompress(packed, -15))
        now, self.number = datetime.now(UTC), self.number + 1

        def moment(shift):
            return (now + timedelta(minutes=shift)).strftime("%Y-%m-%dT%H:%M:%SZ")

        text = ANSWER.format(
            samlp=SAMLP,
            saml=SAML,
            number=self.number,
            entity=self.entity,
            subject=subject,
            acs=asked.get("AssertionConsumerServiceURL"),
            asked=asked.get("ID"),
            now=moment(0),
            since=moment(min(minutes, 0) - 10),
            until=moment(minutes),
            audience=audience or asked.findtext(f"{{{SAML}}}Issuer"),
            attributes="".join(ATTRIBUTE.format(*pair) for pair in attributes.items()),
        )
        return asked.get("AssertionConsumerServiceURL"), self.signed(etree.fromstring(text))

    def signed(self, response):
        """The answer with a signature on what it asserts, ready to be posted."""
        assertion = response.find(f"{{{SAML}}}Assertion")
        place = xmlsec.template.create(assertion, xmlsec.Transform.EXCL_C14N, xmlsec.Transform.RSA_SHA256)
        assertion.insert(1, place)
        part = xmlsec.template.add_reference(place, xmlsec.Transform.SHA256, uri="#" + assertion.get("ID"))
        xmlsec.template.add_transform(part, xmlsec.Transform.ENVELOPED)
        xmlsec.template.add_transform(part, xmlsec.Transform.EXCL_C14N)
        xmlsec.tree.add_ids(assertion, ["ID"])
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_memory(self.key, xmlsec.KeyFormat.PEM)
        context.sign(place)
        return base64.b64encode(etree.tostring(response)).decode()

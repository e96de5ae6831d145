"""Files and letters for the tests of what people write."""

from __future__ import annotations

import time
from io import BytesIO

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from symbiose.common.actor import system
from symbiose.frontdesk.actions.posting import take_letter
from symbiose.frontdesk.actions.receipts import link_of
from symbiose.frontdesk.forms.public import SALT
from symbiose.notices import links
from symbiose.notices.incoming import parse
from tests.notices.letters import letter

CLOCK = system("Symbiose")
PDF = b"%PDF-1.7 eksempel"


def pdf(name="Tegning.pdf"):
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def photo(name="Bord.jpg"):
    out = BytesIO()
    Image.new("RGB", (60, 40), "brown").save(out, format="JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def shown_at(seconds=60):
    """What the form holds when it was shown so long ago."""
    return signing.dumps(int(time.time()) - seconds, salt=SALT)


def typed(**values):
    """The public form as a carpenter fills it in."""
    return {
        "topic": "listing",
        "text": "Jeg har 40 meter egeplanker til overs. Kan nogen bruge dem?",
        "name": "Karl Eksempel",
        "email": "karl@snedker.example",
        "phone": "",
        "organisation_text": "Eksempel Snedker",
        "postcode": "8600",
        "web_page": "",
        "shown_at": shown_at(),
        **values,
    }


def receipt_path(enquiry):
    """The path of the page behind the link of an enquiry."""
    return f"/svar/{links.token(link_of(enquiry))}/"


def take(text="Vi vil gerne høre mere.\n", *, by=CLOCK, **said):
    """Hand a letter over as the reading of the mailbox does."""
    return take_letter(parse(letter(text, **said)), by)

"""Letters for tests, as bytes, and a receiver that remembers what it was handed."""

from __future__ import annotations

from email.message import EmailMessage

PDF = b"%PDF-1.7 eksempel"


def letter(text="Vi vil gerne høre mere.\n", *, html="", files=(), **headers) -> bytes:
    """A letter from a firm; `files` are (name, type, bytes); a header that is None is left out."""
    made = EmailMessage()
    said = {
        "From": "Anna Eksempel <anna@firma.example>",
        "To": "indgang@kommune.example",
        "Subject": "Vi har træ til overs",
        "Date": "Mon, 30 Nov 2026 09:00:00 +0100",
        "Message-ID": "<1@firma.example>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in said.items():
        if value is not None:
            made[name] = value
    if text is not None:
        made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html") if text is not None else made.set_content(html, subtype="html")
    for name, kind, content in files:
        main, sub = kind.split("/")
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return bytes(made)


class Desk:
    """A room that takes letters: what it was handed, and what each became."""

    def __init__(self, became):
        self.became = became
        self.taken = []
        self.fails = None

    def __call__(self, message, by):
        if self.fails:
            raise self.fails
        self.taken.append(message)
        return self.became

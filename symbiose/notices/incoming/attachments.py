"""The parts of a letter: what was written, and the files with it, each judged by the rules of files."""

from __future__ import annotations

import re
from email.message import Message
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext as _

from symbiose.files.actions import check_upload
from symbiose.files.models import Purpose
from symbiose.notices.incoming import headers
from symbiose.notices.incoming.message import Attachment, RefusedAttachment
from symbiose.notices.incoming.text import one_line, without_cpr

MOST_PARTS = 500  # a letter with more was made to be slow
MOST_ATTACHMENTS = 20
SMALL_PICTURE = 20_000  # bytes; a picture that the text shows and that is smaller is a logo in a signature
LONGEST_NAME = 120
SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "message/rfc822": ".eml"}


def parts_of(letter: Message) -> tuple[list[tuple[str, str]], list[Message]]:
    """The texts with their kind, and the parts that are files; what lies inside an attached letter stays in it."""
    texts: list[tuple[str, str]] = []
    kept: list[Message] = []
    waiting, seen = [letter], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop()
        seen += 1
        kind, inner = part.get_content_type(), headers.inner(part)
        if kind.startswith("multipart/") and inner:
            waiting += reversed(inner)
        elif kind in {"text/plain", "text/html"} and not _is_file(part):
            texts.append((kind, headers.of_bytes(headers.content(part), headers.charset(part))))
        elif kind not in SIGNATURES:
            kept.append(part)
    shown = "".join(text for kind, text in texts if kind == "text/html")
    return texts, [part for part in kept if not _is_logo(part, shown)]


def _is_file(part: Message) -> bool:
    return headers.raw(part, "Content-Disposition").strip().lower().startswith("attachment") or bool(_said_name(part))


def _said_name(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except headers.BROKEN:
        return ""


def _is_logo(part: Message, html: str) -> bool:
    name = headers.raw(part, "Content-ID").strip("<> ")
    small = part.get_content_maintype() == "image" and len(headers.content(part)) <= SMALL_PICTURE
    return bool(name) and small and f"cid:{name}" in html


def judged(parts: list[Message]) -> tuple[tuple[Attachment, ...], tuple[RefusedAttachment, ...]]:
    """The files that are taken, and those that are not with the reason in Danish."""
    taken: list[Attachment] = []
    refused: list[RefusedAttachment] = []
    with translation.override("da"):  # kept with the letter, and read by advisers
        for number, part in enumerate(parts, 1):
            file = Attachment(_name(part, number), part.get_content_type()[:100], headers.content(part))
            reason = _reason(file) if len(taken) < MOST_ATTACHMENTS else str(_("The letter has too many files."))
            if reason:
                refused.append(RefusedAttachment(without_cpr(file.name)[0], reason))
            else:
                taken.append(file)
    return tuple(taken), tuple(refused)


def _reason(file: Attachment) -> str:
    """Why the file breaks a rule; "" where it keeps them all."""
    try:
        check_upload(SimpleUploadedFile(file.name, file.content), Purpose.LETTER)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _name(part: Message, number: int) -> str:
    """The file's own name without folders; one made of its kind where the letter says none."""
    said = one_line(headers.decoded(_said_name(part)), 10 * LONGEST_NAME)
    name = PurePosixPath(re.sub(r"[\\/]+", "/", said)).name.strip(". ")
    if not name:
        name = f"fil-{number}{ENDINGS.get(part.get_content_type(), '')}"
    if len(name) <= LONGEST_NAME:
        return name
    ending = PurePosixPath(name).suffix[:10]
    return name[: LONGEST_NAME - len(ending)] + ending

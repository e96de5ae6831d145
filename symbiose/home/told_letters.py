"""What people of a demo's story wrote themselves after they asked, with files, behind the link of their receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from symbiose.common.actor import Actor
from symbiose.frontdesk.actions import give_receipt, write_back
from symbiose.frontdesk.models import Enquiry
from symbiose.home.story import Story
from symbiose.home.told_cases import moment_of


def tell_letters(told: Story, enquiries: Mapping[str, Enquiry], *, by: Actor) -> None:
    """Give everybody with an address the link of a receipt, and add what the story says that they wrote."""
    for enquiry in enquiries.values():
        if enquiry.email:
            give_receipt(enquiry, by=by)
    for one in told.of("letter"):
        write_back(enquiries[one["enquiry"]], text=one["da"], files=_files(one), at=moment_of(one), by=by)


def _files(one: dict[str, Any]) -> list[SimpleUploadedFile]:
    if "file_name" not in one:
        return []
    return [SimpleUploadedFile(one["file_name"], one["file_da"].encode(), content_type="text/plain")]

"""Reading an uploaded file back."""

from __future__ import annotations

from symbiose.common.actor import Actor
from symbiose.files.models import Upload


def own_upload(upload_id: int, *, actor: Actor) -> Upload | None:
    """The file, if the actor uploaded it; nobody reads another's upload."""
    if actor.user_id is None:
        return None
    return Upload.objects.filter(pk=upload_id, uploaded_by=actor.user_id).exclude(file="").first()


def content(upload: Upload) -> bytes:
    """The bytes as received."""
    with upload.file.open("rb") as file:
        data: bytes = file.read()
    return data

"""Reading an uploaded file back."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath

from django.http import FileResponse, Http404

from symbiose.common.actor import Actor
from symbiose.files.models import Upload
from symbiose.files.pictures import small_jpeg


def own_upload(upload_id: int, *, actor: Actor) -> Upload | None:
    """The file, if the actor uploaded it and it is still in the folder; nobody reads another's upload."""
    if actor.user_id is None:
        return None
    upload = Upload.objects.filter(pk=upload_id, uploaded_by=actor.user_id).exclude(file="").first()
    return upload if upload is not None and upload.file.storage.exists(str(upload.file.name)) else None


def content(upload: Upload) -> bytes:
    """The bytes as received."""
    with upload.file.open("rb") as file:
        data: bytes = file.read()
    return data


def photo_answer(upload: Upload, *, small: bool = False) -> FileResponse:
    """A picture as a page shows it; 404 once it is erased. Who may see it is the caller's to decide.

    No other site shows it, no shared cache keeps it, and it says nothing about who took it.
    """
    try:
        stored = content(upload)
    except (ValueError, FileNotFoundError) as error:  # erased, or lost from the folder
        raise Http404 from error
    answer = FileResponse(BytesIO(small_jpeg(stored) if small else stored), content_type="image/jpeg")
    answer["Content-Disposition"] = 'inline; filename="photo.jpg"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=3600"
    answer["Content-Security-Policy"] = "default-src 'none'"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex"
    return answer


KINDS = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


def file_answer(upload: Upload) -> FileResponse:
    """A file as it came, to be saved; a picture is shown. 404 once it is erased. Who may open it is the caller's to decide.

    Whatever it holds, nothing in it runs here, and no shared cache keeps it.
    """
    try:
        stored = content(upload)
    except (ValueError, FileNotFoundError) as error:  # erased, or lost from the folder
        raise Http404 from error
    kind = KINDS.get(PurePath(upload.name).suffix.lower(), "application/octet-stream")
    shown = kind.startswith("image/")
    answer = FileResponse(BytesIO(stored), content_type=kind, as_attachment=not shown, filename=upload.name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex"
    return answer

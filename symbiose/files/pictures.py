"""Pictures judged by what they hold, never by their name, and made anew without what the camera wrote into them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
TELEPHONE_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})
MOST_PIXELS = 50_000_000  # a little over what a telephone takes; a bomb holds thousands of millions
LONGEST_SIDE = 1600
QUALITY = 82
SMALL_SIDE = 240
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    OverflowError,
    EOFError,
    struct.error,
    zlib.error,
)


def plain_jpeg(content: bytes) -> bytes:
    """The picture made anew from its pixels alone. Raises ValidationError with one sentence."""
    _check_brand(content)
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as first:
            _check_shape(first)
            first.verify()
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            return _made_anew(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except UNREADABLE as error:
        raise ValidationError(
            _("This is not a picture that we can read. Choose a whole JPEG, PNG or WebP picture."), code="unreadable"
        ) from error


def _check_brand(content: bytes) -> None:
    """Telephones turn their own format into JPEG when a page asks for it; a file that was copied over is still in it."""
    if content[4:8] == b"ftyp" and content[8:12] in TELEPHONE_BRANDS:
        raise ValidationError(
            _("The picture is in the telephone's own format (HEIC). Choose it from the telephone, or save it as JPEG."),
            code="heic",
        )


def _check_shape(picture: Image.Image) -> None:
    """Refuse by what stands in the head of the file, before any pixel takes up memory."""
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise _too_many_pixels()
    if getattr(picture, "is_animated", False) and picture.format != "MPO":  # telephones keep a small copy beside it
        raise ValidationError(_("The picture moves. Choose one that stands still."), code="animated")


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("The picture has more than %(most)s million pixels. Choose a smaller one.")
        % {"most": MOST_PIXELS // 1_000_000},
        code="pixels",
    )


def _made_anew(picture: Image.Image) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read at a half or a quarter where that is enough
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    seen = upright.convert("RGBA") if upright.has_transparency_data else upright.convert("RGB")
    sheet = Image.new("RGB", seen.size, "white")
    sheet.paste(seen, mask=seen if seen.mode == "RGBA" else None)
    out = BytesIO()
    sheet.save(out, format="JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def small_jpeg(content: bytes) -> bytes:
    """A stored picture for a list: a few kilobytes, read at an eighth of its size."""
    out = BytesIO()
    with Image.open(BytesIO(content), formats=("JPEG",)) as picture:
        picture.draft("RGB", (SMALL_SIDE, SMALL_SIDE))
        picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
        picture.save(out, format="JPEG", quality=QUALITY)
    return out.getvalue()

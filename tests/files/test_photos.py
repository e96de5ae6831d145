"""A picture is judged by what it holds, made anew without what the camera wrote, and refused in one sentence."""

from __future__ import annotations

import struct
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from symbiose.common.actor import Actor
from symbiose.common.models import AuditEntry
from symbiose.files.actions import erase_due, erase_upload, keep_upload, receive_photo
from symbiose.files.models import Upload
from symbiose.files.queries import content, photo_answer
from symbiose.files.rules import MEGABYTE

pytestmark = pytest.mark.django_db
ME = Actor(user_id=1, name="Mette Eksempel")
SECRET = b"EXAMPLECAM at a hidden place"


def picture(kind="JPEG", size=(60, 40), colour="red", **options):
    out = BytesIO()
    Image.new(options.pop("mode", "RGB"), size, colour).save(out, format=kind, **options)
    return out.getvalue()


def file(data, name="IMG_Mettes_værksted.jpg"):
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def with_exif():
    """A picture as a telephone writes it: lying on its side, with camera and place."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it a quarter to the right
    exif[0x010F] = SECRET.decode()
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (56.0, 10.0, 0.0)
    exif[0x8825] = gps
    return picture(exif=exif.tobytes(), comment=SECRET)


def opened(upload):
    return Image.open(BytesIO(content(upload)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_a_jpeg_whatever_its_name(kind):
    received = receive_photo(file(picture(kind), "billede"), by=ME)

    made = opened(received)
    assert (made.format, made.size, made.mode) == ("JPEG", (60, 40), "RGB")
    assert made.getpixel((5, 5))[0] > 240
    assert (received.purpose, received.size, len(received.digest)) == ("photo", len(content(received)), 64)


def test_a_picture_is_turned_upright_and_loses_what_the_camera_wrote():
    data = with_exif()
    assert SECRET in data

    received = receive_photo(file(data), by=ME)

    made = opened(received)
    assert made.size == (40, 60)
    assert len(made.getexif()) == 0
    assert made.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert SECRET not in content(received)


def test_the_name_of_a_picture_is_not_kept():
    received = receive_photo(file(picture(), "Mette Eksempel 010190-1234.jpg"), by=ME)

    assert received.name == "photo.jpg"
    assert "Mette" not in received.file.name
    assert "Mette" not in str(AuditEntry.objects.values_list("changes"))


KEPT_MARKERS = {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA, 0xD8, 0xD9}  # JFIF, tables, size, scans, begin, end


def markers(data):
    """The kinds of part that a JPEG is made of, up to the first scan."""
    found, place = [], 2
    while data[place + 1] != 0xDA:
        found.append(data[place + 1])
        place += 2 + int.from_bytes(data[place + 2 : place + 4])
    return found


def with_words_in_every_corner(kind):
    """A picture with text, a small copy, an editor's notes or a colour profile beside its pixels."""
    if kind == "PNG":
        info = PngInfo()
        info.add_text("Author", SECRET.decode())
        info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        return picture("PNG", pnginfo=info, exif=Image.Exif(), icc_profile=SECRET)
    if kind == "WEBP":
        return picture("WEBP", xmp=SECRET, icc_profile=SECRET)
    notes = b"\xff\xed" + (2 + len(SECRET)).to_bytes(2) + SECRET
    data = picture("JPEG", comment=SECRET, icc_profile=SECRET, xmp=SECRET)
    return data[:2] + notes + data[2:] + SECRET


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_stored_bytes_hold_pixels_and_nothing_else(kind):
    data = with_words_in_every_corner(kind)
    assert SECRET in data

    stored = content(receive_photo(file(data), by=ME))

    assert SECRET not in stored
    assert set(markers(stored)) <= KEPT_MARKERS
    assert stored.endswith(b"\xff\xd9")


def test_a_picture_for_print_or_with_deep_colours_can_be_received():
    for data in (picture(mode="CMYK", colour=(0, 255, 255, 0)), picture("PNG", mode="I;16", colour=9)):
        assert opened(receive_photo(file(data), by=ME)).mode == "RGB"


@pytest.mark.parametrize(("size", "made"), [((4000, 3000), (1600, 1200)), ((900, 3200), (450, 1600))])
def test_a_large_picture_is_made_smaller(size, made):
    assert opened(receive_photo(file(picture(size=size)), by=ME)).size == made


def test_what_can_be_seen_through_becomes_white():
    received = receive_photo(file(picture("PNG", mode="RGBA", colour=(255, 0, 0, 0))), by=ME)

    assert min(opened(received).getpixel((5, 5))) > 250


def test_a_picture_of_palette_or_grey_can_be_received():
    for mode in ("P", "L", "1", "LA"):
        assert opened(receive_photo(file(picture("PNG", mode=mode, colour=0)), by=ME)).mode == "RGB"


def bomb_of_pixels(width=60_000, height=60_000):
    """A small PNG that says it holds 3,600 million pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 10_000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def moving(kind):
    out = BytesIO()
    frames = [Image.new("RGB", (20, 20), (shade, 0, 0)) for shade in range(0, 240, 10)]
    frames[0].save(out, format=kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"not a picture at all", "unreadable"),
        (SVG, "unreadable"),
        (b"MZ" + b"\0" * 400, "unreadable"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 300, "heic"),
        (b"\0\0\0\x1cftypavif" + b"\0" * 300, "heic"),
        (picture("GIF"), "unreadable"),
        (picture("TIFF"), "unreadable"),
        (picture("PNG")[:80], "unreadable"),
        (picture(size=(800, 800), colour="blue")[:2000], "unreadable"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "unreadable"),
        (bomb_of_pixels(), "pixels"),
        (bomb_of_pixels(9_000, 9_000), "pixels"),
        (bomb_of_pixels(11_000, 11_000), "pixels"),
        (bomb_of_pixels(2_000, 2_000), "unreadable"),
        (moving("WEBP"), "animated"),
        (moving("PNG"), "animated"),
        (picture() + b"\0" * 15 * MEGABYTE, "large"),
        (b"\0" * (50 * MEGABYTE), "large"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_is_no_bearable_picture_gets_one_sentence_and_leaves_nothing(data, code, settings):
    with pytest.raises(ValidationError) as refused:
        receive_photo(file(data), by=ME)

    assert [error.code for error in refused.value.error_list] == [code]
    assert len(refused.value.messages) == 1
    assert Upload.objects.count() == 0
    assert not [one for one in settings.MEDIA_ROOT.rglob("*") if one.is_file()]


def test_a_picture_is_answered_inline_private_and_unguessed():
    received = receive_photo(file(picture()), by=ME)

    answer = photo_answer(received)

    assert b"".join(answer.streaming_content) == content(received)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'inline; filename="photo.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]


def test_an_erased_picture_is_gone_from_the_folder_and_its_row_stays(django_capture_on_commit_callbacks):
    received = receive_photo(file(picture()), by=ME)
    stored, storage = received.file.name, received.file.storage

    with django_capture_on_commit_callbacks(execute=True):
        erase_upload(received, by=ME)
        erase_upload(received, by=ME)

    assert not storage.exists(stored)
    assert AuditEntry.objects.filter(verb="file_erased").count() == 1
    received.refresh_from_db()
    with pytest.raises(Http404):
        photo_answer(received)


def test_a_picture_that_is_lost_from_the_folder_is_not_found():
    received = receive_photo(file(picture()), by=ME)
    received.file.storage.delete(received.file.name)

    with pytest.raises(Http404):
        photo_answer(received)


def test_a_picture_is_kept_longer_while_it_is_used_and_never_shorter(django_capture_on_commit_callbacks):
    received = receive_photo(file(picture()), by=ME)
    day = received.keep_until

    keep_upload(received, until=day - timedelta(days=1), by=ME)
    same = Upload.objects.get(pk=received.pk).keep_until
    keep_upload(received, until=day + timedelta(days=90), by=ME)

    assert (same, Upload.objects.get(pk=received.pk).keep_until) == (day, day + timedelta(days=90))
    assert erase_due(on=day + timedelta(days=1), by=ME) == 0
    assert received.keep_until > timezone.localdate() + timedelta(days=700)


def test_a_list_gets_a_small_picture():
    received = receive_photo(file(picture(size=(2000, 1000))), by=ME)

    answer = photo_answer(received, small=True)

    made = Image.open(BytesIO(b"".join(answer.streaming_content)))
    assert (made.format, made.size) == ("JPEG", (240, 120))
    assert answer["X-Content-Type-Options"] == "nosniff"

"""Receiving files by their rules, making pictures safe, and erasing what need not be kept."""

from symbiose.files.actions.photos import picture_digest, read_photo, receive_photo, store_photo
from symbiose.files.actions.uploads import (
    check_upload,
    copy_upload,
    erase_due,
    erase_upload,
    keep_upload,
    receive_upload,
)

__all__ = [
    "check_upload",
    "copy_upload",
    "erase_due",
    "erase_upload",
    "keep_upload",
    "picture_digest",
    "read_photo",
    "receive_photo",
    "receive_upload",
    "store_photo",
]

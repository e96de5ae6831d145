"""Receiving files by their rules, making pictures safe, and erasing what need not be kept."""

from symbiose.files.actions.photos import receive_photo
from symbiose.files.actions.uploads import check_upload, erase_due, erase_upload, keep_upload, receive_upload

__all__ = ["check_upload", "erase_due", "erase_upload", "keep_upload", "receive_photo", "receive_upload"]

"""Letters that come in: read without ever failing, and handed to the room that takes them, once."""

from symbiose.notices.incoming.message import Attachment, IncomingMessage, RefusedAttachment
from symbiose.notices.incoming.parsing import parse
from symbiose.notices.incoming.receivers import LetterRefused, receiver, register_receiver

__all__ = [
    "Attachment",
    "IncomingMessage",
    "LetterRefused",
    "RefusedAttachment",
    "parse",
    "receiver",
    "register_receiver",
]

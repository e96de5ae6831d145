"""Pages about organisations: find, check the right, read or act, answer."""

from symbiose.organisations.views.facts import end_fact, state_fact
from symbiose.organisations.views.importing import preview, upload
from symbiose.organisations.views.lists import directory, index
from symbiose.organisations.views.members import add_member, end_member
from symbiose.organisations.views.pages import add, change, detail

__all__ = [
    "add",
    "add_member",
    "change",
    "detail",
    "directory",
    "end_fact",
    "end_member",
    "index",
    "preview",
    "state_fact",
    "upload",
]

"""Pages about organisations: find, check the right, read or act, answer."""

from symbiose.organisations.views import access, champions
from symbiose.organisations.views.asking import ask, invitation_by_link, receipt_by_link, thanks
from symbiose.organisations.views.closing import close, reopen
from symbiose.organisations.views.directory import hide, show
from symbiose.organisations.views.facts import end_fact, state_fact
from symbiose.organisations.views.importing import blank, preview, upload
from symbiose.organisations.views.lists import index
from symbiose.organisations.views.members import end_member, invite
from symbiose.organisations.views.merging import choose, doubles, look, merge, part, set_apart
from symbiose.organisations.views.pages import add, change, detail
from symbiose.organisations.views.units import add_unit, change_unit, end_unit
from symbiose.organisations.views.years import change_year, remove_year, state_year

__all__ = [
    "access",
    "add",
    "add_unit",
    "ask",
    "blank",
    "champions",
    "change",
    "change_unit",
    "change_year",
    "choose",
    "close",
    "detail",
    "doubles",
    "end_fact",
    "end_member",
    "end_unit",
    "hide",
    "index",
    "invitation_by_link",
    "invite",
    "look",
    "merge",
    "part",
    "preview",
    "receipt_by_link",
    "remove_year",
    "reopen",
    "set_apart",
    "show",
    "state_fact",
    "state_year",
    "thanks",
    "upload",
]

"""Pages of listings."""

from symbiose.listings.views.detail import change, detail, move, refresh
from symbiose.listings.views.files import blank, preview, upload
from symbiose.listings.views.lists import market, own
from symbiose.listings.views.steps import assign_step, open_step, step, undo_step
from symbiose.listings.views.writing import add, reading

__all__ = [
    "add",
    "assign_step",
    "blank",
    "change",
    "detail",
    "market",
    "move",
    "open_step",
    "own",
    "preview",
    "reading",
    "refresh",
    "step",
    "undo_step",
    "upload",
]

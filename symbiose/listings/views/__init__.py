"""Pages of listings."""

from symbiose.listings.views.detail import change, detail, move, refresh
from symbiose.listings.views.files import preview, upload
from symbiose.listings.views.lists import market, own
from symbiose.listings.views.writing import add, reading

__all__ = ["add", "change", "detail", "market", "move", "own", "preview", "reading", "refresh", "upload"]

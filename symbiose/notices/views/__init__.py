"""Pages of personal links, the inbox, and letters out and in."""

from symbiose.notices.views.answers import holder

__all__ = ["holder"]

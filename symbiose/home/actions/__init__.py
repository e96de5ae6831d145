"""The verbs of these pages: keep contact points and the pages that everybody reads."""

from symbiose.home.actions.contacts import NotNow, confirm_contact, write_contact
from symbiose.home.actions.items import Overlap
from symbiose.home.actions.readings import write_reading

__all__ = ["NotNow", "Overlap", "confirm_contact", "write_contact", "write_reading"]

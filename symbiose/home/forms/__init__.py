"""What people send to these pages: searches and topics, contact points, and texts to read."""

from symbiose.home.forms.asked import SearchForm, TopicForm, Typed, came_from_here, typed
from symbiose.home.forms.contacts import ConfirmForm, ContactForm
from symbiose.home.forms.items import show_item_conflict
from symbiose.home.forms.readings import ReadingForm

__all__ = [
    "ConfirmForm",
    "ContactForm",
    "ReadingForm",
    "SearchForm",
    "TopicForm",
    "Typed",
    "came_from_here",
    "show_item_conflict",
    "typed",
]

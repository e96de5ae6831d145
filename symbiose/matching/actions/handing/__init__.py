"""The verbs of handovers: asking about them, telling what was handed over, and the pictures of it."""

from symbiose.matching.actions.handing.asking import (
    ask_about_handovers,
    ask_once_more,
    remind_of_handovers,
    start_asking,
    stop_asking,
)
from symbiose.matching.actions.handing.judging import HandoverRefused
from symbiose.matching.actions.handing.photos import MOST_PHOTOS, TooManyPictures, add_pictures, remove_picture
from symbiose.matching.actions.handing.telling import (
    AnsweredMeanwhile,
    recount_handovers,
    tell_handover,
    tell_of_period,
)

__all__ = [
    "MOST_PHOTOS",
    "AnsweredMeanwhile",
    "HandoverRefused",
    "TooManyPictures",
    "add_pictures",
    "ask_about_handovers",
    "ask_once_more",
    "recount_handovers",
    "remind_of_handovers",
    "remove_picture",
    "start_asking",
    "stop_asking",
    "tell_handover",
    "tell_of_period",
]

"""The verbs of this room: run the engine, decide about what it found, answer, write to each other, and tell what runs."""

from symbiose.matching.actions.answering import Gone, TooLate, answer
from symbiose.matching.actions.clock import ask_again, lapse_gone
from symbiose.matching.actions.constraints import Refused
from symbiose.matching.actions.deciding import NoRoom, Stopped, limit_open, remind, send, set_aside, take_up
from symbiose.matching.actions.exchanges import (
    agree_exchanges,
    begin_exchange,
    change_exchange,
    declare_exchange,
    end_exchange,
    end_exchanges_of,
    pause_exchange,
    reopen_exchange,
    resume_exchange,
)
from symbiose.matching.actions.handing import (
    MOST_PHOTOS,
    AnsweredMeanwhile,
    HandoverRefused,
    TooManyPictures,
    add_pictures,
    ask_about_handovers,
    ask_once_more,
    remind_of_handovers,
    remove_picture,
    start_asking,
    stop_asking,
    tell_handover,
    tell_of_period,
)
from symbiose.matching.actions.runs import RunUnderway, carry_out, give_up, start_run
from symbiose.matching.actions.talking import write

__all__ = [
    "MOST_PHOTOS",
    "AnsweredMeanwhile",
    "Gone",
    "HandoverRefused",
    "NoRoom",
    "Refused",
    "RunUnderway",
    "Stopped",
    "TooLate",
    "TooManyPictures",
    "add_pictures",
    "agree_exchanges",
    "answer",
    "ask_about_handovers",
    "ask_again",
    "ask_once_more",
    "begin_exchange",
    "carry_out",
    "change_exchange",
    "declare_exchange",
    "end_exchange",
    "end_exchanges_of",
    "give_up",
    "lapse_gone",
    "limit_open",
    "pause_exchange",
    "remind",
    "remind_of_handovers",
    "remove_picture",
    "reopen_exchange",
    "resume_exchange",
    "send",
    "set_aside",
    "start_asking",
    "start_run",
    "stop_asking",
    "take_up",
    "tell_handover",
    "tell_of_period",
    "write",
]

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
from symbiose.matching.actions.runs import RunUnderway, carry_out, give_up, start_run
from symbiose.matching.actions.talking import write

__all__ = [
    "Gone",
    "NoRoom",
    "Refused",
    "RunUnderway",
    "Stopped",
    "TooLate",
    "agree_exchanges",
    "answer",
    "ask_again",
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
    "reopen_exchange",
    "resume_exchange",
    "send",
    "set_aside",
    "start_run",
    "take_up",
    "write",
]

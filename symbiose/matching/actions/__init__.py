"""The verbs of proposals: run the engine, decide about what it found, answer, and write to each other."""

from symbiose.matching.actions.answering import Gone, TooLate, answer
from symbiose.matching.actions.clock import ask_again, lapse_gone
from symbiose.matching.actions.deciding import NoRoom, Stopped, limit_open, remind, send, set_aside, take_up
from symbiose.matching.actions.runs import RunUnderway, carry_out, give_up, start_run
from symbiose.matching.actions.talking import write

__all__ = [
    "Gone",
    "NoRoom",
    "RunUnderway",
    "Stopped",
    "TooLate",
    "answer",
    "ask_again",
    "carry_out",
    "give_up",
    "lapse_gone",
    "limit_open",
    "remind",
    "send",
    "set_aside",
    "start_run",
    "take_up",
    "write",
]

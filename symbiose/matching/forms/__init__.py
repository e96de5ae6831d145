"""What people send: an answer, a reason, a message, two listings to compare, what was handed over."""

from symbiose.matching.forms.proposals import (
    AnswerForm,
    BehalfForm,
    EmptyForm,
    LimitForm,
    MessageForm,
    ReasonForm,
    WhyNotForm,
)

__all__ = ["AnswerForm", "BehalfForm", "EmptyForm", "LimitForm", "MessageForm", "ReasonForm", "WhyNotForm"]

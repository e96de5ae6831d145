"""The verbs of exchanges: agreed from a proposal, declared from elsewhere, and told of as they live."""

from symbiose.matching.actions.exchanges.agreeing import agree_exchanges
from symbiose.matching.actions.exchanges.declaring import change_exchange, declare_exchange
from symbiose.matching.actions.exchanges.living import (
    begin_exchange,
    end_exchange,
    end_exchanges_of,
    pause_exchange,
    reopen_exchange,
    resume_exchange,
)
from symbiose.matching.actions.exchanges.pausing import change_pause, remove_pause

__all__ = [
    "agree_exchanges",
    "begin_exchange",
    "change_exchange",
    "change_pause",
    "declare_exchange",
    "end_exchange",
    "end_exchanges_of",
    "pause_exchange",
    "remove_pause",
    "reopen_exchange",
    "resume_exchange",
]

"""The id of the request or task at hand, which every audit entry carries."""

from contextvars import ContextVar

current_id: ContextVar[str] = ContextVar("request_id", default="")

"""What people turn up about: the municipality's own doors, by their key, with a short name each."""

from __future__ import annotations

from symbiose.common import municipality
from symbiose.common.models import MunicipalItem

OTHER = "other"


def topics() -> list[tuple[str, str]]:
    """The topics of today in their order: key and name in the reader's language."""
    return [(str(row.data["action"]), name_of(row)) for row in municipality.items("door")]


def topic_names() -> dict[str, str]:
    """The name of every topic that there is or was; a newer one's name holds."""
    rows = MunicipalItem.objects.filter(kind="door").order_by("valid_from", "pk")
    return {str(row.data["action"]): name_of(row) for row in rows}


def name_of(row: MunicipalItem) -> str:
    """The door's short name, or its title where none is written."""
    return municipality.said(row.data, "topic")[0] or municipality.said(row.data, "title")[0]

"""What upper rooms reckon anew when the contact log of an organisation changes; filled in each room's `AppConfig.ready()`.

Knows no records, so that it may be imported before they are loaded.
"""

from __future__ import annotations

from collections.abc import Callable

# heard(organisation_id) runs inside the transaction of the verb that wrote, mended or took out a line.
Heard = Callable[[int], None]
HEARD: dict[str, Heard] = {}


def register_heard(label: str, heard: Heard) -> None:
    """Let a room keep what it reckons from the contact log, under the label of what it keeps."""
    HEARD[label] = heard


def tell_heard(organisation_id: int | None) -> None:
    """A line of the contact log of an organisation was written, mended or taken out."""
    if organisation_id is not None:
        for heard in HEARD.values():
            heard(organisation_id)

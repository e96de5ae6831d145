"""How a person is reached, sealed under a key of its own, apart from everything else that is kept of them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.conf import settings

from symbiose.common.sealing import Box, InvalidToken

FIELDS = ("name", "phone", "address")


def _box() -> Box:
    return Box("symbiose.jobs.contact", settings.CONTACT_KEYS)


def seal_contact(values: Mapping[str, str]) -> str:
    """Name, telephone and address for letters as they are stored."""
    return _box().seal(json.dumps({name: values.get(name, "") for name in FIELDS}, ensure_ascii=False))


def open_contact(sealed: str) -> dict[str, str]:
    """What was sealed; empty where the key is no longer known, so that the page can say so."""
    try:
        return dict(json.loads(_box().open(sealed)))
    except InvalidToken:
        return {}

"""The key that signs sessions and personal links, outside production made once and kept beside the data."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(data: Path, *, may_create: bool) -> str:
    """The key in `data`/secret_key, made on first use where that is allowed; empty where it is not."""
    path = data / "secret_key"
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    if not may_create:
        return ""
    data.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:  # another process was first
        pass
    return path.read_text(encoding="ascii").strip()

"""Fetching the design system."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from symbiose.site import assets

ROOT = Path(__file__).resolve().parents[2]


def test_packages_that_cannot_be_fetched_are_one_sentence(tmp_path):
    nowhere = {
        **os.environ,
        "npm_config_registry": "http://127.0.0.1:9/",
        "npm_config_fetch_retries": "0",
        "npm_config_cache": str(tmp_path / "cache"),
    }
    for name in ("package.json", "package-lock.json"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    program = (
        "import sys; from pathlib import Path; from symbiose.site import assets\n"
        f"assets.ROOT = Path({str(tmp_path)!r})\n"
        "sys.exit(assets.main([]))"
    )

    done = subprocess.run([sys.executable, "-c", program], env=nowhere, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("The design system's files could not be fetched from the npm registry (")
    assert done.stderr.count("\n") == 1


def test_certificates_of_the_machine_count_beside_what_is_stated(monkeypatch):
    monkeypatch.setenv("NODE_OPTIONS", "--no-warnings")

    assert assets._trust() == {"NODE_OPTIONS": "--no-warnings --use-system-ca"}

"""Front-end files of the design system: installed by name and hash, copied into an ignored folder, never committed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "symbiose" / "common" / "static" / "vendor" / "dkfds"
STAMP = TARGET / "installed"
FONT_SOURCE = re.compile(r"src:[^;}]*?url\(\"?([^\")]+\.woff2)\"?\)[^;}]*")
SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S+)")


def installed() -> bool:
    """Whether the files of the pinned version are in place."""
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    return STAMP.exists() and STAMP.read_text(encoding="utf-8") == lock


def install(*, development: bool = False) -> None:
    """Fetch the pinned packages and copy what the pages need: CSS, script, icons, woff2 fonts.

    With `development`, the accessibility checker stays in node_modules for the tests.
    Raises RuntimeError with the package manager's own words where fetching fails.
    """
    bin_folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", *([] if development else ["--omit=dev"])]
    done = subprocess.run(  # noqa: S603  a fixed command of our own
        [shutil.which("npm", path=environment["PATH"]) or "npm", *command[1:]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The design system could not be installed:\n{done.stderr[-800:]}")
    copy(ROOT / "node_modules" / "dkfds" / "dist")
    STAMP.write_text((ROOT / "package-lock.json").read_text(encoding="utf-8"), encoding="utf-8")


def copy(source: Path) -> None:
    """Copy the built files, without the font formats that no browser of today asks for and without source maps."""
    shutil.rmtree(TARGET, ignore_errors=True)
    (TARGET / "css").mkdir(parents=True)
    (TARGET / "js").mkdir()
    css = (source / "css" / "dkfds.min.css").read_text(encoding="utf-8")
    css = SOURCE_MAP.sub("", FONT_SOURCE.sub(r'src:url("\1") format("woff2")', css))
    (TARGET / "css" / "dkfds.css").write_text(css, encoding="utf-8")
    script = SOURCE_MAP.sub("", (source / "js" / "dkfds.min.js").read_text(encoding="utf-8"))
    (TARGET / "js" / "dkfds.min.js").write_text(script, encoding="utf-8")
    shutil.copytree(source / "img", TARGET / "img")
    for font in set(re.findall(r"fonts/([\w/.-]+\.woff2)", css)):
        place = TARGET / "fonts" / font
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / "fonts" / font, place)

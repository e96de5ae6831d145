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


class NotFetchedError(RuntimeError):
    """The packages could not be fetched; `args[0]` is a sentence for people."""


def install(*, development: bool = False) -> None:
    """Fetch the pinned packages and copy what the pages need: CSS, script, icons, woff2 fonts.

    With `development`, the accessibility checker stays in node_modules for the tests.
    Raises NotFetchedError with the package manager's own words where fetching fails.
    """
    bin_folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}", **_trust()}
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
        raise NotFetchedError(_why(done.stderr))
    copy(ROOT / "node_modules" / "dkfds" / "dist")
    STAMP.write_text((ROOT / "package-lock.json").read_text(encoding="utf-8"), encoding="utf-8")


def _trust() -> dict[str, str]:
    """The machine's own certificates count beside the built-in ones: many networks of municipalities have their own."""
    stated = os.environ.get("NODE_OPTIONS", "")
    return {"NODE_OPTIONS": f"{stated} --use-system-ca".strip()}


def _why(said: str) -> str:
    """One sentence, with the first line in which the package manager says what went wrong."""
    lines = [line.removeprefix("npm error").strip() for line in said.splitlines() if line.startswith("npm error")]
    told = next((line for line in lines if not line.startswith(("code ", "errno ", "syscall "))), said.strip()[:200])
    return (
        f"The design system's files could not be fetched from the npm registry ({told}). "
        "Check the network, or set HTTPS_PROXY, and try again."
    )


def main(arguments: list[str]) -> int:
    """Install from the command line: `python -m symbiose.site.assets [--development]`."""
    try:
        install(development="--development" in arguments)
    except NotFetchedError as error:
        print(error, file=sys.stderr)  # noqa: T201  a command's answer
        return 1
    return 0


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

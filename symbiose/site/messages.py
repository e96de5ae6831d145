"""Screen texts: collect them from code and templates, name what lacks Danish, and compile; no outside program needed.

python -m symbiose.site.messages update ROOM … | missing | compile
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Key = tuple[str, str, str]  # context, singular, plural


def rooms() -> list[Path]:
    """Rooms that have screen texts."""
    return sorted(path.parent for path in PACKAGE.glob("*/apps.py"))


def catalogue(room: Path) -> Path:
    """The Danish catalogue of a room."""
    return room / "locale" / "da" / "LC_MESSAGES" / "django.po"


def used(room: Path) -> Iterator[tuple[Key, str]]:
    """Every text that a room shows, with the file where it stands."""
    from babel.messages.extract import extract  # babel is a tool of development, not of an installation
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    for path in sorted([*room.rglob("*.py"), *room.glob("templates/**/*.html"), *room.glob("templates/**/*.txt")]):
        text = path.read_text(encoding="utf-8")
        source = text if path.suffix == ".py" else templatize(text, origin=str(path))
        for _line, found, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
            singular, plural = (found[0], found[-1]) if isinstance(found, tuple) else (found, "")
            yield (context or "", singular, plural), str(path.relative_to(PACKAGE))


def update(room: Path) -> int:
    """Add new texts without Danish, drop those no longer used; how many lack Danish now."""
    path = catalogue(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    known = (
        {(entry.msgctxt or "", entry.msgid, entry.msgid_plural): entry for entry in polib.pofile(path)}
        if path.exists()
        else {}
    )
    file = polib.POFile(wrapwidth=110)
    file.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "da",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for key in dict.fromkeys(key for key, _where in used(room)):
        entry = known.get(key)
        if entry is None:
            entry = polib.POEntry(msgid=key[1], msgctxt=key[0] or None, msgid_plural=key[2])
            if key[2]:
                entry.msgstr_plural = {0: "", 1: ""}
        file.append(entry)
    file.save(str(path))
    return len(lacking(room))


def lacking(room: Path) -> list[str]:
    """Texts that are shown and have no Danish."""
    path = catalogue(room)
    translated = {
        (entry.msgctxt or "", entry.msgid, entry.msgid_plural)
        for entry in (polib.pofile(str(path)) if path.exists() else [])
        if entry.msgstr or (entry.msgstr_plural and all(entry.msgstr_plural.values()))
    }
    return sorted({f"{where}: {key[1]}" for key, where in used(room) if key not in translated})


def compile_all() -> None:
    """Write the compiled catalogues that the running program reads, where they are missing or old."""
    for room in rooms():
        path = catalogue(room)
        compiled = path.with_suffix(".mo")
        if path.exists() and (not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime):
            polib.pofile(str(path)).save_as_mofile(str(compiled))


def main(arguments: list[str]) -> int:
    """Run from the command line; the exit code is 1 where a text lacks Danish."""
    verb, chosen = (arguments or ["missing"])[0], arguments[1:]
    folders = [PACKAGE / name for name in chosen] or rooms()
    if verb == "update":
        for room in folders:
            print(room.name, update(room), "without Danish")  # noqa: T201  a command's answer
    elif verb == "compile":
        compile_all()
        return 0
    absent = [line for room in folders for line in lacking(room)]
    print("\n".join(absent))  # noqa: T201  a command's answer
    return 1 if absent else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

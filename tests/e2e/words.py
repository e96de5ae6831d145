"""Finds screen texts that stand in the wrong language: Danish where English was chosen, English where Danish was."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import polib

ROOMS = Path(__file__).resolve().parents[2] / "symbiose"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
SHORTEST_PATTERN = 12  # shorter texts round a placeholder fit too much that people wrote themselves
VISIBLE = """language => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, holder = node.parentElement;
    const said = node.textContent.replace(/\\s+/g, ' ').trim();
    if (said && !holder.closest('script, style, noscript, svg') && holder.closest('[lang]').lang === language) found.push(said);
  }
  return found;
}"""
PRODUCT = "Symbiose"  # the name is the same in both languages, and the Danish word for what it finds


@cache
def catalogue(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Texts of the other language: whole ones, and patterns of those that hold values."""
    other: set[str] = set()
    own: set[str] = {PRODUCT}
    for path in ROOMS.glob("*/locale/da/LC_MESSAGES/django.po"):
        for entry in polib.pofile(path):
            english = {entry.msgid, entry.msgid_plural} - {""}
            danish = {entry.msgstr, *entry.msgstr_plural.values()} - {""}
            other |= english if language == "da" else danish
            own |= danish if language == "da" else english
    lower = {text.lower() for text in own}
    wrong = {" ".join(text.split()) for text in other if text.lower() not in lower}
    whole = frozenset(text.lower() for text in wrong if not PLACEHOLDER.search(text))
    patterns = tuple(
        re.compile("^" + ".+".join(map(re.escape, PLACEHOLDER.split(text))) + "$", re.IGNORECASE)
        for text in wrong
        if PLACEHOLDER.search(text) and len(PLACEHOLDER.sub("", text)) >= SHORTEST_PATTERN
    )
    return whole, patterns


def misplaced(page, language: str) -> list[str]:
    """Texts on the page that stand in the other language, without those that are marked as being in it."""
    whole, patterns = catalogue(language)
    return sorted(
        {
            text
            for text in page.evaluate(VISIBLE, language)
            if text.lower() in whole or any(one.match(text) for one in patterns)
        }
    )

"""How hard a text is to read: LIX, words per sentence plus the share of words over six letters in percent.

Source: C. H. Björnsson, Läsbarhet, 1968. Under 25 is a children's book, under 35 light reading, over 55 hard.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

LONG = 6  # letters that a word may have without being long
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,]\d+)*", re.UNICODE)
SENTENCE = re.compile(r"[.!?:;]+(?=\s|$)")
BLOCKS = frozenset(
    {"p", "li", "h1", "h2", "h3", "dt", "dd", "label", "legend", "button", "a", "div", "span", "option", "summary"}
)
UNREAD = frozenset({"script", "style", "svg", "head", "footer", "header", "option", "select"})


class _Reader(HTMLParser):
    """The text of the main part of a page, block by block."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = [""]
        self.unread = 0
        self.main = 0

    def handle_starttag(self, tag, attrs):
        self.unread += tag in UNREAD
        self.main += tag == "main"
        if tag in BLOCKS and tag not in {"a", "span"}:
            self.blocks.append("")

    def handle_endtag(self, tag):
        self.unread -= tag in UNREAD
        self.main -= tag == "main"
        if tag in BLOCKS and tag not in {"a", "span"}:
            self.blocks.append("")

    def handle_data(self, data):
        if self.main and not self.unread:
            self.blocks[-1] += data


def sentences(html: str) -> list[list[str]]:
    """The words of each sentence of a page's main part; what stands in a block of its own is a sentence of its own."""
    reader = _Reader()
    reader.feed(html)
    parts = (part for block in reader.blocks for part in SENTENCE.split(" ".join(block.split())))
    return [words for part in parts if (words := WORD.findall(part))]


def lix_of(found: list[list[str]]) -> float:
    """LIX of sentences; 0 where there are none."""
    words = [word for sentence in found for word in sentence]
    if not words:
        return 0.0
    return len(words) / len(found) + 100 * sum(len(word) > LONG for word in words) / len(words)


def lix(html: str) -> float:
    """LIX of the main part of a page."""
    return lix_of(sentences(html))

"""Plain text of what letters are written in: HTML without its marks, and what is new apart from what it answers.

Each function reads its text once from the left, so that a letter made to be slow is not.
"""

from __future__ import annotations

import re
from html import unescape

from symbiose.engine.law.cpr_pattern import find_cpr_like

LONGEST_TEXT = 100_000  # signs; a longer letter is cut, and says so
LONGEST_HTML = 600_000
LOOKED_AT = 600  # signs of a line that may introduce an earlier letter
UNSEEN = {"script", "style", "head", "title", "template"}
BREAKS = {"br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "hr", "blockquote", "pre"}
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,30})")
_SPACES = re.compile(r"[ \t\u00a0]+")
_HIDDEN_SIGNS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_WROTE = re.compile(
    r"^\s*(den|på|on|am|le|i dag|d\.)\b.{0,300}\b(skrev|wrote|schrieb|a écrit)\b.{0,120}:\s*$", re.IGNORECASE
)
_WROTE_LATER = re.compile(r"^\s*[^>]{0,300}\b(skrev|wrote)\b.{0,120}:\s*$", re.IGNORECASE)
_ORIGINAL = re.compile(r"^\s*-{2,}\s*(original message|oprindelig (meddelelse|besked|mail))\s*-{2,}\s*$", re.IGNORECASE)
_FROM = re.compile(r"^\s*\*?(fra|from):\*?\s", re.IGNORECASE)
_HEADING = re.compile(r"^\s*\*?(sendt|sent|dato|date|til|to|emne|subject|cc):\*?", re.IGNORECASE)
HEADING_LINES = 6
REMOVED = "[CPR-nummer fjernet]"


def clean(text: str) -> str:
    """The text with Unix line ends and without signs that no database keeps or that turn reading round."""
    return _HIDDEN_SIGNS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str, longest: int) -> str:
    """The text on one line, at most `longest` signs."""
    return " ".join(clean(text[: 4 * longest]).split())[:longest]


def without_cpr(text: str) -> tuple[str, int]:
    """The text with a mark for each number that looks like a CPR number, and how many there were."""
    found = find_cpr_like(text)
    parts, start = [], 0
    for first, last in found:
        parts += [text[start:first], REMOVED]
        start = last
    return "".join([*parts, text[start:]]), len(found)


def of_html(html: str) -> str:
    """What a reader of the HTML sees, as lines; quoted parts begin with ">". Nothing of it is markup any more."""
    html = html[:LONGEST_HTML]
    lines: list[str] = []
    line: list[str] = []
    depth, place = 0, 0

    def end_line() -> None:
        text = _SPACES.sub(" ", unescape("".join(line)).replace("\n", " ")).strip()
        lines.append(f"{'> ' if depth else ''}{text}".rstrip() if text or not depth else ">")
        line.clear()

    while place < len(html):
        start = html.find("<", place)
        line.append(html[place:] if start < 0 else html[place:start])
        if start < 0:
            break
        tag = _TAG.match(html, start)
        name = tag[1].lower() if tag else ""
        place = _after(html, start, name)
        if not tag and place == start + 1:
            line.append("<")
        if name in BREAKS:
            end_line()
        if name == "blockquote":
            depth = max(0, depth + (-1 if html[start + 1] == "/" else 1))
    end_line()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _after(html: str, start: int, name: str) -> int:
    """Where reading goes on after what begins at `start`; the end of the text where it is never closed."""
    if html.startswith("<!--", start):
        end, length = html.find("-->", start), 3
    elif name in UNSEEN and html[start + 1] != "/":
        closing = re.compile(f"</{name}\\s{{0,9}}>", re.IGNORECASE).search(html, start)
        return closing.end() if closing else len(html)
    elif name or html.startswith(("<!", "<?", "</"), start):
        end, length = html.find(">", start), 1
    else:
        return start + 1  # a sign in running text, as in 3 < 4
    return end + length if end >= 0 else len(html)


def parted(text: str) -> tuple[str, str]:
    """What is new in a letter, and the history that it carries along; all of it is new where nothing stands above."""
    lines = text.split("\n")
    fresh: list[str] = []
    old: list[str] = []
    place = 0
    while place < len(lines):
        if _begins_history(lines, place):
            after = _quoted_block(lines, place)
            if after is None:
                old += lines[place:]
                break
            old += lines[place:after]
            place = after
            continue
        fresh.append(lines[place])
        place += 1
    _move_trailing_quotes(fresh, old)
    new = "\n".join(fresh).strip()
    return (new, "\n".join(old).strip()) if new else (text.strip(), "")


def _begins_history(lines: list[str], place: int) -> bool:
    """Whether the line introduces an earlier letter: “Den … skrev Anna:”, a ruled heading, or its list of headers."""
    line = lines[place][:LOOKED_AT].strip()
    if _ORIGINAL.match(line) or _WROTE.match(line):
        return True
    following = [one[:LOOKED_AT].strip() for one in lines[place + 1 : place + 1 + HEADING_LINES]]
    if _FROM.match(line) and sum(bool(_HEADING.match(one)) for one in following) >= 2:  # noqa: PLR2004  a list of headers, not one word with a colon
        return True
    return bool(_WROTE_LATER.match(line) and following and following[0].startswith(">"))


def _quoted_block(lines: list[str], place: int) -> int | None:
    """Where the marked lines after an introduction end; None where the rest carries no marks and is all history."""
    after = place + 1
    while after < len(lines) and (not lines[after].strip() or lines[after].lstrip().startswith(">")):
        after += 1
    marked = any(line.lstrip().startswith(">") for line in lines[place + 1 : after])
    return after if marked else None


def _move_trailing_quotes(fresh: list[str], old: list[str]) -> None:
    """Marked lines at the end of what is new are history too; marked lines between answers stay with them."""
    tail = len(fresh)
    while tail and (not fresh[tail - 1].strip() or fresh[tail - 1].lstrip().startswith(">")):
        tail -= 1
    old[:0] = fresh[tail:]
    del fresh[tail:]

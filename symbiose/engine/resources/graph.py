"""The resource graph read from its data files, and what follows from it: ancestors and uses.

Five files, reviewed as text: `families.csv`, `synonyms.csv`, `conditions.csv`, `edges.csv`, `fractions.csv` (UTF-8,
comma, lists inside a cell parted by `|`). Reading is strict about form; `engine.resources.checker` judges the content.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from symbiose.engine.resources.model import Condition, Family, Graph, Kind, Reach, Synonym, UseEdge

DATA = Path(__file__).parent / "data"
LANGUAGES = ("da", "en")
BASES = ("source", "reasoning")
CERTAINTIES = ("certain", "likely", "unverified")

FAMILY_COLUMNS = [
    "code",
    "kind",
    "name_da",
    "name_en",
    "unit",
    "reach",
    "parent",
    "kg_per_m3",
    "kg_per_piece",
    "waste_codes",
    "cpv",
    "nace_makes",
    "nace_uses",
    "hazard",
    "hazard_source",
    "source",
]
SYNONYM_COLUMNS = ["family", "language", "words", "when", "weight"]
CONDITION_COLUMNS = ["code", "name_da", "name_en", "yes", "no"]
EDGE_COLUMNS = ["source", "target", "conditions", "share", "basis", "reference", "certainty"]
FRACTION_COLUMNS = ["family", "fraction"]
FILES = {
    "families.csv": FAMILY_COLUMNS,
    "synonyms.csv": SYNONYM_COLUMNS,
    "conditions.csv": CONDITION_COLUMNS,
    "edges.csv": EDGE_COLUMNS,
    "fractions.csv": FRACTION_COLUMNS,
}
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_Row = TypeVar("_Row")
_Word = TypeVar("_Word", bound=StrEnum)


class GraphError(ValueError):
    """A data file that cannot be read; says which file, line (1 is the header) and column."""

    def __init__(self, file: str, line: int, column: str, problem: str) -> None:
        super().__init__(f"{file}, line {line}, column {column}: {problem}")
        self.file, self.line, self.column, self.problem = file, line, column, problem


@dataclass(frozen=True, slots=True)
class _Cells:
    """One row of a file; every getter refuses a bad cell with its place."""

    file: str
    line: int
    cells: Mapping[str, str]

    def fail(self, column: str, problem: str) -> GraphError:
        return GraphError(self.file, self.line, column, problem)

    def text(self, column: str) -> str:
        if not self.cells[column]:
            raise self.fail(column, "is empty")
        return self.cells[column]

    def optional(self, column: str) -> str:
        return self.cells[column]

    def code(self, column: str) -> str:
        value = self.text(column)
        if not _CODE.fullmatch(value):
            raise self.fail(column, f"{value!r} is not a code of small letters, digits and _")
        return value

    def list(self, column: str) -> tuple[str, ...]:
        value = self.cells[column]
        parts = tuple(value.split("|")) if value else ()
        if any(not part or part != part.strip() for part in parts):
            raise self.fail(column, f"{value!r} has an empty or padded part")
        return parts

    def choice(self, column: str, choices: tuple[str, ...]) -> str:
        value = self.text(column)
        if value not in choices:
            raise self.fail(column, f"{value!r} is not one of {', '.join(choices)}")
        return value

    def word(self, column: str, words: type[_Word]) -> _Word:
        return words(self.choice(column, tuple(words)))

    def positive(self, column: str) -> float:
        text = self.text(column)
        try:
            value = float(text)
        except ValueError as error:
            raise self.fail(column, f"{text!r} is not a number") from error
        if not (math.isfinite(value) and value > 0):
            raise self.fail(column, f"{text!r} is not a number above 0")
        return value

    def positive_or_none(self, column: str) -> float | None:
        return self.positive(column) if self.cells[column] else None


def load_graph(folder: Path | None = None) -> Graph:
    """The graph of a folder, or the one that ships here (read once).

    Raises `GraphError` with file, line and column where a file is not in the agreed form. Codes that point to
    nothing are left to `checker.check_graph`.
    """
    return _shipped() if folder is None else _read(folder)


def ancestors(graph: Graph, code: str) -> tuple[str, ...]:
    """Parents of a family, nearest first. Raises KeyError for an unknown code; a cycle or a gap ends the line."""
    line: list[str] = []
    parent = graph.families[code].parent
    while parent is not None and parent in graph.families and parent not in (code, *line):
        line.append(parent)
        parent = graph.families[parent].parent
    return tuple(line)


def uses_of(graph: Graph) -> Mapping[str, Mapping[str, UseEdge | None]]:
    """For every family that somebody may have: the need families it serves, and by which edge.

    None means that it is the needed thing itself or a kind of it. An edge holds for the children of its source and
    for the parents of its target. Where several edges lead to one need, the nearest in the tree wins, then the
    surest, then the first in the file. Needs stand in order of code.
    """
    by_source: dict[str, list[UseEdge]] = {}
    for edge in graph.edges:
        by_source.setdefault(edge.source, []).append(edge)
    lines = {code: (code, *ancestors(graph, code)) for code in graph.families}
    return {code: _uses(lines[code], lines, by_source) for code in graph.families}


def _uses(
    line: tuple[str, ...], lines: Mapping[str, tuple[str, ...]], by_source: Mapping[str, list[UseEdge]]
) -> dict[str, UseEdge | None]:
    """Uses of the family that heads `line` (itself, then its parents)."""
    best: dict[str, tuple[tuple[int, int], UseEdge]] = {}
    for up, source in enumerate(line):
        for edge in by_source.get(source, []):
            for out, need in enumerate(lines.get(edge.target, ())):
                rank = (up + out, CERTAINTIES.index(edge.certainty))
                if need not in best or rank < best[need][0]:
                    best[need] = (rank, edge)
    uses: dict[str, UseEdge | None] = {need: edge for need, (_, edge) in best.items()}
    uses.update(dict.fromkeys(line))
    return dict(sorted(uses.items()))


@lru_cache(maxsize=1)
def _shipped() -> Graph:
    return _read(DATA)


def _read(folder: Path) -> Graph:
    content = {name: (folder / name).read_bytes() for name in FILES}
    return Graph(
        families=_by_code("families.csv", content, _family),
        synonyms=tuple(_synonym(cells) for cells in _rows("synonyms.csv", content)),
        conditions=_by_code("conditions.csv", content, _condition),
        edges=tuple(_edge(cells) for cells in _rows("edges.csv", content)),
        digest=_digest(content),
        fractions=_by_code("fractions.csv", content, lambda cells: cells.optional("fraction"), column="family"),
    )


def _digest(content: Mapping[str, bytes]) -> str:
    """Version of the data: SHA-256 over the files in their fixed order, each with its name and length."""
    total = hashlib.sha256()
    for name in FILES:
        total.update(f"{name}:{len(content[name])}\n".encode())
        total.update(content[name])
    return total.hexdigest()


def _rows(file: str, content: Mapping[str, bytes]) -> Iterator[_Cells]:
    try:
        text = content[file].decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[file].count(b"\n", 0, error.start) + 1
        raise GraphError(file, line, "-", "is not UTF-8") from error
    columns = FILES[file]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    if next(reader, []) != columns:
        raise GraphError(file, 1, "-", f"the header must be {','.join(columns)}")
    try:
        for row in reader:
            if len(row) != len(columns):
                raise GraphError(file, reader.line_num, "-", f"has {len(row)} cells, not {len(columns)}")
            cells = dict(zip(columns, row, strict=True))
            padded = next((name for name, cell in cells.items() if cell != cell.strip()), None)
            if padded:
                raise GraphError(file, reader.line_num, padded, "begins or ends with a space")
            yield _Cells(file, reader.line_num, cells)
    except csv.Error as error:
        raise GraphError(file, reader.line_num, "-", str(error)) from error


def _by_code(
    file: str, content: Mapping[str, bytes], build: Callable[[_Cells], _Row], *, column: str = "code"
) -> dict[str, _Row]:
    """Rows by their code; a code used twice is refused, since one of the two would be lost."""
    found: dict[str, _Row] = {}
    for cells in _rows(file, content):
        code = cells.code(column)
        if code in found:
            raise cells.fail(column, f"{code!r} stands twice")
        found[code] = build(cells)
    return found


def _family(cells: _Cells) -> Family:
    return Family(
        code=cells.code("code"),
        kind=cells.word("kind", Kind),
        name_da=cells.text("name_da"),
        name_en=cells.text("name_en"),
        unit=cells.text("unit"),
        reach=cells.word("reach", Reach),
        parent=cells.code("parent") if cells.optional("parent") else None,
        kg_per_m3=cells.positive_or_none("kg_per_m3"),
        kg_per_piece=cells.positive_or_none("kg_per_piece"),
        waste_codes=cells.list("waste_codes"),
        cpv=cells.list("cpv"),
        nace_makes=cells.list("nace_makes"),
        nace_uses=cells.list("nace_uses"),
        hazard=cells.choice("hazard", ("0", "1")) == "1",
        hazard_source=cells.optional("hazard_source"),
        source=cells.text("source"),
    )


def _synonym(cells: _Cells) -> Synonym:
    return Synonym(
        family=cells.code("family"),
        language=cells.choice("language", LANGUAGES),
        words=cells.text("words"),
        when=cells.list("when"),
        weight=cells.positive("weight"),
    )


def _condition(cells: _Cells) -> Condition:
    return Condition(
        code=cells.code("code"),
        name_da=cells.text("name_da"),
        name_en=cells.text("name_en"),
        yes=cells.list("yes"),
        no=cells.list("no"),
    )


def _edge(cells: _Cells) -> UseEdge:
    return UseEdge(
        source=cells.code("source"),
        target=cells.code("target"),
        conditions=cells.list("conditions"),
        share=cells.positive("share"),
        basis=cells.choice("basis", BASES),
        reference=cells.optional("reference"),
        certainty=cells.choice("certainty", CERTAINTIES),
    )

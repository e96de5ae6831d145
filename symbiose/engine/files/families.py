"""Resource families as people write them in a cell: codes or names, several at a time."""

from __future__ import annotations

import re
from collections.abc import Callable

from rapidfuzz import fuzz, process

from symbiose.engine.files import cells
from symbiose.engine.files.words import plain_word
from symbiose.engine.resources.model import Graph

_ALIKE = 70  # per cent of the letters in common, from which a code is worth asking about


def family_codes(graph: Graph) -> Callable[[str], tuple[str, ...]]:
    """A reader of families, each once; one that is not known is named with those that it may mean."""
    known = {plain_word(name): family.code for family in graph.families.values() for name in _names(graph, family.code)}
    names = list(known)

    def reader(text: str) -> tuple[str, ...]:
        found: list[str] = []
        for part in filter(None, (piece.strip() for piece in re.split(r"[;|,]", text))):
            code = known.get(plain_word(part))
            if code is None:
                near = process.extract(plain_word(part), names, scorer=fuzz.ratio, limit=3, score_cutoff=_ALIKE)
                hint = ", ".join(dict.fromkeys(known[name] for name, _, _ in near))
                raise cells.CellError("unknown_code_near" if hint else "unknown_code", value=part, near=hint)
            found.append(code)
        return tuple(dict.fromkeys(found))

    return reader


def _names(graph: Graph, code: str) -> tuple[str, ...]:
    family = graph.families[code]
    return family.name_da, family.name_en, code

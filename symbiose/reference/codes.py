"""Code lists: European waste codes, and a selection of procurement codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from symbiose.reference.rows import Certainty, read_rows


@dataclass(frozen=True, slots=True)
class WasteCode:
    """One of the 842 European waste codes. A mirror entry is hazardous or not depending on what the waste holds.

    `name_da` is empty where no official Danish wording is known to us.
    """

    code: str
    hazardous: bool
    mirror: bool
    chapter_en: str
    subchapter_en: str
    name_en: str
    name_da: str
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class ProcurementCode:
    """A code of the Common Procurement Vocabulary (2008), check digit included; the selection and `task_tag` are ours."""

    code: str
    kind: str  # "goods" | "service" | "works"
    name_da: str
    name_en: str
    task_tag: str
    source: str
    certainty: Certainty


@lru_cache(maxsize=1)
def waste_codes() -> Mapping[str, WasteCode]:
    """All waste codes by code, written ``20 01 08``."""
    return MappingProxyType(
        {
            row["code"]: WasteCode(
                code=row["code"],
                hazardous=row["hazardous"] == "1",
                mirror=row["mirror"] == "1",
                chapter_en=row["chapter_en"],
                subchapter_en=row["subchapter_en"],
                name_en=row["name_en"],
                name_da=row["name_da"],
                source=row["source"],
                certainty=Certainty(row["certainty"]),
            )
            for row in read_rows("waste_codes.csv")
        }
    )


@lru_cache(maxsize=1)
def procurement_codes() -> Mapping[str, ProcurementCode]:
    """The selected procurement codes by code, written ``15810000-9``."""
    return MappingProxyType(
        {
            row["code"]: ProcurementCode(
                code=row["code"],
                kind=row["kind"],
                name_da=row["name_da"],
                name_en=row["name_en"],
                task_tag=row["task_tag"],
                source=row["source"],
                certainty=Certainty(row["certainty"]),
            )
            for row in read_rows("procurement_codes.csv")
        }
    )

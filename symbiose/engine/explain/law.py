"""A reason of the law's arithmetic as one plain text, from `law_reasons.csv`, with its source and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from symbiose.engine.explain.numbers import number
from symbiose.engine.explain.templates import Template, read_templates
from symbiose.engine.reason import Reason, Value

_FILE = Path(__file__).parent / "law_reasons.csv"
_CERTAINTY = {
    "certain": ("oplyst af kilden", "stated by the source"),
    "computed": ("beregnet", "computed"),
    "second_hand": ("gengivet af andre", "second-hand"),
    "assumption": ("vores antagelse", "our assumption"),
    "unverified": ("ikke bekræftet", "not confirmed"),
}
_SOURCE = {"da": "Kilde: {source} ({certainty})", "en": "Source: {source} ({certainty})"}


@lru_cache(maxsize=1)
def law_templates() -> Mapping[str, tuple[Template, ...]]:
    """Templates of the law's reasons by code, special cases first."""
    return read_templates(_FILE)


def law_sentence(reason: Reason, *, language: str = "da") -> str:
    """The reason in Danish ("da") or English ("en"), its numbers as people read them, ending with a full stop."""
    template = next(one for one in law_templates()[reason.code] if one.fits(reason.values))
    said = {name: _plain(value, language) for name, value in reason.values.items()}
    ending = f"_{language}"
    said |= {name.removesuffix(ending): text for name, text in said.items() if name.endswith(ending)}
    if "certainty" in said:
        said["source"] = source_text(said["source"], said["certainty"], language=language)
    return template.text(language).format_map(said)


def source_text(source: str, certainty: str, *, language: str = "da") -> str:
    """``Kilde: cabiweb.dk (oplyst af kilden)``: where something is from and how sure it is; certainty by its code."""
    word = _CERTAINTY[certainty][0 if language == "da" else 1]
    return _SOURCE[language].format(source=source.removesuffix("."), certainty=word)


def _plain(value: Value, language: str) -> str:
    return str(value) if isinstance(value, str) else number(value, language=language)

"""Reasons that carry their source: said with it and with how sure it is."""

from __future__ import annotations

from collections.abc import Mapping

from symbiose.engine.explain.numbers import number
from symbiose.engine.explain.templates import Template
from symbiose.engine.reason import Reason, Value

_CERTAINTY = {
    "certain": ("oplyst af kilden", "stated by the source"),
    "computed": ("beregnet", "computed"),
    "second_hand": ("gengivet af andre", "second-hand"),
    "assumption": ("vores antagelse", "our assumption"),
    "unverified": ("ikke bekræftet", "not confirmed"),
}
_SOURCE = {"da": "Kilde: {source} ({certainty})", "en": "Source: {source} ({certainty})"}


def sourced_sentence(reason: Reason, templates: Mapping[str, tuple[Template, ...]], *, language: str) -> str:
    """The reason by its template in Danish ("da") or English ("en"), its numbers as people read them.

    Of values in two languages (`source_da`, `source_en`) the one of the language is said, and a source with how sure.
    """
    template = next(one for one in templates[reason.code] if one.fits(reason.values))
    said = {name: _plain(value, language) for name, value in reason.values.items()}
    ending = f"_{language}"
    said |= {name.removesuffix(ending): text for name, text in said.items() if name.endswith(ending)}
    if "certainty" in said:
        said["source"] = source_text(said["source"], said["certainty"], language=language)
    text = template.text(language).format_map(said)
    return text[0].upper() + text[1:]


def source_text(source: str, certainty: str, *, language: str = "da") -> str:
    """``Kilde: cabiweb.dk (oplyst af kilden)``: where something is from and how sure it is; certainty by its code."""
    word = _CERTAINTY[certainty][0 if language == "da" else 1]
    return _SOURCE[language].format(source=source.removesuffix("."), certainty=word)


def _plain(value: Value, language: str) -> str:
    return str(value) if isinstance(value, str) else number(value, language=language)

"""Whether a text says that somebody has a thing or needs it."""

from __future__ import annotations

from dataclasses import dataclass

from symbiose.engine.resources.reading.evidence import Hit
from symbiose.engine.resources.reading.sentence import DENIES, Word
from symbiose.engine.resources.words import folded

_PHRASES = {
    "need": """brug for|mangler|mangle|savner|søger|søges|efterlyser|efterlyses|ønsker|ønskes|behøver|køber|købes
        |leder efter|kigger efter|står og mangler|vil gerne have
        |vil gerne bruge|vil gerne købe|vil gerne låne|vil gerne leje|kunne bruge|kan bruge|kan vi bruge|bruger gerne
        |aftager gerne|modtager gerne|tager gerne imod|på udkig efter|behov for|ikke nok
        |vil gerne aftage|vil købe|haves ønskes|har i|har nogen|kan nogen|låne|leje|aftager
        |can take|can use|borrow|rent|buy|need|needs|looking for|want|wanted|seeking|require|requires|short of
        |in search of|would like|lack|could use|wish to buy|are after""",
    "have": """vi har|jeg har|har vi|har jeg|og har|har også|haves|tilbyder|tilbydes|udbyder|udbydes|udlejer|udlåner
        |sælger|sælges|giver væk|gives væk|kan afgive|afgives|bortgives|kan levere|leverer|kan undvære
        |vil gerne af med|af med|smider ud|kasserer|foræres|kan tilbyde|kan i bruge|der kan bruge|som kan bruge|nogen bruge|låne ud|leje ud|udleje|udlåne|rent out|we have|i have|have got|offer|offering|spare
        |give away|get rid of""",
}
# Words that tell only where nothing clearer is said: "vi søger ledige lokaler".
_HINTS = """til overs|tilovers|i overskud|til rådighed|overskud|ledig|ledige|kan hentes|kan afhentes|står stille
    |bliver til overs|til salg|left over|leftover|surplus|available|for sale|for free|supply|har|have"""
_SAID: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
for _side, _clear, _texts in (*((side, True, texts) for side, texts in _PHRASES.items()), ("have", False, _HINTS)):
    for _text in _texts.split("|"):
        _words = folded(_text)
        _SAID.setdefault(_words[0], []).append((_words, _side, _clear))
for _listed in _SAID.values():
    _listed.sort(key=lambda said: -len(said[0]))
_DENIED_WITHIN = 2


@dataclass(frozen=True, slots=True)
class SaidSide:
    """A cue at word `index`; hints are not `clear`."""

    index: int
    sentence: int
    side: str
    clear: bool


def find_sides(words: tuple[Word, ...]) -> tuple[SaidSide, ...]:
    """Cues in order of the text; a denied need turns to have: "har ikke længere brug for"."""
    found: list[SaidSide] = []
    index = 0
    while index < len(words):
        said = _cue_at(words, index)
        if said is None:
            index += 1
            continue
        cue, side, clear = said
        turned = side == "need" and any(word.folded in DENIES for word in words[max(index - _DENIED_WITHIN, 0) : index])
        found.append(SaidSide(index, words[index].sentence, "have" if turned else side, clear))
        index += len(cue)
    return tuple(found)


def _cue_at(words: tuple[Word, ...], index: int) -> tuple[tuple[str, ...], str, bool] | None:
    for said in _SAID.get(words[index].folded, ()):
        if tuple(word.folded for word in words[index : index + len(said[0])]) == said[0]:
            return said
    return None


def side_of(hit: Hit, sides: tuple[SaidSide, ...]) -> str | None:
    """Side of what a hit names.

    The last clear cue before it in its sentence, else the next clear one, else a hint in the sentence, else the last
    clear cue of an earlier sentence.
    """
    own = [cue for cue in sides if cue.sentence == hit.sentence]
    clear = [cue for cue in own if cue.clear]
    before = [cue for cue in clear if cue.index < hit.first]
    earlier = [cue for cue in sides if cue.sentence < hit.sentence and cue.clear]
    chosen = before[-1:] or clear[:1] or own[:1] or earlier[-1:]
    return chosen[0].side if chosen else None

"""Whether a text says that somebody has a thing or needs it.

Whoever needs a treatment has what shall be treated, and whoever offers one is after it. So words of treatment and
taking over turn the side of the thing that follows: in "vi mangler rensning af spildevand" and "vi søger nogen, der
kan tage imod slam" the waste water and the sludge are had, and in "vi tilbyder modtagelse af slam" sludge is needed.
The item then carries the thing first and the service that was asked for beside it, where the graph knows one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from symbiose.engine.resources.reading.evidence import Hit
from symbiose.engine.resources.reading.sentence import DENIES, Word
from symbiose.engine.resources.words import folded

_PHRASES = {
    "need": """brug for|mangler|mangle|savner|søger|søges|efterlyser|efterlyses|ønsker|ønskes|behøver|køber|købes
        |leder efter|kigger efter|står og mangler|vil gerne have
        |vil gerne bruge|vil gerne købe|vil gerne låne|vil gerne leje|kunne bruge|kan bruge|kan vi bruge|bruger gerne
        |efterspørger|efterspørges|på jagt efter|skal bruge|skal vi bruge|har vi brug for|vil overtage|overtage|indkøbe|vil købe ind
        |vil have|ville have|spørger efter|spørger om|er der nogen der kan|er der nogen som kan|findes der|kan i skaffe
        |kan man få|får man|nogen der har|nogen som har|har nogen|der vil have opgaver|må gerne komme med|vi afhenter
        |køres fra|skal køres til|hvem kan|i need|we need
        |aftager gerne|modtager gerne|tager gerne imod|tager imod|kan tage imod|kan modtage|kan aftage|kan rense
        |kan behandle|på udkig efter|behov for|ikke nok
        |vil gerne aftage|vil købe|haves ønskes|har i|har nogen|kan nogen|låne|leje|aftager
        |can take|can use|borrow|to rent|rent a|buy|need|needs|looking for|want|wanted|seeking|require|requires|short of
        |in search of|would like|lack|could use|wish to buy|are after""",
    "have": """vi har|jeg har|har vi|har jeg|og har|har også|haves|tilbyder|tilbydes|udbyder|udbydes|udlejer|udlåner
        |sælger|sælges|giver væk|gives væk|kan afgive|afgives|bortgives|kan levere|leverer|kan undvære
        |vil gerne af med|af med|kan nogen bruge|kan nogen få|kan i tage imod|kan i aftage|kan i modtage
        |skal væk|skal køres væk|skal hentes|aftager søges|aftagere søges|modtager søges|hvem kan bruge|hvem vil have
        |hvem kan aftage|hvem kan hente|kan nogen hente|kan nogen fjerne|vil gerne have hentet|vil gerne have fjernet
        |vil gerne have tømt|skal have hentet|skal have fjernet|skal have tømt|få hentet|få fjernet|få tømt
        |gives videre|giver videre|giver vi|gives bort|giver bort|gives til|kom og tag|kom og hent|tag selv|tages samlet|tages gratis
        |kan fås|kan bestilles|kan bookes|kan bruges|må lånes|må bruges|må gerne bruges|må gerne låne|må gerne hente|kan nogen få
        |får gratis|kan i få|kan få gratis|kan låne|står tomt|står tom|står ledig|står ledigt|står ubrugt|står i vejen|ligger og fylder
        |er ledig|er ledigt|er fri|er frit|er tom|er tomt|råder over|stiller til rådighed|stiller op|afsættes|afsætter
        |komme af med|slippe af med|smider vi|smider hver|smider ud|smider væk|vi smider|vi kasserer|kasseres|skrottes|skrotter|vi udskifter
        |vi skifter|vi sælger|vil sælge|vi laver|vi udfører|vi trykker|vi vasker|vi kan lære|kan lære|holde oplæg|holder oplæg
        |kan levere|afgiver|vi ordner|vi reparerer|vi synser|kan tage med|tage med|til fri afbenyttelse|for meget|mere end vi kan bruge|flere end vi kan bruge
        |at hente|hentes gratis|til afhentning|foræret|at give væk|to give away|free to|take as many
        |at aflevere|udleder|udledes|smider ud|kasserer|foræres|kan tilbyde|kan i bruge|der kan bruge|som kan bruge|nogen bruge|låne ud|leje ud|til leje|til låns|kan lejes|kan lånes|lejes ud|lånes ud|udlejes|udlånes|udleje|udlåne|rent out|we have|i have|have got|offer|offering|spare
        |give away|get rid of""",
}
# Words that tell only where nothing clearer is said: "vi søger ledige lokaler".
_HINTS = """gratis|bortgives|billigt|brugt|brugte|kasserede|kasseret|aflagte|overskydende|tilovers|til rest|free
    |yours to|fylder op|i stakkevis|restparti|restlager|udgået|tilbyd|pris|kr|per kg|afhentes|afhentning|til overs|tilovers|i overskud|til rådighed|overskud|ledig|ledige|kan hentes|kan afhentes|står stille
    |bliver til overs|til salg|left over|leftover|surplus|available|for sale|for free|supply|har"""
# What turns the side of the thing that follows: a service asked for by whoever has it, and a taker looked for.
_TURNING = """rensning af|behandling af|modtagelse af|håndtering af|destruktion af|afsætning af|aftager til|aftager af
    |aftagere til|aftagere af|der kan tage imod|som kan tage imod|der vil tage imod|som vil tage imod|der tager imod
    |der kan modtage|som kan modtage|der vil modtage|der modtager|der kan aftage|som kan aftage|der vil aftage
    |som vil aftage|der aftager|der kan rense|som kan rense|der kan behandle|som kan behandle|der kan håndtere
    |der kan hente|som kan hente|der vil hente|der kan afhente|der kan komme af med|nogen tage imod|nogen aftage
    |treatment of|taker for|to take|who can take|to treat"""
# Services that only the one who has a thing asks for, so that they need no other word to tell the side.
_RIDDING = """bortskaffelse af|afhentning af|bortkørsel af|tømning af|disposal of|removal of|collection of"""
_SOMEBODY = ("nogen", "nogle", "andre", "et sted", "et anlæg", "somebody", "someone")


def _opening(texts: str, openers: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the texts that begin with one of the openers."""
    return tuple(text.strip() for text in texts.split("|") if text.strip().startswith(openers))


_SAID: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
_TURN, _RID = "turn", "rid"
for _side, _clear, _texts in (
    *((side, True, texts) for side, texts in _PHRASES.items()),
    ("have", False, _HINTS),
    (_TURN, True, _TURNING),
    (_RID, True, _RIDDING),
    (
        "have",
        True,
        "|".join(f"{who} {what}" for who in _SOMEBODY for what in _opening(_TURNING, ("der", "som", "who"))),
    ),
):
    for _text in _texts.split("|"):
        _words = folded(_text)
        _SAID.setdefault(_words[0], []).append((_words, _side, _clear))
for _listed in _SAID.values():
    _listed.sort(key=lambda said: -len(said[0]))
_DENIED_WITHIN = 2
_OTHER = {"need": "have", "have": "need"}


@dataclass(frozen=True, slots=True)
class SaidSide:
    """A cue at word `index`; hints are not `clear`, and what `turns` a side tells also of the word that it begins with."""

    index: int
    sentence: int
    side: str
    clear: bool
    turns: bool = False


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
    return tuple(_turned(found))


def _turned(cues: list[SaidSide]) -> list[SaidSide]:
    """The cues with the side of turning ones settled by the nearest clear one before them, else after them."""
    settled: list[SaidSide] = []
    for at, cue in enumerate(cues):
        if cue.side not in {_TURN, _RID}:
            settled.append(cue)
            continue
        others = [*reversed(settled), *cues[at + 1 :]]
        other = next((one for one in others if one.sentence == cue.sentence and one.clear and one.side in _OTHER), None)
        side = _OTHER[other.side] if other else ("have" if cue.side == _RID else None)
        if side:
            settled.append(replace(cue, side=side, turns=cue.side == _TURN))
    return settled


def _cue_at(words: tuple[Word, ...], index: int) -> tuple[tuple[str, ...], str, bool] | None:
    for said in _SAID.get(words[index].folded, ()):
        if tuple(word.folded for word in words[index : index + len(said[0])]) == said[0]:
            return said
    return None


def side_of(hit: Hit, sides: tuple[SaidSide, ...]) -> str | None:
    """Side of what a hit names.

    The last clear cue before it in its sentence, else the next clear one, else a hint in the sentence, else the last
    clear cue of an earlier sentence, else the first cue of a later one: "Jernskrot i kassen. Kom og tag."
    """
    own = [cue for cue in sides if cue.sentence == hit.sentence]
    clear = [cue for cue in own if cue.clear]
    before = [cue for cue in clear if cue.index < hit.first or (cue.turns and cue.index == hit.first)]
    earlier = [cue for cue in sides if cue.sentence < hit.sentence and cue.clear]
    later = [cue for cue in sides if cue.sentence > hit.sentence]
    chosen = before[-1:] or clear[:1] or own[:1] or earlier[-1:] or [cue for cue in later if cue.clear][:1] or later[:1]
    return chosen[0].side if chosen else None

"""Pairs that no family or use joins, but whose texts name the same: a hint for people, which no plan takes up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

import numpy as np

from symbiose.engine.exchange import dues, fit
from symbiose.engine.exchange.columns import Columns
from symbiose.engine.exchange.fit import Setting
from symbiose.engine.exchange.likeness import SCALE
from symbiose.engine.exchange.model import Candidate, Listing
from symbiose.engine.exchange.pair import common_parts
from symbiose.engine.exchange.reasons import shared
from symbiose.engine.geography import road_km
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.resources.model import Kind, Reach, UseEdge

Uses = Mapping[str, Mapping[str, UseEdge | None]]
_LOOKED_AT = 8  # times as many needs as are kept: the most alike ones may be joined otherwise or fail a condition
_ROUND = 6


def joined(have: Listing, need: Listing, uses: Uses) -> bool:
    """True where some family or use joins the two."""
    return any(other.family in uses.get(one.family, ()) for one in have.codes for other in need.codes)


def words_join(have: Listing, need: Listing, setting: Setting) -> bool:
    """True where the words alone are enough for a hint: alike, and of one kind as far as both say."""
    share = setting.alike.share(have.text, need.text)
    return 0 < share >= setting.policy.words_least and (not have.kind or not need.kind or have.kind is need.kind)


def judge_words(have: Listing, need: Listing, setting: Setting) -> tuple[Reason, ...]:
    """Every reason of a pair that only its words join."""
    best = _best_read(have, setting), _best_read(need, setting)
    return (
        shared("words_only", Tone.TODO),
        *fit.words(have, need, setting),
        *fit.who(have, need, setting),
        *fit.when(have, need, setting.today),
        *fit.where(have, need, _limit(best, setting)),
        *fit.conditions(have, need, None),
        *fit.hours(have, need, have.kind or _kind(best, setting)),
        *dues.hazard(have, need, [family for family in best if family], setting.graph),
        *dues.waste(have),
    )


def by_words(haves: Columns, needs: Columns, setting: Setting, uses: Uses) -> Iterator[Candidate]:
    """Each have's hints, up to `policy.by_words`."""
    for row, column in _alike(haves, needs, setting, uses):
        have, need = haves.listings[row], needs.listings[column]
        reasons = judge_words(have, need, setting)
        if not any(reason.tone is Tone.UNMET for reason in reasons):
            yield _candidate(have, need, reasons, setting)


def _alike(haves: Columns, needs: Columns, setting: Setting, uses: Uses) -> Iterator[tuple[int, int]]:
    """Rows of the most alike pairs that nothing else joins, the most alike first, then by id."""
    keep = setting.policy.by_words
    least = max(1, round(setting.policy.words_least * SCALE))
    by_text = np.argsort(needs.text, kind="stable")
    ends = np.searchsorted(needs.text[by_text], np.arange(len(setting.alike.need_row) + 1))
    for row, have in enumerate(haves.listings):
        texts, shares = setting.alike.most_alike(int(haves.text[row]))
        enough = shares >= least
        texts, shares = texts[enough], shares[enough].astype(np.int64)
        count = ends[texts + 1] - ends[texts]
        places = np.repeat(ends[texts], count) + np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        others, alike = by_text[places], np.repeat(shares, count)
        apart = needs.organisation[others] != haves.organisation[row]
        others, alike = others[apart], alike[apart]
        rest = others[np.lexsort((others, -alike))][: keep * _LOOKED_AT].tolist()
        named = (column for column in rest if words_join(have, needs.listings[column], setting))
        alone = (column for column in named if not joined(have, needs.listings[column], uses))
        yield from ((row, column) for column in islice(alone, keep))


def _candidate(have: Listing, need: Listing, reasons: tuple[Reason, ...], setting: Setting) -> Candidate:
    best = _best_read(have, setting), _best_read(need, setting)
    parts = tuple(common_parts(have, need, _limit(best, setting), setting))
    return Candidate(
        have=have.id,
        need=need.id,
        have_family=best[0],
        need_family=best[1],
        by_use=False,
        km=road_km(have.place, need.place),
        most=None,
        supply_share=0.0,
        parts=parts,
        points=round(sum(part.points for part in parts), _ROUND),
        reasons=reasons,
        stopped=any(reason.tone is Tone.STOP for reason in reasons),
        by_words=True,
    )


def _best_read(listing: Listing, setting: Setting) -> str:
    """The likeliest known family of a listing, or an empty text."""
    known = [code for code in listing.codes if code.family in setting.graph.families]
    return min(known, key=lambda code: (-fit.sureness(code), code.family)).family if known else ""


def _limit(best: tuple[str, str], setting: Setting) -> float:
    """The furthest that either thing travels as it was read, by van where neither was."""
    reaches = [setting.graph.families[family].reach for family in best if family]
    return max(setting.policy.reach_km[reach] for reach in reaches or [Reach.VAN])


def _kind(best: tuple[str, str], setting: Setting) -> Kind:
    return next((setting.graph.families[family].kind for family in best if family), Kind.MATERIAL)

"""Kernels of plans: links taken in an order, and single moves that better a plan.

A person takes a better place, and one who is in the way moves on or waits. `at` holds each person's link or -1, `room` what
is left of each thing; both are changed in place.
"""

from __future__ import annotations

import numpy as np

from symbiose.engine.placement.columns import Ints, Short

KERNELS = ("_fits", "_frees", "_take", "_enter", "_leave", "_next", "_kept", "_instead", "_better", "fill", "eject")
ROOMS = 4  # of the five things that a link takes, those that can be full
UNIT = 2  # the column of `thing` that names the unit
NONE = -1


def fill(person: Ints, thing: Short, takes: Short, order: Ints, room: Ints, at: Ints) -> None:
    """Links in that order, each where its person is free and there is room."""
    for link in order:
        if at[person[link]] == NONE and _fits(thing, takes, room, link):
            _take(thing, takes, room, link, 1)
            at[person[link]] = link


def eject(
    thing: Short,
    takes: Short,
    aim: Ints,
    ranked: Ints,
    ends: Ints,
    turns: Ints,
    room: Ints,
    at: Ints,
    first_tier: int,
    passes: int,
) -> None:
    """Passes over all people in turn, or fewer where one brings nothing.

    `ranked` are links by person, the dearest first; `ends` are where each person's tries begin and end, and where those end
    that are tried when the person is in another's way.
    """
    head = np.full(len(room), NONE, np.int64)  # of each unit, the last who came; `chain` leads on to the others there
    chain = np.full(len(at), NONE, np.int64)
    others = np.empty(len(at), np.int64)
    for person in range(len(at)):
        link = at[person]
        if link != NONE:
            chain[person] = head[thing[link, UNIT]]
            head[thing[link, UNIT]] = person
    for _ in range(passes):
        gained = 0
        for person in turns:
            gained += _better(thing, takes, aim, ranked, ends, room, at, first_tier, person, head, chain, others)
        if not gained:
            break


def _fits(thing: Short, takes: Short, room: Ints, link: int) -> bool:
    for part in range(ROOMS):
        if room[thing[link, part]] < takes[link, part]:
            return False
    return True


def _frees(thing: Short, takes: Short, room: Ints, theirs: int, link: int) -> bool:
    """True where a link fits once another of its unit is given up."""
    for part in range(ROOMS):
        left = room[thing[link, part]]
        if thing[theirs, part] == thing[link, part]:
            left += takes[theirs, part]
        if left < takes[link, part]:
            return False
    return True


def _take(thing: Short, takes: Short, room: Ints, link: int, times: int) -> None:
    if link != NONE:
        for part in range(ROOMS + 1):
            room[thing[link, part]] -= times * takes[link, part]


def _enter(thing: Short, at: Ints, head: Ints, chain: Ints, person: int, link: int) -> None:
    at[person] = link
    if link != NONE:
        chain[person] = head[thing[link, UNIT]]
        head[thing[link, UNIT]] = person


def _leave(thing: Short, at: Ints, head: Ints, chain: Ints, person: int) -> None:
    if at[person] != NONE:
        unit = thing[at[person], UNIT]
        if head[unit] == person:
            head[unit] = chain[person]
        else:
            before = head[unit]
            while chain[before] != person:
                before = chain[before]
            chain[before] = chain[person]


def _next(thing: Short, takes: Short, aim: Ints, ranked: Ints, ends: Ints, room: Ints, person: int, but: int) -> int:
    """The best other link of a person that fits."""
    best = NONE
    for rank in range(ends[person, 0], ends[person, 2]):
        link = ranked[rank]
        if link != but and (best == NONE or aim[link] > aim[best]) and _fits(thing, takes, room, link):
            best = link
    return best


def _kept(room: Ints, first_tier: int) -> bool:
    """True where every guarantee is kept."""
    for tier in range(first_tier, len(room)):
        if room[tier] < 0:
            return False
    return True


def _better(
    thing: Short,
    takes: Short,
    aim: Ints,
    ranked: Ints,
    ends: Ints,
    room: Ints,
    at: Ints,
    first_tier: int,
    person: int,
    head: Ints,
    chain: Ints,
    others: Ints,
) -> int:
    """Moves a person to the first place that gains something: 1 where there was one."""
    now = at[person]
    worth = aim[now] if now != NONE else 0
    _take(thing, takes, room, now, -1)
    for rank in range(ends[person, 0], ends[person, 1]):
        link = ranked[rank]
        if aim[link] > worth and (
            _fits(thing, takes, room, link)
            or _instead(thing, takes, aim, ranked, ends, room, at, first_tier, person, link, head, chain, others)
        ):
            _take(thing, takes, room, link, 1)
            _leave(thing, at, head, chain, person)
            _enter(thing, at, head, chain, person, link)
            return 1
    _take(thing, takes, room, now, 1)
    return 0


def _instead(
    thing: Short,
    takes: Short,
    aim: Ints,
    ranked: Ints,
    ends: Ints,
    room: Ints,
    at: Ints,
    first_tier: int,
    person: int,
    link: int,
    head: Ints,
    chain: Ints,
    others: Ints,
) -> bool:
    """Where one other makes room for a link by moving on or waiting, and that gains something, lets them do so."""
    gain = aim[link] - (aim[at[person]] if at[person] != NONE else 0)
    count, other = 0, head[thing[link, UNIT]]
    while other != NONE:
        if other != person and _frees(thing, takes, room, at[other], link):
            others[count] = other
            count += 1
        other = chain[other]
    for number in range(count):
        other = others[number]
        theirs = at[other]
        _take(thing, takes, room, theirs, -1)
        _take(thing, takes, room, link, 1)
        then = _next(thing, takes, aim, ranked, ends, room, other, theirs)
        gained = gain - aim[theirs] + (aim[then] if then != NONE else 0)
        good = gained > 0 and (then != NONE or _kept(room, first_tier))
        _take(thing, takes, room, link, -1)
        if good:
            _take(thing, takes, room, then, 1)
            _leave(thing, at, head, chain, other)
            _enter(thing, at, head, chain, other, then)
            return True
        _take(thing, takes, room, theirs, 1)
    return False

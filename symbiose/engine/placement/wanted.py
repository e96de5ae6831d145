"""Kernel of prices: what each person's best link is worth above the price of what it takes."""

from __future__ import annotations

from symbiose.engine.placement.columns import Ints

KERNELS = ("wanted",)


def wanted(starts: Ints, thing: Ints, takes: Ints, aim: Ints, prices: Ints, used: Ints) -> int:
    """Adds to `used` what everybody's best link takes, and gives what those links are worth above its price.

    `starts` are the first links of each person, with the number of links at the end.
    """
    total = 0
    for person in range(len(starts) - 1):
        best, most = -1, 0
        for link in range(starts[person], starts[person + 1]):
            left = aim[link]
            for part in range(thing.shape[1]):
                left -= prices[thing[link, part]] * takes[link, part]
            if left > most:
                best, most = link, left
        if best >= 0:
            total += most
            for part in range(thing.shape[1]):
                used[thing[best, part]] += takes[best, part]
    return total

"""Kernel of prices: what each person's best link is worth above the price of what it takes."""

from __future__ import annotations

from symbiose.engine.placement.columns import Ints, Short

KERNELS = ("wanted",)


def wanted(starts: Ints, thing: Short, takes: Short, aim: Ints, prices: Ints, used: Ints, begin: int, end: int) -> int:
    """Adds to `used` what the best links take of people from `begin` to before `end`, and gives their worth above its price.

    `starts` are the first links of each person, with the number of links at the end.
    """
    total = 0
    for person in range(begin, end):
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

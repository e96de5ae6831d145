"""Prices for many links: the linear relaxation by steps towards balance, each a few sweeps over arrays.

The primal-dual method of Chambolle and Pock, with steps set by each row's and column's weight and a fresh start from the
mean of the last steps. A listing that is asked for too much grows dearer, and a link that is worth its prices grows.
Any prices not below 0 prove a bound, so nothing hangs on how near the best the steps came.
"""

from __future__ import annotations

import numpy as np

from symbiose.engine.exchange.exact import Relaxed, bound
from symbiose.engine.exchange.links import Floats, Links, Mask

_ROUNDS = 20  # each of `_STEPS` steps, after which the mean is the new start
_MANY = 200_000  # links above which fewer rounds do
_ROUNDS_OF_MANY = 7
_STEPS = 50
_STEP = 300.0  # points for a whole listing asked for once too much
_WHOLE = 2  # rounds with every link; after them links far below their prices stand still
_FAR = 30.0  # points
_POLISH = 2  # times that each side's prices are set to the best beside the other's


def relax_by_steps(links: Links) -> Relaxed:
    """Nearly the best linear plan, nearly the best prices, and the bound that they prove."""
    share, prices = np.zeros(len(links)), (np.zeros(links.haves), np.zeros(links.needs))
    moving = np.ones(len(links), bool)
    for turn in range(_ROUNDS if len(links) <= _MANY else _ROUNDS_OF_MANY):
        if turn >= _WHOLE:
            moving = (left_over(links, *prices) > -_FAR) | (share > 0)
        share[moving], prices = _steps(links, moving, share[moving], prices)
    for _ in range(_POLISH):
        prices = _best_beside(links, prices[1]), prices[1]
        prices = prices[0], _best_beside(_turned(links), prices[0])
    return Relaxed(share, *prices, bound(links, *prices))


def left_over(links: Links, have_price: Floats, need_price: Floats) -> Floats:
    """What a link is worth at x = 1 after its fixed cost and the price of what it takes."""
    paid = have_price[links.have] * links.take_have + need_price[links.need] * links.take_need
    left: Floats = links.worth - links.fixed - paid
    return left


def _steps(
    links: Links, moving: Mask, share: Floats, prices: tuple[Floats, Floats]
) -> tuple[Floats, tuple[Floats, Floats]]:
    """The mean of some steps from here, with the links that move."""
    have, need, take_have, take_need = (
        column[moving] for column in (links.have, links.need, links.take_have, links.take_need)
    )
    worth = links.worth[moving] - links.fixed
    pace = _STEP / np.maximum(1e-9, np.bincount(have, take_have, links.haves))
    need_pace = _STEP / np.maximum(1e-9, np.bincount(need, take_need, links.needs))
    link_pace = 1 / (_STEP * (take_have + take_need))
    have_price, need_price = prices
    means = np.zeros_like(share), np.zeros_like(have_price), np.zeros_like(need_price)
    for _ in range(_STEPS):
        left = worth - take_have * have_price[have] - take_need * need_price[need]
        after = np.clip(share + link_pace * left, 0.0, 1.0)
        ahead, share = 2 * after - share, after
        have_price = np.maximum(0.0, have_price + pace * (np.bincount(have, take_have * ahead, links.haves) - 1))
        need_price = np.maximum(0.0, need_price + need_pace * (np.bincount(need, take_need * ahead, links.needs) - 1))
        means[0][:] += share / _STEPS
        means[1][:] += have_price / _STEPS
        means[2][:] += need_price / _STEPS
    return means[0], means[1:]


def _best_beside(links: Links, need_price: Floats) -> Floats:
    """The haves' prices that make the bound lowest beside these of the needs: where what is wanted fills the have."""
    worth = links.worth - links.fixed - need_price[links.need] * links.take_need
    wanted = np.flatnonzero(worth > 0)
    ratio = worth[wanted] / links.take_have[wanted]
    order = np.lexsort((-ratio, links.have[wanted]))
    have, take = links.have[wanted][order], links.take_have[wanted][order]
    total = np.cumsum(take)
    starts = np.flatnonzero(np.r_[True, have[1:] != have[:-1]][: len(have)])
    before = np.repeat(total[starts] - take[starts], np.diff(np.r_[starts, len(have)]))
    full = total - before >= 1 - 1e-12
    price = np.zeros(links.haves)
    np.maximum.at(price, have[full], ratio[order][full])
    return price


def _turned(links: Links) -> Links:
    """The same links seen from the needs."""
    return Links(
        candidate=links.candidate,
        have=links.need,
        need=links.have,
        worth=links.worth,
        take_have=links.take_need,
        take_need=links.take_have,
        whole_have=links.whole_need,
        whole_need=links.whole_have,
        least=links.least,
        fixed=links.fixed,
        haves=links.needs,
        needs=links.haves,
    )

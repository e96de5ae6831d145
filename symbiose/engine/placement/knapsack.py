"""Kernels of the exact knapsack of each workplace: who is worth most there together, by any worth of each link.

Positions have seats and half hours of their own and share the workplace's quarters of mentor time and, where they count,
its subsidised places. That one person stands at several positions of a workplace is not asked about, so that the answer can
only be too high.

Arrays: `slots` are positions (first link, seats, half hours, 1 where places count), `units` are workplaces (first slot,
quarters, places), each with one row more at its end. Links stand by workplace and position; `takes` are what each takes of
half hours and of quarters.
"""

from __future__ import annotations

import numpy as np

from symbiose.engine.placement.columns import Ints, Mask, Short

KERNELS = (
    "_outdone",
    "_core",
    "_shape",
    "_gather",
    "_keep",
    "_more",
    "_layers",
    "_join",
    "_option",
    "_mark",
    "best_sets",
)
HOURS, SUPPORT = 0, 1  # columns of `takes`
LINK, SEATS, HALVES, COUNTED = 0, 1, 2, 3  # columns of `slots`
SLOT, QUARTERS, PLACES = 0, 1, 2  # columns of `units`
# Columns of `shape`, a row for each position of a workplace: its first item, whether seats need counting, the most of
# persons, quarters and half hours, its first cell, and the first cell of its last layer.
ITEM, STEP, PERSONS, WIDE, LONG, CELL, TOP, SHAPE = range(8)


def best_sets(
    slots: Ints,
    units: Ints,
    worth: Ints,
    takes: Short,
    price: Ints,
    capital: Ints,
    before: Mask,
    chosen: Mask,
    begin: int,
    end: int,
) -> int:
    """Marks the best set of each workplace from `begin` to before `end` in `chosen` and gives what they are worth together.

    `price` of each link and `capital` of each workplace are prices of what is taken and of all there is; with them and
    with sets that hold (`before`) most links are seen to be in no best set before anything is counted.
    """
    widest, longest = 1, 1
    for unit in range(begin, end):
        first, last = units[unit, SLOT], units[unit + 1, SLOT]
        widest = max(widest, last - first)
        longest = max(longest, slots[last, LINK] - slots[first, LINK])
    items = np.empty(2 * longest, np.int64)
    shape = np.zeros((widest + 1, SHAPE), np.int64)
    layers = np.empty(1024, np.int64)
    table = np.empty(1024, np.int64)
    total = 0
    for unit in range(begin, end):
        cells = _gather(slots, units, unit, worth, takes, price, capital[unit], before, items, shape)
        plane = (units[unit, QUARTERS] + 1) * (units[unit, PLACES] + 1)
        planes = plane * (units[unit + 1, SLOT] - units[unit, SLOT] + 1)
        if cells > len(layers):
            layers = np.empty(2 * cells, np.int64)
        if planes > len(table):
            table = np.empty(2 * planes, np.int64)
        if cells:
            _join(slots, units, unit, worth, takes, items, shape, layers, table)
            total += table[planes - 1]
            _mark(slots, units, unit, takes, items, shape, layers, table, chosen)
    return total


def _gather(
    slots: Ints,
    units: Ints,
    unit: int,
    worth: Ints,
    takes: Short,
    price: Ints,
    capital: int,
    before: Mask,
    items: Ints,
    shape: Ints,
) -> int:
    """Items and shape of each position of a workplace; gives how many cells its layers need, 0 where there is no item."""
    first, last = units[unit, SLOT], units[unit + 1, SLOT]
    slack = capital
    for at in range(slots[first, LINK], slots[last, LINK]):
        slack += max(0, worth[at] - price[at])
        if before[at]:
            slack -= worth[at]
    size, cells = 0, 0
    for slot in range(first, last):
        counted = slots[slot, COUNTED]
        seats = min(slots[slot, SEATS], units[unit, PLACES]) if counted else slots[slot, SEATS]
        shape[slot - first, ITEM] = size
        shape[slot - first, CELL] = cells
        if seats > 0:
            size = _core(slots, slot, worth, takes, price, slack, seats, units[unit, QUARTERS], items, size)
        cells += _shape(slots, slot, seats, units[unit, QUARTERS], takes, items, shape[slot - first], size)
    shape[last - first, ITEM] = size
    return cells if size else 0


def _core(
    slots: Ints,
    slot: int,
    worth: Ints,
    takes: Short,
    price: Ints,
    slack: int,
    seats: int,
    quarters: int,
    items: Ints,
    size: int,
) -> int:
    """Adds the links of a position that may be in its best set, and gives how many items there are now."""
    end = size
    for at in range(slots[slot, LINK], slots[slot + 1, LINK]):
        fits = takes[at, HOURS] <= slots[slot, HALVES] and takes[at, SUPPORT] <= quarters
        if fits and worth[at] > 0 and worth[at] - price[at] >= -slack:
            items[end] = at
            end += 1
    kept = end
    for at in range(size, end):
        if not _outdone(items, size, end, at, worth, takes, seats):
            items[kept] = items[at]
            kept += 1
    for at in range(kept - end):
        items[size + at] = items[end + at]
    return size + kept - end


def _outdone(items: Ints, size: int, end: int, at: int, worth: Ints, takes: Short, seats: int) -> bool:
    """True where as many as there are seats are worth no less and take no more: one of them is free in its stead."""
    row, better = items[at], 0
    for other in range(size, end):
        one = items[other]
        no_worse = worth[one] >= worth[row] and takes[one, HOURS] <= takes[row, HOURS]
        if no_worse and takes[one, SUPPORT] <= takes[row, SUPPORT]:
            same = worth[one] == worth[row] and takes[one, HOURS] == takes[row, HOURS]
            if other < at or not (same and takes[one, SUPPORT] == takes[row, SUPPORT]):
                better += 1
                if better >= seats:
                    return True
    return False


def _shape(slots: Ints, slot: int, seats: int, quarters: int, takes: Short, items: Ints, shape: Ints, end: int) -> int:
    """How far a position's layers reach; gives their cells."""
    first = shape[ITEM]
    count = end - first
    seats = min(seats, count)
    hours, support, longest, widest, shortest = 0, 0, 0, 0, slots[slot, HALVES] + 1
    for at in range(first, end):
        own, own_support = takes[items[at], HOURS], takes[items[at], SUPPORT]
        hours += own
        support += own_support
        longest = max(longest, own)
        widest = max(widest, own_support)
        shortest = min(shortest, own)
    shape[LONG] = min(slots[slot, HALVES], hours, seats * longest)
    shape[WIDE] = min(quarters, support, seats * widest)
    crowded = seats < count and (seats + 1) * shortest <= shape[LONG]
    shape[STEP] = 1 if slots[slot, COUNTED] or crowded else 0
    shape[PERSONS] = seats * shape[STEP]
    return int((count + 1) * (shape[PERSONS] + 1) * (shape[WIDE] + 1) * (shape[LONG] + 1))


def _layers(worth: Ints, takes: Short, items: Ints, shape: Ints, end: int, layers: Ints) -> None:
    """For each item the most of it and those before it, by persons, quarters and half hours at most."""
    wide = shape[LONG] + 1
    slab = (shape[WIDE] + 1) * wide
    size = (shape[PERSONS] + 1) * slab
    now = shape[CELL]
    layers[now : now + size] = 0
    for at in range(shape[ITEM], end):
        own, hours, support = worth[items[at]], takes[items[at], HOURS], takes[items[at], SUPPORT]
        back = shape[STEP] * slab + support * wide + hours
        for persons in range(shape[PERSONS] + 1):
            for quarters in range(shape[WIDE] + 1):
                old = now + persons * slab + quarters * wide
                can = persons >= shape[STEP] and quarters >= support
                skip = min(hours, wide) if can else wide
                _keep(layers[old : old + skip], layers[old + size : old + size + skip])
                if skip < wide:
                    start = old + skip
                    _more(
                        layers[start : old + wide],
                        layers[start - back : old + wide - back],
                        own,
                        layers[start + size : old + wide + size],
                    )
        now += size
    shape[TOP] = now


def _keep(old: Ints, new: Ints) -> None:
    """Copies a row of cells."""
    for cell in range(len(new)):
        new[cell] = old[cell]


def _more(old: Ints, without: Ints, own: int, new: Ints) -> None:
    """A row of cells with what is worth `own` more where that is better."""
    for cell in range(len(new)):
        new[cell] = max(old[cell], without[cell] + own)


def _option(shape: Ints, layers: Ints, persons: int, quarters: int) -> int:
    """The most of a position with so many persons and quarters at most."""
    return int(layers[shape[TOP] + (persons * (shape[WIDE] + 1) + quarters + 1) * (shape[LONG] + 1) - 1])


def _join(
    slots: Ints,
    units: Ints,
    unit: int,
    worth: Ints,
    takes: Short,
    items: Ints,
    shape: Ints,
    layers: Ints,
    table: Ints,
) -> None:
    """For each position the most of it and those before it, by places and quarters at most, in a plane of the table."""
    first, wide, most = units[unit, SLOT], units[unit, QUARTERS] + 1, units[unit, PLACES] + 1
    plane = most * wide
    for cell in range(plane):
        table[cell] = 0
    for at in range(units[unit + 1, SLOT] - first):
        own, counted = shape[at], slots[first + at, COUNTED]
        old = at * plane
        for cell in range(old, old + plane):
            table[plane + cell] = table[cell]
        if own[ITEM] == shape[at + 1, ITEM]:
            continue
        _layers(worth, takes, items, own, shape[at + 1, ITEM], layers)
        for persons in range(0 if counted else own[PERSONS], own[PERSONS] + 1):
            places = persons * counted
            for quarters in range(own[WIDE] + 1):
                more = _option(own, layers, persons, quarters)
                if more and (not quarters or _option(own, layers, persons, quarters - 1) < more):
                    for place in range(places, most):
                        cell = old + place * wide
                        back = places * wide + quarters
                        best = table[plane + cell + quarters : plane + cell + wide]
                        _more(best, table[cell + quarters - back : cell + wide - back], more, best)


def _mark(
    slots: Ints, units: Ints, unit: int, takes: Short, items: Ints, shape: Ints, layers: Ints, table: Ints, chosen: Mask
) -> None:
    """Marks the links of the best set, read backwards from the tables."""
    first, wide = units[unit, SLOT], units[unit, QUARTERS] + 1
    plane = (units[unit, PLACES] + 1) * wide
    left = plane - 1  # of places and quarters
    for at in range(units[unit + 1, SLOT] - first - 1, -1, -1):
        own, goal = shape[at], table[(at + 1) * plane + left]
        if goal == table[at * plane + left]:
            continue
        counted, quarters = slots[first + at, COUNTED], 0
        persons = min(own[PERSONS], left // wide) if counted else own[PERSONS]
        while (
            table[at * plane + left - persons * counted * wide - quarters] + _option(own, layers, persons, quarters)
            != goal
        ):
            quarters += 1
            if quarters > min(own[WIDE], left % wide):
                quarters = 0
                persons -= 1
        left -= persons * counted * wide + quarters
        row_length = own[LONG] + 1
        size = (own[PERSONS] + 1) * (own[WIDE] + 1) * row_length
        cell = own[TOP] + (persons * (own[WIDE] + 1) + quarters + 1) * row_length - 1
        for item in range(shape[at + 1, ITEM] - 1, own[ITEM] - 1, -1):
            if layers[cell] != layers[cell - size]:
                row = items[item]
                chosen[row] = True
                cell -= (own[STEP] * (own[WIDE] + 1) + takes[row, SUPPORT]) * row_length + takes[row, HOURS]
            cell -= size

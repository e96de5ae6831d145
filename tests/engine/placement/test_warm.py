"""Machine code made beforehand: it is what large plans use, and is known by what is kept of it."""

import os
import runpy
from pathlib import Path

import pytest

from symbiose.engine.placement import knapsack, moves, wanted, warm
from symbiose.engine.placement.compiled import LARGE, kernels
from symbiose.engine.placement.find import find_pairs
from symbiose.engine.placement.model import Stop
from symbiose.engine.placement.prices import by_steps
from symbiose.engine.placement.solve import solve
from tests.engine.placement.given import STANDARD_POLICY
from tests.engine.placement.test_knapsack import crowd, links_of

OUTER = ((knapsack, "best_sets"), (moves, "fill"), (moves, "eject"), (wanted, "wanted"))


def signatures():
    return [getattr(kernels(module, LARGE), name).signatures for module, name in OUTER]


def test_after_warming_up_a_large_plan_compiles_nothing_more():
    warm.warm_up()
    before = [list(found) for found in signatures()]
    large = crowd(1, people=120)
    assert len(find_pairs(large, STANDARD_POLICY)) > LARGE

    assert solve(large, policy=STANDARD_POLICY, stop=Stop(rounds=0)).placements
    by_steps(links_of(large), 0)

    assert all(before)
    assert [list(found) for found in signatures()] == before


def test_the_process_that_makes_machine_code_gives_way_to_others(monkeypatch):
    asked = []
    monkeypatch.setattr(os, "nice", asked.append)

    runpy.run_path(warm.__file__, run_name="__main__")

    assert asked == [10]
    assert all(signatures())


@pytest.mark.parametrize(("age", "known"), [(-10, True), (10, False)])
def test_machine_code_is_known_to_be_kept_where_it_is_no_older_than_the_kernels(monkeypatch, tmp_path, age, known):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert not warm.kept()

    folder = tmp_path / "of the engine"
    folder.mkdir()
    for module in (knapsack, moves, wanted):
        made = Path(module.__file__).stat().st_mtime - age
        found = folder / f"{module.__name__.rpartition('.')[2]}.some-1.nbi"
        found.touch()
        os.utime(found, (made, made))

    assert warm.kept() is known

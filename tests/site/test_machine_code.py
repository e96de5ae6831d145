"""Where the engine's machine code is kept in an installation, and that the worker has it made."""

import os

import pytest

from symbiose.jobs.bridge.compiling import compile_ahead
from symbiose.site.environment import CODE, keep_machine_code


@pytest.fixture
def unsaid(monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    monkeypatch.delenv("NUMBA_CACHE_DIR")


@pytest.mark.usefixtures("unsaid")
def test_machine_code_is_kept_in_the_data_folder_where_the_code_can_only_be_read(tmp_path):
    keep_machine_code(tmp_path)
    assert "NUMBA_CACHE_DIR" not in os.environ
    assert (CODE / "warm.py").is_file()

    keep_machine_code(tmp_path, tmp_path / "read only")
    assert os.environ["NUMBA_CACHE_DIR"] == str(tmp_path / "compiled")

    keep_machine_code(tmp_path / "other", tmp_path / "read only")
    assert os.environ["NUMBA_CACHE_DIR"] == str(tmp_path / "compiled")


def test_what_is_lacking_of_it_is_made_in_a_process_beside_the_worker(monkeypatch, tmp_path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    making = compile_ahead()
    assert making.args[1:] == ["-m", "symbiose.engine.placement.warm"]
    assert making.poll() is None
    making.terminate()
    making.wait()

    for module in ("knapsack", "moves", "wanted"):
        (tmp_path / f"{module}.made.nbi").touch()

    assert compile_ahead() is None

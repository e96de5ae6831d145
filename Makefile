# One door for everything; bare `make` lists the words.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
OFFLINE := echo "The packages could not be fetched from PyPI. Check the network, or set HTTPS_PROXY, and try again." >&2; exit 1
MUNICIPALITY ?= silkeborg
PORT ?= 8000
export MUNICIPALITY
unexport PYTHONDONTWRITEBYTECODE  # the tests start a hundred programs; what is compiled once serves them all

.DEFAULT_GOAL := help
.PHONY: help demo install test test-engine test-slow check lint fmt bench clean

help: ## list these words
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/installed: requirements/base.txt pyproject.toml package-lock.json
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' || { echo "The venv module is incomplete; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Installing into $(VENV); the first time takes a minute or two …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements/base.txt || { $(OFFLINE); }
	@$(PIP) --no-deps --editable . || { $(OFFLINE); }
	@$(BIN)/python -m symbiose.site.messages compile
	@$(BIN)/python -m symbiose.site.assets
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements/dev.txt
	@echo "Installing the tools of development …"
	@$(PIP) --require-hashes -r requirements/dev.txt || { $(OFFLINE); }
	@$(BIN)/python -m symbiose.site.assets --development
	@touch $@

install: $(VENV)/installed ## make .venv with .venv/bin/symbiose

demo: $(VENV)/installed ## prepare and serve the demo at 127.0.0.1:8000 (MUNICIPALITY=kalundborg or a folder, PORT=8001)
	@$(BIN)/symbiose demo --port $(PORT)

lint: $(VENV)/installed-dev ## style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files '*.html')
	$(BIN)/lint-imports
	$(BIN)/mypy

check: lint ## lint, then what would go wrong in an installation
	$(BIN)/symbiose check

fmt: $(VENV)/installed-dev ## bring code and templates into form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	-$(BIN)/djade --target-version 5.2 $$(git ls-files '*.html')

test: $(VENV)/installed-dev ## the daily suite: lint beside the engine, then rooms and browser, then where PostgreSQL can differ
	@$(MAKE) --no-print-directory -j 2 lint test-engine
	$(BIN)/pytest -m "not slow" $(addprefix --ignore=tests/,engine reference municipalities test_postgresql.py)
	$(BIN)/pytest -m "not slow" -n 0 -q tests/test_postgresql.py

test-engine: $(VENV)/installed-dev
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -m "not slow" -q tests/engine tests/reference tests/municipalities
	@$(BIN)/coverage combine -q
	$(BIN)/coverage report

test-slow: $(VENV)/installed-dev ## long journeys and loads, every reader at every address, all rooms on PostgreSQL
	$(BIN)/pytest -m slow

bench: $(VENV)/installed-dev ## side-by-side runs; each prints ratios
	$(BIN)/python -m benchmarks.text_reading
	$(BIN)/python -m benchmarks.matching_quality
	$(BIN)/python -m benchmarks.exchange
	$(BIN)/python -m benchmarks.placement
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.alerts

clean: ## remove what was installed and the demo's data
	rm -rf $(VENV) var node_modules symbiose/common/static/vendor

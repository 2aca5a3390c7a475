# `make run` starts gradviz, `make test` proves it; each makes what it needs first.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
WORKERS ?= auto

.PHONY: run test lint types rules pytest benchmarks screenshots clean help

help:            ## say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile

run: $(VENV)/.ready  ## start the window (without a display: render the default picture)
	@sh .ci/system-libraries window
	@$(BIN)/gradviz $(ARGS)

test: lint types rules pytest  ## lint, types, import rules and all tests

lint: $(VENV)/.tested
	$(BIN)/ruff check gradviz tests
	$(BIN)/ruff format --check gradviz tests

types: $(VENV)/.tested
	$(BIN)/mypy

rules: $(VENV)/.tested
	$(BIN)/lint-imports

pytest: $(VENV)/.tested
	@sh .ci/system-libraries window test
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadscope

benchmarks: $(VENV)/.tested  ## measure every figure of the README again
	for name in engine gpu sweeping window dragging playing opening visiting scenes sessions memory reading training commands movie; do $(BIN)/python -m tests.benchmarks.$$name || exit 1; done

screenshots: $(VENV)/.tested  ## make the README's pictures again
	$(BIN)/python -m tests.screenshots
	$(BIN)/python -m tests.slopes
	$(BIN)/python -m tests.gallery
	$(BIN)/python -m tests.explained
	$(BIN)/gradviz render --against cell=lstm,forget_bias=3 --chart why --width 1200 --force -o docs/why.png

clean:           ## forget what was made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/.pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "gradviz needs Python 3.11 or newer; say which one: make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || \
	    { echo "Python cannot make a virtual environment; on Debian or Ubuntu type: sudo apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install -q --disable-pip-version-check --upgrade "pip>=25.1"
	@touch $@

$(VENV)/.ready: $(VENV)/.pip pyproject.toml constraints.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[fast]'
	@touch $@

$(VENV)/.tested: $(VENV)/.ready
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt --group dev
	@touch $@

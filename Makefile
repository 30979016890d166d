# Two commands on a fresh machine: `make demo` and `make test`. Everything is installed into .venv from the package registries.
# The first that is new enough; where none is, the message below says so.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; exit; }; done; echo python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BROWSER := $(VENV)/.browser
PEERS := $(VENV)/.peers
WEB := $(wildcard viz/web/src/* viz/web/*.js) viz/web/package-lock.json viz/kinds.json

.PHONY: demo test test-all lint bench bench-large clean

demo: $(READY)
	$(BIN)/kg demo

test: $(READY) $(BROWSER) lint
	$(BIN)/pytest -n auto -m "not slow"

test-all: $(READY) $(BROWSER) $(PEERS) lint
	$(BIN)/pytest -n auto

lint: $(READY)
	$(BIN)/ruff check kg viz tests benchmarks
	$(BIN)/ruff format --check kg viz tests benchmarks
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python -m benchmarks

bench-large: $(READY)
	$(BIN)/python -m benchmarks --large

# Installing bundles the scripts of the pages, which must be as new as their sources.
$(READY): pyproject.toml constraints.txt $(WEB)
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "budget-kg needs Python 3.11 or later: make PYTHON=/path/to/python3.11 " + "demo")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	touch $@

# The tests of the pages drive Debian's Chromium; where it is missing and cannot be installed, they are skipped and say so.
$(BROWSER): $(READY)
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; } \
	|| echo "chromium is missing and could not be installed: tests of the pages in a browser are skipped"
	@touch $@

# The slow tests ask a real Virtuoso and read old Word files and LibreOffice's own; what is missing and cannot be installed is skipped, and says so.
$(PEERS): $(READY)
	@command -v virtuoso-t >/dev/null && command -v soffice >/dev/null && command -v antiword >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
	--no-install-recommends virtuoso-opensource-7-bin antiword libreoffice-writer-nogui libreoffice-calc-nogui >/dev/null; } \
	|| echo "virtuoso, antiword or LibreOffice is missing and could not be installed: tests that need them are skipped"
	@touch $@

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

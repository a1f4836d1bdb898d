# SPDX-License-Identifier: EUPL-1.2
# Every command a person, the README or CI uses. `make run` and `make test` do all the set-up themselves.
PYTHON ?= python3
UV = .tools/bin/uv
# Only `$(BIN)/python` and our own `$(BIN)/meedoen` are started from here: the first line of other
# scripts names their folder, and can hold no quote and at most 127 bytes.
BIN = .venv/bin
PORT ?= 8000
export ONLY
export MEEDOEN_ENVIRONMENT ?= development
# Quiet uv about caches on another file system; it copies then.
export UV_LINK_MODE = copy
# A home folder that cannot be written to keeps no downloads; this one does.
ifneq ($(shell kept="$${UV_CACHE_DIR:-$${XDG_CACHE_HOME:-$$HOME/.cache}/uv}"; mkdir -p "$$kept" 2>/dev/null && test -w "$$kept" && echo yes),yes)
export UV_CACHE_DIR = .tools/cache/uv
endif
# Compiled files are kept, also where the environment says not to: without them every start compiles
# Django anew, which takes twice as long.
unexport PYTHONDONTWRITEBYTECODE
# Who has nothing left takes over from the other: the tests in a browser come last, and are long.
PYTEST_WORKERS ?= 2

.PHONY: run dev test test-server walk screens explore kills mutants coverage installed benchmark check lint types house templates migrations deployment promises fix reset help lock browser-needed
.DEFAULT_GOAL := help

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: .venv/.run node_modules/.installed ## Install, start the database, load the demonstration, serve on port 8000
	@$(BIN)/meedoen serve --port $(PORT)

dev: .venv/.dev node_modules/.installed ## The same for who works on it: reloads what changes, shows tracebacks
	@$(BIN)/meedoen dev --port $(PORT)

test: .venv/.dev node_modules/.installed ## Install and run the tests, all but the long walks
	@MEEDOEN_ENVIRONMENT=test $(BIN)/meedoen database test-server -- $(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist worksteal -m 'not walk and not explore' $(PYTEST_ARGS)

test-server: .venv/.dev ## Keep a database server for `pytest` until Ctrl+C
	@$(BIN)/meedoen database test-server

walk: .venv/.dev node_modules/.installed ## Look at every page in every window, and press everything on it
	@MEEDOEN_ENVIRONMENT=test $(BIN)/meedoen database test-server -- $(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist worksteal -m walk $(PYTEST_ARGS)

screens: .venv/.dev node_modules/.installed ## Take every page, as each role, into .screens; ONLY="resident" for a part
	@MEEDOEN_ENVIRONMENT=test MEEDOEN_REQUIRE_BROWSER=1 $(BIN)/meedoen database test-server -- $(BIN)/python -m pytest -s tests/browser/screens.py

# About ten minutes for PYTEST_ARGS="tests/law"; a failure prints the example to put into the test.
explore: .venv/.dev node_modules/.installed ## Try every property on other examples, ten times as many; and knock at every door with every number
	@MEEDOEN_ENVIRONMENT=test MEEDOEN_EXAMPLES=explore $(BIN)/meedoen database test-server -- $(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist worksteal -m 'hypothesis or explore' $(PYTEST_ARGS)

kills: .venv/.dev node_modules/.installed ## Kill parts of what serves, again and again, while somebody writes: KILLS=300
	@KILLS=$(or $(KILLS),24) $(BIN)/python -m pytest -s tests/commands/test_kills.py

# Options: FILE="answers.py changes.py", SAMPLE=200, SEED=1, TESTS="tests/plans tests/journeys".
mutants: .venv/.dev ## Which small faults in a room its tests do not notice: ROOM=plans
	@$(BIN)/python scripts/mutants.py $(ROOM) --file $(FILE) --sample $(or $(SAMPLE),0) --seed $(or $(SEED),1) --tests $(TESTS)

# Options: ROOM=plans for the tests of a room and its own lines, PYTEST_ARGS for other tests.
coverage: .venv/.dev node_modules/.installed ## Which lines, and which ways through them, no test goes
	@rm -rf .coverage && mkdir .coverage
	@MEEDOEN_ENVIRONMENT=test $(BIN)/meedoen database test-server -- $(BIN)/python -m coverage run -m pytest -n $(PYTEST_WORKERS) --dist worksteal -m 'not walk and not explore' $(or $(PYTEST_ARGS),$(if $(ROOM),tests/$(ROOM)))
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report $(if $(ROOM),--include='src/meedoen/$(ROOM)/*')

installed: .venv/.dev node_modules/.installed ## Install as a municipality would, and look at the page that comes
	@$(BIN)/meedoen database test-server -- $(BIN)/python scripts/as_installed.py

benchmark: .venv/.run ## See that the benchmarks work and all engines agree, at the smallest size
	@benchmarks/run --smallest >/dev/null && benchmarks/monitor --smallest >/dev/null && benchmarks/ledger --smallest >/dev/null && echo "The benchmarks run, and all engines agree."

check: lint types house templates migrations deployment ## All six below; make -j2 check does two at once

lint: .venv/.dev ## Style and common faults in Python (ruff)
	@$(BIN)/python -m ruff check . && $(BIN)/python -m ruff format --check .

types: .venv/.dev ## Types (mypy)
	@$(BIN)/python -m mypy

house: .venv/.dev ## Who may import whom (import-linter)
	@$(BIN)/python -c 'from importlinter.cli import lint_imports_command as lint; lint(prog_name="lint-imports")'

templates: .venv/.dev ## Style and common faults in templates (djlint)
	@$(BIN)/python -m djlint src --lint --quiet

migrations: .venv/.dev ## Whether each change of a model has its migration
	@$(BIN)/python -W ignore -m django makemigrations --check --dry-run --settings meedoen.settings.test

deployment: .venv/.dev node_modules/.installed ## Whether the production settings are safe
	@$(BIN)/python -m django check --deploy --fail-level WARNING --settings meedoen.settings.check

promises: .venv/.dev ## Write docs/reference/promises.md anew from the markers on the tests
	@$(BIN)/python scripts/promises.py

fix: .venv/.dev ## Format and mend what can be mended
	@$(BIN)/python -m ruff check --fix . ; $(BIN)/python -m ruff format .

reset: ## Throw the demonstration data away
	@if [ -x $(BIN)/meedoen ]; then $(BIN)/meedoen database reset --yes; else rm -rf .data; fi

lock: .tools/.installed ## Renew the hashed requirement locks (maintainers)
	@for set in "run pyproject.toml" "dev pyproject.toml --group dev" "tools requirements/tools.in" "node requirements/node.in"; do \
		set -- $$set; name=$$1; shift; \
		$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-header $$@ --output-file requirements/$$name.txt; \
	done

.tools/.installed: requirements/tools.txt
	@test -w . || { \
		echo "This folder ($(CURDIR)) cannot be written to by $$(id -un), so nothing was installed. Copy it to a folder of your own, and run make there."; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Meedoen needs Python 3.11 or newer; $(PYTHON) is older. Install it, or run: make PYTHON=python3.12 run"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python cannot make a virtual environment here. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@"$(PYTHON)" -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
	@touch $@

# The run-time set; left alone when the development set, which holds more, is already there.
.venv/.run: .tools/.installed requirements/run.txt pyproject.toml scripts/link_source.py
	@if [ -e .venv/.dev ] && [ .venv/.dev -nt requirements/run.txt ] && [ .venv/.dev -nt pyproject.toml ] && [ .venv/.dev -nt scripts/link_source.py ]; then touch $@; exit 0; fi; \
	echo "Installing Meedoen …" && $(UV) venv --quiet --allow-existing --python "$(PYTHON)" .venv \
	&& $(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements/run.txt \
	&& "$(PYTHON)" scripts/link_source.py && touch $@

.venv/.dev: .tools/.installed requirements/dev.txt pyproject.toml scripts/link_source.py
	@echo "Installing Meedoen with its development tools …"
	@$(UV) venv --quiet --allow-existing --python "$(PYTHON)" .venv
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt
	@"$(PYTHON)" scripts/link_source.py
	@touch $@ .venv/.run

# The style sheets of NL Design System, with the machine's Node 20 or newer, else with the one from a wheel.
node_modules/.installed: package.json package-lock.json .tools/.installed
	@scripts/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

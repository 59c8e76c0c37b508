# Everything a developer does. A target sets up what it needs by itself: an environment in .venv,
# filled from the hash-pinned lists in requirements/. Nothing is installed twice.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

# The interpreter, e.g. make test PYTHON=python3.12; without it the first that is new enough.
PYTHON ?=
VENV ?= .venv
# Passed on: make assess ARGS="--area Shymkent", make test ARGS="-k lineage"
ARGS ?=

BIN := $(VENV)/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate $(UPGRADE)
UPGRADE ?=

.PHONY: help
help:  ## list the targets
	@echo 'make TARGET [PYTHON=python3.12] [ARGS="..."]'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- use -------------------------------------------------------------------------------------------

.PHONY: assess
assess: $(VENV)/.core  ## assess all regions and write the report; ARGS go to `qonys assess`
	@$(BIN)/qonys assess $(ARGS)

# --- check -----------------------------------------------------------------------------------------

.PHONY: test quick bench lint types layers pack
test: $(VENV)/.dev  ## run the whole suite
	$(BIN)/python -m pytest -n auto $(ARGS)

quick: $(VENV)/.dev  ## run the tests that need neither patience nor a browser
	$(BIN)/python -m pytest -n auto -m "not slow and not browser" $(ARGS)

bench: $(VENV)/.dev  ## measure the speed of start, panel and report
	$(BIN)/python -m pytest benchmarks --benchmark-enable --benchmark-only $(ARGS)

lint: $(VENV)/.dev  ## check style and form of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev  ## check types
	$(BIN)/mypy

layers: $(VENV)/.dev  ## check who imports whom, and that each imported package is declared
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry .

pack: $(VENV)/.core  ## check the country pack: its form and the identities of its figures
	@$(BIN)/qonys data check $(ARGS)

# --- keep ------------------------------------------------------------------------------------------

.PHONY: format lock docs dev clean
format: $(VENV)/.dev  ## put the form of the code right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/.dev  ## write requirements/*.txt anew; UPGRADE=--upgrade takes newer versions
	$(COMPILE) pyproject.toml requirements/build.in -o requirements/core.txt
	$(COMPILE) pyproject.toml requirements/build.in --extra dev -c requirements/core.txt -o requirements/dev.txt
	$(COMPILE) pyproject.toml --extra docs -c requirements/dev.txt -o requirements/docs.txt

docs: $(VENV)/.docs  ## build the documentation into site/
	$(BIN)/mkdocs build --strict

dev: $(VENV)/.dev  ## set up for development, with the checks before each commit
	$(BIN)/pre-commit install

clean:  ## remove the environment, caches and what was built
	rm -rf $(VENV) build dist site .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks
	find src tests scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# --- set up ----------------------------------------------------------------------------------------

# install(list): shows what is fetched, keeps the rest in a log and shows its end if it fails.
define install
	@echo "Installing $(1) into $(VENV) (half a minute with a warm cache)"
	@set -o pipefail; $(PIP) --require-hashes -r $(1) 2>&1 \
		| tee $(VENV)/install.log | sed -n 's/^Collecting \([^ ]*\).*/  \1/p' \
		|| { grep -v '^WARNING' $(VENV)/install.log | tail -n 15; exit 1; } >&2
endef

PIP := $(BIN)/python -m pip install --disable-pip-version-check --no-input
NEW_ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

# Holds interpreter and folder; made again if another one is asked for, the folder was moved or Python is gone.
$(VENV)/.made: FORCE
	@if grep -qxF "$(CURDIR) $(PYTHON)" $@ 2>/dev/null && $(BIN)/python -c '' 2>/dev/null; then exit 0; fi; \
	for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python3.14 python); do \
		if "$$python" -c '$(NEW_ENOUGH)' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$${found-}" ]; then \
		echo "no Python 3.11 or newer with venv and pip$(if $(PYTHON), by the name $(PYTHON))" >&2; \
		echo "  try:   make $(MAKECMDGOALS) PYTHON=python3.12, or a path" >&2; \
		echo "         on Debian and Ubuntu: apt-get install python3-venv" >&2; \
		exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$("$$found" --version)"; \
	rm -rf $(VENV); "$$found" -m venv $(VENV); \
	printf '%s\n' "$(CURDIR) " "$(CURDIR) $$found" > $@

$(VENV)/.core: $(VENV)/.made requirements/core.txt pyproject.toml
	$(call install,requirements/core.txt)
	@$(PIP) -q -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.core requirements/dev.txt requirements/boundaries.txt
	$(call install,requirements/dev.txt)
	@$(PIP) -q -q --no-deps --require-hashes -r requirements/boundaries.txt
	@touch $@

$(VENV)/.docs: $(VENV)/.core requirements/docs.txt
	$(call install,requirements/docs.txt)
	@touch $@

.PHONY: FORCE
FORCE:

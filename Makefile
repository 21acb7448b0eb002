# The commands of this project: `make help` lists them. What starting means is written in `madoguchi` itself.

PORT ?= 8000
UV_VERSION := 0.13.8

PYTHON_HERE := .venv/bin/python
PIP := $(PYTHON_HERE) -m pip --disable-pip-version-check --no-input -qq
LOCKED := --require-hashes --only-binary :all:
# `auto` is what tests/conftest.py answers. Each process has databases and a browser of its own; more than four would only wait
# for the disk.
SIDE_BY_SIDE := --numprocesses auto --maxprocesses 4 --dist worksteal

# Where this is set, each process of the tests compiles a thousand files anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test lint checks check-style check-types check-imports soak bench screens guide-pictures texts migration lock clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: .venv/.installed ## Make the virtual environment and fill the wheelhouse

run: .venv/.installed ## Start with a database, offices and sample people (PORT=8000)
	@.venv/bin/madoguchi init
	@.venv/bin/madoguchi sample
	@exec .venv/bin/madoguchi serve --port $(PORT)

test: .venv/.testable ## Check and test everything, PostgreSQL and the browser included
	@.ci/browser
	@.ci/calendars
	@.ci/oidc
	@$(MAKE) --no-print-directory checks
	$(PYTHON_HERE) -m pytest $(SIDE_BY_SIDE)

lint: .venv/.testable checks ## Only the checks: style, types, import rules

checks: .venv/.testable
	@$(MAKE) --no-print-directory --jobs 3 check-style check-types check-imports

check-style:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

check-types:
	$(PYTHON_HERE) -m mypy

check-imports:
	.venv/bin/lint-imports

soak: .venv/.testable ## Run what `make test` leaves out, and the storms at full size
	@.ci/browser
	@.ci/calendars
	@.ci/oidc
	@.ci/libreoffice
	MADOGUCHI_SOAK=1 $(PYTHON_HERE) -m pytest $(SIDE_BY_SIDE) -m "late and not soak"
	MADOGUCHI_SOAK=1 $(PYTHON_HERE) -m pytest -m soak -rP --durations=0 --durations-min=5

bench: .venv/.testable ## Print the speed ratios (WEB=1: of pages, WALK=1: at slow 3G, FULL=1: longer, SIZE=1: of a big database, KEEP=folder: which stays there)
	@$(if $(WALK),.ci/browser)
	$(PYTHON_HERE) -m benchmarks $(if $(WEB),--web) $(if $(WALK),--walk) $(if $(FULL),--full) $(if $(SIZE),--size) $(if $(KEEP),--keep $(KEEP))

screens: .venv/.testable ## Photograph every page at two widths in three languages, and have it judged
	@.ci/browser
	@.ci/oidc
	@.ci/html
	$(PYTHON_HERE) -m tests.pictures.contact_sheet

guide-pictures: .venv/.testable ## Take the pictures of the staff guide anew (docs/pictures/desk)
	@.ci/browser
	$(PYTHON_HERE) -m tests.pictures.guide

texts: .venv/.installed ## Collect the texts for translators, tidy the catalogues and count what is missing
	.venv/bin/pybabel --quiet extract --mapping pyproject.toml --add-location file --omit-header --sort-by-file --output translations/messages.pot .
	@$(PYTHON_HERE) -m tests.catalogues

migration: .venv/.installed ## Write the next migration from the models (SUBJECT="notes of staff")
	@$(PYTHON_HERE) -m tests.new_migration "$(SUBJECT)"

lock: .venv/pyvenv.cfg ## Renew requirements/*.txt from pyproject.toml (UPGRADE=1 for newer releases)
	@$(PYTHON_HERE) -m venv .venv/lock
	@.venv/lock/bin/python -m pip --disable-pip-version-check --no-input -qq install uv==$(UV_VERSION)
	.ci/lock .venv/lock/bin/uv $(if $(UPGRADE),--upgrade)

clean: ## Remove what the other commands made, except the data under instance/
	rm -rf .venv .wheelhouse dist screens .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# Each stamp below is newer than what it was made from, so that a second `make run` starts at once.

.venv/pyvenv.cfg:
	@python=$$(.ci/find-python) && "$$python" -m venv --clear .venv

.wheelhouse/.filled: .venv/pyvenv.cfg requirements/run.txt requirements/build.txt
	@echo "Fetching the packages listed in requirements/ (about a minute, once)"
	@rm -rf .wheelhouse && mkdir .wheelhouse
	@$(PIP) download --dest .wheelhouse $(LOCKED) -r requirements/run.txt -r requirements/build.txt
	@touch $@

.venv/.installed: .wheelhouse/.filled pyproject.toml
	@echo "Installing them in .venv"
	@$(PIP) install --no-index --find-links .wheelhouse $(LOCKED) -r requirements/run.txt -r requirements/build.txt
	@$(PIP) install --no-index --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.testable: .venv/.installed requirements/test.txt
	@echo "Installing the tools of the tests (about a minute, once)"
	@$(PIP) install $(LOCKED) -r requirements/test.txt
	@touch $@

# ExamOps. `make run` brings up a county; `make test` and `make check` say whether the code is sound.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
STAMPS := $(VENV)/.stamps
# Node comes as a Python package; its commands stand in the same folder as ours.
NODE := NPM_CONFIG_UPDATE_NOTIFIER=false PATH="$(CURDIR)/$(VENV)/bin:$$PATH"

.PHONY: help install run test test-long check demo bench messages api lock clean

help:
	@echo "make run [COUNTY=my.xlsx] [PORT=8443] [VAR=var]   start a node: a sample county, or your own"
	@echo "make install    the Python environment and the front end, and nothing else"
	@echo "make test       all tests (browser tests included)     make test-long   the long ones"
	@echo "make check      format, lint, types, layers, deployment, migrations, catalogues, API"
	@echo "make api        write docs/api.yaml again, after a change of an address or its fields"
	@echo "make demo       an exam day from end to end, headless  make bench [ONLY=name] [SCALE=full]"

# ---- installing ----------------------------------------------------------------------------------------------

install: $(STAMPS)/base $(STAMPS)/frontend $(STAMPS)/messages

$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "ExamOps needs Python 3.11 or newer; $(PYTHON) is older. Give another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "This Python has no venv module. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/base: $(STAMPS)/venv requirements/base.txt
	@echo "Installing what runs ..."
	@$(PIP) -r requirements/base.txt
	@touch $@

$(STAMPS)/build: $(STAMPS)/base requirements/build.txt
	@$(PIP) -r requirements/build.txt
	@touch $@

$(STAMPS)/dev: $(STAMPS)/build requirements/dev.txt
	@echo "Installing what tests and checks ..."
	@$(PIP) -r requirements/dev.txt
	@touch $@

$(STAMPS)/modules: $(STAMPS)/build frontend/package.json frontend/package-lock.json
	@echo "Installing what builds the front end ..."
	@cd frontend && $(NODE) npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(STAMPS)/frontend: $(STAMPS)/modules frontend/build.mjs $(shell find frontend/src -type f 2>/dev/null)
	@echo "Building the front end ..."
	@cd frontend && $(NODE) node build.mjs
	@touch $@

$(STAMPS)/messages: $(STAMPS)/build examops/catalogues.py $(wildcard locale/parts/*.po)
	@VAR=$(STAMPS)/var $(PY) manage.py compile_catalogues
	@touch $@

messages: $(STAMPS)/build
	@VAR=$(STAMPS)/var $(PY) manage.py compile_catalogues
	@touch $(STAMPS)/messages

api: install
	@VAR=$(STAMPS)/var $(PY) manage.py spectacular --lang en --validate --fail-on-warn --file docs/api.yaml

# Written again after a change of requirements/*.in.
lock: $(STAMPS)/venv
	@$(PY) -m pip install --quiet --disable-pip-version-check uv
	@for name in base build dev; do \
		$(VENV)/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q \
			requirements/$$name.in -o requirements/$$name.txt; done

# ---- running -------------------------------------------------------------------------------------------------

run: install
	@exec $(PY) manage.py up $(if $(COUNTY),--county "$(COUNTY)")

demo: install
	@exec $(PY) manage.py demo

bench: install $(STAMPS)/dev
	@exec $(PY) -m tests.bench $(if $(ONLY),--only "$(ONLY)") $(if $(SCALE),--scale "$(SCALE)")

# ---- judging -------------------------------------------------------------------------------------------------

test: install $(STAMPS)/dev
	@if [ -d frontend/tests ]; then cd frontend && $(NODE) node --test tests/*.test.js; fi
	@$(PY) -m pytest tests --ignore=tests/browser -m "not long" -n logical --maxprocesses 4
	@if [ -d tests/browser ]; then \
		CHROMIUM="$$(bash .ci/find_chromium)"; export CHROMIUM; $(PY) -m pytest tests/browser -m "not long"; fi

test-long: install $(STAMPS)/dev
	@$(PY) -m pytest tests --ignore=tests/browser -m long

# Every check runs, also after one has failed: a long list once is better than a short one five times.
CHECKS := format lint types layers front_end deployment migrations catalogues api
check: install $(STAMPS)/dev
	@bash .ci/checks $(CHECKS)

clean:
	rm -rf $(VENV) frontend/node_modules frontend/dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

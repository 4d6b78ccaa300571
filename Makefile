.DEFAULT_GOAL := help
.ONESHELL:
SHELL := /bin/sh
.SHELLFLAGS := -ec
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help setup demo test run lint types bench soak browser requirements migrate

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 24

setup: $(STAMP) ## create .venv with everything, start nothing

$(STAMP): requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	touch $(STAMP)

demo: $(STAMP) ## Touchpoint against the local Slack simulator (RESET=1 starts afresh)
	@exec $(BIN)/python -m demo $(if $(RESET),--reset)

test: $(STAMP) ## the whole suite, against real servers that it starts itself
	$(BIN)/python -m pytest -n 2 --dist worksteal

run: $(STAMP) ## the bot against real Slack, reading .env
	$(BIN)/python -m bot migrate && exec $(BIN)/python -m bot serve

lint: $(STAMP) ## style and the direction of imports
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports

types: $(STAMP) ## strict types
	$(BIN)/mypy

bench: $(STAMP) ## speed, as ratios against a floor of the same run
	$(BIN)/python -m bench

soak: $(STAMP) ## long fault tests: kills, restarts and odd payloads, counted
	$(BIN)/python -m pytest tests/faults tests/processes tests/imports/test_kills.py tests/scenarios/test_odd_payloads.py -q -s --timeout 3000 --soak

browser: ## what the browser tests need, from the distribution's packages
	if command -v chromium >/dev/null; then exit 0; fi
	sudo=$$(test "$$(id -u)" = 0 || echo sudo)
	$$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends chromium

requirements: ## pin the dependencies of pyproject.toml, with hashes
	export CUSTOM_COMPILE_COMMAND="make requirements"
	for extra in base dev; do
	  $(BIN)/pip-compile -q --strip-extras --allow-unsafe --generate-hashes \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	    $$(test $$extra = dev && echo --extra dev --extra embedded) -o requirements/$$extra.txt pyproject.toml || exit 1
	done

# The two commands a newcomer needs. Every other task: .venv/bin/inv --list

PYTHON ?= python3
PORT ?= 8000
ARGS ?=

# `exec`, so that a signal sent to make reaches the program and not a shell in between.
START = command -v $(PYTHON) >/dev/null || { echo "Townhall needs Python 3.11 or newer, and there is no '$(PYTHON)' here." \
	"Install one, or name yours: make $@ PYTHON=python3.12" >&2; exit 1; }; exec $(PYTHON) tools/venv.py

.PHONY: help run test
help:  ## what can be done here
	@echo "make run    build the site and serve it at http://127.0.0.1:8000 (PORT=8001 for another port)"
	@echo "make test   run every test (ARGS='-k held' passes arguments to pytest)"

run:  ## site and service, rebuilt as you save
	@$(START) run --port=$(PORT)

test:  ## every test
	@$(START) test $(if $(ARGS),-- $(ARGS))

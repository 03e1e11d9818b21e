# Needs Python 3.11 or 3.12 and make; everything else is installed into .venv from the locks in requirements/.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   ?= .venv
FILM   ?= examples/the-last-light.fountain
OUT    ?= films/$(basename $(notdir $(FILM)))
BIN    := $(VENV)/bin
TESTED := not long and not browser and not drill and not gpu and not live

.DEFAULT_GOAL := film
.PHONY: film test long-test browser-test fake-studio drill bench check lock clean

film: $(VENV)/.base          ## Make a film of a screenplay: make film FILM=my-script.fountain
	$(BIN)/storyreel make $(FILM) --out $(OUT)

test: $(VENV)/.dev           ## The tests that need neither keys nor a card nor minutes
	$(BIN)/pytest -n 2 --dist loadgroup -m "$(TESTED)"

long-test: $(VENV)/.dev      ## The tests that take minutes
	$(BIN)/pytest -n 2 --dist loadgroup -m "long and not drill and not gpu and not live"

browser-test: $(VENV)/.dev   ## The tests that drive the installed Chromium
	$(BIN)/pytest -m "browser and not long"

fake-studio: $(VENV)/.dev    ## Every service on loopback, to try the cloud crew without a key: paste what it prints into another terminal
	$(BIN)/python -m tests.fakes --port 8900

drill: $(VENV)/.dev          ## Kill buyers a thousand times, and films a hundred: nothing is bought twice, nothing is lost. Takes an hour
	STORYREEL_KILLS=1000 STORYREEL_FILM_KILLS=100 $(BIN)/pytest -m "" --timeout 7200 tests/drills

bench: $(VENV)/.dev          ## Every claim of speed or memory, measured; wants an idle machine and half an hour
	$(BIN)/python -m benchmarks.stitching
	$(BIN)/python -m benchmarks.film
	$(BIN)/python -m benchmarks.critical_path

check: $(VENV)/.dev          ## Everything that can be said without running the code, in under a minute
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/deptry .
	$(BIN)/pyright

# Only for those who change dependencies; needs uv. No lock names a host: pip finds the files, the hashes hold them. The locks are whole, so make
# installs them as they are; extras stay in them, because older pips with a resolver take another version where a lock leaves one out.
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --no-strip-extras --no-emit-index-url --no-header --no-annotate --quiet
lock:                        ## Resolve pyproject.toml again into requirements/
	$(LOCK) --generate-hashes --output-file requirements/base.txt
	echo 'click>=8.4.2' | $(LOCK) --generate-hashes --extra dev --extra cloud --extra gtts --overrides - --constraint requirements/base.txt --output-file requirements/dev.txt
	$(LOCK) --generate-hashes --extra cloud --constraint requirements/base.txt --output-file requirements/cloud.txt
	$(LOCK) --extra gpu --constraint requirements/base.txt --output-file requirements/gpu.txt

clean:                       ## Remove the virtual environment and what the checks left; films stay
	rm -rf $(VENV) .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' || \
		{ echo "storyreel needs Python 3.11 or 3.12; $(PYTHON) is not. Say which: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# A stamp is written last, so that an installation cut short is begun again.
$(VENV)/.base: requirements/base.txt pyproject.toml | $(VENV)/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/base.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

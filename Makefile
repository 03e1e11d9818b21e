# Needs Python 3.11 or 3.12 and make; everything else is installed into .venv from the locks in requirements/.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   ?= .venv
FILM   ?= examples/the-last-light.fountain
OUT    ?= films/$(basename $(notdir $(FILM)))
BIN    := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# Compiled modules are kept in __pycache__, whatever the environment says: the tests start a hundred processes.
export PYTHONDONTWRITEBYTECODE :=

TESTED := not long and not browser and not drill and not gpu and not torch and not live

.DEFAULT_GOAL := film
.PHONY: film studio deploy gpu test long-test gpu-test live-test browser-test fake-studio drill bench gpu-bench hear contact-sheet python-docs api-docs check audit lock clean

film: $(VENV)/.base          ## Make a film of a screenplay: make film FILM=my-script.fountain
	$(BIN)/storyreel make $(FILM) --out $(OUT)

studio: $(VENV)/.base        ## Open the studio: pages on which films are written, watched, changed and approved
	$(BIN)/storyreel studio films

deploy: $(VENV)/.base        ## Set up the Prefect server for workers: pools, deployments, automations
	$(BIN)/storyreel deploy

gpu: $(VENV)/.base           ## Install what the local crew needs on a machine with an NVIDIA card
	$(INSTALL) --no-deps --require-hashes -r requirements/gpu.txt
	$(INSTALL) --no-deps -r requirements/torch.txt

test: $(VENV)/.dev           ## The tests that need neither keys nor a card nor minutes
	$(BIN)/pytest -n 3 --dist loadgroup --no-loadscope-reorder -m "$(TESTED)"

long-test: $(VENV)/.dev      ## The tests that take minutes; three at once, because they wait more than they compute
	$(BIN)/pytest -n 3 --dist loadgroup --no-loadscope-reorder -m "long and not drill and not gpu and not torch and not live"

live-test: $(VENV)/.dev      ## One smallest job at every service whose key is set: spends up to a dollar in all
	$(BIN)/pytest -m live -rs tests/live

browser-test: $(VENV)/.dev   ## The tests that drive the installed Chromium
	$(BIN)/pytest --timeout 100 -m "browser and not long"

gpu-test: $(VENV)/.dev gpu   ## The local crew on tiny models of every family, on the CPU if there is no card: installs torch first
	$(BIN)/pytest --timeout 900 -n 2 -m torch tests/diffusion

fake-studio: $(VENV)/.dev    ## Every service on loopback, to try the cloud crew without a key: paste what it prints into another terminal
	$(BIN)/python -m tests.fakes --port 8900

drill: $(VENV)/.dev          ## Kill buyers a thousand times, and films a hundred: nothing is bought twice, nothing is lost. Takes an hour
	STORYREEL_KILLS=1000 STORYREEL_FILM_KILLS=100 $(BIN)/pytest -m "" --timeout 7200 tests/drills

bench: $(VENV)/.dev          ## Every claim of speed or memory, measured; wants an idle machine and half an hour
	$(BIN)/python -m benchmarks.stitching
	$(BIN)/python -m benchmarks.film
	$(BIN)/python -m benchmarks.critical_path
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.graph_edges

gpu-bench: gpu               ## The local crew's speed on this machine's card, at most six minutes: results in OUT/results.json
	$(BIN)/python -m benchmarks.gpu $(or $(BENCH_OUT),films/gpu-bench) $(BENCH_FLAGS)

contact-sheet: $(VENV)/.base ## Paint all kinds of place, by day and at night, into docs/images/places.jpg
	$(BIN)/python -m storyreel.animatic.painter.contact_sheet places docs/images/places.jpg

python-docs: $(VENV)/.base   ## Write docs/PYTHON.md from the docstrings of storyreel in Python
	$(BIN)/python -m studio.api.reference docs/PYTHON.md

api-docs: $(VENV)/.base      ## Write docs/HTTP-API.md from the studio's API
	$(BIN)/python -m studio.board.reference docs/HTTP-API.md

check: $(VENV)/.dev          ## Everything that can be said without running the code, in under a minute
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/deptry .
	$(BIN)/pyright
	$(BIN)/python -m benchmarks.density

audit: $(VENV)/.dev          ## Hold the locks against published advisories; Error 1: some have a vulnerability, Error 2: no source could be asked
	$(BIN)/python requirements/audit.py

# Only for those who change dependencies; needs uv. No lock names a host: pip finds the files, the hashes hold them. The locks are whole, so make
# installs them as they are; extras stay in them, because older pips with a resolver take another version where a lock leaves one out.
# A lock keeps its pins until `--upgrade-package NAME` is added to LOCK_MORE.
LOCK := uv pip compile --universal --python-version 3.11 --no-strip-extras --no-emit-index-url --no-header --no-annotate --quiet --generate-hashes $(LOCK_MORE)
LOCK_US := $(LOCK) pyproject.toml --overrides requirements/overrides.in
lock:                        ## Resolve pyproject.toml again into requirements/
	$(LOCK_US) --output-file requirements/base.txt
	echo 'click>=8.4.2' | $(LOCK_US) --extra dev --extra cloud --extra gtts --overrides - --constraint requirements/base.txt --output-file requirements/dev.txt
	$(LOCK_US) --extra cloud --constraint requirements/base.txt --output-file requirements/cloud.txt
	$(LOCK_US) --extra gpu --no-emit-package torch --constraint requirements/base.txt --output-file requirements/gpu.txt
	$(LOCK_US) --extra hear --extra hear-test --constraint requirements/base.txt --output-file requirements/hear.txt
	$(LOCK) requirements/build.in --constraint requirements/base.txt --output-file requirements/build.txt

hear: $(VENV)/.hear          ## Make five films, listen to them with Whisper, and print how many words it misses; half an hour
	$(BIN)/python -m benchmarks.hearing $(or $(HEAR_OUT),films/hear)

clean:                       ## Remove the virtual environment and what the checks left; films stay
	rm -rf $(VENV) .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' || \
		{ echo "storyreel needs Python 3.11 or 3.12; $(PYTHON) is not. Say which: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# A stamp is written last, so that an installation cut short is begun again. What builds the editable installation is locked, too, and nothing
# is fetched while it is built.
$(VENV)/.base: requirements/base.txt requirements/build.txt pyproject.toml | $(VENV)/pyvenv.cfg
	$(INSTALL) --no-deps --require-hashes -r requirements/base.txt
	$(INSTALL) --no-deps --require-hashes -r requirements/build.txt
	$(INSTALL) --no-deps --no-index --no-build-isolation -e .
	@touch $@

$(VENV)/.hear: requirements/hear.txt $(VENV)/.base
	$(INSTALL) --no-deps --require-hashes -r requirements/hear.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	$(INSTALL) --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

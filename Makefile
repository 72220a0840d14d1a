# Two commands do all the set-up: `make run` and `make test`.

PYTHON ?= python3
PORT ?= 8501
PAIR ?= JPN_KOR
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run snapshot test lint types bench lock judge clean

run: $(VENV)/installed snapshot  ## the snapshot from shipped data if there is none, then the dashboard
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

bench: $(VENV)/installed  ## what merging and the index cost as the data grow
	$(BIN)/python -m benchmarks.merging
	$(BIN)/python -m benchmarks.index

judge: $(VENV)/installed  ## fit the judge's weights again
	$(BIN)/python -m etl.coder.training data/corpus/$(PAIR)/articles.jsonl tests/gold/$(PAIR)/events.jsonl \
		--passages data/training/$(PAIR).jsonl --pair $(PAIR)

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

clean:  ## everything that can be made again
	rm -rf $(VENV) data/snapshots .mypy_cache .pytest_cache .ruff_cache

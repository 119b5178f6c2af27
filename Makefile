# The commands of this project. Each sets up what it needs first; that is quick when nothing changed.
PY := .venv/bin/python
UV := .venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11

.PHONY: run demo test lint bench opzetten opzetten-test lock schoon

run: opzetten
	@scripts/start.sh run

demo: opzetten
	@scripts/start.sh demo

test: opzetten-test
	@$(PY) scripts/test.py

lint: opzetten-test
	@$(PY) scripts/test.py --alleen-lint

bench: opzetten-test
	@$(PY) tests/bench.py

opzetten:
	@scripts/opzetten.sh gebruik

opzetten-test:
	@scripts/opzetten.sh test

# Adds what the .in files and package.json ask; newer versions of the rest only with UV_UPGRADE=--upgrade.
lock: opzetten-test
	$(UV) $(UV_UPGRADE) requirements.in -o requirements.txt
	$(UV) $(UV_UPGRADE) requirements-dev.in -c requirements.txt -o requirements-dev.txt
	$(UV) $(UV_UPGRADE) requirements-node.in -o requirements-node.txt
	$(PY) scripts/pakketten.py --vergrendel

# Everything that can be made again; never the database, the uploads or the reports.
schoon:
	rm -rf .venv node_modules var/pakketten var/static var/test .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

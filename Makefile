# Two targets for a newcomer: `make run` and `make test`. The README writes them out for Windows.
PYTHON ?= python3
BIN = .venv/bin
# Tests that want the processors for themselves: one after another, after the others
ALONE = (browser or load or libreoffice)

.PHONY: run test bench
run: $(BIN)/ready
	$(BIN)/python -m survey prepare
	$(BIN)/python dashboard.py

test: $(BIN)/ready
	$(BIN)/python -m pytest -n logical --dist loadfile -m "not $(ALONE)"
	$(BIN)/python -m pytest -m "$(ALONE)"

bench: $(BIN)/ready
	$(BIN)/python -m bench

$(BIN)/ready: requirements.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed')"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

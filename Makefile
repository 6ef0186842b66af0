# The course's commands. `make` alone explains them; README.md says more.

PYTHON    ?= python3
SUBMITTED ?= tests/sample_class/submitted
OUT       ?= grades
SET       ?=
STUDENT   ?=
WORKERS   ?=
SCHEDULER ?=
EXERCISE  ?=
SEEDS     ?= 20
DETAIL    ?= everything
ANONYMOUS ?=
PORT      ?= 8000

VENV := .venv
RUN  := $(VENV)/bin/python -P -m autograder
export PYTHONPATH := $(CURDIR)

.DEFAULT_GOAL := help
.PHONY: help setup grade feedback serve test stubs check new lint clean

help:
	@echo "A course in matrix calculus that marks itself."
	@echo
	@echo "  make grade    grade a class     [SUBMITTED=folder] [OUT=$(OUT)] [SET=name] [STUDENT=name] [WORKERS=n]"
	@echo "                without SUBMITTED, the sample class in tests/sample_class"
	@echo "  make feedback write pages of it [OUT=$(OUT)] [DETAIL=everything|sentences|score] [ANONYMOUS=1] [SET=name]"
	@echo "  make serve    show them here    [OUT=$(OUT)] [PORT=$(PORT)], a run that goes on included"
	@echo "  make test     run every test of the repository"
	@echo "  make stubs    write assignments/ anew from solutions/"
	@echo "  make check    prove the course  [SET=name] [SEEDS=$(SEEDS)]"
	@echo "  make new      start an exercise  EXERCISE=set/name"
	@echo "  make lint     check the style of the code"
	@echo "  make clean    remove $(VENV)/ and caches; marks stay"
	@echo
	@echo "  A folder to grade holds <student>/<set>/<set>.ipynb (or .py), as nbgrader's submitted/ does."

setup: $(VENV)/ready

# Hashes make sure that what is installed is what was tested. The stamp comes last: a broken set-up is begun again.
$(VENV)/ready: requirements.txt tests/browser/axe.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "This course needs Python 3.11 or newer; try: make PYTHON=python3.12" >&2; exit 2; }
	@echo "Setting up $(VENV) (once) ..."
	@$(PYTHON) -m venv --clear $(VENV) || \
	  { echo "Python's venv module is missing; on Debian or Ubuntu: apt install python3-venv" >&2; exit 2; }
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
	  -r tests/browser/axe.txt
	@touch $@

grade: setup
	$(if $(SCHEDULER),$(error Grading on a cluster is not built yet: leave SCHEDULER out))
	@$(RUN) grade --submitted "$(SUBMITTED)" --out "$(OUT)" $(if $(SET),--set "$(SET)") \
	  $(if $(STUDENT),--student "$(STUDENT)") $(if $(WORKERS),--workers "$(WORKERS)")

feedback: setup
	@$(RUN) feedback --out "$(OUT)" --detail "$(DETAIL)" $(if $(ANONYMOUS),--anonymous) $(if $(SET),--set "$(SET)") \
	  $(if $(WORKERS),--workers "$(WORKERS)")

serve: setup
	@$(RUN) serve --out "$(OUT)" --submitted "$(SUBMITTED)" --port "$(PORT)" --detail "$(DETAIL)"

test: setup
	@$(VENV)/bin/python -P -m pytest

stubs: setup
	@$(RUN) stubs

check: setup
	@$(RUN) check --seeds "$(SEEDS)" $(if $(SET),--set "$(SET)")

new: setup
	@$(RUN) new "$(EXERCISE)"

lint: setup
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache

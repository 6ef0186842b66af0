# The course's commands. `make` alone explains them; README.md says more.

PYTHON    ?= python3
COURSE    ?= .
SUBMITTED ?= $(or $(BESIDE:=submitted),tests/sample_class/submitted)
OUT       ?= $(BESIDE)grades
SET       ?=
STUDENT   ?=
AGAIN     ?=
WORKERS   ?=
GRADEBOOK ?=
NBGRADER  ?= $(BESIDE)nbgrader_course
SCHEDULER ?=
EXERCISE  ?=
FORMAT    ?=
TO        ?=
SEEDS     ?= 20
KILLS     ?= 50
ROUNDS    ?= 0
TABLE     ?=
KIND      ?=
DETAIL    ?= everything
ANONYMOUS ?=
PORT      ?= 8000
ONLY      ?=
NAME      ?=
VISIBILITY ?=
TITLE     ?=
FROM      ?=
ROSTER    ?=
KEY       ?=
SCORE     ?=
EXTRA     ?=
COMMENT   ?=
RAW       ?=
PLATFORM  ?=
BEFORE    ?=
DRY       ?=
BY        ?=
WORKSHEET ?=
ZERO      ?=
SECTION   ?=
OLD       ?=
MISTAKE   ?=

VENV := .venv
RUN   = $(VENV)/bin/python -P -m autograder --course "$(COURSE)"
# What goes with another course lies in its folder.
BESIDE = $(if $(filter-out .,$(COURSE)),$(COURSE)/)
NARROWED = $(if $(SET),--set "$(SET)") $(if $(EXERCISE),--exercise "$(EXERCISE)") \
  $(if $(WORKERS),--workers "$(WORKERS)")
# The folder that was collected, unless the sample class is all there is.
COLLECTED = $(if $(BESIDE)$(filter-out file,$(origin SUBMITTED)),--submitted "$(SUBMITTED)")
PYTEST = $(VENV)/bin/python -P -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ONLY)
export PYTHONPATH := $(CURDIR)
export GRADEBOOK COMMENT

# What is typed wrongly would otherwise be passed over in silence.
KNOWN    := VENV $(shell sed -n 's/^\([A-Z]*\) *?=.*/\1/p' $(firstword $(MAKEFILE_LIST)))
TYPED    := $(foreach one,$(.VARIABLES),$(if $(findstring command line,$(origin $(one))),$(one)))
UNKNOWN  := $(firstword $(filter-out $(KNOWN),$(TYPED)))
COMMANDS  = $(filter-out setup,$(filter-out .%,$(PHONY)))
NEAREST   = python3 -c 'import difflib, sys; print("".join(difflib.get_close_matches(sys.argv[1], sys.argv[2:], 1)))'
meant     = $(if $(1),; did you mean $(1)?,.) Type make to see them all
ifneq ($(UNKNOWN),)
$(error There is no variable $(UNKNOWN)=$(call meant,$(addsuffix =,$(shell $(NEAREST) $(UNKNOWN) $(KNOWN)))))
endif

# What is there or not: 1, or 0 and nothing; raw and final marks are two things, and nothing is a third.
SWITCHES := AGAIN ANONYMOUS DRY RAW TABLE ZERO
UNCLEAR  := $(firstword $(foreach one,$(SWITCHES),$(if $(filter-out 0 1,$($(one))),$(one))))
ifneq ($(UNCLEAR),)
$(error $(UNCLEAR)=$($(UNCLEAR)) says neither yes nor no; type $(UNCLEAR)=1, or leave it out)
endif
$(foreach one,$(filter-out RAW,$(SWITCHES)),$(eval override $(one) := $(filter 1,$($(one)))))

.DEFAULT_GOAL := help
PHONY := help setup collect grade late mark again similar feedback return serve nbgrader worker export gradescope test \
  quick stubs publish site check mutate hints new course bench soak lint clean
.PHONY: $(PHONY)
# Not a rule's business: a folder of that name, such as grades/, would satisfy make.
STRANGE := $(firstword $(filter-out $(PHONY) $(VENV)/ready,$(MAKECMDGOALS)))
ifneq ($(STRANGE),)
$(error There is no command make $(STRANGE)$(call meant,$(addprefix make ,$(shell $(NEAREST) $(STRANGE) $(COMMANDS)))))
endif

help:
	@echo "A course in matrix calculus that marks itself."
	@echo
	@echo "  make collect  take in what a platform gave  FROM=zip or folder  SET=name [ROSTER=file] [SUBMITTED=submitted]"
	@echo "                [PLATFORM=name] [BEFORE=2026-11-20T23:59+01:00] [DRY=1] [AGAIN=1]"
	@echo "  make grade    grade a class     [SUBMITTED=folder] [OUT=$(OUT)] [SET=name] [STUDENT=name] [WORKERS=n]"
	@echo "                [AGAIN=1] [SCHEDULER=tcp://host:port]; without SUBMITTED, the sample class in tests/sample_class"
	@echo "                [GRADEBOOK=file, postgresql://... or none]  marks for nbgrader; $(OUT)/gradebook.db"
	@echo "  make mark     what a person gives  STUDENT=name EXERCISE=name [SET=name] SCORE=points or graded, EXTRA=points, COMMENT=..."
	@echo "  make again    judge one exercise anew: what would change, and why  EXERCISE=name [STUDENT=name] [SET=name] [DRY=1]"
	@echo "                [SUBMITTED=folder] [OUT=$(OUT)] [BY=who decides]; AGAIN=1 with make grade grades whole sets anew"
	@echo "  make late     who is late, and what that costs, by rules.yaml and extensions.csv in the class's folder"
	@echo "                [SUBMITTED=folder] [OUT=$(OUT)] [SET=name] [DRY=1]; see docs/late-work.md"
	@echo "  make similar  which two share code that few others wrote  SET=name [OLD=folders of earlier classes]"
	@echo "                [SUBMITTED=folder] [OUT=$(OUT)]; a page for the teacher alone, in $(OUT)/similar/"
	@echo "  make feedback write pages of it [OUT=$(OUT)] [DETAIL=everything|sentences|score] [ANONYMOUS=1] [SET=name]"
	@echo "  make return   files that give feedback back  TO=moodle, canvas, nbgrader, github, sakai, ilias or mail  SET=name"
	@echo "                [OUT=$(OUT)] [SUBMITTED=submitted] [FROM=zip] [WORKSHEET=file] [STUDENT=name] [DETAIL=...]"
	@echo "  make serve    show them here    [OUT=$(OUT)] [PORT=$(PORT)], a run that goes on included"
	@echo "  make nbgrader a course folder for nbgrader  [NBGRADER=$(NBGRADER)] [SUBMITTED=folder] [GRADEBOOK=...]"
	@echo "  make worker   help a cluster    SCHEDULER=tcp://host:port [WORKERS=n]"
	@echo "  make export   marks for others  FORMAT=name [OUT=$(OUT)] [TO=file] [SET=name] [STUDENT=name] [SECTION=name]"
	@echo "                [DETAIL=everything|sentences|score] [ZERO=1, for who handed in nothing] [SUBMITTED=submitted]"
	@echo "                canvas [ROSTER=file] [KEY=column], moodle, moodle-worksheet WORKSHEET=file, nbgrader, gradescope, junit, github"
	@echo "                [RAW=1 or RAW=0]  before or after what lateness costs; raw for canvas, which deducts itself"
	@echo "  make gradescope  autograder.zip  SET=name [VISIBILITY=after_published, visible, after_due_date or hidden]"
	@echo "  make test     run every test of the repository, after make lint  [ONLY=options of pytest's]"
	@echo "  make quick    only those that need no server, browser, cluster, other machine or whole course  [ONLY=options]"
	@echo "  make publish  what students get SET=name: a folder and a zip in published/"
	@echo "  make site     the course as pages to read and play with  [TO=site]"
	@echo "  make stubs    write assignments/ anew from solutions/"
	@echo "  make check    prove the course  [SET=name] [EXERCISE=set/name] [SEEDS=$(SEEDS)] [TABLE=1] [AGAIN=1] [WORKERS=n]"
	@echo "                TABLE=1 also prints which hidden test catches which mistake; AGAIN=1 proves everything anew"
	@echo "                With fewer than 20 draws, bodies that know nothing, surroundings and slow work are left out"
	@echo "  make mutate   change each reference in one place, or make it wrong on one kind of input: do hidden tests notice?"
	@echo "                [SET=name] [EXERCISE=set/name] [KIND=operator, boundary or a kind] [SEEDS=1] [WORKERS=n]"
	@echo "  make hints    grade all those mutants with their hints: is each hint true?  [SET=name] [EXERCISE=set/name] [WORKERS=n]"
	@echo "  make new      start an exercise  EXERCISE=set/name; or a named mistake with what a student wrote, to paste:"
	@echo "                MISTAKE=set/function STUDENT=name [SUBMITTED=folder]"
	@echo "  make course   start a course of your own  NAME=../my_course [TITLE=\"...\"]"
	@echo "  make bench    measure speed beside nbgrader, otter-grader, gradescope-utils and plain pytest, and with"
	@echo "                up to 100,000 students and many machines; takes two hours"
	@echo "  make soak     kill grading runs [KILLS=$(KILLS)] times, and see whether any mark suffers"
	@echo "  make lint     check the style and the types of the code"
	@echo "  make clean    remove $(VENV)/ and caches; marks stay"
	@echo
	@echo "  COURSE=folder  with any of them: another course than the one that is here"
	@echo "  A folder to grade holds <student>/<set>/<set>.ipynb (or .py), as nbgrader's submitted/ does."

# Hashes make sure that what is installed is what was tested. The stamp comes last: a broken set-up is begun again.
# uv takes a tenth of the time that pip takes; pip puts it there, tells it which index to ask, and steps in if it fails.
PIP = $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes
UV  = $(VENV)/bin/uv pip install --quiet --system-certs --compile-bytecode --python $(VENV)/bin/python --require-hashes
define install
{ index="$${PIP_INDEX_URL:-$$($(VENV)/bin/python -m pip config get global.index-url 2>/dev/null)}"; \
	  $(UV) $${index:+--default-index "$$index"} $(1) >>$(VENV)/uv.log 2>&1 || \
	  { echo "uv could not do it ($(VENV)/uv.log says why), pip takes a minute longer ..."; $(PIP) $(1); }; }
endef

$(VENV)/ready: installer.txt requirements.txt tests/browser/axe.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "This course needs Python 3.11 or newer; try: make PYTHON=python3.12" >&2; exit 2; }
	@[ ! -L $(VENV) ] || { echo "$(VENV) is a link, and what it leads to would be emptied; try: rm $(VENV)" >&2; exit 2; }
	@echo "Setting up $(VENV) (once) ..."
	@$(PYTHON) -m venv --clear $(VENV) || \
	  { echo "Python's venv module is missing; on Debian or Ubuntu: apt install python3-venv" >&2; exit 2; }
	@$(PIP) -r installer.txt >$(VENV)/uv.log 2>&1 || true
	@$(call install,-r requirements.txt) && $(call install,--no-deps -r tests/browser/axe.txt)
	@touch $@

# A course of its own may pin more packages; a copy of the file says that they are installed.
setup: $(VENV)/ready
	@own="$(BESIDE)requirements.txt"; [ -z "$(BESIDE)" ] || [ ! -f "$$own" ] || cmp -s "$$own" $(VENV)/own.txt || \
	  { $(call install,-r "$$own" -c requirements.txt) && cp "$$own" $(VENV)/own.txt; }

collect: setup
	@$(RUN) collect --from "$(FROM)" --set "$(SET)" $(if $(ROSTER),--roster "$(ROSTER)") \
	  $(COLLECTED) $(if $(PLATFORM),--platform "$(PLATFORM)") \
	  $(if $(BEFORE),--before "$(BEFORE)") $(if $(DRY),--dry) $(if $(AGAIN),--again)

grade: setup
	@$(RUN) grade --submitted "$(SUBMITTED)" --out "$(OUT)" $(if $(SET),--set "$(SET)") \
	  $(if $(STUDENT),--student "$(STUDENT)") $(if $(WORKERS),--workers "$(WORKERS)") \
	  $(if $(SCHEDULER),--scheduler "$(SCHEDULER)") $(if $(AGAIN),--again)

again: setup
	@$(RUN) again --exercise "$(EXERCISE)" --out "$(OUT)" $(if $(SET),--set "$(SET)") \
	  $(if $(filter file,$(origin SUBMITTED)),,--submitted "$(SUBMITTED)") \
	  $(if $(STUDENT),--student "$(STUDENT)") $(if $(WORKERS),--workers "$(WORKERS)") $(if $(BY),--by "$(BY)") \
	  $(if $(DRY),--dry)

similar: setup
	@$(RUN) similar --set "$(SET)" --out "$(OUT)" $(foreach folder,$(OLD),--old "$(folder)") \
	  $(if $(filter file,$(origin SUBMITTED)),,--submitted "$(SUBMITTED)") \
	  $(if $(WORKERS),--workers "$(WORKERS)")

worker: setup
	$(if $(SCHEDULER),,$(error Say which cluster: make worker SCHEDULER=tcp://host:8786))
	@$(VENV)/bin/python -P -m dask worker "$(SCHEDULER)" --nthreads 1 --nworkers $(or $(WORKERS),-1) --no-dashboard

export: setup
	@$(RUN) export "$(FORMAT)" --reports "$(OUT)" $(if $(TO),--to "$(TO)") $(if $(SET),--set "$(SET)") \
	  $(if $(STUDENT),--student "$(STUDENT)") $(if $(ROSTER),--roster "$(ROSTER)") $(if $(KEY),--key "$(KEY)") \
	  $(if $(WORKSHEET),--worksheet "$(WORKSHEET)") $(if $(VISIBILITY),--visibility "$(VISIBILITY)") \
	  $(if $(RAW),$(if $(filter 0,$(RAW)),--final,--raw)) --detail "$(DETAIL)" $(if $(ZERO),--zero-for-missing) \
	  $(if $(SECTION),--section "$(SECTION)") $(COLLECTED)

gradescope: setup
	@$(RUN) gradescope "$(SET)" $(if $(TO),--to "$(TO)") $(if $(VISIBILITY),--visibility "$(VISIBILITY)")

nbgrader: setup
	@$(RUN) nbgrader "$(NBGRADER)" $(COLLECTED)

mark: setup
	@$(RUN) mark --student "$(STUDENT)" --exercise "$(EXERCISE)" --out "$(OUT)" $(if $(SET),--set "$(SET)") \
	  $(if $(SCORE),--score "$(SCORE)") $(if $(EXTRA),--extra "$(EXTRA)") $(if $(filter file,$(origin COMMENT)),,--comment "$$COMMENT")

late: setup
	@$(RUN) late --out "$(OUT)" $(COLLECTED) $(if $(SET),--set "$(SET)") $(if $(DRY),--dry)

feedback: setup
	@$(RUN) feedback --out "$(OUT)" --detail "$(DETAIL)" $(if $(ANONYMOUS),--anonymous) $(if $(SET),--set "$(SET)") \
	  $(if $(WORKERS),--workers "$(WORKERS)")

return: setup
	@$(RUN) return --to "$(TO)" --set "$(SET)" --reports "$(OUT)" --detail "$(DETAIL)" $(COLLECTED) \
	  $(if $(FROM),--from "$(FROM)") $(if $(WORKSHEET),--worksheet "$(WORKSHEET)") \
	  $(if $(STUDENT),--student "$(STUDENT)") $(if $(WORKERS),--workers "$(WORKERS)")

serve: setup
	@$(RUN) serve --out "$(OUT)" --submitted "$(SUBMITTED)" --port "$(PORT)" --detail "$(DETAIL)"

# A file's tests share what they set up, so a file is never divided between the cores; files begin in the order in which
# tests/conftest.py puts them.
test: lint
	@$(PYTEST)

quick: setup
	@$(PYTEST) -m "not slow"

stubs: setup
	@$(RUN) stubs

publish: setup
	@$(RUN) publish "$(SET)" $(if $(BESIDE),--to "$(BESIDE)published")

site: setup
	@$(RUN) site --to "$(or $(TO),$(BESIDE)site)"

check: setup
	@$(RUN) check --seeds "$(SEEDS)" $(NARROWED) $(if $(TABLE),--table) $(if $(AGAIN),--again)

mutate: setup
	@$(RUN) mutate $(NARROWED) $(if $(KIND),--kind "$(KIND)") $(if $(filter file,$(origin SEEDS)),,--seeds "$(SEEDS)")

hints: setup
	@$(RUN) hints $(NARROWED)

new: setup
	@$(RUN) new $(if $(MISTAKE),--mistake "$(MISTAKE)" --student "$(STUDENT)" --submitted "$(SUBMITTED)","$(EXERCISE)")

course: setup
	@$(VENV)/bin/python -P -m autograder course "$(NAME)" $(if $(TITLE),--title "$(TITLE)")

bench: setup
	@$(VENV)/bin/python -P -m tests.bench --rounds "$(ROUNDS)"

soak: setup
	@$(VENV)/bin/python -P -m tests.interrupted --kills "$(KILLS)"

lint: setup
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy

clean:
	rm -rf $(VENV) .bench .mypy_cache .pytest_cache .ruff_cache

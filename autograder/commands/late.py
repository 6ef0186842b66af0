"""``autograder late``: who is late, who pays for it with late days or points, and why."""

import os

import click

from autograder import rules
from autograder.collecting.term import Term
from autograder.course.model import Course, load_course
from autograder.errors import Refusal
from autograder.escape import spelt_out
from autograder.numbers import count
from autograder.rules import times
from autograder.rules.deciding import Decision

from . import counting
from .base import Sentences, tell


@click.command(cls=Sentences)
@click.option("--submitted", help="Folder of the class; otherwise, the one that was graded into --out.")
@click.option("--out", default="grades", show_default=True, help="Folder of a grading run.")
@click.option("--set", "set_name", help="Speak of this problem set alone.")
@click.option(
    "--gradebook", "book", envvar="GRADEBOOK", show_default="gradebook.db in --out", help="Where nbgrader keeps marks."
)
@click.option("--dry", is_flag=True, help="Say what would be done, and write nothing.")
@click.pass_context
def late(
    context: click.Context, submitted: str | None, out: str, set_name: str | None, book: str | None, dry: bool
) -> None:
    """Say who is late and what that costs, by rules.yaml and extensions.csv in the folder of the class.

    Marks that are there already become what they say, in every place. All other commands do the same by themselves.

    Exit code: 0 all is plain, 1 somebody should look (the sentences say at what), 2 wrong usage.
    """
    course = load_course(context.obj)
    only = course.select(set_name).name if set_name else None
    term = _term(course, submitted or counting.remembered(out), out)
    for sentence in _sentences(term, only):
        click.echo(spelt_out(sentence))
    if not dry and os.path.isdir(out):
        counting.remember(out, term.folder)
        counting.fetch(course, out, book)
    click.echo("Nothing was written: this was a dry run." if dry else f"These rules count in {out}.")
    context.exit(tell(map(spelt_out, _looks(term, only)), "look at"))


def _term(course: Course, folder: str | None, out: str) -> Term:
    """Return what the rules of a class make of its folder.

    Raises:
        Refusal: nobody says where it is, or there are no rules in it.

    """
    if folder is None:
        raise Refusal("SUBMITTED=", "nobody says where the class is", "SUBMITTED= the folder with rules.yaml in it")
    if not os.path.isdir(folder):
        raise Refusal(folder, "there is no such folder", "SUBMITTED= the folder with rules.yaml in it")
    term = counting.term_of(folder, course, out)
    if term is None or term.rules is None:
        path = os.path.join(folder, rules.FILE)
        raise Refusal(path, "there are no rules", "write some: docs/late-work.md has an example to copy")
    return term


def _sentences(term: Term, only: str | None) -> list[str]:
    """Return what is said of everybody about whom the rules say anything, and of each set."""
    assert term.rules is not None, "it was asked for"
    found = []
    for name in sorted(term.governed if only is None else term.governed & {only}):
        due = term.rules.of(name).due
        assert due is not None, "it is governed"
        own = [decision for (problem_set, _), decision in sorted(term.decisions.items()) if problem_set == name]
        late = [decision for decision in own if decision.is_late]
        found.append(f"{name}: due {times.spoken(due, term.rules.zone)}; {count(len(late), 'student')} late")
        found += [f"  {_said(decision, term)}" for decision in own if decision.ruling.why or decision.ruling.standing]
    return found


def _said(decision: Decision, term: Term) -> str:
    own = term.extensions.of(decision.hand_in.person, decision.hand_in.problem_set)
    reasons = sorted({extension.reason for extension in own if extension.reason})
    said = decision.ruling.standing or decision.ruling.why
    return f"{decision.hand_in.person}: {said}{''.join(f' [{reason}]' for reason in reasons)}"


def _looks(term: Term, only: str | None) -> list[str]:
    found = sorted(term.decisions.items())
    return [
        f"{decision.hand_in.person}: {name}: {decision.look}"
        for (name, _), decision in found
        if decision.look and only in (None, name)
    ]

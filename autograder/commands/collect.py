"""``autograder collect``: fills a folder of submissions from what a platform handed out, and says what to look at."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import click

from autograder.collecting import manifest, plan
from autograder.collecting.archives import Download, opened
from autograder.collecting.hand_in import Asked, HandIn, Set
from autograder.collecting.manifest import Row
from autograder.collecting.matching import Match, match_all
from autograder.collecting.plan import Decision, Rules, decide_all
from autograder.collecting.platforms import PLATFORMS, Platform, recognised
from autograder.collecting.storing import kept_roster, store, write_roster
from autograder.course import roster as rosters
from autograder.course import roster_tables
from autograder.course.model import ProblemSet, load_course
from autograder.course.roster import Person, Roster
from autograder.errors import Refusal
from autograder.escape import spelt_out
from autograder.rules.times import end_of_minute
from autograder.submissions import SAMPLE_CLASS

from .base import SOMETHING_LEFT, TOLD, Sentences

WORDS = {
    plan.NEW: "new",
    plan.NEWER: "newer than what was there",
    plan.UNCHANGED: "unchanged",
    plan.OLDER: "older than what is there, and kept beside it",
    plan.KEPT: "left as they are",
    manifest.MISSING: "handed in nothing",
    manifest.EXCUSED: "excused",
    manifest.WRONG: "handed in nothing that can be graded",
}


@dataclass
class Account:
    """What a run has to say: who belongs to which word, the rows of the manifest, sentences to look at, and others."""

    people: dict[str, list[str]] = field(default_factory=lambda: {word: [] for word in WORDS})
    rows: list[Row] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def seen(self) -> set[str]:
        """Everybody about whom something was decided."""
        return {student for people in self.people.values() for student in people}

    def add(self, decision: Decision) -> None:
        """Take in what became of one student."""
        self.people[decision.word].append(decision.person.student)
        self.rows += decision.rows
        who = _spoken(decision.person)
        self.looks += [f"{who}: {sentence}" for sentence in decision.looks]
        self.notes += [f"{who}: {sentence}" for sentence in decision.notes]
        if decision.word not in (plan.OLDER, plan.KEPT) and any(row.late == "yes" for row in decision.rows):
            self.notes.append(f"{who}: handed in late, says the platform")


@click.command(cls=Sentences)
@click.option("--from", "source", required=True, help="What the platform gave: a zip, a folder, a folder of zips.")
@click.option("--set", "set_name", required=True, help="The problem set that was handed in.")
@click.option("--roster", "roster_path", help="Who is in the class: a platform's export, or a CSV by hand.")
@click.option("--submitted", default="submitted", show_default=True, help="Folder to fill, for `grade`.")
@click.option("--platform", "platform_name", type=click.Choice(list(PLATFORMS)), help="Instead of recognising it.")
@click.option("--before", metavar="TIME", help="Take what was handed in until then, such as 2026-11-20T23:59+01:00.")
@click.option("--again", is_flag=True, help="Take what is in the download, also where something newer is there.")
@click.option("--dry", is_flag=True, help="Say what would be done, and write nothing.")
@click.pass_context
def collect(
    context: click.Context, source: str, set_name: str, roster_path: str | None, submitted: str,
    platform_name: str | None, before: str | None, again: bool, dry: bool,
) -> None:  # fmt: skip
    """Take in a platform's download. Typed again, it takes what is new.

    Exit code: 0 all is plain, 1 somebody should look (the sentences say at what), 2 wrong usage.
    """
    course = load_course(context.obj)
    problem_set = _as_set(course.select(set_name), course.problem_sets)
    _check_folder(course.root, submitted)
    deadline = _deadline(before)
    roster, gone = _roster(submitted, roster_path)
    with opened(source) as download:
        platform = recognised(download, platform_name)
        hand_ins = _hand_ins(platform, download, Asked(problem_set, roster, deadline))
        matches, space = match_all(hand_ins, platform, roster)
        click.echo(_introduced(platform, space, roster))
        rules = Rules(submitted, problem_set, platform.name, space, deadline, again)
        known = manifest.read(submitted, set_name)
        account = _account(matches, roster, known, rules, dry)
    account.looks += [*download.left, *(f"{one}: is not in {roster_path} any more" for one in gone)]
    if not dry:
        _keep(submitted, set_name, roster, account)
    _say(account, manifest.path_of(submitted, set_name))
    click.echo(_farewell(submitted, set_name, account, dry))
    context.exit(SOMETHING_LEFT if account.looks else 0)


def _as_set(problem_set: ProblemSet, everything: Iterable[ProblemSet]) -> Set:
    others = {name: one.name for one in everything if one.name != problem_set.name for name in _functions(one)}
    return Set(problem_set.name, problem_set.title, _functions(problem_set), others)


def _functions(problem_set: ProblemSet) -> frozenset[str]:
    return frozenset(name for exercise in problem_set.exercises for name in exercise.functions)


def _check_folder(root: str, submitted: str) -> None:
    if os.path.realpath(submitted) == os.path.realpath(os.path.join(root, SAMPLE_CLASS)):
        raise Refusal(
            submitted, "the sample class lives there", "SUBMITTED= a folder for your class, such as submitted"
        )
    if os.path.lexists(submitted) and not os.path.isdir(submitted):
        raise Refusal(submitted, "this is a file, no folder", "SUBMITTED= a folder, such as submitted")


def _deadline(text: str | None) -> datetime | None:
    if text is None:
        return None
    example = "BEFORE=2026-11-20T23:59+01:00"
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refusal(f"BEFORE={text}", "this is no time", example) from error
    if time.tzinfo is None:
        raise Refusal(f"BEFORE={text}", "it does not say in which time zone", example)
    return end_of_minute(time)


def _roster(submitted: str, path: str | None) -> tuple[Roster | None, list[Person]]:
    """Return the class by the roster that is kept and the one that was given, and who is on the former alone."""
    kept = kept_roster(submitted)
    if path is None:
        return kept, []
    new = roster_tables.read(path)
    return rosters.merge(kept, new) if kept else (new, [])


def _hand_ins(platform: Platform, download: Download, asked: Asked) -> Sequence[HandIn]:
    """Return what was handed in.

    Raises:
        Refusal: nothing was, or there is a deadline and nothing in the download says when anything was.

    """
    hand_ins = platform.read(download, asked)
    if not any(one.files or one.is_text for one in hand_ins):
        cause = f"this comes from {platform.title}, and nobody's work is in it"
        raise Refusal(download.path, cause, "FROM= the download of what was handed in; PLATFORM= if it is another's")
    if asked.before and not any(one.handed_in for one in hand_ins):
        cause = f"{platform.title}'s download does not say when something was handed in"
        raise Refusal("BEFORE=", cause, "leave it out, and let the platform close the assignment")
    return hand_ins


def _account(
    matches: Sequence[Match], roster: Roster | None, known: Mapping[str, Sequence[Row]], rules: Rules, dry: bool
) -> Account:
    """Decide about everybody, write what was decided unless this run is dry, and return what there is to say."""
    account = Account()
    for match in matches:
        if not match.people:
            account.looks.append(f"{match.hand_in.called}: left out: {match.look}")
            account.rows.append(_stranger(match, rules))
        elif all(one.is_tester for one in match.people):
            account.notes.append(f"{match.hand_in.called}: left out: the platform's own test student")
    for decision in decide_all(matches, roster, known, rules):
        if not dry:
            store(decision, rules)
        account.add(decision)
    for student in sorted(known.keys() - account.seen):
        account.rows += known[student]
        if roster and any(row.file for row in known[student]):
            account.looks.append(f"{student}: was collected before, and is not in {roster.path}")
    return account


def _stranger(match: Match, rules: Rules) -> Row:
    names = "; ".join(entry.path for _, entry in match.hand_in.files[:TOLD])
    return Row(
        "",
        manifest.UNKNOWN,
        rules.platform,
        match.hand_in.called,
        group=match.group,
        original_name=names,
        why=match.look,
    )


def _introduced(platform: Platform, space: str, roster: Roster | None) -> str:
    if roster is None:
        return f"This comes from {platform.title}. There is no roster: whoever handed in is the class."
    where = f"{roster.path} ({roster.title})"
    found = f"This comes from {platform.title}. People are found by their {rosters.SPOKEN[space]} in {where}."
    return found + ("" if "name" in roster.spaces else " It has no names, so nobody's is compared.")


def _keep(submitted: str, set_name: str, roster: Roster | None, account: Account) -> None:
    if roster:
        write_roster(submitted, roster)
    manifest.write(submitted, set_name, account.rows)


def _say(account: Account, path: str) -> None:
    for word, people in account.people.items():
        if people:
            click.echo(f"{len(people):5}  {WORDS[word]}: {spelt_out(_some(people))}")
    for sentence in account.notes[:TOLD]:
        click.echo(spelt_out(sentence))
    for sentence in account.looks[:TOLD]:
        click.echo(f"look at: {spelt_out(sentence)}", err=True)
    if max(len(account.notes), len(account.looks)) > TOLD:
        click.echo(f"There are more of these; {path} has them all, under 'why'.", err=True)


def _some(people: Sequence[str]) -> str:
    return ", ".join(people[:TOLD]) + (", ..." if len(people) > TOLD else "")


def _spoken(person: Person) -> str:
    """Return a person with the identifier that the platform's files have in their names."""
    number = next((person.ids[space] for space in ("canvas", "moodle", "sid") if space in person.ids), "")
    return f"{person}, {number}" if number and number != person.student else str(person)


def _farewell(submitted: str, set_name: str, account: Account, dry: bool) -> str:
    if dry:
        return "Nothing was written: this was a dry run."
    if not any(row.file for row in account.rows if row.student):
        return f"There is nothing of {set_name} to grade."
    return f"To grade it: make grade SUBMITTED={submitted} SET={set_name}"

"""The pages of students, each made on its own: what goes wrong is a sentence on that page, and one for the run's table.

A page is made within bounds (see ``bounded``). Where its figures, or all that lies behind its sentences, cannot be
shown, it is made without them. A figure that several pages show is drawn once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from autograder.bounded import Failure, Workers, attempt
from autograder.report_folder import Record

from . import drawing, pages, views


@dataclass(frozen=True)
class Link:
    """A way to another page."""

    text: str
    address: str


@dataclass(frozen=True)
class Member:
    """A student's Record, the title of the problem set that it is about, and ways from its page to others."""

    title: str
    record: Record
    links: tuple[Link, ...] = ()

    def __str__(self) -> str:
        return f"{self.record.report.problem_set}: {self.record.report.student}"


@dataclass(frozen=True)
class Page:
    """The page of a Member as HTML; ``problems`` are sentences about what it does not show, with their name."""

    member: Member
    text: str
    problems: list[str]


@dataclass(frozen=True)
class Draft:
    """What a page is made of."""

    member: Member
    drawings: Mapping[str, Markup]
    detail: str
    note: str


def make(workers: Workers, members: Sequence[Member], detail: str = "everything") -> Iterator[Page]:
    """Yield the page of each Member, in order. ``detail`` is one of ``evidence.DETAILS``."""
    records = [member.record for member in members]
    chosen = list(workers.map(views.figures, records)) if detail == "everything" else [{} for _ in members]
    jobs = {key: job for own in chosen if not isinstance(own, Failure) for key, job in own.items()}
    drawn = dict(zip(jobs, workers.map(drawing.draw, jobs.values()), strict=True))
    drafts = [_draft(member, own, drawn, detail) for member, own in zip(members, chosen, strict=True)]
    texts = workers.map(_written, [draft for draft, _ in drafts])
    for (draft, problems), text in zip(drafts, texts, strict=True):
        yield _page(draft.member, text, problems)


def _draft(
    member: Member,
    own: Mapping[str, drawing.Job] | Failure,
    drawn: Mapping[str, Markup | Failure],
    detail: str,
) -> tuple[Draft, list[str]]:
    """Return what a page is made of, and sentences about what it has to do without."""
    report, error = member.record.report, member.record.error
    problems = [str(error)] if error else []
    if isinstance(own, Failure):
        problems.append(f"{member}: the figures cannot be compared: {own.cause}")
        return Draft(replace(member, record=Record(report)), {}, detail, pages.NO_EVIDENCE), problems
    found = {key: drawn[key] for key in own}
    problems += [
        f"{member}: a figure cannot be drawn: {drawing.cause}"
        for drawing in found.values()
        if isinstance(drawing, Failure)
    ]
    drawings = {key: pages.NO_FIGURE if isinstance(drawing, Failure) else drawing for key, drawing in found.items()}
    note = pages.NO_EVIDENCE if error and detail == "everything" else ""
    return Draft(member, drawings, detail, note), problems


def _page(member: Member, text: str | Failure, problems: Iterable[str]) -> Page:
    """Return a page, with less on it where it could not be made."""
    if not isinstance(text, Failure):
        return Page(member, text, list(problems))
    told = [*problems, f"{member}: the page cannot be made: {text.cause}"]
    report = member.record.report
    plain = attempt(pages.student_page, Record(report), member.title, {}, "score", pages.NO_EVIDENCE)
    if isinstance(plain, Failure):
        plain = pages.unread_page(report.student, member.title)
    return Page(member, plain, told)


def _written(draft: Draft) -> str:
    member = draft.member
    return pages.student_page(member.record, member.title, draft.drawings, draft.detail, draft.note, member.links)

"""The boundary mutants of an exercise: its reference, with one fault of one kind in front of one of its functions."""

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.course.model import Exercise

from .kinds import all_kinds, source_of
from .recorded import find_subjects
from .subjects import Subject

PASTED = """
# %%
{reference}

# %%
_pasted = {{}}
exec({source!r}, _pasted)
_pasted["seen_from_outside"](globals(), {name!r}, {places!r}, eval({expression!r}, _pasted))
"""
RIGHT = "lambda call: call.right()"
WRONG = "lambda call: call.wrong()"


@dataclass(frozen=True)
class BoundaryMutant:
    """One fault: of which function, of which kind, and in a sentence; ``text`` is what is handed in."""

    function: str
    kind: str
    sentence: str
    text: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all other boundary mutants of its exercise."""
        return self.function, self.kind

    def __str__(self) -> str:
        return f"{self.function}: {self.kind}"


def find_boundary_mutants(
    exercise: Exercise, introduction: str = "", kind: str | None = None
) -> Iterator[BoundaryMutant]:
    """Yield every boundary mutant of an exercise, or those of one kind.

    Args:
        exercise: Exercise.
        introduction: what students read before all exercises of the set.
        kind: name of the one kind, or None.

    """
    kinds = [one for one in all_kinds().values() if kind in (None, one.name)]
    for subject in find_subjects(exercise, introduction):
        for one in kinds:
            for case in one.cases(subject):
                text = _text(exercise, subject, one.expression(case), one.name, one.maker)
                yield BoundaryMutant(subject.label, one.label(case), one.describe(case), text)


def controls(exercise: Exercise, introduction: str = "") -> Iterator[tuple[Subject, str, str]]:
    """Yield each function of an exercise, handed in wrapped and right, and wrapped and always wrong."""
    for subject in find_subjects(exercise, introduction):
        yield subject, _text(exercise, subject, RIGHT), _text(exercise, subject, WRONG)


def _text(exercise: Exercise, subject: Subject, expression: str, *names: str) -> str:
    source = source_of("seen_from_outside", "Call", *names)
    return PASTED.format(
        reference=exercise.reference_source, source=source, name=subject.name, places=subject.places,
        expression=expression,
    )  # fmt: skip

"""What a teacher may say in the next lecture: a few sentences, made of the statistics of a class."""

from collections.abc import Iterator

import numpy as np

from autograder.numbers import count, percent, points

from .statistics import ClassStatistics
from .views import words

COMMON = 3  # mistakes that are told, if at least MANY students make them
MANY = 2
HARD = 0.5  # of the class passes a test: the hardest below it is told


def sentences(about: ClassStatistics) -> list[str]:
    """Return sentences about a ClassStatistics, the most urgent first."""
    if not about.counted:
        return [
            f"There is no work to speak about: {count(len(about.records), 'report')}, and nothing attempted in any."
        ]
    parts = (_ours, _scores, _costliest, _mistakes, _unexplained, _extremes, _hardest, _misleading, _in_need)
    return [sentence for part in parts for sentence in part(about)]


def _ours(about: ClassStatistics) -> Iterator[str]:
    if about.ours:
        tests = count(len(about.ours), "result")
        yield f"First of all: {tests} could not be judged for our own reasons. Publish no marks before that is mended."


def _scores(about: ClassStatistics) -> Iterator[str]:
    due = sum(not record.report.standing for record in about.records)
    handed_in = f"{about.counted} of {count(due, 'student')} handed in work with something in it"
    mean, middle = (points(round(float(value), 1)) for value in (np.mean(about.scores), np.median(about.scores)))
    full = points(about.max_score)
    yield f"{handed_in}: {mean} of {full} points in the mean, and half of them have {middle} or more."


def _costliest(about: ClassStatistics) -> Iterator[str]:
    known = [(item.difficulty, item) for item in about.exercises if item.difficulty is not None]
    lost = [((1 - difficulty) * item.max_score, item) for difficulty, item in known]
    total = sum(points_lost for points_lost, _ in lost)
    if not total:
        yield "Everybody has every point: go on."
        return
    most, worst = max(lost, key=lambda pair: pair[0])
    yield f"Begin with “{worst.title}”: {percent(most / total)} of all points lost were lost there."


def _mistakes(about: ClassStatistics) -> Iterator[str]:
    for mistake in [mistake for mistake in about.mistakes if len(mistake.students) >= MANY][:COMMON]:
        who, name = count(len(mistake.students), "student"), words(mistake.name)
        yield f"A common mistake in “{mistake.title}” is called “{name}” ({who}). Ask them: “{mistake.hint}”"


def _unexplained(about: ClassStatistics) -> Iterator[str]:
    for group in [group for group in about.unexplained if len(group.students) >= MANY][:1]:
        who = count(len(group.students), "student")
        yield f"A mistake without a name, in “{group.exercise.title}”: the work of {who} {group.what}."


def _extremes(about: ClassStatistics) -> Iterator[str]:
    nobody = [item for item in about.tests if item.difficulty == 0]
    everybody = [item for item in about.tests if item.difficulty == 1]
    if nobody:
        titles = "; ".join(f"“{item.title}”" for item in nobody[:COMMON])
        more = f" and {len(nobody) - COMMON} more" if len(nobody) > COMMON else ""
        yield f"Nobody passes {titles}{more}. Does the statement ask for it clearly?"
    if everybody:
        yield f"Everybody passes {len(everybody)} of the {len(about.tests)} tests: no need to speak about those."


def _hardest(about: ClassStatistics) -> Iterator[str]:
    hard = [(item.difficulty, item) for item in about.tests if item.difficulty and item.difficulty < HARD]
    if hard:
        _, worst = min(hard, key=lambda pair: pair[0])
        yield f"The hardest test that anybody passes ({worst.full} of {worst.counted}) is “{worst.title}”"


def _misleading(about: ClassStatistics) -> Iterator[str]:
    known = [(item.discrimination or 0.0, item) for item in about.tests if item.is_telling]
    discrimination, worst = min(known, key=lambda pair: pair[0], default=(0.0, None))
    if worst and discrimination < 0:
        yield (
            f"Those who do well fail “{worst.title}” more often than the others "
            f"(discrimination {discrimination:.2f}): look at the test before you look at the class."
        )


def _in_need(about: ClassStatistics) -> Iterator[str]:
    if about.in_need:
        who = count(len(about.in_need), "student has", "students have")
        yield f"{who} less than half of the points, or nothing handed in that could be graded: they are listed below."

"""What a teacher may say in the next lecture: a few sentences, made of the statistics of a class."""

import numpy as np

from .texts import count, number, percent, words

COMMON = 3  # mistakes that are told, if at least MANY students make them
MANY = 2
HARD = 0.5  # of the class passes a test: the hardest below it is told
ENOUGH = 10  # students from which on a correlation says something


def sentences(about):
    """Return sentences about a ClassStatistics, the most urgent first."""
    if not about.counted:
        return [
            f"There is no work to speak about: {count(len(about.records), 'report')}, and nothing attempted in any."
        ]
    parts = (_ours, _scores, _costliest, _mistakes, _extremes, _hardest, _misleading, _in_need)
    return [sentence for part in parts for sentence in part(about)]


def _ours(about):
    if about.ours:
        tests = count(len(about.ours), "result")
        yield f"First of all: {tests} could not be judged for our own reasons. Publish no marks before that is mended."


def _scores(about):
    handed_in = f"{len(about.counted)} of {count(len(about.records), 'student')} handed in work with something in it"
    mean, middle = (number(round(value, 1)) for value in (np.mean(about.scores), np.median(about.scores)))
    points = f"{mean} of {number(about.max_score)} points in the mean"
    yield f"{handed_in}: {points}, and half of them have {middle} or more."


def _costliest(about):
    known = [one for one in about.exercises if one.difficulty is not None]
    lost = {one.exercise: (1 - one.difficulty) * one.max_score for one in known}
    if not known or not any(lost.values()):
        yield "Everybody has every point: go on."
        return
    worst = max(known, key=lambda one: lost[one.exercise])
    share = lost[worst.exercise] / sum(lost.values())
    yield f"Begin with “{worst.title}”: {percent(share)} of all points lost were lost there."


def _mistakes(about):
    for one in [one for one in about.mistakes if len(one.students) >= MANY][:COMMON]:
        who = count(len(one.students), "student")
        yield f"A common mistake in “{one.title}” is called “{words(one.name)}” ({who}). Ask them: “{one.hint}”"


def _extremes(about):
    nobody = [one for one in about.tests if one.difficulty == 0]
    everybody = [one for one in about.tests if one.difficulty == 1]
    if nobody:
        titles = "; ".join(f"“{one.title}”" for one in nobody[:COMMON])
        more = f" and {len(nobody) - COMMON} more" if len(nobody) > COMMON else ""
        yield f"Nobody passes {titles}{more}. Does the statement ask for it clearly?"
    if everybody:
        yield f"Everybody passes {len(everybody)} of the {len(about.tests)} tests: no need to speak about those."


def _hardest(about):
    hard = [one for one in about.tests if one.difficulty and one.difficulty < HARD]
    if hard:
        worst = min(hard, key=lambda one: one.difficulty)
        yield f"The hardest test that anybody passes ({worst.full} of {worst.counted}) is “{worst.title}”"


def _misleading(about):
    wrong = [one for one in about.tests if one.counted >= ENOUGH and (one.discrimination or 0) < 0]
    if wrong:
        worst = min(wrong, key=lambda one: one.discrimination)
        yield (
            f"Those who do well fail “{worst.title}” more often than the others "
            f"(discrimination {worst.discrimination:.2f}): look at the test before you look at the class."
        )


def _in_need(about):
    if about.in_need:
        who = count(len(about.in_need), "student has", "students have")
        yield f"{who} less than half of the points, or nothing handed in that could be graded: they are listed below."

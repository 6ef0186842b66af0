"""What costs the grader more than the student: answers that are cheap to make, and dear to read, quote and explain."""

from .suite import FULL, attack, everywhere, instead

SLOPE = FULL - 4
WHY = "only slope is wrong, however much there is of it"


@attack(SLOPE, WHY)
def thousands_of_arrays():
    """Answer with 8000 arrays, each of which is looked at before a sentence is cut."""
    return instead("slope", "return [np.zeros(3)] * 8000")


@attack(SLOPE, WHY)
def thousands_of_functions():
    """Answer with 5000 functions, each of which the grader has to remember."""
    return instead("slope", "return [lambda: None for _ in range(5000)]")


@attack(SLOPE, WHY)
def dicts_in_dicts():
    """Answer with dicts in dicts, whose names are long and whose description is longer."""
    return instead(
        "slope", "value = {}\nfor n in range(30): value = {'k' * 900: value, 'x' * 900: [n] * 30}\nreturn value"
    )


@attack(FULL - 5, "only greet is wrong")
def megabyte_of_text():
    """Answer with a text of half a million letters, of which each differs from what is expected."""
    return instead("greet", "return '\N{SNOWMAN}' * 500_000")


@attack(SLOPE, WHY)
def megabytes_of_error():
    """Raise an error whose message has millions of letters, in every call."""
    return instead("slope", "raise ValueError('no ' * 2_000_000)")


@attack(FULL, "figures that are forgotten are closed, and the one that is asked for is right")
def forgotten_figures():
    """Leave fifty figures open in each call, for whoever draws again."""
    return instead("greet", "for _ in range(50): plt.figure()\nreturn f'Hello, {name}'")


@attack(FULL, "the line and its legend are there, and what is too long is cut")
def endless_labels():
    """Draw what is asked for, with labels and a title of thousands of letters and formulas."""
    return instead(
        "picture",
        """
figure, axes = plt.subplots()
axes.plot([0.0, 1.0], [0.0, 1.0], label="$x$ " * 3000)
axes.set_title("$" * 9999)
axes.legend()
return figure
""",
    )


@attack(FULL, "the line and its legend are there")
def twenty_axes():
    """Draw what is asked for, in one of twenty pictures."""
    return instead(
        "picture",
        """
figure, grid = plt.subplots(4, 5)
grid[0, 0].plot([0.0, 1.0], [0.0, 1.0], label="y = x")
grid[0, 0].legend()
return figure
""",
    )


@attack(FULL, "what is handed over answers as it should in the end")
def thousands_of_wrong_questions():
    """Call the grader's function a thousand times with what it cannot take, before asking what was to be asked."""
    return instead(
        "total",
        """
for _ in range(1000):
    try: f('x', 'y')
    except Exception: pass
return float(sum(f(k) for k in range(n)))
""",
    )


@attack(0, "nothing of it is right")
def all_wrong_in_long_words():
    """Be wrong everywhere, so that every mistake there is has to be replayed, and in words that are quoted."""
    return everywhere("return {'wrong' * 99: ['wrong' * 99] * 99}")


@attack(FULL, "slow and laborious work is right work")
def twenty_times_as_many_questions():
    """Ask for each value twenty times and take the mean: no mark is lost by asking more often than we would."""
    return instead("total", "return float(sum(np.mean([f(k) for _ in range(20)]) for k in range(n)))")


@attack(FULL, "slow work is right work")
def fifty_times_as_slow():
    """Do everything fifty times before answering."""
    return instead("slope", "for _ in range(50): answer = 2.0 * np.asarray(x)\nreturn answer")


@attack(FULL - 2, "only total is wrong, and what it hands over costs the others nothing")
def thousands_of_functions_handed_over():
    """Hand a new function over with every question, a thousand times."""
    return instead("total", "for _ in range(1000): f(lambda: 1)\nreturn 0.0")


@attack(FULL - 2, "only total is wrong")
def questions_without_end():
    """Ask for ever, with whatever is left after the last question was refused."""
    return instead("total", "while True:\n    try:\n        while True: f(1.0)\n    except BaseException: pass")

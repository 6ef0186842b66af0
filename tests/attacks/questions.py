"""What a question tells of who asks: nothing of a test's name, text or numbers crosses the wall with it."""

from .suite import FULL, attack, everywhere, instead

NOTHING = "what is handed over tells nothing, and the rest is right"
NAMES = ("greet", "slope", "total", "shifted", "picture")
WORDS = "('test_', 'toolbox', 'hidden', 'lambda', 'solutions', 'reference', 'expected', 'pytest')"


def told_by(function, body):
    """Return perfect code in which a function that hears of a test answers with what it heard.

    Args:
        function: its name.
        body: puts what it hears into a list ``heard``.

    """
    lines = f"heard = []\n{body.strip()}\nsaid = [word for word in {WORDS} if word in ' '.join(map(str, heard))]\n"
    return instead(function, f"{lines}if said: return said\n{RIGHT[function]}", before="import gc, inspect, sys")


RIGHT = {
    "slope": "return 2.0 * np.asarray(x)",
    "total": "return float(sum(f(k) for k in range(n)))",
    "greet": 'return f"Hello, {name}"',
}


@attack(FULL, NOTHING)
def names_of_what_is_handed_over():
    """Read what a function that is handed over is called, and where it was written."""
    return told_by(
        "total",
        "for name in ('__name__', '__qualname__', '__module__', '__doc__', '__annotations__', '__defaults__'):\n"
        "    heard.append(getattr(f, name, ''))\nheard.append(repr(f)[:40].replace('function Child', ''))",
    )


@attack(FULL, NOTHING)
def code_of_what_is_handed_over():
    """Read the code, the constants and the closure of a function that is handed over."""
    return told_by(
        "total",
        "code = f.__code__\nheard += [code.co_consts, code.co_names, code.co_varnames]\n"
        "heard += [cell.cell_contents for cell in f.__closure__ or () if isinstance(cell.cell_contents, (str, int))]",
    )


@attack(FULL, NOTHING)
def errors_of_what_is_handed_over():
    """Call a function that is handed over with what it cannot take, and read the error."""
    return told_by(
        "total",
        "for wrong in (None, 'x', [], {}, object(), 10**400, np.zeros((2, 3)), True, -1j):\n"
        "    try: f(wrong)\n    except Exception as error: heard += [error, *error.args, type(error).__mro__]\n"
        "for args in ((), (1, 2, 3)):\n    try: f(*args)\n"
        "    except Exception as error: heard += [error, getattr(error, '__notes__', '')]",
    )


@attack(FULL, NOTHING)
def causes_of_errors():
    """Follow the error of a function that is handed over to its causes, and the frames that it came through."""
    return told_by(
        "total",
        "try: f('x', 'y')\nexcept Exception as error:\n    while error:\n"
        "        frame = error.__traceback__\n        while frame:\n"
        "            heard.append(frame.tb_frame.f_code.co_filename.replace('/hidden', ''))\n"
        "            frame = frame.tb_next\n        error = error.__cause__ or error.__context__",
    )


@attack(FULL, NOTHING)
def memory_around_an_argument():
    """Read beyond the ends of an argument, into what else the question held."""
    return instead("slope", "base = getattr(x, 'base', None)\n"
                   "if base is not None and np.size(base) > np.size(x): return 'more'\n" + RIGHT["slope"])  # fmt: skip


@attack(FULL, NOTHING)
def the_question_itself():
    """Find the question among the frames that lead to the function, and read what stands in it."""
    return told_by(
        "greet",
        "frame = sys._getframe()\nwhile frame:\n    question = frame.f_locals.get('request')\n"
        "    if type(question) is dict: heard += [*question.keys(), question.get('do'), question.get('seconds')]\n"
        "    frame = frame.f_back",
    )


@attack(FULL, NOTHING)
def owners_of_an_argument():
    """Ask the garbage collector who else holds an argument, and read their names."""
    return told_by(
        "slope",
        "for holder in gc.get_referrers(x):\n"
        "    if type(holder) is dict: heard += [key for key in holder if type(key) is str]",
    )


@attack(FULL, NOTHING)
def kinds_of_errors():
    """Tell hidden functions apart by the kinds of errors that they raise, which are no others than Python's own."""
    return told_by(
        "total",
        "try: f('x', 'y', 'z')\nexcept Exception as error:\n"
        "    heard += [kind.__module__ for kind in type(error).__mro__] + [type(error).__name__]",
    )


@attack(FULL - 5, "hidden numbers are drawn from a secret, by a generator that is not in this process")
def numbers_drawn_again():
    """Draw the hidden name again, by every generator that the process holds."""
    return instead(
        "greet",
        "for rng in (np.random.default_rng(0), np.random.default_rng(np.random.get_state()[1][0])):\n"
        "    guess = ''.join(rng.choice(list('abcdef'), 9))\n    if guess == name: return f'Hello, {name}'\n"
        "return f'Hello, {guess}'",
    )


@attack(0, "a constant answers nothing")
def a_constant():
    """Answer every question with the number that is right most often."""
    return everywhere("return 2.0")


@attack(0, "what came in is not what was asked for")
def arguments_returned():
    """Answer with what was asked."""
    return "\n".join(f"def {name}(*args): return args[0] if args else None" for name in NAMES)


@attack(0, "an error is an answer where an error is asked for, and that alone is worth nothing")
def errors_everywhere():
    """Raise, in the hope that an error is what is expected."""
    return everywhere("raise TypeError('no')")


@attack(0, "other errors are no answers either")
def other_errors_everywhere():
    """Raise the error that most tests of bad input ask for."""
    return everywhere("raise ValueError('no')")


@attack(0, "what is worth nothing without a value comes after one")
def symmetric_nothing():
    """Answer with nothing but zeros of the right shape, for which most properties hold."""
    return "import numpy as np\n" + "\n".join(
        f"def {name}(*args): return np.zeros(np.shape(args[0]) if args else ())" for name in NAMES
    )


@attack(0, "numbers of another file are others")
def recited():
    """Recite what a page has told of an earlier attempt."""
    return everywhere("return ['Hello, abcde', 0.3047, -2.0796, 1.5009][hash(str(locals())) % 4]")


@attack(0, "a function that answers with a constant adds nothing")
def functions_that_know_nothing():
    """Answer with functions, and let these answer with whatever they are asked."""
    return "\n".join(f"def {name}(*args): return lambda *asked: asked[0] if asked else None" for name in NAMES)

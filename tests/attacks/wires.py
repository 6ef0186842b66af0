"""What is said on the wire: forged, flooded, early, late, or to somebody else."""

from .suite import FULL, PERFECT, attack, everywhere, instead, notebook

WIRE = """
import json, os, struct, sys
def say(message, payload=b"", sizes=None):
    header = message if isinstance(message, bytes) else json.dumps(message).encode()
    os.write(100, struct.pack("<II", *(sizes or (len(header), len(payload)))) + header + payload)
def asked():
    frame = sys._getframe()
    while "request" not in frame.f_locals: frame = frame.f_back
    return frame.f_locals["request"]
"""
ONE = FULL - 4
TWO = ONE - 2  # the next test hears what this one should not have said


@attack(ONE, "bytes that are no frame are no answer")
def garbage():
    """Say something that is no frame at all."""
    return instead("slope", "os.write(100, b'\\xff' * 64)", WIRE)


@attack(FULL, "the statement that answers for others costs itself, and the rest is right", file="warmup.ipynb")
def answers_for_other_cells():
    """Answer for the cells that come after, and for what will be asked of them, before anything of it has run."""
    forging = "for number in range(1, 200): say({'number': number, 'value': 'Hello, Ada!'})"
    return notebook(WIRE + forging, PERFECT)


@attack(0, "an answer that is given before the question is no right one", file="warmup.ipynb")
def says_that_all_is_loaded():
    """Say that everything has run, and answer what will be asked, before anything of it has run."""
    loaded = "say({'number': 1, 'problems': []})\n"
    return notebook(
        WIRE + loaded + "for number in range(2, 200): say({'number': number, 'value': 'Hello, Ada!'})", PERFECT
    )


@attack(ONE, "a frame that is larger than any may be is refused unread")
def lying_sizes():
    """Announce four gigabytes, so that the grader makes room for them."""
    return instead("slope", "say({'value': 0}, sizes=(2**32 - 1, 2**32 - 1))\nreturn 2 * x", WIRE)


@attack(ONE, "a frame that does not end is an answer that does not come")
def half_a_frame():
    """Announce more than is sent, and fall silent."""
    return instead(
        "slope",
        """
say({}, sizes=(4000, 4000))
import time
while True: time.sleep(9)
""",
        WIRE,
    )


@attack(ONE, "an array is not larger than its bytes")
def array_without_bytes():
    """Announce an array of 8 terabytes, or of a negative size."""
    return instead(
        "slope",
        """
array = {'dtype': 'f8', 'shape': [2**30, 2**10], 'layout': 'C'}
say({'number': asked()['number'], 'value': {'array': array}})
""",
        WIRE,
    )


@attack(ONE, "nesting ends before the reader's stack does")
def deep_nesting():
    """Nest lists until the reader's stack overflows."""
    return instead("slope", "say(b'{\"value\":' + b'[' * 10**6 + b']' * 10**6 + b'}')", WIRE)


@attack(ONE, "what is said of an answer is text, or it is no answer")
def nested_description_of_changes():
    """Nest lists where only names of arguments belong, as deep as the reader of JSON lets pass."""
    return instead(
        "slope",
        """
for depth in range(100, 1000, 10):
    say({'number': asked()['number'], 'value': 1, 'changed': [json.loads('[' * depth + ']' * depth)]})
""",
        WIRE,
    )


@attack(ONE, "an error has a name and a message, and both are text")
def nested_error():
    """Claim an error whose name, message and classes are deeply nested lists."""
    return instead(
        "slope",
        """
deep = json.loads('[' * 900 + ']' * 900)
say({'number': asked()['number'], 'error': [deep, deep, 1, [deep]]})
""",
        WIRE,
    )


@attack(ONE, "an error's classes are a list of texts")
def error_of_other_shapes():
    """Claim errors that are numbers, dicts, and endless texts."""
    return instead(
        "slope", "say({'number': asked()['number'], 'error': ['E' * 10**6, {'a': 1}, 10**4000, {'b': 2}]})", WIRE
    )


@attack(ONE, "a million names of arguments are none")
def endless_description_of_changes():
    """Claim to have changed a million arguments."""
    return instead("slope", "say({'number': asked()['number'], 'value': 1, 'changed': 'x' * 10**6})", WIRE)


@attack(ONE, "a text on the wire has a length")
def huge_text():
    """Answer with four million letters."""
    return instead("slope", "say({'number': asked()['number'], 'value': 'x' * (4 * 10**6)})", WIRE)


@attack(ONE, "a number on the wire has a length")
def huge_number():
    """Answer with an integer of 4300 digits, the longest that Python reads."""
    return instead("slope", "say({'number': asked()['number'], 'value': [10**4299] * 99})", WIRE)


@attack(0, "an answer that comes before its question is a guess")
def answers_in_advance():
    """Answer the next hundred questions at once, and never listen."""
    return everywhere(
        """
n = asked()['number']
for k in range(n, n + 100): say({'number': k, 'value': 0.0})
return 0
""",
        WIRE,
    )


@attack(TWO, "the second answer is to no question, and what follows is heard in a new process")
def two_answers():
    """Answer the same question twice, so that all that follows is taken for something else."""
    return instead("slope", "say({'number': asked()['number'], 'value': 0.0})\nreturn 2 * x", WIRE)


@attack(ONE, "an answer names its question")
def guessed_numbers():
    """Answer questions that nobody asked, with numbers of every kind."""
    return instead("slope", "for number in (-1, 0, 10**9, None, 'x', [], True, 1e9): say({'number': number})", WIRE)


@attack(ONE, "a function that nobody gave cannot be called")
def forged_callbacks():
    """Call functions of the grader that were never handed over."""
    return instead(
        "slope",
        """
for number in (0, -1, 10**9, None, 'system', [1], 1.5):
    say({'callback': number, 'args': [{'function': 3}], 'kwargs': {'__class__': 1}})
""",
        WIRE,
    )


@attack(FULL - 2, "what was given for one call is gone with it, and shifted asked for it")
def callback_kept_for_later():
    """Keep a function of the grader's, and call it while another question is open."""
    kept = instead("total", "kept.append(f)\nreturn float(sum(f(k) for k in range(n)))", "kept = []")
    return kept + "\n\ndef shifted(a):\n    return lambda x: kept[0](x)\n"


@attack(FULL - 2, "calling back has an end")
def endless_callbacks():
    """Call the grader's function for ever."""
    return instead("total", "while True: f(1)")


@attack(FULL, "absurd arguments are answered as if the function were the student's, and the rest is right")
def absurd_arguments():
    """Call the grader's function with everything but a number."""
    return instead(
        "total",
        """
import numpy as np
array, nan = np.zeros((99, 99)), float("nan")
for absurd in ("x" * 10**5, [[]] * 1000, None, {"a": 1}, array, lambda: 1, 10**1000, nan, f):
    for args in ((absurd,), (absurd, absurd), ()):
        try:
            f(*args)
        except Exception:
            pass
try:
    f(k=1, __class__=int)
except Exception:
    pass
return float(sum(f(k) for k in range(n)))
""",
    )


@attack(0, "what the grader computes for a submission is the submission's time, and nothing else is handed in")
def callback_that_costs_much():
    """Have the grader's function compute on its own side, with arguments as large as may be, for ever."""
    return """
import numpy as np
large = np.ones(8 * 10**6)

def total(f, n):
    while True: f(large)
"""


@attack(0, "all answers together have a size")
def heaps_of_large_answers():
    """Fill the grader's memory with answers, each of them just small enough."""
    return everywhere("import numpy as np\nreturn [np.zeros(2**22), np.zeros(2**22 - 99)]")


@attack(ONE, "nothing comes over a closed wire; the other functions are called in a new process")
def closed_wire():
    """Close the wire in the middle of a question."""
    return instead("slope", "os.close(100)\nreturn 2 * x", WIRE)


@attack(0, "whoever reads the questions still has to answer them")
def stolen_questions():
    """Read the grader's next questions from the wire, and answer everything with what was asked."""
    return everywhere(
        """
os.write(1, os.read(100, 0))
n = asked()['number']
say({'number': n, 'value': 0.0})
while True:
    size, rest = struct.unpack('<II', os.read(100, 8))
    request = json.loads(os.read(100, size)); os.read(100, rest)
    say({'number': request['number'], 'value': request['args'][0] if request['args'] else None})
""",
        WIRE,
    )


@attack(0, "what the child does with its own wire decides nothing")
def patched_wire():
    """Exchange the functions that read and write the wire, json, struct and os.write with them."""
    return (
        WIRE
        + """
import gc, types, builtins
def names_of(function): return getattr(function, "__qualname__", "")
for one in gc.get_objects():
    if isinstance(one, types.FunctionType) and names_of(one) in ("pack", "Encoder.encode", "decode", "Child._do_call"):
        try:
            one.__code__ = (lambda *args, **options: {"value": True, "number": 1}).__code__
        except ValueError:
            pass
json.dumps = json.loads = struct.pack = lambda *args, **options: b""
def greet(name): return name
"""
    )


@attack(TWO, "a process that has ended says nothing more, and before that it answered twice")
def answers_after_death():
    """Answer when everybody thinks that it is over: at exit, from a destructor, from a thread."""
    return instead(
        "slope",
        """
import atexit, threading
class Last:
    def __del__(self): say({'number': asked()['number'], 'value': 1})
kept = Last()
atexit.register(lambda: say({'number': 1, 'value': 1}))
try:
    threading.Thread(target=lambda: [say({'number': k, 'value': 1}) for k in range(10**6)], daemon=True).start()
except RuntimeError:
    pass
raise SystemExit
""",
        WIRE,
    )


@attack(ONE, "a flood is no answer")
def flood_of_frames():
    """Say nothing, for ever, as fast as possible."""
    return instead("slope", "while True: say({'number': -1})", WIRE)


@attack(FULL - 2, "a function that is called gives nothing away about others")
def functions_as_arguments():
    """Hand the grader's own function to itself, so that both sides wait for each other."""
    return instead("total", "return f(f)")


@attack(0, "there is no such function, however often it is said that there is")
def claims_to_be_missing():
    """Say that a function is missing, or is another."""
    return everywhere(
        "say({'number': asked()['number'], 'missing': True, 'value': 1, 'pieces': [], 'error': None})", WIRE
    )


@attack(ONE, "a picture has as many lines as somebody can look at")
def forged_figure():
    """Answer with a figure of more lines than there is memory for."""
    return instead(
        "slope",
        """
line = {'dict': [['x', None], ['y', None], ['z', None], ['label', 'x' * 1000]]}
figure = {'dict': [['axes', [line] * 3000], ['title', ''], ['legend', []]]}
say({'number': asked()['number'], 'value': {'figure': figure}})
""",
        WIRE,
    )


@attack(FULL, "the rest is right", student="wire\nname")
def name_with_a_line_break():
    """Have a name that ends one line of the grader's protocol and begins another."""
    return PERFECT

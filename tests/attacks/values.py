"""Values that would like to be taken for right ones."""

from .suite import FULL, attack, everywhere, instead

NUMPY = """
import numpy as np
import matplotlib.pyplot as plt
"""


def returned(expression, before=NUMPY):
    """Return code in which every function returns the value of an expression."""
    return everywhere(f"return {expression}", before)


@attack(0, "a subclass is not the array that was asked for")
def subclass_of_array():
    """Return an array whose comparison always says yes."""
    return returned(
        "np.zeros(3).view(Yes)",
        NUMPY
        + """
class Yes(np.ndarray):
    def __eq__(self, other): return np.True_
    def __array_function__(self, *args): return True
    def __array_ufunc__(self, *args, **options): return np.float64(0)
    def __array_finalize__(self, other): pass
""",
    )


@attack(0, "a masked number is no number")
def masked():
    """Mask every number that is wrong."""
    return returned("np.ma.masked_array(np.zeros(3), mask=True)")


@attack(0, "numbers of every kind that are wrong are wrong")
def subclasses_of_numbers():
    """Return numbers, texts and tuples of classes that compare as one likes."""
    return returned(
        "Anything(1)",
        """
class Anything(float):
    __eq__ = __le__ = __lt__ = lambda self, other: True
    __sub__ = __rsub__ = __abs__ = lambda self, *other: Anything(0)
    __hash__ = float.__hash__
    def __float__(self): return 0.0
""",
    )


@attack(0, "an object in an array is still an object")
def object_arrays():
    """Hide an object that equals everything in an array, also in one without dimensions."""
    return everywhere(
        """
a = np.empty(np.shape(args[0]) if args else (), object)
a.fill(Equal())
return a
""",
        NUMPY
        + """
args = ()
class Equal:
    __eq__ = __le__ = lambda self, other: True
""",
    )


@attack(0, "a record is no number")
def structured():
    """Return an array of records."""
    return returned("np.zeros((5,), dtype=[('a', 'f8'), ('b', 'O')])")


@attack(0, "dates and durations are no numbers")
def dates():
    """Return dates, durations, bytes and void."""
    return returned("[np.datetime64('NaT'), np.timedelta64(1), np.bytes_(b'x'), np.void(b'x'), np.array('x')]")


@attack(FULL - 4, "a real number was asked for, and complex numbers are none")
def complex_without_imaginary_part():
    """Return the right numbers as complex ones."""
    return instead("slope", "import numpy as np\nreturn np.asarray(2.0 * x, dtype=complex)")


@attack(0, "not a number is not right")
def not_a_number():
    """Return NaN of every sign and payload, and infinities."""
    return returned("np.frombuffer(bytes(range(248, 256)) * 3 + b'\\xff' * 16)")


@attack(0, "the smallest integer is not near anything")
def smallest_integers():
    """Return integers whose difference or absolute value wraps around."""
    return returned("np.full(5, -2**63, dtype=np.int64)")


@attack(0, "an unsigned number is as far away as its value says")
def unsigned():
    """Return unsigned numbers whose difference wraps around."""
    return returned("np.full(5, 2**64 - 1, dtype=np.uint64)")


@attack(0, "a truth is no number")
def truths():
    """Return True, which is 1 to some comparisons."""
    return returned("True")


@attack(0, "one shape is not another, even where numpy would stretch it")
def broadcasting():
    """Return an array of another shape that can be compared with every other."""
    return returned("np.zeros((1, 1, 1, 1, 1))")


@attack(0, "an array of nothing proves nothing")
def empty_arrays():
    """Return arrays without elements, for which every statement holds."""
    return returned("np.empty((0, 2**31, 2**31))")


@attack(FULL, "memory runs backwards, the numbers are right")
def negative_strides():
    """Return right numbers in memory that runs backwards."""
    return instead("slope", "y = np.asarray(2.0 * x)\nreturn y[::-1].copy()[::-1] if y.ndim else y", NUMPY)


@attack(0, "one number that pretends to be many is as wrong as one")
def zero_strides():
    """Return a terabyte that is one number in memory."""
    return returned("np.broadcast_to(np.zeros(1), (10**12,))")


@attack(0, "numbers of few digits are too coarse")
def half_precision():
    """Return numbers so coarse that many are equal."""
    return returned("np.float16(0)")


@attack(FULL, "numbers with more digits than asked for are right too")
def long_double():
    """Return right numbers with more digits than the wire knows."""
    return instead("slope", "import numpy as np\nreturn np.asarray(2.0 * x, dtype=np.longdouble)")


@attack(0, "a generator is no value")
def endless_generator():
    """Return a generator, an iterator or a range that never ends."""
    return returned("(k for k in iter(int, 1))")


@attack(0, "an integer without end is none")
def endless_integer():
    """Return an integer with millions of digits."""
    return returned("1 << 10**7")


@attack(0, "keys that are the same are one key")
def colliding_keys():
    """Return a dict whose keys are equal to each other and to everything."""
    return returned(
        "{Key(): 1, Key(): 2, 'a': 3}",
        """
class Key(str):
    __hash__ = lambda self: 0
    __eq__ = lambda self, other: False
""",
    )


@attack(0, "a value that contains itself has no end")
def value_that_contains_itself():
    """Return a list inside itself, a million lists in each other, or a dict of itself."""
    return everywhere("""
a = []
for _ in range(10**5): a = [a, a]
b = {}
b['b'] = b
return (a, b)
""")


@attack(FULL - 5, "two hundred thousand values are enough")
def millions_of_values():
    """Return a list of millions of functions, numbers and texts."""
    return instead("greet", "return [print, 1.5, 'x', None] * 10**6")


@attack(FULL - 2, "a picture of a million points is no y = x with a legend")
def million_points():
    """Draw a million points, and no legend."""
    return instead(
        "picture",
        """
import matplotlib.pyplot as plt
plt.plot(range(10**6))
plt.plot(range(10**6))
""",
    )


@attack(FULL - 2, "a picture has as many lines as somebody can look at")
def thousands_of_lines():
    """Draw what was asked for, and thousands of lines more than anyone could look at."""
    return instead(
        "picture",
        """
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.plot([0, 1], [0, 1], label='a')
axes.legend()
for _ in range(3001): axes.add_line(plt.Line2D([0, 1], [1, 0]))
return figure
""",
    )


@attack(FULL - 2, "a legend of no text names nothing")
def labels_that_are_no_text():
    """Give axes, lines and legends labels that are no text."""
    return instead(
        "picture",
        """
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
class Text(str):
    def __str__(self): raise KeyboardInterrupt
line, = axes.plot([0, 1], [0, 1])
line.get_label = lambda: Text("x")
axes.get_xlabel = lambda: {"a": object()}
axes.get_title = lambda: Text("\\x1b[2J")
figure.get_suptitle = lambda: 10**5000
axes.get_xlim = lambda: ("-inf", 10**400)
return figure
""",
    )


@attack(FULL - 2, "a legend is missing, and all that is written in the figure is text")
def labels_that_are_commands():
    """Write escape codes, markup and broken formulas into a figure, for whoever draws it again."""
    return instead(
        "picture",
        """
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.plot([0, 1], [0, 1], label='$\\frac{$ <script>alert(1)</script>')
axes.set_title('\\x1b[2J' * 10**4)
axes.set_xlabel('$\\input{x}$ \\\\write18{id}')
axes.set_ylabel('</svg><img src=x onerror=alert(1)> \\u202e')
figure.suptitle = lambda *args: None
return figure
""",
    )


@attack(0, "what is drawn is what was asked for, or it is not")
def object_that_claims_to_be_a_figure():
    """Return objects that say that they are figures, arrays and functions."""
    return returned(
        "Liar()",
        NUMPY
        + """
class Liar:
    @property
    def __class__(self): return plt.Figure
    axes = lines = legends = legend_texts = property(lambda self: [self] * 10**5)
    def get_suptitle(self): return "x"
    __array__ = __array_interface__ = __float__ = __index__ = lambda self, *args: 0
""",
    )


@attack(0, "names from the wire are printed, never obeyed")
def names_that_are_commands():
    """Return objects of types whose names are escape codes, markup and line breaks."""
    return returned("type('\\x1b[2J\\x1b]0;owned\\x07<script>alert(1)</script>[red]\\n=1+1', (), {})()", "")


@attack(FULL - 5, "an error is quoted, never obeyed")
def errors_that_are_commands():
    """Raise errors whose names and messages are escape codes, markup, surrogates and line breaks."""
    return instead(
        "greet", "raise type('\\x1b[31mE', (Exception,), {})('\\x1b[2J<script>\\ud800\\u202e\\n=cmd|x' * 99)"
    )


@attack(FULL - 5, "text with odd letters is another text")
def texts_that_are_commands():
    """Return texts of escape codes, surrogates and NUL."""
    return instead("greet", "return 'Hello, ' + name + '\\x00\\x1b[2J\\ud800\\n'")


@attack(FULL - 5, "an error without an end is an error")
def error_that_cannot_be_told():
    """Raise an error whose description fails, hangs on, or is endless."""
    return instead(
        "greet",
        """
class Odd(Exception):
    def __str__(self): return 'x' * 10**7
    __name__ = __class__ = None
raise Odd
""",
    )


@attack(FULL - 5, "an error that fails while it is told is an error")
def error_that_exits():
    """Raise an error that ends the process when it is described."""
    return instead(
        "greet",
        """
class Odd(Exception):
    def __str__(self): raise SystemExit
raise Odd
""",
    )


@attack(0, "bits that are neither true nor false are made one of them")
def truths_that_are_neither():
    """Return truths whose bytes are neither 0 nor 1."""
    return returned("np.frombuffer(b'\\x02\\xff\\x80\\x02\\x03', dtype=bool)")

"""Functions of the attacker's own, handed on to one of the grader's, which calls them while the attacker waits."""

from .suite import FULL, attack, instead

TOTAL = FULL - 2
WHY = "only total is wrong, whatever is done while the grader's function calls"
RIGHT = "return float(sum(f(k) for k in range(n)))"
SAY = """
import json, os, struct

def say(**message):
    header = json.dumps(message).encode()
    os.write(100, struct.pack("<II", len(header), 0) + header)
"""


@attack(FULL, "a function that returns a number stands for it")
def numbers_by_functions():
    """Ask for each number by way of a function: an honest detour, and right."""
    return instead("total", "return float(sum(f(lambda k=k: k) for k in range(n)))")


@attack(TOTAL, WHY)
def recursion_across_the_wall():
    """Let both sides call each other until one of them has no room left."""
    return instead("total", "def again(): return f(again)\nreturn again()")


@attack(FULL, "what ran out of room was caught, and what follows is right")
def recursion_that_is_caught():
    """Let both sides call each other without end, again and again, and answer as if nothing had been."""
    return instead(
        "total",
        f"def again(): return f(again)\nfor _ in range(5):\n    try: again()\n    except RecursionError: pass\n{RIGHT}",
    )


@attack(TOTAL, WHY)
def tree_of_calls():
    """Branch at every level, so that a few levels make a million calls."""
    return instead(
        "total", "def branch(n): return sum(f(lambda: branch(n - 1)) for _ in range(9)) if n else 1.0\nreturn branch(9)"
    )


@attack(TOTAL, WHY)
def never_back():
    """Never return to the grader's function, whatever interrupts."""
    return instead(
        "total",
        "def stays():\n    while True:\n        try:\n            while True: pass\n"
        "        except BaseException: pass\nreturn f(stays)",
    )


@attack(TOTAL, WHY)
def dead_while_it_is_waited_for():
    """End the process while a function of the grader's waits for an answer."""
    return instead("total", "return f(lambda: os._exit(0))", before="import os")


@attack(TOTAL, WHY)
def answers_for_the_outer_call():
    """Answer the outer question while the inner one is open, with every number that it may have."""
    return instead(
        "total",
        "def forge():\n    for number in range(200): say(number=number, value=0.5)\nreturn f(forge)",
        before=SAY,
    )


@attack(TOTAL, WHY)
def questions_to_the_grader():
    """Ask the grader what only it may ask, while it waits."""
    return instead("total", "return f(lambda: say(do='call', function='total', number=3, args=[]))", before=SAY)


@attack(TOTAL, WHY)
def callbacks_from_nowhere():
    """Call every number of a function that there may be, while the grader waits."""
    return instead(
        "total",
        "def ask():\n    for number in range(-50, 50): say(callback=number, asked=1, args=[])\nreturn f(ask)",
        before=SAY,
    )


@attack(TOTAL, WHY)
def megabytes_within():
    """Answer the grader's function with more than it can take, level after level."""
    return instead("total", "def more(): f(more); return np.zeros(8_000_000)\nreturn f(more)")


@attack(TOTAL, WHY)
def functions_within_functions():
    """Answer with thousands of functions, each time that the grader's function calls one."""
    return instead("total", "def many(): return [many] * 5000\nreturn f(many)")

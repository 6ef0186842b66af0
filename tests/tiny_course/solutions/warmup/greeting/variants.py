"""Other right answers, and mistakes."""

from autograder import correct, mistake


@correct
def by_addition(name):
    return "Hello, " + name


@correct
def by_join(name):
    return ", ".join(["Hello", name])


@correct
def by_percent(name):
    return "Hello, %s" % name  # noqa: UP031 - another way to write it


@mistake("What stands between the two words?")
def forgets_the_comma(name):
    return f"Hello {name}"


@mistake("Which word comes first?")
def swaps_the_words(name):
    return f"{name}, Hello"


@mistake("Whom do you greet?")
def forgets_the_name(name):
    return "Hello, "


@mistake("Does the statement shout?")
def shouts(name):
    return f"HELLO, {name}"


@mistake("How does the name begin?")
def capitalises(name):
    return f"Hello, {name.capitalize()}"


@mistake("Which letter is large?")
def starts_small(name):
    return f"hello, {name}"

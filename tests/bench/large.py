"""What many students and many machines take: measured, shown as tables, and drawn."""

import contextlib
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
from rich.table import Table

from autograder.report_folder import raw_evidence, read_report
from tests import postgresql
from tests.bench import machines as many_machines
from tests.bench import many as many_students

MEGABYTE = 2**20


def measure(problem_set, many, machines, out, console):
    """Return what was asked for, by name, and show it; of many students there is a picture.

    Args:
        problem_set: of the course.
        many: whether to measure what commands take with many students.
        machines: whether to measure how many submissions a second a run gets done.
        out: Path of a folder for the picture.
        console: of rich.

    """
    found = {}
    serving = postgresql.serving() if postgresql.PROGRAMS else contextlib.nullcontext()
    with tempfile.TemporaryDirectory() as place, serving as server:
        students = many_students.Many(problem_set, Path(place), server)
        if many:
            found["many"] = many_students.measure_all(students, say=console.print)
            show_many(found["many"], console)
            out.mkdir(parents=True, exist_ok=True)
            draw_many(found["many"], out / "many.svg")
        if machines:
            found["machines"] = many_machines.measure(_report(students), say=console.print)
            show_machines(found["machines"], console)
    return found


def _report(students):
    """Return a report with evidence of one of the different submissions."""
    grades = students.models / "grades"
    name = next((grades / "evidence" / students.name).glob("*.json")).name
    report = read_report(str(grades / students.name / name))
    return many_machines.with_evidence(report, raw_evidence(str(grades), report))


def show_many(found, console):
    """Show what each command takes at each size."""
    sizes = list(dict.fromkeys(size for by_size in found.values() for size in by_size))
    table = Table(title="Many students: processor time, and peak memory")
    table.add_column("what")
    for size in sizes:
        table.add_column(f"{size}", justify="right")
    for name, by_size in found.items():
        cells = [by_size.get(size) for size in sizes]
        table.add_row(name, *(f"{one['cpu']:.1f} s, {one['memory'] / MEGABYTE:.0f} MB" if one else "" for one in cells))
    console.print(table)


def show_machines(rows, console):
    """Show what a run gets done at each width."""
    table = Table(title="More machines: one run, with workers that hold no processor")
    for name in ("at a time", "could be a second", "were", "ms of the run each", "ms of the scheduler each"):
        table.add_column(name, justify="right")
    for row in rows:
        each = [f"{1000 * row[name]:.1f}" for name in ("run", "scheduler")]
        table.add_row(str(row["width"]), f"{row['could']:.0f}", f"{row['rate']:.0f}", *each)
    console.print(table)


def draw_many(found, path):
    """Draw processor time and memory against the number of students, each command a line."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 6), layout="constrained")
    for name, by_size in found.items():
        sizes, costs = list(by_size), list(by_size.values())
        left.plot(sizes, [max(one["cpu"], 0.01) for one in costs], "o-", label=name)
        right.plot(sizes, [one["memory"] / MEGABYTE for one in costs], "o-", label=name)
    ends = sizes[0], sizes[-1]
    left.plot(ends, [0.1, 0.1 * ends[1] / ends[0]], "k:", label="as the number of students")
    left.set(xscale="log", yscale="log", xlabel="students", title="Processor time, seconds")
    right.set(xscale="log", yscale="log", xlabel="students", title="Peak memory, MB")
    figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=3, fontsize="small")
    figure.savefig(path)
    plt.close(figure)

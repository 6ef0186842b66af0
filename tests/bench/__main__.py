"""``make bench``: how fast marks come, beside the tools of others, side by side in one run on one machine."""

import json
import os
import platform
import random
import shutil
import statistics
import tempfile
from pathlib import Path

import click
import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
from rich.console import Console
from rich.table import Table

from autograder.course.model import load_course
from autograder.proof.synthetic import perfect
from tests.bench import costs, large, measure, newcomer, student_side
from tests.bench import real as real_class
from tests.bench.peers import PEERS, Floor, Ours
from tests.paths import ROOT

MEGABYTE = 2**20
SIZES = (10, 100, 1000, 5000)


@click.command(help=__doc__)
@click.option("--set", "set_name", default="foundations", show_default=True, help="The problem set to grade.")
@click.option("--out", default="bench", show_default=True, help="Folder for bench.json and bench.svg.")
@click.option("--only", multiple=True, help="Measure these tools alone, by the first word of their names.")
@click.option("--rounds", default=0, help="Runs of each tool; 0 for as many as suit it.")
@click.option("--largest", default=SIZES[-1], show_default=True, help="Largest class of ours; 0 to leave classes out.")
@click.option("--costly/--no-costly", default=True, help="Measure also what costly submissions cost the judge.")
@click.option("--real", default=200, show_default=True, help="Size of a class as teachers see it; 0 to leave it out.")
@click.option("--checks/--no-checks", default=True, help="Measure also the student's own check, over all sets.")
@click.option("--minute/--no-minute", default=True, help="Time also a newcomer's first minutes, with an installation.")
@click.option("--crowds/--no-crowds", default=True, help="Measure also up to 100,000 students, and many machines.")
@click.option("--many", is_flag=True, help="Measure nothing but what commands take with up to 100,000 students.")
@click.option("--machines", is_flag=True, help="Measure nothing but how many submissions a second one run gets done.")
def main(set_name, out, only, rounds, largest, costly, real, checks, minute, crowds, many, machines):
    console = Console()
    course = load_course(str(ROOT))
    if many or machines:
        _write(large.measure(course.select(set_name), many, machines, Path(out), console), Path(out, "large.json"))
        return
    text = perfect(course.select(set_name).exercises)
    peers = [peer for peer in PEERS if not only or peer.name.split()[0] in only]
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        tools = _side_by_side([peer(set_name, text, Path(place)) for peer in peers], rounds, console)
        sizes = [size for size in SIZES if size <= largest]
        classes = [_class_of(size, set_name, text, Path(place) / f"class-{size}", console) for size in sizes]
        lifelike = _real_class(course.select(set_name), peers, text, real, Path(place), console) if real else {}
    kinds = costs.measure(course, set_name, text) if costly else {}
    students = student_side.measure(course) if checks else {}
    newcomers = newcomer.measure(course) if minute else {}
    _show_real(lifelike, console)
    _show_student(students, console)
    _show_newcomers(newcomers, console)
    _show(tools, classes, console)
    _show_costs(kinds, console)
    machine = (
        f"{os.cpu_count()} processors, {platform.system()} {platform.release()}, Python {platform.python_version()}"
    )
    big = large.measure(course.select(set_name), True, True, Path(out), console) if crowds else {}
    found = {"set": set_name, "machine": machine, "load": os.getloadavg(), "tools": tools, "classes": classes,
             "large": big,
             "costs": kinds, "real": lifelike, "checks": students, "newcomers": newcomers}  # fmt: skip
    _write(found, Path(out, "bench.json"))
    _draw(tools, classes, Path(out, "bench.svg"))
    console.print(f"Figures: {out}/bench.json · picture: {out}/bench.svg · on {machine}", highlight=False)


def _write(found, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=1) + "\n")


def _side_by_side(peers, rounds, console):
    """Run every tool in turn, in another order each round, so that a busy minute hits none of them alone."""
    costs = {peer: [] for peer in peers}
    for number in range(rounds or max(peer.runs for peer in peers)):
        turn = [peer for peer in peers if number < (rounds or peer.runs)]
        random.shuffle(turn)
        for peer in turn:
            peer.reset()
            console.print(f"round {number + 1}: {peer.name} ...", highlight=False)
            costs[peer].append(measure.run(peer.command(), cwd=peer.place, env=peer.env))
            _check_scores(peer)
    return [_median(peer, costs[peer]) for peer in peers]


def _check_scores(peer):
    """A tool that does not give full marks to a perfect submission has measured something else."""
    scores, most = peer.scores()
    if len(scores) != peer.batch or any(score != most for score in scores):
        raise click.ClickException(f"{peer.name} gave {scores} of {most} for {peer.batch} perfect submissions")


def _median(peer, costs):
    return {
        "name": peer.name,
        "how": peer.how,
        "submissions": peer.batch,
        "runs": len(costs),
        "wall": statistics.median(cost.wall for cost in costs) / peer.batch,
        "cpu": statistics.median(cost.cpu for cost in costs) / peer.batch,
        "memory": max(cost.memory for cost in costs),
    }


def _class_of(size, set_name, text, place, console):
    """Grade a class of a size once, with ours."""
    console.print(f"a class of {size} ...", highlight=False)
    ours = type("Class", (Ours,), {"batch": size})(set_name, text, place)
    cost = measure.run(ours.command(), cwd=ours.place, env=ours.env)
    _check_scores(ours)
    shutil.rmtree(place)
    return {"submissions": size, "wall": cost.wall / size, "cpu": cost.cpu / size, "memory": cost.memory}


def _real_class(problem_set, peers, text, size, place, console):
    """Grade a class as teachers see it with every tool, and with ours once more without what never ends."""
    hand_ins = real_class.make_class(problem_set, size)
    found = real_class.grade_all(peers, problem_set.name, text, hand_ins, place, console.print)
    ended = [one for one in hand_ins if one.kind != "never ends"]
    if Ours.name in {one["name"] for one in found} and len(ended) < size:
        found += real_class.grade_all([Ours], problem_set.name, text, ended, place / "ended", console.print)
        found[-1]["name"] = f"{Ours.name}, without the {size - len(ended)} that never end"
    return {"submissions": size, "tools": found}


def _show_real(lifelike, console):
    if not lifelike:
        return
    table = Table(title=f"A class as teachers see it, of {lifelike['submissions']}")
    for name in ("tool", "wall s", "CPU s", "peak MB", "without a mark", "marks lost"):
        table.add_column(name, justify="left" if name == "tool" else "right")
    for one in lifelike["tools"]:
        figures = [f"{one['wall']:.1f}", f"{one['cpu']:.1f}", f"{one['memory'] / MEGABYTE:.0f}"]
        table.add_row(one["name"], *figures, str(one["ungraded"]), str(one["lost"]))
    console.print(table)


def _show_student(students, console):
    if not students:
        return
    table = Table(title="The student's own check, seconds of processor time")
    for name in ("set", "the whole, in a terminal", "slowest exercise", "in a notebook"):
        table.add_column(name, justify="left" if name in ("set", "slowest exercise") else "right")
    for name, one in students.items():
        slowest = max(one["exercises"], key=one["exercises"].get)
        table.add_row(name, f"{one['terminal']:.2f}", slowest, f"{one['exercises'][slowest]:.2f}")
    console.print(table)


def _show_newcomers(newcomers, console):
    for who, most in newcomer.MOST.items() if newcomers else ():
        steps = ", ".join(f"{step} {seconds:.1f}" for step, seconds in newcomers[who].items())
        console.print(
            f"A {who}'s first {sum(newcomers[who].values()):.1f} s, of {most} at most: {steps}", highlight=False
        )


def _show(tools, classes, console):
    table = Table(title="One perfect submission (medians)")
    for name in ("tool", "how", "wall s", "CPU s", "CPU, in ours", "peak MB"):
        table.add_column(name, justify="left" if name in ("tool", "how") else "right")
    ours = next((one["cpu"] for one in tools if one["name"] == Ours.name), None)
    for one in sorted(tools, key=lambda one: -one["cpu"]):
        ratio = f"{one['cpu'] / ours:.2f}" if ours else ""
        figures = [f"{one['wall']:.3f}", f"{one['cpu']:.3f}", ratio, f"{one['memory'] / MEGABYTE:.0f}"]
        table.add_row(one["name"], one["how"], *figures)
    console.print(table)
    if classes:
        table = Table(title="Classes, with ours")
        for name in ("submissions", "wall s each", "CPU s each", "peak MB"):
            table.add_column(name, justify="right")
        for one in classes:
            figures = [f"{one['wall']:.3f}", f"{one['cpu']:.3f}", f"{one['memory'] / MEGABYTE:.0f}"]
            table.add_row(str(one["submissions"]), *figures)
        console.print(table)


def _show_costs(kinds, console):
    if not kinds:
        return
    table = Table(title="What one submission costs the judge, its own process apart")
    for name in ("kind", "CPU s", "times a perfect one", "bounded by"):
        table.add_column(name, justify="left" if name in ("kind", "bounded by") else "right")
    for kind, seconds in sorted(kinds.items(), key=lambda pair: pair[1]):
        times = seconds / kinds[costs.PERFECT]
        table.add_row(kind, f"{seconds:.3f}", f"{times:.1f}", costs.bound_of(kind) if times > costs.MOST else "")
    console.print(table)


def _draw(tools, classes, path):
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    ordered = sorted(tools, key=lambda one: one["cpu"])
    colours = ["tab:blue" if one["name"] == Ours.name else "silver" if one["name"] == Floor.name else "tab:gray"
               for one in ordered]  # fmt: skip
    bars = left.barh([one["name"] for one in ordered], [one["cpu"] for one in ordered], color=colours)
    left.bar_label(bars, fmt="%.3f s", padding=3)
    left.set(xscale="log", xlabel="CPU seconds a submission (log)", title="One perfect submission")
    left.margins(x=0.2)
    if classes:
        sizes = [one["submissions"] for one in classes]
        right.plot(sizes, [one["cpu"] for one in classes], "o-", label="CPU s a submission")
        right.plot(sizes, [one["memory"] / 2**30 for one in classes], "s--", label="peak memory, GB, all processes")
        right.set(xscale="log", xlabel="submissions in one run", title="Classes, with ours", ylim=(0, None))
        right.legend()
    figure.savefig(path)
    plt.close(figure)


if __name__ == "__main__":
    main()

"""What the public tests found, made for people: a card in a notebook, plain lines everywhere else."""

import base64
import html
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .output import is_notebook, show_in_notebook

LATER = "These are the public tests. More tests run when your work is graded."
# One set of colours for bright and dark pages; the symbol says the same without colour.
LOOKS = {"passed": ("✓", "#2da44e"), "failed": ("✗", "#e5534b"), "not attempted": ("○", "#848d97")}
DOTS_PER_INCH = 80

CARD = """<div style="max-width: 60em; margin: .3em 0; padding: .6em 1em; line-height: 1.5;
 border: 1px solid var(--jp-border-color2, #8884); border-left: .4em solid {color}; border-radius: .3em;
 color: var(--jp-content-font-color1, inherit); font-family: var(--jp-content-font-family, sans-serif)">
<div><strong>{name}</strong>: {count}</div>
{items}{pictures}<div style="margin-top: .6em; opacity: .75; font-size: .9em">{later}</div>
</div>"""
ITEM = """<div style="display: flex; gap: .6em; margin-top: .35em">
<span role="img" aria-label="{status}" style="color: {color}; font-weight: bold">{symbol}</span>
<div>{title}{rationale}{printed}</div>
</div>
"""
RATIONALE = """<div style="margin-top: .1em; padding-left: .7em; border-left: 2px solid {color};
 white-space: pre-wrap; overflow-wrap: anywhere">{text}</div>"""
PRINTED = """<div style="margin-top: .1em; padding-left: .7em; border-left: 2px solid #848d97; opacity: .8">It printed:
<pre style="margin: 0; white-space: pre-wrap; overflow-wrap: anywhere">{text}</pre></div>"""
ASIDE = ' <span style="opacity: .7; font-style: italic">{text}</span>'  # what is not there yet takes no line of its own
PICTURE = '<img alt="what {name} draws" style="max-width: 100%; margin-top: .6em; background: white" src="{source}">\n'


@dataclass(frozen=True)
class Verdict:
    """What one public test says; ``status`` is passed, failed or not attempted."""

    exercise: str
    status: str
    title: str
    rationale: str = ""
    printed: tuple[str, ...] = ()  # the last lines that the student's code printed


@dataclass
class Findings:
    """What a run of public tests found in a file of the student's."""

    file: str
    problems: list[str] = field(default_factory=list)  # what went wrong when the file was loaded, or on the way
    notes: list[str] = field(default_factory=list)  # what is worth a word, and no harm
    verdicts: list[Verdict] = field(default_factory=list)
    pictures: dict[str, bytes | str] = field(default_factory=dict)  # function -> png, or where it was saved

    @property
    def passed(self) -> bool:
        """Whether nothing at all is wrong or left to do."""
        return not self.problems and all(verdict.status == "passed" for verdict in self.verdicts)

    def of_exercises(self) -> dict[str, list[Verdict]]:
        """Return exercise -> its verdicts, in order."""
        names = dict.fromkeys(verdict.exercise for verdict in self.verdicts)
        return {name: [one for one in self.verdicts if one.exercise == name] for name in names}


def as_lines(findings: Findings) -> list[str]:
    """Return the findings as plain lines."""
    lines = [f"Testing {findings.file}", *(f"  ! {problem}" for problem in findings.problems)]
    lines += [f"  · {note}" for note in findings.notes]
    for exercise, verdicts in findings.of_exercises().items():
        lines += ["", f"{exercise}: {_count(verdicts)}"]
        for verdict in verdicts:
            lines.append(f"  {LOOKS[verdict.status][0]} {verdict.title}")
            lines += [f"      {line}" for line in verdict.rationale.splitlines()]
            lines += [f"      | {line}" for line in ["It printed:", *verdict.printed] if verdict.printed]
    saved = [where for where in findings.pictures.values() if isinstance(where, str)]
    return [*lines, *([""] if saved else []), *(f"See the figure: {where}" for where in saved), "", LATER]


def as_html(findings: Findings) -> str:
    """Return the findings as HTML, a card an exercise."""
    problems = "".join(_item("failed", problem, "") for problem in findings.problems)
    pictures = "".join(_picture(name, data) for name, data in findings.pictures.items() if isinstance(data, bytes))
    cards = []
    for exercise, verdicts in (findings.of_exercises() or {findings.file: []}).items():
        items = "".join(_item(one.status, one.title, one.rationale, one.printed) for one in verdicts)
        name, color = html.escape(exercise.replace("_", " ")), LOOKS[_overall(findings, verdicts)][1]
        later = "<br>".join(html.escape(line) for line in (*findings.notes, LATER))
        parts = {"items": problems + items, "pictures": pictures, "later": later}
        cards.append(CARD.format(color=color, name=name, count=_count(verdicts), **parts))
    return "".join(cards)


def show(findings: Findings) -> None:
    """Show the findings: as cards in a notebook, as lines elsewhere."""
    lines = "\n".join(as_lines(findings))
    if is_notebook():
        show_in_notebook({"text/html": as_html(findings), "text/plain": lines}, raw=True)
    else:
        print(lines)


def painted(figure: Any) -> bytes:
    """Return a matplotlib figure as the bytes of a PNG file."""
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=DOTS_PER_INCH, bbox_inches="tight")
    return picture.getvalue()


def _overall(findings: Findings, verdicts: Sequence[Verdict]) -> str:
    """A card is red while something is wrong, grey while something is left to write, and green in the end."""
    statuses = {verdict.status for verdict in verdicts} | ({"failed"} if findings.problems else set())
    return next((status for status in ("failed", "not attempted") if status in statuses), "passed")


def _count(verdicts: Sequence[Verdict]) -> str:
    if not verdicts:
        return "no public test was finished"
    return f"{sum(one.status == 'passed' for one in verdicts)} of {len(verdicts)} public tests pass"


def _item(status: str, title: str, rationale: str, printed: Sequence[str] = ()) -> str:
    symbol, color = LOOKS[status]
    form = ASIDE if status == "not attempted" else RATIONALE
    said = form.format(color=color, text=html.escape(rationale)) if rationale else ""
    shown = PRINTED.format(text=html.escape("\n".join(printed))) if printed else ""
    parts = {"title": html.escape(title), "rationale": said, "printed": shown}
    return ITEM.format(status=status, color=color, symbol=symbol, **parts)


def _picture(name: str, data: bytes) -> str:
    return PICTURE.format(name=html.escape(name), source=f"data:image/png;base64,{base64.b64encode(data).decode()}")

"""Markdown of the course as HTML: formulas as MathML, code in colours, links to pages of the site.

Formulas are taken out before Markdown is read and put back afterwards, as Jupyter does it: nothing inside them is
emphasis, a list or the edge of a table.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import mistune
from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.errors import CourseError

from .formulas import as_typed, mathml

# What is code, and then a formula: the first of them that begins is what counts.
SPANS = re.compile(
    r"(?P<code>^```.*?^```|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))|\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$]+)\$",
    re.DOTALL | re.MULTILINE,
)
HELD = re.compile("\ue000(\\d+)\ue001")
BEFORE_POINT = re.compile("\ue000\\d+\ue001[,.;:?!)]+")  # which no line may begin with
TAG = re.compile(r"<[^>]+>")
INLINE = re.compile(r"</?(?:a|b|code|em|i|span|strong)\b")
MATH = re.compile(r"<math.*?</math>", re.DOTALL)
PYTHON = PythonLexer()
COLOURED = HtmlFormatter(nowrap=True)

Linker = Callable[[str], str]


@dataclass(frozen=True)
class Illustration:
    """A picture as a page shows it."""

    address: str
    alternative: str
    caption: str
    width: float  # in points, as drawn
    height: float


@dataclass
class Renderer(mistune.HTMLRenderer):
    """Writes the HTML of one text; headings begin at a level, and their anchors differ."""

    link_to: Linker
    spelt: Callable[[str], str]  # of a text with formulas held: the same, with their LaTeX
    illustration: Illustration | None
    top: int
    headings: list[tuple[int, str, str]] = field(default_factory=list)  # level, anchor, HTML

    def __post_init__(self) -> None:
        super().__init__(escape=True)

    def heading(self, text: str, level: int, **_: object) -> str:
        """Return a heading with an anchor."""
        anchor = slug(self.spelt(TAG.sub("", text)))
        while anchor in {taken for _, taken, _ in self.headings}:
            anchor += "-"
        level = max(level + self.top - 1, 1)
        self.headings.append((level, anchor, text))
        return f'<h{level} id="{anchor}">{text}</h{level}>\n'

    def paragraph(self, text: str) -> str:
        """Return a paragraph; a picture alone is none."""
        return text if text.startswith("<figure") else f"<p>{text}</p>\n"

    def block_code(self, code: str, info: str | None = None) -> str:
        """Return code in colours."""
        return code_block(code)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Return a link to a page of the site, or to wherever it says."""
        return f'<a href="{escape(self.link_to(url))}">{text}</a>'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Return the picture of the exercise with its caption."""
        about = self.illustration
        if about is None:
            raise ValueError(f"there is no picture {url}")
        shown = (f'<img src="{escape(about.address)}" alt="{escape(about.alternative)}" '
                 f'width="{about.width:.0f}" height="{about.height:.0f}">')  # fmt: skip
        return f"<figure>{shown}<figcaption>{title or ''}</figcaption></figure>\n"


class Text:
    """A text of the course, read once.

    Args:
        where: the file that it comes from, for errors.
        source: its Markdown.
        link_to: called with the target of a link; returns an address.
        illustration: what ``![...](picture.py ...)`` shows.
        top: the level of headings that one ``#`` makes.

    Raises:
        CourseError: a formula or a link in it is unknown.

    """

    def __init__(
        self, where: str, source: str, link_to: Linker, illustration: Illustration | None = None, top: int = 1
    ) -> None:
        self.where = where
        self.formulas: list[tuple[str, str]] = []  # LaTeX, MathML
        renderer = Renderer(link_to, self._spelt, illustration, top)
        held = SPANS.sub(self._hold, source)
        read = mistune.create_markdown(renderer=renderer, plugins=["table"])
        try:
            rendered = str(read(held))
        except ValueError as error:
            raise CourseError(where, str(error), "name what is there") from error
        self.html = Markup(self._put_back(rendered))
        self.headings = [(level, anchor, Markup(self._put_back(text))) for level, anchor, text in renderer.headings]

    def headings_of(self, level: int) -> list[tuple[str, Markup]]:
        """Return the headings of a level: anchor and text."""
        return [(anchor, text) for found, anchor, text in self.headings if found == level]

    def _hold(self, found: re.Match[str]) -> str:
        if found["code"] is not None:
            return found[0]
        latex = found["block"] or found["inline"]
        try:
            shown = mathml(latex, block=found["block"] is not None)
        except Exception as error:  # of many kinds
            remedy = "write it in another way; the site shows what latex2mathml knows"
            raise CourseError(self.where, f"the formula {latex} cannot be shown: {error}", remedy) from error
        self.formulas.append((latex, f'<span class="scroll">{shown}</span>' if found["block"] else shown))
        return f"\ue000{len(self.formulas) - 1}\ue001"

    def _put_back(self, rendered: str) -> str:
        kept = BEFORE_POINT.sub(r'<span class="unbroken">\g<0></span>', rendered)
        return HELD.sub(lambda found: self.formulas[int(found[1])][1], kept)

    def _spelt(self, text: str) -> str:
        return HELD.sub(lambda found: self.formulas[int(found[1])][0], text)


def code_block(code: str) -> Markup:
    """Return Python in colours, as a block."""
    return Markup(f'<pre class="code" tabindex="0"><code>{highlight(code, PYTHON, COLOURED)}</code></pre>\n')


def slug(text: str) -> str:
    """Return a text as an anchor."""
    return re.sub(r"\W+", "-", text.lower()).strip("-") or "part"


def plain(html: str, *, keep: bool = False) -> str:
    """Return what is read of HTML: in one line, or with its lines and spaces kept."""
    if keep:
        return str(Markup(TAG.sub("", html)).unescape())
    typed = MATH.sub(lambda formula: escape(as_typed(formula[0])), html)
    text = TAG.sub(lambda tag: "" if INLINE.match(tag[0]) else " ", typed)
    return " ".join(str(Markup(text).unescape()).split())

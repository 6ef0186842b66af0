"""What is proved is not proved again until something that it rests on has changed."""

import json
import re
import shutil

import pytest

from autograder.course import release
from autograder.course.model import load_course
from autograder.proof.memory import Memory, digest_of


def with_one_exercise(folder):
    """Return a course folder after all but one of its exercises were taken away."""
    shutil.rmtree(folder / "solutions" / "warmup" / "toolbox")
    course = load_course(str(folder))
    release.write(course, course.problem_sets[0])
    return folder


@pytest.fixture(scope="module")
def proved(tiny, tmp_path_factory, prove):
    """A course of one exercise that was proved over two draws; returns its folder."""
    folder = with_one_exercise(shutil.copytree(tiny, tmp_path_factory.mktemp("proved") / "course"))
    done = prove(folder, "check", "--seeds", 2, CI="")
    assert (done.returncode, done.stdout) == (0, "The course holds.\n"), done.stderr
    return folder


@pytest.fixture
def tried_anew(prove):
    """Prove a course; return how many of its parts were tried, or None where nothing was known."""

    def tried_anew(folder, *options, **environment):
        done = prove(folder, "check", *options, **{"CI": "", **environment})
        assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "The course holds."), done.stderr
        said = re.search(r"(\d+) of (\d+) parts were proved before", done.stdout)
        return int(said[2]) - int(said[1]) if said else None

    return tried_anew


@pytest.mark.parametrize("draws", [1, 2])
def test_what_is_known_is_not_tried(proved, draws, tried_anew):
    """A proof over as many draws, or more, stands."""
    assert tried_anew(proved, "--seeds", draws) == 0


@pytest.mark.parametrize(
    "how", [{"options": ["--again"]}, {"environment": {"CI": "true"}}, {"options": ["--seeds", 3]}]
)
def test_everything_is_tried_where_it_is_asked_for(proved, how, tried_anew):
    """AGAIN=1 proves everything, and so does continuous integration, and more draws than were tried before."""
    assert tried_anew(proved, *how.get("options", ["--seeds", 2]), **how.get("environment", {})) is None


def test_a_change_costs_its_own_exercise_alone(tiny_course, prove, tried_anew):
    """Of the other exercises, only what is graded beside the changed one is proved again."""
    prove(tiny_course, "check", "--seeds", 1, CI="")
    path = tiny_course / "solutions" / "warmup" / "greeting" / "variants.py"
    path.write_text(path.read_text() + "\n# A change.\n")
    assert tried_anew(tiny_course, "--seeds", 1) == 4  # the exercise, both beside each other, and the set


def test_what_failed_is_not_remembered(tiny_course, prove, tried_anew):
    """A finding comes again until its cause is gone."""
    path = tiny_course / "solutions" / "warmup" / "greeting" / "test_hidden.py"
    text = path.read_text()
    path.write_text(text.replace("@points(5)", "@points(4)"))
    for _ in range(2):
        done = prove(tiny_course, "check", "--seeds", 1, CI="")
        assert "its points add up to 4" in done.stderr
    path.write_text(text)
    assert tried_anew(tiny_course, "--seeds", 1) is not None


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"digest": 3}', "\0"])
def test_damaged_memory_counts_for_nothing(tmp_path, damage):
    """A file that is not what was written is as good as none."""
    memory = Memory(str(tmp_path))
    memory.keep("set.part", "digest", 5, {"draws": {}})
    assert memory.recall("set.part", "digest", 5) == {"draws": {}}
    (tmp_path / "set.part.json").write_text(damage)
    assert memory.recall("set.part", "digest", 5) is None


def test_nothing_is_said_where_nothing_can_be_kept(tmp_path):
    """A folder that cannot be written costs the memory, and not the proof."""
    (tmp_path / "file").write_text("")
    Memory(str(tmp_path / "file")).keep("part", "digest", 1, {})
    assert Memory(str(tmp_path / "file")).recall("part", "digest", 1) is None


def test_a_digest_tells_contents_and_names(tmp_path):
    """Another content, and the same under another name, give another digest."""
    (tmp_path / "a").write_text("1")
    before = digest_of([str(tmp_path)])
    assert digest_of([str(tmp_path)]) == before
    (tmp_path / "a").write_text("2")
    changed = digest_of([str(tmp_path)])
    (tmp_path / "a").rename(tmp_path / "b")
    assert len({before, changed, digest_of([str(tmp_path)])}) == 3


def test_what_another_engine_proved_counts_for_nothing(proved):
    """The digest that was kept is one of engine, packages and files; under another one, nothing is recalled."""
    kept = json.loads((proved / ".proof" / "warmup.greeting.json").read_text())
    memory = Memory(str(proved / ".proof"))
    assert memory.recall("warmup.greeting", kept["digest"], 1) is not None
    assert memory.recall("warmup.greeting", kept["digest"][::-1], 1) is None

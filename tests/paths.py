"""Where things are."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
TINY = ROOT / "tests" / "tiny_course"
SAMPLE = ROOT / "tests" / "sample_class"

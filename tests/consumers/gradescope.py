"""What Gradescope reads: results that follow its schema, as its documentation states it in prose."""

import json

import jsonschema

from tests.paths import ROOT

SCHEMA = json.loads((ROOT / "tests" / "consumers" / "gradescope.json").read_text())


def check(results):
    """Fail where results do not follow the schema."""
    jsonschema.validate(results, SCHEMA)

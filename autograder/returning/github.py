"""GitHub: a folder of pages for each repository, and a script that puts them on a branch ``feedback`` of each.

Nothing is sent from here: whoever teaches runs the script, with their own git and their own rights. It touches no
working tree, adds no commit where nothing is new, and stops at no repository that does not answer.
"""

import re
from collections.abc import Iterator

from autograder.collecting.github import CLONED

from . import words
from .material import Feedback, Material, Returned

SCRIPT = "push.sh"
STEPS = "Look into {folder}, then type: sh {folder}/push.sh <folder of the clones>; it pushes to a branch 'feedback'."
NO_REPOSITORY = "no repository is known: collect from clones, or put a column 'repository' into the roster"
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
PUSH = r"""#!/bin/sh
# Puts feedback on a branch of its own in each repository: sh push.sh <folder of the clones>
# Read it before you run it. It changes no file of the clones, and pushes to the branch 'feedback' alone.
set -u
clones=${1:?in which folder are the clones? sh push.sh FOLDER}
here=$(cd "$(dirname "$0")" && pwd) || exit 2
GIT_INDEX_FILE=$(mktemp -d)/index || exit 2
export GIT_INDEX_FILE
failed=0

put() {  # folder of files, clone
  git -C "$2" fetch -q origin "+refs/heads/feedback:refs/remotes/origin/feedback" 2>/dev/null
  parent=$(git -C "$2" rev-parse -q --verify "refs/remotes/origin/feedback^{commit}")
  rm -f "$GIT_INDEX_FILE"
  if [ -n "$parent" ]; then git -C "$2" read-tree "$parent" || return 1; fi
  for file in "$1"/*; do
    blob=$(git -C "$2" hash-object -w --no-filters -- "$file") || return 1
    git -C "$2" update-index --add --cacheinfo "100644,$blob,SET/$(basename "$file")" || return 1
  done
  tree=$(git -C "$2" write-tree) || return 1
  if [ -n "$parent" ] && [ "$tree" = "$(git -C "$2" rev-parse "$parent^{tree}")" ]; then return 0; fi
  commit=$(git -C "$2" commit-tree "$tree" ${parent:+-p "$parent"} -m "Feedback: SET") || return 1
  git -C "$2" push -q origin "$commit:refs/heads/feedback" || return 1
  echo "$(basename "$2"): pushed"
}

for folder in "$here"/repositories/*/; do
  name=$(basename "$folder")
  if [ ! -d "$clones/$name/.git" ]; then
    echo "$name: there is no clone of it in $clones" >&2
    failed=1
  elif ! put "${folder%/}" "$clones/$name"; then
    echo "$name: the feedback could not be pushed" >&2
    failed=1
  fi
done
rm -rf "$(dirname "$GIT_INDEX_FILE")"
exit $failed
"""


def give(material: Material) -> Returned:
    """Return the folders and the script."""
    returned = Returned(STEPS)
    owners: dict[str, str] = {}
    for student, feedback in material.feedbacks.items():
        repository = next(_repositories(feedback), "")
        if not NAME.fullmatch(repository):
            returned.left_out.append(f"{student}: {NO_REPOSITORY}")
        elif repository in owners:
            returned.students.add(student)
            returned.notes.append(f"{student}: shares {repository} with {owners[repository]}, whose feedback is there")
        else:
            owners[repository] = student
            returned.students.add(student)
            text = words.as_markdown(feedback.report, material.options)
            folder = f"repositories/{repository}"
            returned.files[f"{folder}/feedback.md"] = text.encode("utf-8", "replace")
            returned.files[f"{folder}/{material.page_name}"] = feedback.page.encode("utf-8", "replace")
    returned.files[SCRIPT] = PUSH.replace("SET", material.problem_set.name).encode()
    return returned


def _repositories(feedback: Feedback) -> Iterator[str]:
    """Yield what somebody's repository is called: as it was collected, or as the roster has it."""
    row = feedback.row
    if row and row.platform == "github":
        parts = row.original_name.split("/")
        yield parts[1] if len(parts) > 2 or CLONED.fullmatch(parts[0]) else parts[0]
    if repository := feedback.person.ids.get("repository"):
        yield repository

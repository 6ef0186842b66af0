"""A PostgreSQL server of Debian's, of its own data, on a socket of its own."""

import contextlib
import glob
import os
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path

PROGRAMS = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
MISSING = "there is no PostgreSQL server; to try it: apt-get install postgresql"
AS_POSTGRES = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
QUIETLY = partial(subprocess.run, stdout=subprocess.DEVNULL, check=True)


@contextlib.contextmanager
def serving():
    """Start a server, and yield the folder of its socket; its data are gone in the end."""
    with tempfile.TemporaryDirectory() as folder:  # near the root: the path of a socket must be short
        if AS_POSTGRES:  # the server refuses to run as root
            shutil.chown(folder, "postgres", "postgres")
        run = [*AS_POSTGRES, f"{PROGRAMS[-1]}/pg_ctl", "-D", f"{folder}/data"]
        options = f"-F -c listen_addresses='' -k {folder}"
        QUIETLY([*run, "initdb", "-o", "-U course -A trust --no-sync"], cwd=folder)
        QUIETLY([*run, "start", "-w", "-o", options, "-l", f"{folder}/log"], cwd=folder)
        try:
            yield Path(folder)
        finally:
            QUIETLY([*run, "stop", "-m", "immediate"], cwd=folder)


def new_database(folder, name):
    """Make a database; return its address."""
    QUIETLY([f"{PROGRAMS[-1]}/createdb", "-h", folder, "-U", "course", name])
    return f"postgresql://course@/{name}?host={folder}"

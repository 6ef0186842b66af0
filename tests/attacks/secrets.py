"""What is nobody's to read: hidden tests, references, the course secret, other people's work, marks."""

from .suite import FULL, SECRET, attack, instead, stealing

NOTHING = "there is nothing to find, and the rest is right"
PLACES = (
    "PLACES = ('<hidden>', '<course>/.course_secret', '<submitted>/emmy/warmup/warmup.py', '<out>/warmup/emmy.json')\n"
)


@attack(FULL, NOTHING)
def read_by_open():
    """Open the hidden tests, the secret, another submission and another mark."""
    return stealing(
        PLACES + "for path in PLACES:\n    take(lambda: open(path).read())\n    take(lambda: open(path, 'rb').read())\n"
        "    take(lambda: os.read(os.open(path, os.O_RDONLY), 99))\n    take(lambda: pathlib.Path(path).read_text())\n"
        "    take(lambda: os.read(os.open(path, os.O_RDONLY | os.O_DIRECT), 4096))"
    )


@attack(FULL, NOTHING)
def read_by_libraries():
    """Have numpy, the C library, or Python's import system open them."""
    return stealing(
        PLACES + "import importlib.util, sqlite3, runpy, tokenize\nlibc = ctypes.CDLL(None)\n"
        "libc.fopen.restype = ctypes.c_void_p\n"
        "for path in PLACES:\n    take(lambda: bytes(np.fromfile(path, 'u1')))\n    take(lambda: bytes(np.memmap(path)))\n"
        "    take(lambda: np.genfromtxt(path, str).tolist())\n    take(lambda: linecache.getlines(path))\n"
        "    take(lambda: libc.fopen(path.encode(), b'r'))\n    take(lambda: 1 + libc.open(path.encode(), 0))\n"
        "    take(lambda: libc.syscall(437, -100, path.encode(), (ctypes.c_uint64 * 3)(), 24) + 1)\n"
        "    take(lambda: 1 + libc.syscall(85, path.encode(), 0o600))\n"
        "    take(lambda: tokenize.open(path).read())\n    take(lambda: runpy.run_path(path))\n"
        "    take(lambda: importlib.util.spec_from_file_location('x', path).loader.get_code('x'))\n"
        "sys.path.insert(0, '<course>/solutions/warmup/toolbox')\ntake(lambda: __import__('test_hidden'))\n"
        "take(lambda: __import__('reference'))"
    )


@attack(FULL, NOTHING)
def list_folders():
    """See who handed in what, and where things lie."""
    return stealing(
        "for path in ('/', '/home', '/tmp', '/dev', '/proc', '<course>', '<submitted>', '<out>', '<submitted>/emmy', '.'):\n"
        "    take(lambda: os.listdir(path))\n    take(lambda: next(os.scandir(path)).name)\n"
        "    take(lambda: list(os.walk(path)))\n    take(lambda: os.fwalk(path).__next__())\n"
        "    take(lambda: glob.glob(path + '/*'))"
    )


@attack(FULL, NOTHING)
def links_to_secrets():
    """Make a link to what must not be opened, and open the link."""
    return stealing(
        PLACES + "for path in PLACES:\n    take(lambda: (os.symlink(path, '/tmp/link'), open('/tmp/link').read()))\n"
        "    take(lambda: (os.link(path, '/tmp/hard'), open('/tmp/hard').read()))\n"
        "    take(lambda: (os.rename(path, '/tmp/moved'), open('/tmp/moved').read()))\n"
        "    take(lambda: os.readlink(os.path.dirname(path)))\n"
        "    take(lambda: open('/proc/self/fd/%d' % os.open(path, os.O_PATH)).read())\n"
        "    take(lambda: os.open(os.path.basename(path), 0, dir_fd=os.open(os.path.dirname(path), os.O_PATH)))"
    )


@attack(FULL, NOTHING)
def process_files():
    """Read what the kernel tells about this process and those around it."""
    return stealing(
        "for who in ['self', 'thread-self', os.getppid(), 1, *range(os.getpid() - 5, os.getpid() + 5)]:\n"
        "    for what in ('environ', 'cmdline', 'maps', 'status', 'mem', 'stat', 'task', 'fd', 'mountinfo', 'auxv'):\n"
        "        take(lambda: open(f'/proc/{who}/{what}', 'rb').read(1))\n"
        "        take(lambda: os.listdir(f'/proc/{who}/{what}'))\n"
        "    for what in ('cwd', 'exe', 'root', 'fd/0', 'ns/pid'):\n"
        "        take(lambda: os.readlink(f'/proc/{who}/{what}'))\n"
        "for path in ('/proc/kallsyms', '/proc/keys', '/sys/kernel/notes', '/dev/mem', '/dev/kmsg', '/etc/shadow'):\n"
        "    take(lambda: open(path, 'rb').read(1))"
    )


@attack(FULL, NOTHING)
def frames_of_the_caller():
    """Walk the frames outwards to the test that calls."""
    return instead(
        "greet",
        """
import sys
frame, seen = sys._getframe(), []
while frame:
    seen += [frame.f_code.co_filename, *map(str, frame.f_locals.values()), *frame.f_globals]
    frame = frame.f_back
words = ("test_hidden", "reference.greet", "SubmissionProxy", "expected", "solutions/")
return str(seen) if any(word in one for one in seen for word in words) else f"Hello, {name}"
""",
    )


@attack(FULL, NOTHING)
def objects_in_memory():
    """Search everything that Python holds in memory for tests, references and secrets."""
    return stealing(
        "import types\nWORDS = ('@points', 'BEGIN SOLUTION', 'COURSE_SECRET', '0' * 64, 'submitted' + '/', 'test_hidden')\n"
        "def strings(depth=0):\n    for one in gc.get_objects():\n"
        "        for value in (one.values() if type(one) is dict else one if type(one) in (list, tuple) else ()):\n"
        "            if type(value) is str: yield value\n"
        "        if isinstance(one, types.FunctionType): yield from (one.__code__.co_filename, str(one.__doc__))\n"
        "own = set(WORDS) | {sys._getframe().f_code.co_filename}\n"
        "take(lambda: [s[:80] for s in strings() if s not in own and len(s) < 10**5 and any(w in s for w in WORDS)\n"
        "              and 'WORDS' not in s])\n"
        "take(lambda: [name for name in sys.modules if 'judge' in name or 'hidden' in name or 'reference' in name])"
    )


@attack(FULL, NOTHING)
def bytes_in_memory():
    """Search the raw memory of the process, what was freed included, for the secret."""
    return stealing(
        "import re\n"  # a pattern of classes, since a text would find itself
        f"secret = re.compile(''.join('[' + chr(n) + ']' for n in {list(bytes.fromhex(SECRET))}).encode())\n"
        "libc = ctypes.CDLL(None)\nroom = ctypes.create_string_buffer(256)\n"
        "for arena in {id(one) >> 20 << 20 for one in gc.get_objects()}:\n"
        "    if libc.mincore(ctypes.c_void_p(arena), 2**20, room) == 0:\n"
        "        take(lambda: secret.search(ctypes.string_at(arena, 2**20)))"
    )


@attack(FULL, NOTHING)
def inherited_descriptors():
    """Read and list whatever descriptor was left open."""
    return stealing(
        "for number in [*range(3, 100), *range(101, 300)]:\n    take(lambda: str(os.fstat(number)))\n"
        "    take(lambda: os.listdir(number))\n    take(lambda: os.pread(number, 99, 0))\n"
        "    take(lambda: os.open('..', os.O_RDONLY, dir_fd=number))\n"
        "take(lambda: os.read(0, 9))\n"
        "take(lambda: socket.socket(fileno=os.dup(100)).getpeername())\n"
        "take(lambda: socket.recv_fds(socket.socket(fileno=os.dup(100)), 1, 9, socket.MSG_DONTWAIT))"
    )


@attack(FULL, NOTHING)
def environment_and_arguments():
    """Read the grader's variables and command line, as Python and as the C library hold them."""
    return stealing(
        "libc = ctypes.CDLL(None)\nlibc.getenv.restype = ctypes.c_char_p\n"
        "own = {'COURSE_SECRET', 'SECRET', 'AWS_SECRET_ACCESS_KEY', 'GITHUB_TOKEN', 'ATTACKS_TRAP'}\n"
        "take(lambda: own & set(os.environ))\n"
        "take(lambda: [name for name in own if libc.getenv(name.encode())])\n"
        "take(lambda: [one for one in sys.orig_argv if 'submitted' in one or 'secret' in one.lower()])"
    )


@attack(FULL, NOTHING)
def other_mounts():
    """Make the file systems of the machine visible again."""
    return stealing(
        "libc = ctypes.CDLL(None)\n"
        "take(lambda: 1 + libc.mount(b'proc', b'/tmp', b'proc', 0, None))\n"
        "take(lambda: 1 + libc.umount2(b'/', 2))\n"
        "take(lambda: 1 + libc.syscall(428, -100, b'/', 1))\n"  # open_tree
        "take(lambda: 1 + libc.syscall(304, -100, b'/', 0))\n"  # open_by_handle_at
        "take(lambda: (os.chroot('/proc/1/root'), os.listdir('/')))\n"
        "take(lambda: (os.chdir('<submitted>'), os.listdir('.')))\n"
        "take(lambda: os.fchdir(0))"
    )

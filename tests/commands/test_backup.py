# SPDX-License-Identifier: EUPL-1.2
"""`meedoen database backup`, `restore` and `verify`: of a busy product, and served elsewhere."""

import gzip
import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from meedoen.database import embedded, roles, server
from meedoen.settings import demonstration
from tests.commands.alive import free_port
from tests.database.folders import folder_for_all

EARLIER = Path(__file__).parents[1] / "database" / "earlier"
DUMP = EARLIER / "2026-11-28.sql.gz"
OLDEST = EARLIER / "2026-11-22.sql.gz"
KEY = "sleutel-voor-de-kluis-0123456789-abcdefgh"
LOOK = "SELECT count(*) FROM privacy_compartment"
STEPS = "SELECT id FROM plans_step WHERE words LIKE 'druk:%' ORDER BY id"
ADD = """
    INSERT INTO plans_step (plan_id, compartment_id, words, added_by, added_at)
    SELECT id, compartment_id, %s, 'Noor', now() FROM plans_plan ORDER BY id LIMIT 1 RETURNING id
"""


def meedoen(data: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command where this is the data folder, and nothing else is set than is given."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "meedoen", *words],
        env=surroundings(data, variables), capture_output=True, text=True, check=False,
    )  # fmt: skip


def surroundings(data: Path, variables: dict[str, str]) -> dict[str, str]:
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("MEEDOEN_", "DJANGO_", "PG"))}
    plain.pop("DATABASE_URL", None)
    chosen = {k: os.environ[k] for k in ("MEEDOEN_PG_BIN",) if k in os.environ}
    return {**plain, **chosen, "MEEDOEN_ENVIRONMENT": "development", "MEEDOEN_DATA": str(data),
            **variables}  # fmt: skip


def there(data: Path) -> server.Server:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEEDOEN_DATA", str(data))
        return embedded.embedded_server()


def ask(data: Path, question: str, *values: object, role: str = roles.OWNER) -> list[object]:
    with psycopg.connect(there(data).address(role=role, database="meedoen")) as connection:
        found = connection.execute(question.encode(), values or None).fetchall()
    return [row[0] for row in found]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with folder_for_all() as made:
        yield made
        for data in made.glob("*/postgres"):
            server.remove(there(data.parent))


def load(data: Path, dump: Path) -> None:
    """Let a new embedded database hold what the product of that day left."""
    assert meedoen(data, "database", "start").returncode == 0
    text = re.sub(r"^\\.*$", "", gzip.decompress(dump.read_bytes()).decode(), flags=re.MULTILINE)
    run(data, text)


def run(data: Path, statements: str) -> None:
    address = there(data).address(role=roles.OWNER, database="meedoen")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statements.encode())


@pytest.fixture(scope="module")
def busy(folder: Path) -> Path:
    """The data folder of a product with people in it, as today's version serves it."""
    data = folder / "busy"
    load(data, DUMP)
    done = meedoen(data, "database", "upgrade")
    assert done.returncode == 0, done.stderr
    return data


@dataclass
class Writer:
    """Somebody who adds one step after the other, and remembers which were acknowledged."""

    data: Path
    acknowledged: list[int] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        address = there(self.data).address(role=roles.OWNER, database="meedoen")
        with psycopg.connect(address) as connection:
            while not self.stop.is_set():
                row = connection.execute(ADD, [f"druk: {len(self.acknowledged)}"]).fetchone()
                connection.commit()
                assert row is not None
                self.acknowledged.append(row[0])


@contextmanager
def somebody_writes(data: Path) -> Iterator[Writer]:
    writer = Writer(data)
    thread = threading.Thread(target=writer.work)
    thread.start()
    try:
        while len(writer.acknowledged) < 50:
            time.sleep(0.01)
        yield writer
    finally:
        writer.stop.set()
        thread.join()


@dataclass(frozen=True)
class Made:
    """A backup, and which steps stood in the database for sure before it began, and after it."""

    file: Path
    before: list[int]
    after: list[int]


@pytest.fixture(scope="module")
def made(busy: Path, folder: Path) -> Made:
    file = folder / "stad.backup"
    with somebody_writes(busy) as writer:
        before = list(writer.acknowledged)
        done = meedoen(busy, "database", "backup", str(file), MEEDOEN_BACKUP_KEY=KEY)
        assert done.returncode == 0, done.stderr
        after = list(writer.acknowledged)
    assert len(after) > len(before)
    return Made(file, before, after)


@pytest.fixture(scope="module")
def restored(made: Made, folder: Path) -> Path:
    data = folder / "elsewhere"
    done = meedoen(data, "database", "restore", str(made.file), MEEDOEN_BACKUP_KEY=KEY)
    assert done.returncode == 0, done.stderr
    assert not server.is_running(there(data)), "it did not run before either"
    return data


def test_a_backup_of_a_busy_product_is_restored_elsewhere_and_served(
    made: Made, restored: Path
) -> None:
    with served(restored) as fetch:
        found = ask(restored, STEPS)
        assert found[: len(made.before)] == made.before, "all that was acknowledged before"
        assert found == made.after[: len(found)], "up to one moment, and nothing of what came then"
        pasts = """SELECT count(*) FROM history_revision WHERE "table" = 'plans_step'
            AND "row"::bigint = ANY(%s)"""
        assert ask(restored, pasts, found) == [len(found)]
        assert ask(restored, LOOK) != [0]
        for role in (roles.WEB, roles.WORKER):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ask(restored, "DELETE FROM privacy_processingrecord RETURNING id", role=role)
        assert ask(restored, LOOK, role=roles.WEB) == [0]

        assert fetch("/gezond/").startswith('{"ok": true')
        assert "Meedoen" in fetch("/aanbod/")
        page = fetch("/account/login/")
        landed = fetch(
            "/account/login/",
            login="noor@lindewaard.example",
            password=demonstration.PASSWORD,
            csrfmiddlewaretoken=token(page),
        )
        assert "Noor" in landed
        fetch = Fetch(fetch.at)
        page = fetch("/terug/")
        landed = fetch(
            "/terug/",
            words=demonstration.RESIDENTS["johan"],
            csrfmiddlewaretoken=token(page),
        )
        assert "Johan" in landed


def token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found, page
    return found[1]


@contextmanager
def served(data: Path) -> Iterator["Fetch"]:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "meedoen", "serve", "--port", str(port)]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command, env=surroundings(data, {}), stdout=said, stderr=said, start_new_session=True
        ) as serving,
    ):
        fetch = Fetch(f"http://localhost:{port}")
        try:
            until = time.monotonic() + 120
            while not fetch.answers():
                said.seek(0)
                assert serving.poll() is None, said.read().decode()
                assert time.monotonic() < until
                time.sleep(0.3)
            yield fetch
        finally:
            # As Ctrl+C in a terminal: all that belong together hear it.
            os.killpg(serving.pid, signal.SIGINT)
            try:
                serving.wait(timeout=90)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(serving.pid, signal.SIGKILL)


class Fetch:
    """A browser that keeps its cookies."""

    def __init__(self, at: str) -> None:
        self.at = at
        kept = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._open = urllib.request.build_opener(kept).open

    def answers(self) -> bool:
        try:
            return bool(self("/gezond/"))
        except OSError:
            return False

    def __call__(self, path: str, **form: str) -> str:
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(f"{self.at}{path}", data, {"Referer": f"{self.at}/"})
        with self._open(request, timeout=60) as answer:
            text: str = answer.read().decode()
        return text


def test_verify_says_what_a_backup_holds(made: Made, tmp_path: Path) -> None:
    """Nothing is needed for it but the file and its key: no database, no settings."""
    done = meedoen(tmp_path, "database", "verify", str(made.file), MEEDOEN_BACKUP_KEY=KEY,
                   MEEDOEN_ENVIRONMENT="")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert re.search(
        r"a whole backup of 20\d\d-.* by Meedoen \d.* sealed: [\d,]+ rows", done.stdout
    )
    assert list(tmp_path.iterdir()) == []


def changed(file: Path) -> bytes:
    whole = bytearray(file.read_bytes())
    whole[-2000] ^= 1
    return bytes(whole)


WRONG = {
    "no backup": (lambda _: b"Beste collega,\n", KEY, "not made by"),
    "empty": (lambda _: b"", KEY, "it is empty"),
    "cut off": (lambda file: file.read_bytes()[:-2000], KEY, "cut off or changed"),
    "changed": (changed, KEY, "cut off or changed"),
    "another key": (lambda file: file.read_bytes(), KEY[::-1], "another key"),
    "no key": (lambda file: file.read_bytes(), "", "MEEDOEN_BACKUP_KEY is not set"),
    "a newer form": (lambda _: b"MEEDOEN BACKUP 2\n", KEY, "newer version"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_file_that_is_wrong_is_refused_with_why_and_nothing_is_made(
    made: Made, tmp_path: Path, wrong: str
) -> None:
    content, key, said = WRONG[wrong]
    file = tmp_path / "stad.backup"
    file.write_bytes(content(made.file))
    for command in ("verify", "restore"):
        done = meedoen(tmp_path / "data", "database", command, str(file), MEEDOEN_BACKUP_KEY=key)
        assert done.returncode == 1, done.stderr
        assert said in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""
    assert not (tmp_path / "data").exists()


def test_nothing_is_restored_over_what_is_there(made: Made, busy: Path) -> None:
    before = ask(busy, "SELECT count(*) FROM plans_step")
    done = meedoen(busy, "database", "restore", str(made.file), MEEDOEN_BACKUP_KEY=KEY)
    assert done.returncode == 2
    assert "empty one only. Nothing was changed" in done.stderr
    assert ask(busy, "SELECT count(*) FROM plans_step") == before


def test_an_installation_with_other_secrets_is_told_what_would_not_work(
    made: Made, tmp_path: Path
) -> None:
    production = {
        "MEEDOEN_ENVIRONMENT": "production",
        "DATABASE_URL": "postgresql://meedoen_owner@localhost:1/meedoen",
        "MEEDOEN_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz-0123456789",
        "MEEDOEN_LOOKUP_PEPPER": "0123456789-abcdefghijklmnopqrstuvwxyz",
        "MEEDOEN_HOSTS": "meedoen.example",
        "MEEDOEN_BACKUP_KEY": KEY,
    }
    done = meedoen(tmp_path, "database", "restore", str(made.file), **production)
    assert done.returncode == 2
    assert "another MEEDOEN_SECRET_KEY and another MEEDOEN_LOOKUP_PEPPER" in done.stderr
    assert "no return words work" in done.stderr


def test_a_key_that_can_be_guessed_seals_nothing(tmp_path: Path) -> None:
    done = meedoen(tmp_path, "database", "backup", str(tmp_path / "x"), MEEDOEN_BACKUP_KEY="kort")
    assert done.returncode == 2
    assert "MEEDOEN_BACKUP_KEY is short" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_where_there_is_no_database_nothing_is_kept_and_none_is_made(tmp_path: Path) -> None:
    done = meedoen(tmp_path / "data", "database", "backup", str(tmp_path / "x"))
    assert done.returncode == 2
    assert "There is no database in" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_already_is_left_unless_it_is_asked(made: Made, busy: Path) -> None:
    before = made.file.read_bytes()
    done = meedoen(busy, "database", "backup", str(made.file), MEEDOEN_BACKUP_KEY=KEY)
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert made.file.read_bytes() == before


def test_a_backup_of_an_earlier_version_comes_up_to_date_or_leaves_nothing(folder: Path) -> None:
    data, file = folder / "older", folder / "older.backup"
    load(data, OLDEST)
    assert meedoen(data, "database", "backup", str(file)).returncode == 0
    done = meedoen(folder / "newer", "database", "restore", str(file))
    assert done.returncode == 0, done.stderr
    assert meedoen(folder / "newer", "database", "start").returncode == 0
    told = "SELECT words FROM residents_fragment ORDER BY id"
    assert ask(folder / "newer", told) == ask(data, told) != []
    assert ask(folder / "newer", "SELECT count(*) FROM bookings_placement") == [2]

    # Two colleagues with one address stop a migration, when all rows are there already.
    copied = "id + 1000, upper(email)"
    names = ask(
        data,
        "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' "
        "AND table_name = 'accounts_account' AND column_name NOT IN ('id', 'email')",
    )
    others = ", ".join(map(str, names))
    run(
        data,
        f"INSERT INTO accounts_account (id, email, {others}) "
        f"SELECT {copied}, {others} FROM accounts_account ORDER BY id LIMIT 1",
    )
    assert meedoen(data, "database", "backup", str(file), "--overwrite").returncode == 0
    done = meedoen(folder / "none", "database", "restore", str(file))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (folder / "none" / "postgres").exists()


def test_data_of_a_newer_version_is_not_started_and_not_served(restored: Path) -> None:
    assert meedoen(restored, "database", "start").returncode == 0
    run(restored, "INSERT INTO django_migrations (app, name, applied) "
                  "VALUES ('plans', '0999_of_a_later_version', now())")  # fmt: skip
    server.stop(there(restored))
    for words in (
        ["database", "start"],
        ["serve", "--port", str(free_port())],
        ["database", "upgrade"],
    ):
        done = meedoen(restored, *words)
        assert done.returncode == 2, done.stderr
        assert "made by a newer version of Meedoen" in done.stderr
        assert "Traceback" not in done.stderr
        assert not server.is_running(there(restored))

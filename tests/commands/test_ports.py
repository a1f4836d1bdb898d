# SPDX-License-Identifier: EUPL-1.2
"""A port in use is said in one sentence, with who holds it and what to type, and nothing starts."""

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from meedoen.commands import CouldNotBeDone, main, ports
from meedoen.commands.ports import Holder, holders_of, take_port, why_not

LISTEN = (
    "import socket, sys, time; s = socket.socket(); s.bind(('127.0.0.1', int(sys.argv[1]))); "
    "s.listen(); print('listens', flush=True); time.sleep(float(sys.argv[2]))"
)
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who listens")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def held() -> Iterator[tuple[int, int]]:
    """A port that another program holds, with the number of that program."""
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-c", LISTEN, str(port), "600"], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        yield port, other.pid
        other.kill()


def test_a_port_is_taken_once_and_who_comes_waits() -> None:
    port = free_port()
    with take_port(port), socket.socket() as visitor:
        assert visitor.connect_ex(("127.0.0.1", port)) == 0
        with pytest.raises(CouldNotBeDone):
            take_port(port, patience=0)


@linux_only
def test_who_holds_a_port_is_named_with_what_to_type_instead(held: tuple[int, int]) -> None:
    port, pid = held
    assert [holder.pid for holder in holders_of(port)] == [pid]
    with pytest.raises(CouldNotBeDone) as refused:
        take_port(port)
    said = refused.value.message
    assert f"Port {port} is in use by `{sys.executable} -c" in said
    assert f"(process {pid}), so nothing was started" in said
    assert "make run PORT=" in said
    assert "meedoen serve --port " in said


def test_the_parent_is_named_also_when_its_child_has_a_lower_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers of processes begin again when they run out: a child of 32549 was 305."""
    socket_line = "0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 77"
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "tcp").write_text(f"the columns\n{socket_line}\n", encoding="ascii")
    for pid, began, command in ((32549, 1000, "meedoen serve"), (305, 2000, "gunicorn")):
        process = tmp_path / str(pid)
        (process / "fd").mkdir(parents=True)
        (process / "fd" / "3").symlink_to("socket:[77]")
        (process / "cmdline").write_bytes(command.encode() + b"\0")
        stat = f"{pid} (a name) with ) S 1 " + "0 " * 17 + f"{began} 0"
        (process / "stat").write_text(stat, encoding="ascii")
    monkeypatch.setattr(ports, "_PROCESSES", tmp_path)
    assert [holder.pid for holder in holders_of(8000)] == [32549, 305]


@linux_only
def test_serve_says_so_before_an_address_and_starts_nothing(
    held: tuple[int, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    port, _ = held
    monkeypatch.setenv("MEEDOEN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "meedoen.settings.development")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    done = subprocess.run(
        [sys.executable, "-m", "meedoen", "serve", "--port", str(port)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert f"Port {port} is in use by" in done.stderr
    assert not (tmp_path / "data").exists()


def test_what_a_killed_serve_left_behind_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a web server held the port of the next start, which then served nothing (finding 7)."""
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-c", LISTEN, str(port), "1.5", "gunicorn meedoen.wsgi"],
        stdout=subprocess.PIPE,
    ) as left:
        assert left.stdout is not None
        left.stdout.readline()
        take_port(port, patience=60).close()


def test_one_that_is_looked_after_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_after = [
        Holder(5, "python -m meedoen serve --port 1"),
        Holder(6, "python -m gunicorn meedoen.wsgi --bind fd://3"),
    ]
    assert not ports._go_by_themselves(looked_after)
    assert ports._go_by_themselves(looked_after[1:])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may have every port")
def test_a_port_of_the_administrator_is_refused_in_words() -> None:
    with pytest.raises(CouldNotBeDone, match="is for the administrator"):
        take_port(80)


def test_each_reason_is_one_sentence() -> None:
    for refused in (
        OSError(errno.EADDRINUSE, "in use"),
        OSError(errno.EACCES, "denied"),
        OSError(errno.EADDRNOTAVAIL, "not there"),
    ):
        said = why_not(8000, refused, [])
        assert said.startswith("Port 8000 ")
        assert said.count(". ") == 0
    assert "another program" in why_not(8000, OSError(errno.EADDRINUSE, ""), [])


def test_a_number_that_is_no_port_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "70000"]) == 2
    assert "1<=x<=65535" in capsys.readouterr().err

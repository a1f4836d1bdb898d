# SPDX-License-Identifier: EUPL-1.2
"""The files in deploy/: each is read, and tried where the tool for it is on this machine."""

import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from configparser import ConfigParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
SYSTEMD, CONTAINER = ROOT / "deploy" / "systemd", ROOT / "deploy" / "container"
SERVICES = sorted(SYSTEMD.glob("*.service"))
TIMERS = sorted(SYSTEMD.glob("*.timer"))
COMPOSE = CONTAINER / "compose.yaml"
PYTHON = "/opt/meedoen/.venv/bin/python"
CLOSED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "CapabilityBoundingSet": "",
    "User": "meedoen",
}
# A host that something is fetched from: a name with a dot before the first slash, or a port.
REGISTRY = re.compile(r"\b[\w-]+(?:\.[\w-]+)+(?::\d+)?/[\w-]+[\w/-]*(?::[\w.-]+|@sha256)")
INDEX = re.compile(r"https?://", re.IGNORECASE)


class Several(dict[str, Any]):
    """Keeps each value of a key that stands more than once, as systemd does."""

    def __setitem__(self, key: str, value: Any) -> None:
        if isinstance(value, list) and isinstance(self.get(key), list):
            self[key].extend(value)
        else:
            super().__setitem__(key, value)


def read(unit: Path) -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None, dict_type=Several)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(unit, encoding="utf-8")
    return parser


def composed() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return found


def test_there_is_a_unit_for_pages_worker_and_what_comes_back() -> None:
    names = {unit.name for unit in [*SERVICES, *TIMERS]}
    assert names == {
        "meedoen-web.service", "meedoen-worker.service",
        "meedoen-scheduler.service", "meedoen-scheduler.timer",
    }  # fmt: skip


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_is_closed_and_comes_back(unit: Path) -> None:
    service = read(unit)["Service"]
    assert {name: service.get(name, "?") for name in CLOSED} == CLOSED
    once = service["Type"] == "oneshot"
    assert once or service["Restart"] == "always"
    assert once or read(unit)["Unit"]["StartLimitIntervalSec"] == "0"
    assert "PASSWORD" not in unit.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "role"), [("web", "web"), ("worker", "worker"), ("scheduler", "web")]
)
def test_each_is_told_the_address_of_one_role(name: str, role: str) -> None:
    text = (SYSTEMD / f"meedoen-{name}.service").read_text(encoding="utf-8")
    files = re.findall("^EnvironmentFile=(.*)$", text, re.MULTILINE)
    assert files == ["/etc/meedoen/meedoen.env", f"/etc/meedoen/{role}.env"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
@pytest.mark.parametrize("unit", [*SERVICES, *TIMERS], ids=lambda unit: unit.name)
def test_systemd_itself_finds_nothing_wrong(unit: Path, tmp_path: Path) -> None:
    for each in [*SERVICES, *TIMERS]:
        text = each.read_text(encoding="utf-8")
        # What is started must be there, and here it lies elsewhere.
        text = text.replace(PYTHON, sys.executable)
        text = text.replace("/opt/meedoen/.venv/bin/meedoen", sys.executable)
        (tmp_path / each.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    of_ours = [line for line in done.stderr.splitlines() if "meedoen" in line]
    assert of_ours == []


@pytest.mark.parametrize("name", ["web", "worker", "scheduler", "migrate"])
def test_a_container_is_nobody_in_particular_and_writes_nothing(name: str) -> None:
    service = composed()["services"][name]
    assert service["user"] == "10001:10001"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_each_container_connects_as_one_role() -> None:
    roles = {
        name: re.findall("postgresql://(\\w+):", service["environment"].get("DATABASE_URL", ""))
        for name, service in composed()["services"].items()
    }
    assert roles == {
        "database": [], "migrate": ["meedoen_owner"], "web": ["meedoen_web"],
        "worker": ["meedoen_worker"], "scheduler": ["meedoen_web"],
    }  # fmt: skip


def test_only_this_machine_reaches_the_pages_and_nobody_the_database() -> None:
    services = composed()["services"]
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert [name for name, service in services.items() if "ports" in service] == ["web"]


def test_no_password_stands_in_the_file() -> None:
    told = COMPOSE.read_text(encoding="utf-8")
    for name in re.findall(r"^ +(\w*(?:PASSWORD|SECRET_KEY|PEPPER)): (.*)$", told, re.MULTILINE):
        assert re.fullmatch(r"\$\{\w+:\?\}", name[1]), name


def instructions() -> list[tuple[str, str]]:
    lines = (CONTAINER / "Containerfile").read_text(encoding="utf-8").splitlines()
    said = [line.partition(" ") for line in lines if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in said]


def test_the_container_runs_as_no_root_with_a_probe_and_hashed_packages() -> None:
    said = instructions()
    assert {word for word, _ in said} <= {
        "ARG", "FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "EXPOSE", "HEALTHCHECK", "CMD",
    }  # fmt: skip
    (user,) = [rest for word, rest in said if word == "USER"]
    assert int(user) > 0
    assert [word for word, _ in said][-1] == "CMD"
    assert "probe.py" in dict(said)["HEALTHCHECK"]
    assert any("--require-hashes" in rest for word, rest in said if word == "RUN")
    for word, rest in said:
        for copied in rest.split()[:-1] if word == "COPY" and "--from" not in rest else []:
            assert (ROOT / copied).exists(), copied


def test_nothing_of_this_machine_goes_into_the_container() -> None:
    ignored = (CONTAINER / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in ignored
    allowed = {line[1:] for line in ignored if line.startswith("!")}
    assert all((ROOT / name).exists() for name in allowed)
    assert not {".data", ".venv", ".git", "node_modules"} & allowed


@pytest.mark.parametrize(
    "file", [file for file in (ROOT / "deploy").rglob("*") if file.is_file()], ids=lambda f: f.name
)
def test_no_file_names_where_packages_or_images_come_from(file: Path) -> None:
    if "__pycache__" in file.parts:
        return
    text = file.read_text(encoding="utf-8")
    assert REGISTRY.findall(text) == []
    assert INDEX.findall(text) == []


def test_the_roles_are_those_of_the_how_to() -> None:
    guide = (ROOT / "docs/how-to/install-for-a-municipality.md").read_text(encoding="utf-8")
    made = (CONTAINER / "roles.sh").read_text(encoding="utf-8")
    for line in re.findall(r"^(?:GRANT|CREATE DATABASE|DO|    FOR|    LOOP|END).*$", made, re.M):
        assert line in guide, line
    for line in re.findall(r"^CREATE ROLE .*PASSWORD", made, re.MULTILINE):
        assert line in guide, line


def works(*command: str) -> bool:
    if not shutil.which(command[0]):
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not works("docker", "compose", "version"), reason="no docker compose here")
def test_docker_itself_reads_the_compose_file() -> None:
    names = re.findall(r"\$\{(\w+):\?\}", COMPOSE.read_text(encoding="utf-8"))
    command = ["docker", "compose", "--file", str(COMPOSE), "config", "--quiet"]
    told = {**os.environ, **dict.fromkeys(names, "x")}
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.explore
@pytest.mark.skipif(not works("docker", "info"), reason="no docker runs here")
def test_docker_builds_the_container() -> None:
    command = ["docker", "build", "--file", str(CONTAINER / "Containerfile"), str(ROOT)]
    subprocess.run(command, check=True)


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], int]]:
    """Pages that answer with one status; gives how to let them, and their port."""
    said = {"status": 200, "headers": ""}

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            well = self.headers["Host"] == "een.example" and self.path == "/gezond/"
            well = well and self.headers["X-Forwarded-Proto"] == "https"
            self.send_response(said["status"] if well else 400)  # type: ignore[arg-type]
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    monkeypatch.setenv("MEEDOEN_HOSTS", "een.example,twee.example")
    with HTTPServer(("127.0.0.1", 0), Pages) as server:
        Thread(target=server.serve_forever, daemon=True).start()

        def let(status: int) -> int:
            said["status"] = status
            return int(server.server_address[1])

        yield let
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "alive", "ready"), [(200, 0, 0), (503, 0, 1), (500, 0, 1), (400, 0, 1)]
)
def test_the_probe_tells_alive_from_ready(
    answering: Callable[[int], int], status: int, alive: int, ready: int
) -> None:
    probe = runpy.run_path(str(CONTAINER / "probe.py"))
    port = answering(status)
    probe["status"].__defaults__ = (port,)
    assert (probe["main"](["alive"]), probe["main"](["ready"])) == (alive, ready)


def test_the_probe_says_so_when_nobody_answers() -> None:
    probe = runpy.run_path(str(CONTAINER / "probe.py"))
    probe["status"].__defaults__ = (1,)
    assert (probe["main"](["alive"]), probe["main"](["ready"]), probe["main"]([])) == (1, 1, 2)

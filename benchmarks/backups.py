# SPDX-License-Identifier: EUPL-1.2
"""What a backup and a restore cost, beside bare `pg_dump` and `pg_restore` of the same database.

Prints the report in Markdown: medians of some rounds, in turn, so that all meet the same machine.
Ours also counts rows, seals, and reads the file before it restores. Run: benchmarks/backup.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from meedoen.database import backup
from meedoen.database.backup_file import BackupRead
from meedoen.database.throwaway import throwaway_server
from meedoen.database.whole_file import whole_or_not

KEY = "only-for-measuring-0123456789-abcdefghij"


def main() -> None:
    """Grow a town, then dump and restore it in four ways."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--residents", type=int, default=1_000)
    asked.add_argument("--rounds", type=int, default=5)
    told = asked.parse_args()
    with throwaway_server() as address, tempfile.TemporaryDirectory() as folder:
        _grow(address, told.residents)
        took = _measure(address, Path(folder), told.rounds)
        sizes = {name: (Path(folder) / name).stat().st_size for name in ("bare", "ours")}
    _report(told.residents, told.rounds, took, sizes)


def _grow(address: str, residents: int) -> None:
    surroundings = {
        **os.environ, "MEEDOEN_ENVIRONMENT": "test", "MEEDOEN_TEST_DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "meedoen.settings.test",
    }  # fmt: skip
    for words in (
        ["database", "upgrade"],
        ["demonstration", "load"],
        ["demonstration", "grow", "--residents", str(residents)],
    ):
        subprocess.run(  # noqa: S603
            [sys.executable, "-W", "ignore", "-m", "meedoen", *words],
            env=surroundings, check=True, stdout=sys.stderr,
        )  # fmt: skip


def _measure(address: str, folder: Path, rounds: int) -> dict[str, list[float]]:
    bare, ours = folder / "bare", folder / "ours"
    with psycopg.connect(address) as connection:
        programs = backup.programs_for(connection.info.server_version // 10_000)

    def run(program: str, to: str, *arguments: str) -> None:
        command = [str(programs.folder / program), *arguments]
        subprocess.run(command, env=backup.surroundings(to), check=True)  # noqa: S603

    def keep() -> None:
        with whole_or_not(ours, overwrite=True) as file:
            backup.keep(address, file, head={}, key=KEY)

    def put_back(to: str) -> None:
        with ours.open("rb") as file:
            for _ in BackupRead(file).parts(KEY):
                pass
            file.seek(0)
            backup.put_back(to, file, key=KEY)

    ways: dict[str, Callable[[str], None]] = {
        "pg_dump": lambda _: run("pg_dump", address, "--format=custom", f"--file={bare}"),
        "backup": lambda _: keep(),
        "pg_restore": lambda to: run(
            "pg_restore", to, "--dbname=", "--schema=public", "--no-owner",
            "--single-transaction", "--exit-on-error", str(bare),
        ),
        "restore": put_back,
    }  # fmt: skip
    took: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        for name, way in ways.items():
            with _database(address, f"round_{number}_{name}") as to:
                began = time.monotonic()
                way(to)
                took[name].append(time.monotonic() - began)
    return took


class _database:
    """An empty database, gone afterwards; its address."""

    def __init__(self, server: str, name: str) -> None:
        self._server, self._name = urlsplit(server), name

    def _run(self, statement: str) -> None:
        there = urlunsplit(self._server._replace(path="/postgres"))
        with psycopg.connect(there, autocommit=True) as connection:
            connection.execute(statement.encode())

    def __enter__(self) -> str:
        self._run(f"CREATE DATABASE {self._name}")
        return urlunsplit(self._server._replace(path=f"/{self._name}"))

    def __exit__(self, *_: object) -> None:
        self._run(f"DROP DATABASE {self._name} (FORCE)")


def _report(
    residents: int, rounds: int, took: dict[str, list[float]], sizes: dict[str, int]
) -> None:
    middle = {name: statistics.median(times) for name, times in took.items()}
    lines = [
        f"Medians of {rounds} rounds, {residents + 8:,} residents.\n",
        "| what | ours, s | bare, s | ours : bare |\n|---|---:|---:|---:|",
    ]
    for ours, bare in (("backup", "pg_dump"), ("restore", "pg_restore")):
        ratio = middle[ours] / middle[bare]
        lines.append(f"| {ours} | {middle[ours]:.2f} | {middle[bare]:.2f} | {ratio:.2f} |")
    mega = {name: size / 2**20 for name, size in sizes.items()}
    lines.append(f"\nThe file: {mega['ours']:.2f} MB, the dump {mega['bare']:.2f} MB.")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

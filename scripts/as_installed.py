# SPDX-License-Identifier: EUPL-1.2
"""Does what docs/how-to/install-for-a-municipality.md says, and looks at the page that comes.

Production settings and their storage with hashes in the names are used nowhere else before
somebody installs a new version. Run with a database server at hand: `make installed`.
"""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection

OWNER, WEB, WORKER = "meedoen_owner", "meedoen_web", "meedoen_worker"
PAGE = "/"
PATIENCE = 120
YEAR = 365 * 24 * 60 * 60
_STATIC = re.compile(r"(?:href|src)=\"(/static/[^\"]+)\"")
_HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")
_MAX_AGE = re.compile(r"max-age=(\d+)")


@dataclass(frozen=True)
class Answer:
    """What the server said to one request; names of headers are in small letters."""

    status: int
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def faults(fetch: Callable[[str], Answer]) -> list[str]:
    """Say what is wrong with the first page and with every file it asks for; empty when nothing."""
    page = fetch(PAGE)
    if page.status != 200:
        return [f"{PAGE} answered with {page.status}"]
    files = sorted(set(_STATIC.findall(page.body)))
    if not files:
        return [f"{PAGE} asks for no file: is this the page?"]
    return [fault for path in files for fault in _faults_of_file(path, fetch(path))]


def _faults_of_file(path: str, answer: Answer) -> Iterator[str]:
    if answer.status != 200:
        yield f"{path} answered with {answer.status}"
        return
    if not _HASHED.search(path):
        yield f"{path} has no hash in its name, so a browser would keep an old one"
    said = answer.headers.get("cache-control", "")
    kept = _MAX_AGE.search(said)
    if kept is None or int(kept[1]) < YEAR or "immutable" not in said:
        yield f"{path} is not kept by browsers for ever: Cache-Control is {said!r}"


@contextmanager
def served(port: int, environment: Mapping[str, str]) -> Iterator[Callable[[str], Answer]]:
    """Serve as the web role; gives how to fetch an address as the web server before it would."""
    command = [sys.executable, "-m", "gunicorn", "meedoen.wsgi", "--bind", f"localhost:{port}"]
    command += ["--log-level", "warning"]
    with subprocess.Popen(command, env=environment) as pages:  # noqa: S603
        try:
            _wait_for(port, pages)
            yield lambda path: _fetched(port, path)
        finally:
            pages.terminate()


def _wait_for(port: int, pages: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while pages.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("localhost", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The server did not come up.")


def _fetched(port: int, path: str) -> Answer:
    connection = HTTPConnection("localhost", port, timeout=PATIENCE)
    connection.request("GET", path, headers={"X-Forwarded-Proto": "https"})
    came = connection.getresponse()
    headers = {name.lower(): value for name, value in came.getheaders()}
    answer = Answer(came.status, came.read().decode("utf-8", "replace"), headers)
    connection.close()
    return answer


def _python(*words: str, environment: Mapping[str, str]) -> None:
    subprocess.run([sys.executable, "-m", *words], env=environment, check=True)  # noqa: S603


def main() -> None:
    """Migrate as the owner, collect the files, serve as the web role, work as the worker, look."""
    address = os.environ["MEEDOEN_TEST_DATABASE_URL"]
    settings = {
        **os.environ,
        "MEEDOEN_ENVIRONMENT": "production",
        "DJANGO_SETTINGS_MODULE": "meedoen.settings.production",
        "MEEDOEN_SECRET_KEY": secrets.token_urlsafe(50),
        "MEEDOEN_LOOKUP_PEPPER": secrets.token_urlsafe(50),
        "MEEDOEN_HOSTS": "localhost",
    }
    as_owner = settings | {"DATABASE_URL": address}
    as_web = settings | {"DATABASE_URL": address.replace(OWNER, WEB)}
    _python("meedoen", "database", "upgrade", environment=as_owner)
    _python("django", "collectstatic", "--no-input", "--clear", "-v", "0", environment=as_web)
    as_worker = settings | {"DATABASE_URL": address.replace(OWNER, WORKER)}
    _python("meedoen", "worker", "--until-empty", environment=as_worker)
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    with served(port, as_web) as fetch:
        found = faults(fetch)
    sys.stderr.write("".join(f"{fault}\n" for fault in found))
    if found:
        sys.exit(1)
    sys.stdout.write("As installed: the first page comes, and every file it asks for.\n")


if __name__ == "__main__":
    main()

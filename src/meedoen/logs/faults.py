# SPDX-License-Identifier: EUPL-1.2
"""What may be told of an exception: its kind and where it came from, never what it says.

A message can hold somebody's words: `Key (words)=(…) already exists`, a ValueError of a name. So
can the values of variables, which is why no frame shows one. Of the database come the code of the
error and the names of table and constraint; of a template its name and line.
"""

from collections.abc import Iterator
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

_PACKAGES = "site-packages"
_SOURCE = str(Path(__file__).resolve().parents[2])
MOST_FRAMES = 40
MOST_FAULTS = 8
_OF_THE_DATABASE = ("table_name", "constraint_name", "column_name")


def faults_in(error: BaseException) -> list[dict[str, Any]]:
    """List an exception and those behind it, the newest first, each without its message."""
    return [_told(one) for one in _chain(error)]


def _chain(error: BaseException) -> Iterator[BaseException]:
    waiting, seen = [error], set[int]()
    while waiting and len(seen) < MOST_FAULTS:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        behind = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        waiting += [behind] if behind else []
        waiting += getattr(one, "exceptions", ())


def _told(error: BaseException) -> dict[str, Any]:
    kind = type(error)
    told: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}"}
    told |= _of_the_database(error)
    told["frames"] = list(_frames(error.__traceback__))[-MOST_FRAMES:]
    return told


def _of_the_database(error: BaseException) -> dict[str, str]:
    diagnosis, state = getattr(error, "diag", None), getattr(error, "sqlstate", None)
    found = {name: getattr(diagnosis, name, None) for name in _OF_THE_DATABASE}
    return {name: str(value) for name, value in {"sqlstate": state, **found}.items() if value}


def _frames(traceback: TracebackType | None) -> Iterator[str]:
    while traceback:
        code = traceback.tb_frame.f_code
        line = f"{_short(code.co_filename)}:{traceback.tb_lineno} {code.co_name}"
        yield f"{line}{_template(traceback.tb_frame)}"
        traceback = traceback.tb_next


def _template(frame: FrameType) -> str:
    """Say which template is being written in a frame of Django's, and at which line."""
    if frame.f_code.co_name != "render_annotated":
        return ""
    node = frame.f_locals.get("self")
    origin, token = getattr(node, "origin", None), getattr(node, "token", None)
    name = getattr(origin, "template_name", None) or "<text>"
    return f" ({name}:{getattr(token, 'lineno', '?')})"


def _short(path: str) -> str:
    """Leave out where things are installed: a home folder can hold a name."""
    if _PACKAGES in path:
        return path.rpartition(f"{_PACKAGES}/")[2]
    if path.startswith(_SOURCE):
        return path[len(_SOURCE) + 1 :]
    return "/".join(Path(path).parts[-2:])

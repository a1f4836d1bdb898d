# SPDX-License-Identifier: EUPL-1.2
"""One JSON object a line, of what may be known of a log record (RFC 8259).

The libraries for this write what was said: the message and all that was given with it. That is
just what must stay out, so that this is a formatter of our own, of the standard library's kind.
Where something was said (file, line, function) leads to the sentence.
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from meedoen.logs.faults import faults_in
from meedoen.logs.trace import current_trace

# What our own code tells in `extra`, of kinds that hold nobody's words.
OURS = "told"
_SERVER = "gunicorn"


class SafeLines(logging.Formatter):
    """Writes where and what kind, never what a record says or whom it names."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record as one line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "where": f"{record.module}:{record.lineno} {record.funcName}",
        }
        line |= _of_the_trace()
        if isinstance(status := getattr(record, "status_code", None), int):
            line["status"] = status
        line |= getattr(record, OURS, {})
        line |= _of_the_server(record) | _of_the_queue(record)
        if record.exc_info and record.exc_info[1]:
            line["faults"] = faults_in(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


class ReadableLines(logging.Formatter):
    """For a machine of one's own: what was said, with the traceback and the number of the page."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record, after the number of what goes on."""
        trace = current_trace()
        return f"{trace.number + ' ' if trace else ''}{super().format(record)}"


def _of_the_trace() -> dict[str, Any]:
    trace = current_trace()
    if trace is None:
        return {}
    given = {"given": trace.given} if trace.given else {}
    return {"trace": trace.number, **given, **trace.about(), "ms": trace.milliseconds}


def _of_the_server(record: logging.LogRecord) -> dict[str, str]:
    """Give what the web server says of itself; of a request it says where only."""
    if record.name.partition(".")[0] != _SERVER or record.exc_info:
        return {}
    if record.levelno == logging.INFO:
        return {"says": record.getMessage()}
    # Without what is filled in: that can be an address, or what somebody sent.
    return {"says": str(record.msg)} if record.args else {}


def _of_the_queue(record: logging.LogRecord) -> dict[str, Any]:
    """Give which job of the queue it is about, and nothing of what the job was given."""
    job = getattr(record, "job", None)
    known = {"job": "id", "task": "task_name"}
    return {name: job.get(key) for name, key in known.items()} if isinstance(job, dict) else {}

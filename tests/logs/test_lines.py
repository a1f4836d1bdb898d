# SPDX-License-Identifier: EUPL-1.2
"""A line of the log tells where and what kind, and never a word of what was said or typed."""

import json
import logging
import re
import sys
from collections.abc import Callable

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.template import engines
from gunicorn.config import Config

from meedoen.logs import hooks
from meedoen.logs.lines import ReadableLines, SafeLines
from meedoen.logs.trace import new_number, safe_given, traced
from meedoen.logs.web_server import SafeLogger
from tests.logs.keeping import CANARY, Kept


def broken_value() -> None:
    raise ValueError(f"invalid name {CANARY}")


def broken_behind() -> None:
    try:
        broken_value()
    except ValueError as why:
        raise KeyError(CANARY) from why


def broken_beside() -> None:
    try:
        broken_value()
    except ValueError:
        raise LookupError(CANARY)  # noqa: B904 - the chain that nobody named


def broken_in_a_group() -> None:
    raise ExceptionGroup(CANARY, [ValueError(CANARY), TypeError(CANARY)])


def broken_template() -> None:
    class Words:
        def __str__(self) -> str:
            raise ValueError(CANARY)

    engines["django"].from_string("\n\n{% if 1 %}{{ words }}{% endif %}").render({"words": Words()})


@pytest.mark.parametrize(
    ("broken", "types"),
    [
        (broken_value, ["ValueError"]),
        (broken_behind, ["KeyError", "ValueError"]),
        (broken_beside, ["LookupError", "ValueError"]),
        (broken_in_a_group, ["ExceptionGroup", "ValueError", "TypeError"]),
        (broken_template, ["ValueError"]),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_an_exception_shows_its_kind_and_frames_and_all_behind_it(
    kept: Kept, broken: Callable[[], None], types: list[str]
) -> None:
    try:
        broken()
    except Exception:
        logging.getLogger("somebody.else").exception("It broke on %s", CANARY)
    (line,) = kept.lines
    assert [one["type"].rpartition(".")[2] for one in line["faults"]] == types
    assert any(broken.__name__ in frame for frame in line["faults"][0]["frames"])
    assert line["where"].startswith("test_lines:")


def test_a_frame_of_a_template_names_the_template_and_its_line(kept: Kept) -> None:
    try:
        broken_template()
    except ValueError:
        logging.getLogger("a").exception("")
    assert any("(<text>:3)" in frame for frame in kept.lines[0]["faults"][0]["frames"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "kind", "state"),
    [
        ("INSERT INTO birds (song) VALUES (%s)", IntegrityError, "23505"),
        ("SELECT %s::integer", DataError, "22P02"),
    ],
)
def test_the_database_tells_its_code_and_its_names_and_not_the_row(
    kept: Kept, statement: str, kind: type[Exception], state: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE birds (song text CONSTRAINT sung_once UNIQUE)")
        cursor.execute("INSERT INTO birds VALUES (%s)", [CANARY])
        with pytest.raises(kind) as said, transaction.atomic():
            cursor.execute(statement, [CANARY])
    assert CANARY in str(said.value)
    logging.getLogger("a").error("", exc_info=said.value)
    (line,) = kept.lines
    behind = line["faults"][-1]
    assert behind["sqlstate"] == state
    if kind is IntegrityError:
        assert behind["table_name"] == "birds"
        assert behind["constraint_name"] == "sung_once"


def test_what_others_say_in_a_sentence_of_their_own_stays_out(kept: Kept) -> None:
    queue, door = logging.getLogger("procrastinate.worker"), logging.getLogger("axes.handlers")
    queue.error(
        f"Job run[7](words={CANARY}) ended", extra={"job": {"id": 7, "task_name": "run_draft"}}
    )
    door.warning("AXES: Repeated login failure by %s from %s", f"{CANARY}@example.nl", "192.0.2.7")
    first, second = kept.lines
    assert (first["job"], first["task"]) == (7, "run_draft")
    assert second["logger"] == "axes.handlers"
    assert "192.0.2.7" not in kept.written[1]
    assert "example.nl" not in kept.written[1]


def test_a_line_is_found_by_the_number_of_what_went_on(kept: Kept) -> None:
    with traced(given="ab" * 16, about=lambda: {"endpoint": "resident:plan"}) as trace:
        logging.getLogger("a").error(CANARY)
    (line,) = kept.lines
    assert line["trace"] == trace.number
    assert line["given"] == "ab" * 16
    assert line["endpoint"] == "resident:plan"
    assert line["ms"] >= 0
    logging.getLogger("a").error(CANARY)
    assert "trace" not in kept.lines[1]


def test_a_number_can_be_read_aloud() -> None:
    numbers = {new_number() for _ in range(200)}
    assert len(numbers) > 190
    assert all(re.fullmatch(r"\d{4} \d{4}", one) for one in numbers)


@pytest.mark.parametrize(
    ("request_id", "traceparent", "given"),
    [
        ("4BF92F35-77B3-4DA6-A3CE-929D0E0E4736", "", "4bf92f35-77b3-4da6-a3ce-929d0e0e4736"),
        ("", f"00-{'4b' * 16}-00f067aa0ba902b7-01", "4b" * 16),
        (CANARY, "", ""),
        ("4bf92f35" * 40, "", ""),
        ("4bf92f3577b34da6a3ce929d0e0e4736\n", "", ""),
        ("", f"00-{CANARY}", ""),
    ],
)  # fmt: skip
def test_what_a_proxy_calls_it_counts_in_its_own_form_only(
    request_id: str, traceparent: str, given: str
) -> None:
    assert safe_given(request_id, traceparent) == given


def test_what_nobody_caught_becomes_a_line(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("excepthook",):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    monkeypatch.setattr("threading.excepthook", lambda told: None)
    server, handler = logging.getLogger("gunicorn.error"), logging.StreamHandler()
    monkeypatch.setattr(server, "handlers", [handler])
    hooks.write_what_nobody_caught()
    assert isinstance(handler.formatter, SafeLines)
    logging.captureWarnings(False)
    try:
        broken_value()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    assert kept.lines[0]["level"] == "CRITICAL"
    assert kept.lines[0]["faults"][0]["type"] == "builtins.ValueError"


def test_the_web_server_writes_its_own_state_and_of_a_request_only_where(
    capsys: pytest.CaptureFixture[str],
) -> None:
    config = Config()
    config.set("errorlog", "-")
    log = SafeLogger(config)
    log.info("Listening at: %s (%s)", "http://127.0.0.1:8000", 7)
    log.warning("Invalid request from ip=%s: %s", "192.0.2.7", CANARY)
    try:
        broken_value()
    except ValueError:
        log.exception("Error handling request %s", f"/?q={CANARY}")
    log.access(None, None, {}, None)
    for handler in log.error_log.handlers:
        handler.close()
    log.error_log.handlers.clear()
    written = capsys.readouterr().err
    lines = [json.loads(one) for one in written.splitlines()]
    assert lines[0]["says"] == "Listening at: http://127.0.0.1:8000 (7)"
    assert lines[1]["says"] == "Invalid request from ip=%s: %s"
    assert lines[2]["faults"][0]["type"] == "builtins.ValueError"
    assert CANARY not in written
    assert "192.0.2.7" not in written


def test_on_a_machine_of_ones_own_the_line_is_readable_and_has_the_number() -> None:
    lines = ReadableLines("{levelname} {name}: {message}", style="{")
    record = logging.makeLogRecord({"name": "a", "levelname": "ERROR", "msg": "It broke"})
    with traced() as trace:
        assert lines.format(record) == f"{trace.number} ERROR a: It broke"
    assert lines.format(record) == "ERROR a: It broke"

# SPDX-License-Identifier: EUPL-1.2
"""Of what comes back only a report about a mail of ours that failed for good counts."""

from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.interop.mail.bounces import files_in, number_that_bounced

NUMBER = UUID("7d0f8f2e-1d44-4c57-9b8a-5a1f6f0e3c21")
REPORT = """\
From: MAILER-DAEMON@mx.example
To: meedoen@lindewaard.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="rand"

--rand
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--rand
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Mon, 23 Nov 2026 10:40:00 +0100

Final-Recipient: rfc822; vlinder@post.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 No such user

--rand
Content-Type: {part}

Message-ID: {said}
Subject: Er staat iets voor je klaar
To: vlinder@post.example

--rand--
"""


def report(**told: str) -> bytes:
    known = {
        "kind": "delivery-status", "action": "failed", "status": "5.1.1",
        "part": "text/rfc822-headers", "said": f"<{NUMBER}@lindewaard.example>", **told,
    }  # fmt: skip
    return REPORT.format(**known).encode()


@pytest.mark.parametrize("part", ["text/rfc822-headers", "message/rfc822"])
@pytest.mark.parametrize("kind", ["delivery-status", '"Delivery-Status"'])
def test_a_report_that_a_mail_failed_gives_its_number(part: str, kind: str) -> None:
    assert number_that_bounced(report(part=part, kind=kind)) == NUMBER


def test_line_ends_of_the_network_are_read_too() -> None:
    assert number_that_bounced(report().replace(b"\n", b"\r\n")) == NUMBER


@pytest.mark.parametrize(
    "told",
    [
        {"action": "delayed", "status": "4.4.1"},
        {"action": "failed", "status": "4.4.1"},
        {"action": "delivered", "status": "2.0.0"},
        {"kind": "disposition-notification"},
        {"said": "<20261123.somebody@elsewhere.example>"},
        {"said": ""},
        {"said": str(NUMBER)},
    ],
)
def test_what_only_takes_longer_or_is_of_somebody_else_is_no_bounce(told: dict[str, str]) -> None:
    assert number_that_bounced(report(**told)) is None


def test_an_answer_of_hers_or_that_she_is_away_is_no_bounce() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "vlinder@post.example", "Afwezig"
    mail["Auto-Submitted"] = "auto-replied"
    mail["In-Reply-To"] = f"<{NUMBER}@lindewaard.example>"
    mail.set_content("Ik ben er even niet. 550 failed")
    assert number_that_bounced(mail.as_bytes()) is None


@given(st.binary(max_size=400), st.integers(0, 900))
def test_whatever_comes_in_it_does_not_fall_over(noise: bytes, place: int) -> None:
    whole = report()
    assert number_that_bounced(noise) is None
    assert number_that_bounced(whole[:place] + noise + whole[place:]) in (None, NUMBER)


def test_a_maildir_gives_what_is_new_and_what_was_seen(tmp_path: Path) -> None:
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
        (tmp_path / part / f"1.{part}").write_bytes(report())
    (tmp_path / "new" / "elsewhere").symlink_to("/etc/hostname")
    assert [file.name for file in files_in(tmp_path)] == ["1.cur", "1.new"]
    with pytest.raises(FileNotFoundError):
        files_in(tmp_path / "new")

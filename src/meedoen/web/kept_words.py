# SPDX-License-Identifier: EUPL-1.2
"""What somebody types in a long field stays in her browser until it is sent (ADR 0034).

The browser encrypts it (`static/meedoen/kept_words.js`) under a key that only a page of the same
story, function or visit is handed: it follows from the secret of the installation, from whose page
it is, and from the day, so that after a night and a day nobody can read what was left. Nothing of
it comes here. A form says which of the kept words it holds; when a page took them, a cookie tells
the browser so, and it lets them go.
"""

import base64
import re
from datetime import date, timedelta
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.messages import WARNING, get_messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse

from meedoen.privacy.decision import ANYONE
from meedoen.privacy.policy import Purpose
from meedoen.web.belonging import FOR_EVERYBODY
from meedoen.web.fields import LineField
from meedoen.web.moments import moment_of
from meedoen.web.open_story import open_subject, visit_of

FIELD = "kept_as"
COOKIE = "taken_"
LASTS = timedelta(days=1)
# Of one form: its own fields, and what each took over from an earlier page.
MOST = 24
_KEPT_AS = re.compile(r"\b([0-9a-f]{16})\.([0-9]{13})\b")
_DAYS = (timedelta(0), timedelta(days=1))


def keeping(field: BoundField, request: HttpRequest | None) -> dict[str, str]:
    """Give the attributes with which a browser keeps what is typed in a field; else none.

    `data-keep` holds the name under which it is kept, then for today and yesterday the day and its
    key; `data-keep-here` says that nobody is in, so that it stays in this tab. `data-keep-about`
    tells apart forms that are sent to the same address, by `kept_about` of the form.
    """
    kept = isinstance(field.field, LineField) and field.field.kept
    whose = _whose(request) if kept and request is not None else ""
    if not whose or request is None:
        return {}
    today = moment_of(request).day
    keys = [f"{day} {key_for(whose, day)}" for day in (today - ago for ago in _DAYS)]
    told = {"data-keep": " ".join([_name_for(whose), *keys])}
    if whose.startswith("visit"):
        told["data-keep-here"] = ""
    if about := getattr(field.form, "kept_about", ""):
        told["data-keep-about"] = about
    if field.form.is_bound:
        told["data-keep-typed"] = ""
    return told


def _whose(request: HttpRequest) -> str:
    """Say to whom what is typed on this page belongs; nothing where that is nobody."""
    stated = getattr(request, "endpoint", None)
    if stated is None or stated.purpose in FOR_EVERYBODY:
        return ""
    subject = open_subject(request)
    if subject is not None:
        return f"subject {subject}"
    if stated.purpose is Purpose.TAKING_PART:
        return f"visit {visit_of(request, begin=True)}"
    membership = getattr(request, "viewer", ANYONE).membership_id
    return f"membership {membership}" if membership is not None else ""


def key_for(whose: str, day: date) -> str:
    """Give the key of one day, 256 bits in base64 for addresses. Source: RFC 5869."""
    return base64.urlsafe_b64encode(_derived(f"key {day} {whose}", 32)).decode()


def _name_for(whose: str) -> str:
    return _derived(f"name {whose}", 8).hex()


def _derived(info: str, length: int) -> bytes:
    made = HKDF(algorithm=SHA256(), length=length, salt=b"meedoen kept words", info=info.encode())
    return made.derive(settings.SECRET_KEY.encode())


def not_taken(request: HttpRequest) -> None:
    """Say of a form that leads on without its words: they stay kept in the browser."""
    request.words_not_taken = True  # type: ignore[attr-defined]


def tell_what_was_taken(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Let the browser know which of the words it keeps were taken, once a page really took them.

    A page that takes a form leads on to another. One that shows the form again did not take it,
    nor one that leads on with a warning, or that said so with `not_taken`.
    """
    if request.method != "POST" or answer.status_code not in (302, 303):
        return answer
    if getattr(request, "words_not_taken", False) or _warned(request):
        return answer
    for name, until in _KEPT_AS.findall(request.POST.get(FIELD, ""))[:MOST]:
        answer.set_cookie(
            COOKIE + name, until, max_age=LASTS, samesite="Strict",
            secure=bool(settings.SESSION_COOKIE_SECURE),
        )  # fmt: skip
    return answer


def _warned(request: HttpRequest) -> bool:
    # What this answer itself says; asking for the messages would count them as shown.
    said: Any = get_messages(request)
    return any(message.level >= WARNING for message in said._queued_messages)

# SPDX-License-Identifier: EUPL-1.2
"""What waits for hands: letters to print and post, and who wants to be called. With undo."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format

from meedoen.journeys.letters import (
    CalledByHand,
    FromMunicipality,
    PrintedLetter,
    called_by_hand,
    letter_of,
)
from meedoen.notifications import operations
from meedoen.notifications.kinds import BY_HAND, OutgoingState
from meedoen.notifications.letters import LetterDocument
from meedoen.notifications.operations import AlreadyElsewhere
from meedoen.notifications.queries import MOST, one_by_hand
from meedoen.privacy.decision import Viewer
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.moment import Moment
from meedoen.web.letters import letters_as_file, style_of
from meedoen.web.moments import moment_of
from meedoen.web.professional.looking import looking
from meedoen.web.professional.showing import show

_POST = ("POST",)
_TO_POST = frozenset({OutgoingState.BY_LETTER})


@endpoint(purpose=Purpose.GUIDANCE, object="letters")
def letters(request: HttpRequest) -> HttpResponse:
    """List the letters to post and who is to be called, the longest waiting first."""
    on = moment_of(request)
    found = called_by_hand(states=BY_HAND, by=looking(request), on=on)
    shown = {
        "letters": [one for one in found if one.message.state is OutgoingState.BY_LETTER],
        "calls": [one for one in found if one.message.state is OutgoingState.BY_CALL],
        "to_print": sum(1 for one in found if _to_print(one)) > 1,
        "most": MOST,
        "is_full": len(found) == MOST,
        "done": _done(request.GET.get("gedaan", ""), on),
        "undo_fields": {"do": _back_to(request.GET.get("als", ""))},
    }
    return show(request, "professional/letters.html", shown)


def _to_print(one: CalledByHand) -> bool:
    return one.message.state in _TO_POST and bool(one.message.where)


def _done(number: str, on: Moment) -> UUID | None:
    """Give the message that was done just now, to undo it; None for anything else."""
    try:
        found = one_by_hand(UUID(number), on=on)
    except (ValueError, ObjectDoesNotExist):
        return None
    return found.pk if found.state == OutgoingState.DONE else None


def _back_to(how: str) -> str:
    return "back_to_call" if how == "gebeld" else "back_to_letter"


@endpoint(purpose=Purpose.GUIDANCE, object="letter", methods=_POST)
def move(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Say that a letter was posted or somebody called, take that back, or call instead."""
    on, by, do = moment_of(request), looking(request), request.POST.get("do", "")
    after = reverse("professional:letters")
    try:
        after += _moved(do, message_id, by=by, on=on)
    except AlreadyElsewhere as sorry:
        messages.warning(request, str(sorry))
    return redirect(after)


def _moved(do: str, message_id: UUID, *, by: Viewer, on: Moment) -> str:
    """Do what was pressed; gives what the list then offers to undo."""
    if do in ("posted", "called"):
        operations.mark_done(message_id=message_id, by=by, on=on)
        return f"?gedaan={message_id}&als={'gebeld' if do == 'called' else 'gepost'}"
    if do == "call_instead":
        operations.call_instead(message_id=message_id, by=by, on=on)
    elif do in ("back_to_letter", "back_to_call"):
        back = OutgoingState.BY_CALL if do == "back_to_call" else OutgoingState.BY_LETTER
        operations.take_back_done(message_id=message_id, to=back, by=by, on=on)
    return ""


@endpoint(purpose=Purpose.GUIDANCE, object="letter")
def print_letter(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Give a letter to print, in large print when that is asked; its words of now are kept."""
    return _printed(request, (message_id,), name="brief")


@endpoint(purpose=Purpose.GUIDANCE, object="letters")
def print_letters(request: HttpRequest) -> HttpResponse:
    """Give every letter of the list that has an address, as one file, each on a sheet of its own.

    Raises Http404 when none is there.
    """
    on = moment_of(request)
    found = called_by_hand(states=_TO_POST, by=looking(request), on=on)
    ready = tuple(one.message.pk for one in found if _to_print(one))
    if not ready:
        raise Http404
    return _printed(request, ready, name="brieven")


def _printed(request: HttpRequest, numbers: tuple[UUID, ...], *, name: str) -> HttpResponse:
    on, by = moment_of(request), looking(request)
    large = request.GET.get("groot") == "ja"
    sheets = tuple(
        _sheet(number, *letter_of(number, by=by, on=on), large=large, on=on) for number in numbers
    )
    return letters_as_file(*sheets, called=name)


def _sheet(
    number: UUID, letter: PrintedLetter, sender: FromMunicipality, *, large: bool, on: Moment
) -> LetterDocument:
    """Set a letter in the style of its municipality."""
    page = f"{settings.SITE}{letter.way}" if settings.SITE and letter.way else ""
    ending = (
        f"Dit staat ook op je eigen pagina: {page}"
        if page
        else "Dit staat ook op je eigen pagina.",
        "Wil je liever op een andere manier bericht? Dat kan."
        + (f" Bel ons: {settings.PHONE_NUMBER}." if settings.PHONE_NUMBER else ""),
    )
    return LetterDocument(
        style=style_of(sender.code, sender.name),
        to=tuple(letter.where.splitlines()) or (letter.called,),
        reference=str(number)[:8],
        day=date_format(on.day, "j F Y"),
        title=letter.title,
        lines=letter.lines,
        ending=ending,
        large=large,
    )

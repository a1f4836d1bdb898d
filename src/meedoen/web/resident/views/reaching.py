# SPDX-License-Identifier: EUPL-1.2
"""What stands for her, how she wants to be reached, and when not. Nothing here presses her."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.accounts.roles import Role
from meedoen.journeys.reaching import say_how_to_reach
from meedoen.journeys.reading import NotFound
from meedoen.notifications import operations
from meedoen.notifications.kinds import ORDERED_AT_ONCE, MessageKind, RestBecause
from meedoen.notifications.queries import how_to_reach, messages_for
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.levels.kinds import Service
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.resident.pages import page, with_dossier
from meedoen.web.resident.reach_form import ReachForm, RestForm
from meedoen.web.resident.session import mine_only, posted, read_mine, who


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="messages",
    roles={Role.RESIDENT},
    service=Service.PLAN,
)
@with_dossier
def my_messages(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show what stands for her, newest first, and apart what she put away."""
    on = moment_of(request)
    read_mine(request, subject, what="Keek in je berichten", on=on)
    found = messages_for(subject=subject, on=on)
    shown = {
        "new": [one for one in found if one.read_at is None],
        "away": [one for one in found if one.read_at is not None],
        "put_back": {"do": "back"},
    }
    return page(request, "my_messages", **shown)


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="messages",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.PLAN,
)
@with_dossier
def put_away(request: HttpRequest, subject: UUID, message_id: UUID) -> HttpResponse:
    """Put a message away, or back."""
    away = request.POST.get("do") != "back"
    with mine_only():
        operations.put_away(
            message_id=message_id, away=away, by=who(request), on=moment_of(request)
        )
    return redirect("resident:my_messages")


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="reach",
    roles={Role.RESIDENT},
    methods=("GET", "POST"),
    service=Service.PLAN,
)
@with_dossier
def reach(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Ask how she wants to be reached; what she chose before stands there."""
    on = moment_of(request)
    read_mine(request, subject, what="Bekeek hoe we je bereiken", on=on)
    how = how_to_reach(subject, on=on)
    form = ReachForm(posted(request), how=how)
    if request.method == "POST" and form.is_valid():
        say_how_to_reach(
            subject=subject,
            channels={kind: form.cleaned_data[kind.value] for kind in MessageKind},
            addresses=form.addresses,
            by=who(request),
            on=on,
        )
        messages.success(request, "Dank je. Zo bereiken we je voortaan. Veranderen mag altijd.")
        return redirect("resident:reach")
    return _reach_page(request, subject, form=form, rest=RestForm(today=on.day))


def _reach_page(
    request: HttpRequest, subject: UUID, *, form: ReachForm, rest: RestForm
) -> HttpResponse:
    on = moment_of(request)
    how = how_to_reach(subject, on=on)
    shown = {
        "form": form,
        "rest": rest,
        "how": how,
        "failed": [one for one in how.addresses.values() if one.failed],
        "ordered": [kind.label for kind in ORDERED_AT_ONCE],
    }
    return page(request, "reach", **shown)


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="reach",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.PLAN,
)
@with_dossier
def rest(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Let nothing be sent until a day, or let it be sent again."""
    on, by, because = moment_of(request), who(request), RestBecause.OWN_WISH
    do = request.POST.get("do")
    if do == "again":
        operations.end_rest(subject=subject, because=because, by=by, on=on)
        messages.success(request, "We sturen je weer wat er voor je klaarstaat.")
        return redirect("resident:reach")
    if do != "rest":
        raise NotFound
    form = RestForm(request.POST, today=on.day)
    if not form.is_valid():
        read_mine(request, subject, what="Bekeek hoe we je bereiken", on=on)
        again = ReachForm(how=how_to_reach(subject, on=on))
        return _reach_page(request, subject, form=again, rest=form)
    until = form.cleaned_data["rest_until"]
    operations.rest(subject=subject, until=until, because=because, by=by, on=on)
    messages.success(request, "Goed. We sturen je niets. Op je pagina kun je altijd kijken.")
    return redirect("resident:reach")

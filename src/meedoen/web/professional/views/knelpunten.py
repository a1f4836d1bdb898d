# SPDX-License-Identifier: EUPL-1.2
"""Telling of a knelpunt without a name, and the list of what the own organisation told.

It comes out of the conversation, so its purpose is that of the conversation. The list and its
drafts hold no person; from there a draft goes on to the register, which has a face of its own.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.journeys import glasses as journey
from meedoen.journeys.raising import collision, places_around, raise_draft
from meedoen.journeys.reading import NotFound
from meedoen.knelpunten import operations, queries
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import MAY_LOOK_THROUGH, Purpose
from meedoen.web.knelpunt_form import KnelpuntForm, filled, told_in
from meedoen.web.moments import moment_of
from meedoen.web.numbers import number_in
from meedoen.web.professional.looking import looking, opened
from meedoen.web.professional.showing import show

_BOTH = ("GET", "POST")


@endpoint(purpose=Purpose.INTAKE, object="knelpunt draft", roles=MAY_LOOK_THROUGH, methods=_BOTH)
def tell_of(request: HttpRequest, subject: UUID, code: str) -> HttpResponse:
    """Write down a knelpunt that shows in somebody's glasses, without her in it."""
    on, posted = moment_of(request), request.POST if request.method == "POST" else None
    reading = opened(request, subject, what="keek wat er botst in de regels", on=on)
    known = reading.dossier
    talk = journey.converse(known, closed=reading.withheld, on=on)
    found = collision(code, talk.assessment)
    if found is None:
        raise NotFound
    form = KnelpuntForm(posted, initial=filled(found.told))

    def keep() -> None:
        raise_draft(
            known, told=form.told, code=found.register_code,
            may_stay=form.cleaned_data["may_stay"], by=looking(request), on=on,
        )  # fmt: skip

    if posted is not None and form.kept(keep):
        opened(request, subject, what="meldde een knelpunt, zonder jou erin", on=on)
        messages.success(request, "Opgeschreven als concept, zonder naam.")
        return redirect("professional:knelpunten")
    shown = {"reading": reading, "known": known, "form": form, "code": code, "subject": subject}
    return show(request, "professional/knelpunt.html", shown, status=422 if form.errors else 200)


@endpoint(purpose=Purpose.INTAKE, object="knelpunt draft", roles=MAY_LOOK_THROUGH)
def knelpunten(request: HttpRequest) -> HttpResponse:
    """List the drafts of the own organisation, all or only those on the cutting edge (S0-06)."""
    cutting_edge = request.GET.get("raakt") == "beide"
    shown = {
        "drafts": queries.drafts(touching=queries.CUTTING_EDGE if cutting_edge else ()),
        "cutting_edge": cutting_edge,
        "count_all": queries.count_touching(()),
        "count_both": queries.count_touching(queries.CUTTING_EDGE),
        "removed": number_in(request.GET.get("weg", "")),
        "undo_fields": {"do": "put_back"},
    }
    return show(request, "professional/knelpunten.html", shown)


@endpoint(purpose=Purpose.INTAKE, object="knelpunt draft", roles=MAY_LOOK_THROUGH, methods=_BOTH)
def change(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Change a draft; it is looked through for names again."""
    on, posted = moment_of(request), request.POST if request.method == "POST" else None
    kept = queries.draft(draft_id)
    form = KnelpuntForm(posted, stands=filled(told_in(kept)))

    def keep() -> None:
        operations.change_draft(
            draft_id=draft_id, told=form.told, places=places_around(kept.municipality_code),
            may_stay=form.cleaned_data["may_stay"], by=looking(request), on=on,
        )  # fmt: skip

    if posted is not None and form.kept(keep):
        messages.success(request, "Veranderd.")
        return redirect("professional:knelpunten")
    shown = {"form": form, "draft": kept}
    return show(request, "professional/knelpunt.html", shown, status=422 if form.errors else 200)


@endpoint(
    purpose=Purpose.INTAKE, object="knelpunt draft", roles=MAY_LOOK_THROUGH, methods=("POST",)
)
def remove(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Take a draft off the list, or put it back."""
    on, by = moment_of(request), looking(request)
    response = redirect("professional:knelpunten")
    if request.POST.get("do") == "put_back":
        operations.put_draft_back(draft_id=draft_id, by=by, on=on)
        messages.success(request, "Het knelpunt staat weer in de lijst.")
        return response
    operations.remove_draft(draft_id=draft_id, by=by, on=on)
    response["Location"] += f"?weg={draft_id}"
    return response

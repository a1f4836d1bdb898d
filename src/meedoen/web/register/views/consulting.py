# SPDX-License-Identifier: EUPL-1.2
"""A recommendation is laid before everybody, and what they say is written down beside it."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.knelpunten.consulting import operations
from meedoen.knelpunten.consulting.operations import NoAdviser
from meedoen.knelpunten.consulting.queries import ConsultationView, consultation_of
from meedoen.knelpunten.register.lines import NotFromHere
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.register.forms import LayBeforeForm, WhatWasSaidForm
from meedoen.web.register.heard import heard_of
from meedoen.web.register.here import (
    BOTH,
    SPEAKS,
    WRITES,
    back_to,
    made_here,
    page_asked,
    sent,
    show,
    who_looks,
)

OBJECT = "recommendation before everybody"
# How long people get when nobody chose otherwise.
USUAL = timedelta(days=28)


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=SPEAKS, methods=BOTH)
def lay(request: HttpRequest, recommendation_id: int) -> HttpResponse:
    """Lay a recommendation before everybody until a day, or change its words or its day."""
    made, found = made_here(request, recommendation_id)
    on, asked = moment_of(request), consultation_of(recommendation_id)
    first: dict[str, Any] = {"words": made.words, "last_day": on.day + USUAL}
    if asked is not None:
        first = {"words": asked.words, "last_day": asked.last_day}
    form = LayBeforeForm(sent(request), today=on.day, initial=first)

    def keep() -> None:
        operations.lay_before_everybody(
            recommendation_id=recommendation_id, words=form.cleaned_data["words"],
            last_day=form.cleaned_data["last_day"], may_stay=form.cleaned_data["may_stay"],
            by=who_looks(request), on=on,
        )  # fmt: skip

    try:
        if request.method == "POST" and form.kept(keep):
            messages.success(request, "Iedereen kan nu zeggen wat die ervan vindt.")
            return back_to(found.point.pk, "aanbevelingen")
    except NotFromHere as sorry:
        form.add_error(None, str(sorry))
    return show(request, "lay", {"form": form, "proposal": made, "point": found.point})


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=BOTH)
def said(request: HttpRequest, recommendation_id: int) -> HttpResponse:
    """Show what people said, and write down the advice, in short what was said, and a reaction."""
    made, found = made_here(request, recommendation_id)
    asked, today = consultation_of(recommendation_id), moment_of(request).day
    if asked is None:
        messages.info(request, "Hierover is nog niemand iets gevraagd.")
        return back_to(found.point.pk, "aanbevelingen")
    speaks = who_looks(request).role in SPEAKS
    form = WhatWasSaidForm(
        sent(request), today=today, speaks=speaks, stands=_stands(asked, speaks=speaks)
    )

    def keep() -> None:
        operations.write_down(
            recommendation_id=recommendation_id, said=form.said,
            reaction=form.cleaned_data.get("reaction"), may_stay=form.cleaned_data["may_stay"],
            by=who_looks(request), on=moment_of(request),
        )  # fmt: skip

    try:
        if request.method == "POST" and form.kept(keep):
            messages.success(request, "Bewaard.")
            return redirect("register:said", recommendation_id)
    except NoAdviser as sorry:
        form.add_error("advised_by", str(sorry))
    heard = heard_of(asked, today=today, page=page_asked(request))
    context = {"form": form, "proposal": made, "point": found.point, "heard": heard}
    return show(request, "said", context)


def _stands(asked: ConsultationView, *, speaks: bool) -> dict[str, Any]:
    told = {
        "advised_by": asked.advised_by,
        "advised_on": asked.advised_on,
        "advice": asked.advice,
        "summary": asked.summary,
    }
    return told | ({"reaction": asked.reaction} if speaks else {})

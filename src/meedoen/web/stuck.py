# SPDX-License-Identifier: EUPL-1.2
"""What gets stuck and what became of it, for everybody: the list, one knelpunt, and "mij ook".

Each has an address that stays: what was joined leads on, what was taken back says why.
"""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from meedoen.areas import queries as areas
from meedoen.journeys.hindering import press_without_a_name
from meedoen.journeys.raising import places_around
from meedoen.knelpunten.consulting.operations import say
from meedoen.knelpunten.consulting.queries import consultations_of
from meedoen.knelpunten.register import queries
from meedoen.knelpunten.register.queries import PointInFull, WayLine
from meedoen.knelpunten.states import RegisterState, Station
from meedoen.privacy.context import acting
from meedoen.privacy.decision import ANYONE
from meedoen.privacy.doors import Door
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.operations import TooManyAtOnce, come_in_by
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.web.addresses import address_of
from meedoen.web.context import chosen_municipality
from meedoen.web.fields import SearchField
from meedoen.web.looked_through import OwnWordsForm, own_words
from meedoen.web.moments import moment_of
from meedoen.web.numbers import page_in
from meedoen.web.refusals import come_later
from meedoen.web.stuck_looks import STATES, station_icon

# So many fit a telephone: what is longer nobody reads to its end.
POINTS_ON_A_PAGE = 6
_OBJECT = "public knelpunten"


class StuckSearchForm(forms.Form):
    """The words above what gets stuck."""

    zoek = SearchField(label="Zoek wat vastloopt", max_length=60, required=False)
    gemeente = forms.ChoiceField(choices=(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, code: str, **told: Any) -> None:
        """Stay in the municipality that is looked at."""
        super().__init__(*args, **told)
        self.fields["gemeente"].choices = [(code, code)]  # type: ignore[attr-defined]


def _here(request: HttpRequest) -> Any:
    """Give the municipality of the address, or else the one that was chosen."""
    return areas.municipality(request.GET.get("gemeente", "")) or chosen_municipality(request)


def _state_in(request: HttpRequest) -> RegisterState | None:
    asked = request.GET.get("hoe", "")
    return RegisterState(asked) if asked in set(RegisterState) else None


class SayForm(OwnWordsForm):
    """What somebody thinks of what lies before everybody. It is for colleagues to read."""

    words = own_words(
        "Wat vind jij?",
        "Een naam hoeft niet. Alleen wie hieraan werkt, leest het. Die schrijft in het kort op wat "
        "er gezegd is.",
        required="Schrijf op wat je vindt. Of laat het zo.",
        rows=4,
    )


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object=_OBJECT)
def stuck(request: HttpRequest) -> HttpResponse:
    """List what gets stuck here: what waits too long first, then all with their latest news."""
    here, on = _here(request), moment_of(request).day
    code, number = here.code if here else "", page_in(request.GET.get("page", ""))
    form = StuckSearchForm({"zoek": request.GET.get("zoek", ""), "gemeente": code}, code=code)
    form.is_valid()
    words, state = form.cleaned_data.get("zoek") or "", _state_in(request)
    skip = (number - 1) * POINTS_ON_A_PAGE
    with acting(ANYONE, purpose=Purpose.PUBLIC_INFORMATION, on=moment_of(request)):
        found = queries.points(
            code, state=state, words=words, public=True, skip=skip, most=POINTS_ON_A_PAGE + 1
        )
        late = queries.late_points(code, on=on, public=True)
        late_in_all = queries.count_late(code, on=on, public=True)
        counted = queries.counts(code, public=True)
    asked = {"gemeente": code, "zoek": words, "hoe": state.value if state else ""}
    shown = {
        "place": here,
        "form": form,
        "words": words,
        "state": state,
        "found": [(one, STATES[one.state]) for one in found[:POINTS_ON_A_PAGE]],
        "late": [(one, one.waits_days(on)) for one in late],
        "late_in_all": late_in_all,
        "first": number == 1 and not words and state is None,
        "chips": _chips(asked, state, counted),
        "number": sum(counted.values()),
        "newer": _address(asked, page=number - 1) if number > 1 else "",
        "older": _address(asked, page=number + 1) if len(found) > POINTS_ON_A_PAGE else "",
    }
    return render(request, "web/stuck.html", shown)


def _address(asked: dict[str, str], **other: Any) -> str:
    """Give the part behind the question mark, without what says nothing."""
    return urlencode({key: value for key, value in {**asked, **other}.items() if value})


def _chips(
    asked: dict[str, str], chosen: RegisterState | None, counted: Any
) -> list[dict[str, Any]]:
    every = {"label": "Alles", "n": sum(counted.values()), "query": _address(asked, hoe="")}
    states = [
        {"label": one.label, "n": counted[one], "query": _address(asked, hoe=one.value),
         "current": one is chosen}
        for one in RegisterState if counted.get(one)
    ]  # fmt: skip
    return [{**every, "current": chosen is None}, *states]


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object=_OBJECT)
def stuck_point(request: HttpRequest, point_id: int) -> HttpResponse:
    """Show one knelpunt: what was decided, the way it went, and what clashes."""
    on = moment_of(request)
    with acting(ANYONE, purpose=Purpose.PUBLIC_INFORMATION, on=on):
        found = _public(point_id)
        to = _leads_to(found)
    if to is not None:
        return redirect("web:stuck_point", to)
    if found.joined_into is not None or found.point.taken_back_on is not None:
        joined = found.joined_into is not None
        return render(request, "web/stuck_gone.html", {"point": found.point, "joined": joined})
    return _shown(request, found, SayForm())


def _shown(request: HttpRequest, found: PointInFull, form: "SayForm") -> HttpResponse:
    """Show a knelpunt that is public; 422 when the form says what is still to do."""
    on = moment_of(request)
    with acting(ANYONE, purpose=Purpose.PUBLIC_INFORMATION, on=on):
        asked = consultations_of(found.point.pk)
    shown = {
        "form": form,
        "asked": next((one for one in asked if one.is_asked(on.day)), None),
        "heard": [
            (one, one.lacks_a_reaction(on.day))
            for one in asked
            if one.was_heard or not one.is_asked(on.day)
        ],
        "found": found,
        "point": found.point,
        "look": STATES[found.point.state],
        "way": [(line, station_icon(line.kind)) for line in found.for_everybody if not _said(line)],
        "said": [line for line in found.for_everybody if _said(line)],
        "days": found.point.waits_days(on.day),
        "too_long": found.point.waits_too_long(on.day),
    }
    return render(request, "web/stuck_point.html", shown, status=422 if form.errors else 200)


def _said(line: WayLine) -> bool:
    """Tell whether a line is what people say of the answer, which stands apart from the way."""
    return line.kind is Station.ASKED_BACK


def _public(knelpunt_id: int) -> PointInFull:
    """Give a knelpunt that is or was public. Raises Http404 for any other."""
    try:
        found = queries.point(knelpunt_id)
    except ObjectDoesNotExist:
        raise Http404 from None
    was_public = found.point.is_public or found.point.taken_back_on is not None
    if not was_public:
        raise Http404
    return found


def _leads_to(found: PointInFull) -> int | None:
    """Give the public knelpunt with which this one goes on; None where that is not public."""
    into = found
    try:
        while into.joined_into is not None:
            into = _public(into.joined_into)
    except Http404:
        return None
    return None if into is found else into.point.pk


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object=_OBJECT, methods=("POST",))
def stuck_too(request: HttpRequest, point_id: int) -> HttpResponse:
    """Keep that it hinders one more, without a name; from one address so many an hour."""
    on, nobody = moment_of(request), resident_viewer(None)
    try:
        # As somebody without a dossier: only who takes part may write, and nobody is named.
        with acting(nobody, purpose=Purpose.TAKING_PART, on=on):
            found = _public(point_id)
            if not found.point.is_public or found.joined_into is not None:
                raise Http404
            stated = request.resolver_match.view_name if request.resolver_match else ""
            come_in_by(Door.PRESS, address=address_of(request), by=nobody, on=on, endpoint=stated)
            press_without_a_name(knelpunt_id=point_id, on=on)
    except TooManyAtOnce as busy:
        return come_later(request, busy.wait)
    messages.success(request, "Dank je. Het telt mee, zonder je naam.")
    return redirect("web:stuck_point", point_id)


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object=_OBJECT, methods=("POST",))
def stuck_say(request: HttpRequest, point_id: int) -> HttpResponse:
    """Keep what somebody thinks of what lies before everybody, without a name.

    It comes in by the door of a press: from one address so many an hour.
    """
    on, form = moment_of(request), SayForm(request.POST)
    with acting(ANYONE, purpose=Purpose.PUBLIC_INFORMATION, on=on):
        found = _public(point_id)
        asked = [one for one in consultations_of(point_id) if one.is_asked(on.day)]
    if not found.point.is_public or found.joined_into is not None:
        raise Http404
    if not asked:
        messages.info(request, "Dit kan niet meer. De vraag is gesloten.")
        return redirect("web:stuck_point", point_id)
    try:
        if form.kept(lambda: _say(request, asked[0].pk, found, form)):
            messages.success(request, "Dank je. Je woorden zijn bewaard, zonder je naam.")
            return redirect("web:stuck_point", point_id)
    except TooManyAtOnce as busy:
        return come_later(request, busy.wait)
    return _shown(request, found, form)


def _say(request: HttpRequest, asked: int, found: PointInFull, form: SayForm) -> None:
    """Keep her words as somebody without a dossier. Raises TooManyAtOnce or StillRecognisable."""
    on, nobody = moment_of(request), resident_viewer(None)
    stated = request.resolver_match.view_name if request.resolver_match else ""
    with acting(nobody, purpose=Purpose.TAKING_PART, on=on):
        come_in_by(Door.PRESS, address=address_of(request), by=nobody, on=on, endpoint=stated)
        say(
            consultation_id=asked, words=form.cleaned_data["words"],
            places=places_around(found.point.municipality_code),
            may_stay=form.cleaned_data["may_stay"], on=on,
        )  # fmt: skip

# SPDX-License-Identifier: EUPL-1.2
"""Casus: told together by municipality and partners, read by a second, shared without a name.

Volunteers and advisers from outside see what was shared, and nothing of what is worked on.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.accounts.queries import colleagues_in
from meedoen.accounts.roles import Role
from meedoen.journeys.raising import places_around
from meedoen.knelpunten.casus import operations, queries
from meedoen.knelpunten.casus.operations import NotYourOwn
from meedoen.knelpunten.casus.queries import CasusView
from meedoen.knelpunten.casus.stuck import StuckCasus
from meedoen.knelpunten.register import queries as register
from meedoen.knelpunten.register.lines import NotFromHere
from meedoen.knelpunten.told import StillRecognisable, look_through
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import WITHOUT_DOSSIER, Purpose
from meedoen.web.documents import as_file, as_record
from meedoen.web.moments import moment_of
from meedoen.web.numbers import number_in
from meedoen.web.register.casus_forms import CasusForm, ReaderForm, RemarkForm, filled
from meedoen.web.register.casus_page import casus_page
from meedoen.web.register.forms import UntilForm
from meedoen.web.register.here import (
    BOTH,
    WRITES,
    Choices,
    address,
    choices_of,
    page_asked,
    place_here,
    sent,
    show,
    sorry_for,
    team_choices,
    who_looks,
)
from meedoen.web.register.paging import page_of
from meedoen.web.register.stuck import stuck_document, stuck_record
from meedoen.web.register.words import look_of

OBJECT = "casus"
WORKS_ALONG = WITHOUT_DOSSIER[Purpose.IMPROVING] - {Role.VOLUNTEER, Role.EXTERNAL_ADVISER}
ROWS_ON_A_PAGE = 10
_CHANGED_BY_NOW = "De casus is intussen veranderd. Kijk nog eens."


def _signed(request: HttpRequest) -> dict[str, Any]:
    return {"by": who_looks(request), "on": moment_of(request)}


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT)
def casus_list(request: HttpRequest) -> HttpResponse:
    """List the casus on which the own team works, and those that were shared here."""
    code, places = place_here(request)
    viewer = who_looks(request)
    shared = page_of(
        page_asked(request),
        size=ROWS_ON_A_PAGE,
        length=register.count_shared(code),
        rows=lambda skip, most: register.shared_stories(code, skip=skip, most=most),
    )
    along = viewer.role in WORKS_ALONG
    own = queries.casus_of(code, account_id=viewer.account_id, most=30) if along else []
    context = {
        "code": code,
        "name": places[code],
        "places": places,
        "own": [(one, look_of(one.state)) for one in own],
        "along": along,
        "shared": shared,
        "stories": [(story, title, pk, look_of(story.worked)) for story, title, pk in shared],
    }
    return show(request, "casus_list", context)


def _knelpunten(code: str, kept: CasusView | None = None) -> Choices:
    """Give the knelpunten that a casus may belong to; the one it belongs to always stands."""
    offered = choices_of(register.points(code, most=200))
    if kept is None or kept.knelpunt_id is None:
        return offered
    own = (str(kept.knelpunt_id), kept.knelpunt)
    return offered if own in offered else [own, *offered]


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=BOTH)
def new_casus(request: HttpRequest) -> HttpResponse:
    """Begin a casus with the own team; only teams that are asked see it."""
    code, places = place_here(request)
    about = number_in(request.GET.get("knelpunt", ""))
    form = CasusForm(
        sent(request), knelpunten=_knelpunten(code), initial={"knelpunt": str(about or "")}
    )
    if form.is_valid():
        made = operations.begin(
            told=form.told, municipality=code, knelpunt_id=form.knelpunt_id, **_signed(request)
        )
        return redirect("register:casus", made)
    context = {"form": form, "code": code, "name": places[code], "places": places}
    return show(request, "new_casus", context)


def _casus_here(request: HttpRequest, casus_id: int) -> CasusView:
    """Give a casus on which the viewer works. Raises CaseStudy.DoesNotExist or Http404."""
    found = queries.casus(casus_id)
    if found.municipality_code not in who_looks(request).municipalities:
        raise Http404
    return found


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WORKS_ALONG)
def casus(request: HttpRequest, casus_id: int) -> HttpResponse:
    """Show a casus to who works on it, with who that is and until when."""
    return _shown(request, _casus_here(request, casus_id))


def _shown(
    request: HttpRequest,
    found: CasusView,
    *,
    remark: RemarkForm | None = None,
    team: UntilForm | None = None,
) -> HttpResponse:
    on = moment_of(request).day
    offered = team_choices(found.municipality_code)
    writes = who_looks(request).role in WRITES
    stuck = queries.stuck_casus(found.pk, on=on) if writes else None
    context = {
        "page": casus_page(found, by=who_looks(request), on=on),
        "stuck": stuck,
        "remark_form": remark or RemarkForm(),
        "team_form": team or UntilForm(teams=offered, today=on),
        "form": remark or team,
    }
    return show(request, "casus", context)


def _stuck_here(request: HttpRequest, casus_id: int) -> StuckCasus:
    """Give a casus that was shared and is stuck. Raises CaseStudy.DoesNotExist or Http404."""
    _casus_here(request, casus_id)
    found = queries.stuck_casus(casus_id, on=moment_of(request).day)
    if found is None:
        raise Http404
    return found


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES)
def pmm_paper(request: HttpRequest, casus_id: int) -> HttpResponse:
    """Give a stuck casus as a document, for who helps from outside."""
    found, telephone = _stuck_here(request, casus_id), settings.PHONE_NUMBER
    document = stuck_document(found, telephone=telephone)
    return as_file(document, "pdf", called=f"pmm-casus-{casus_id}")


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES)
def pmm_record(request: HttpRequest, casus_id: int) -> HttpResponse:
    """Give a stuck casus as a record, for who helps from outside."""
    found, telephone = _stuck_here(request, casus_id), settings.PHONE_NUMBER
    return as_record(stuck_record(found, telephone=telephone), called=f"pmm-casus-{casus_id}")


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=BOTH)
def change_casus(request: HttpRequest, casus_id: int) -> HttpResponse:
    """Change what a casus tells; what was with a second reader comes back."""
    found = _casus_here(request, casus_id)
    form = CasusForm(
        sent(request),
        knelpunten=_knelpunten(found.municipality_code, found),
        stands=filled(found.told, found.knelpunt_id),
    )
    if form.is_valid():
        try:
            operations.change(
                casus_id=casus_id, told=form.told, knelpunt_id=form.knelpunt_id, **_signed(request)
            )
        except NotFromHere as sorry:
            sorry_for(request, sorry)
        return redirect("register:casus", casus_id)
    return show(request, "change_casus", {"form": form, "casus": found})


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=("POST",))
def casus_team(request: HttpRequest, casus_id: int) -> HttpResponse:
    """Ask a team to work along until a day, or let one go."""
    found, on = _casus_here(request, casus_id), moment_of(request).day
    form = UntilForm(request.POST, teams=team_choices(found.municipality_code), today=on)
    if not form.is_valid():
        return _shown(request, found, team=form)
    told: dict[str, Any] = {"casus_id": casus_id, "team_id": form.team_id, **_signed(request)}
    try:
        if request.POST.get("do") == "let_go":
            operations.let_team_go(**told)
        else:
            operations.ask_team(last_day=form.cleaned_data["last_day"], **told)
    except NotFromHere as sorry:
        sorry_for(request, sorry)
    answer = redirect("register:casus", casus_id)
    answer["Location"] += "#wie-werkt-mee"
    return answer


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=BOTH)
def ask_reader(request: HttpRequest, casus_id: int) -> HttpResponse:
    """Lay a casus before a second reader; of each find in it is said why it can stay."""
    found = _casus_here(request, casus_id)
    places = places_around(found.municipality_code)
    texts = found.told.texts
    form = ReaderForm(
        sent(request),
        readers=_readers(request, found),
        texts=texts,
        found=look_through(texts, places=places),
        argued=found.argued,
    )
    if form.is_valid():
        try:
            operations.ask_reader(
                casus_id=casus_id, reader_id=int(form.cleaned_data["reader"]), argued=form.argued,
                places=places, **_signed(request),
            )  # fmt: skip
        except StillRecognisable as sorry:
            form.add_error(None, str(sorry))
        except (NotYourOwn, NotFromHere) as sorry:
            form.add_error(None, str(sorry))
        else:
            return redirect("register:casus", casus_id)
    return show(request, "ask_reader", {"form": form, "casus": found})


def _readers(request: HttpRequest, found: CasusView) -> Choices:
    """Give who may read it as the second: colleagues of the teams on it, not who wrote it."""
    on, me = moment_of(request).day, who_looks(request).account_id
    there = set(queries.teams_working_on(found.pk, on=on))
    return [
        (str(one.pk), f"{one.name}, {team.name}")
        for team in found.teams
        if team.team_id in there
        for one in colleagues_in(team.team_id, roles=WRITES, day=on)
        if one.pk not in (me, found.writer_id)
    ]


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=("POST",))
def read_casus(request: HttpRequest, casus_id: int) -> HttpResponse:
    """Share a casus as its second reader, or send it back with what should change."""
    found = _casus_here(request, casus_id)
    try:
        if request.POST.get("do") == "share":
            places = places_around(found.municipality_code)
            operations.share(casus_id=casus_id, places=places, **_signed(request))
            messages.success(request, "Gedeeld, zonder naam.")
            return redirect(address("casus_list", found.municipality_code))
        form = RemarkForm(request.POST)
        if not form.is_valid():
            return _shown(request, found, remark=form)
        operations.send_back(
            casus_id=casus_id, remark=form.cleaned_data["remark"], **_signed(request)
        )
    except StillRecognisable as sorry:
        messages.warning(request, f"{sorry} {_CHANGED_BY_NOW}")
    except (NotYourOwn, NotFromHere) as sorry:
        sorry_for(request, sorry)
    return redirect("register:casus", casus_id)


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=("POST",))
def end_casus(request: HttpRequest, casus_id: int) -> HttpResponse:
    """Stop with a casus, or begin again; what was shared of it is shared no more."""
    _casus_here(request, casus_id)
    try:
        if request.POST.get("do") == "begin_again":
            operations.begin_again(casus_id=casus_id, **_signed(request))
        else:
            operations.end(casus_id=casus_id, **_signed(request))
    except NotFromHere as sorry:
        sorry_for(request, sorry)
    return redirect("register:casus", casus_id)

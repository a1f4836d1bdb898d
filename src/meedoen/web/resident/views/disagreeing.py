# SPDX-License-Identifier: EUPL-1.2
""" "Ben je het er niet mee eens?": what is what, one press, a receipt, and a copy of her own.

Nothing is asked that she may not skip, and nobody is ever too late to send it.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.accounts.roles import Role
from meedoen.journeys import disagreeing
from meedoen.journeys.disagreeing import NobodyToSendTo, Wishes
from meedoen.journeys.hindering import NobodyToHear, PressedBeside
from meedoen.journeys.reading import NotFound
from meedoen.knelpunten.kinds import PressedAt
from meedoen.plans.disagreeing import DisagreeingWay, Sent
from meedoen.plans.disagreements.queries import disagreement_of, disagreements_of
from meedoen.plans.queries import running_plan
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.levels.kinds import Service
from meedoen.privacy.policy import Purpose
from meedoen.residents.queries import Dossier
from meedoen.rules.terms import TERMS, Clock
from meedoen.vocabulary.moment import Moment
from meedoen.web.letters import letters_as_file
from meedoen.web.moments import moment_of
from meedoen.web.numbers import page_in
from meedoen.web.resident.disagreed_about import about_of
from meedoen.web.resident.disagreed_letters import objection_letter, receipt_letter
from meedoen.web.resident.disagreeing_forms import DisagreeForm
from meedoen.web.resident.pages import page, with_dossier
from meedoen.web.resident.session import mine_only, posted, read_mine, who

ON_A_PAGE = 12
NO_PLACE = "Los van een stap of een plek"
LOOKS = {
    DisagreeingWay.TALK.value: {"icon": "phone", "hint": DisagreeingWay.TALK.hint},
    DisagreeingWay.COMPLAINT.value: {"icon": "message", "hint": DisagreeingWay.COMPLAINT.hint},
    DisagreeingWay.OBJECTION.value: {"icon": "mail", "hint": DisagreeingWay.OBJECTION.hint},
}


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="disagreement",
    roles={Role.RESIDENT},
    methods=("GET", "POST"),
    service=Service.PLAN,
)
@with_dossier
def disagree(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Say what is what, and keep what she sends; below it stands what she sent before."""
    on = moment_of(request)
    known = read_mine(request, subject, what="Keek wat je kunt als je het niet eens bent", on=on)
    plan, asked = running_plan(subject), request.POST or request.GET
    at, of = asked.get("bij", ""), asked.get("welke", "")
    with mine_only():
        about = about_of(subject, at, of, on=on)
    form = DisagreeForm(posted(request), today=on.day, regisseur=plan.regisseur if plan else "")
    if form.is_valid():
        pk = _send(request, known.dossier, form, about, on=on)
        return redirect("resident:disagreement", pk) if pk else redirect("resident:disagree")
    number = page_in(request.GET.get("page", ""))
    skip = (number - 1) * ON_A_PAGE
    found = disagreements_of(subject, on=on.day, skip=skip, most=ON_A_PAGE + 1)
    shown = {
        "known": known.dossier,
        "form": form,
        "looks": LOOKS,
        "about": about,
        "carried": {"bij": at, "welke": of} if about else {},
        "terms": {clock.value: term for clock, term in TERMS.items()},
        "found": found[:ON_A_PAGE],
        "earlier": number + 1 if len(found) > ON_A_PAGE else None,
        "later": number - 1 if number > 1 else None,
    }
    return page(request, "disagree", **shown)


def _send(
    request: HttpRequest, known: Dossier, form: DisagreeForm, about: str, *, on: Moment
) -> int | None:
    """Keep what she sends; None where nobody can hear it, which she is told."""
    said = form.cleaned_data
    sent = Sent(
        way=form.chosen_way, beside=about, words=said["words"], signed=known.called,
        reach=said["reach"], letter_day=said["letter_day"],
    )  # fmt: skip
    hinders = PressedBeside(PressedAt.PAGE, about or NO_PLACE) if said["hinders"] else None
    wishes = Wishes(form.may_go_to_regisseur, hinders)
    try:
        return disagreeing.send(known=known, sent=sent, wishes=wishes, by=who(request), on=on).pk
    except (NobodyToSendTo, NobodyToHear) as friendly:
        messages.warning(request, str(friendly))
        return None


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="disagreement",
    roles={Role.RESIDENT},
    service=Service.PLAN,
)
@with_dossier
def disagreement(request: HttpRequest, subject: UUID, disagreement_id: int) -> HttpResponse:
    """Show her receipt: when it came in, its number, with whom it lies, and the answer."""
    on = moment_of(request)
    known = read_mine(request, subject, what="Keek naar wat je stuurde", on=on).dossier
    with mine_only():
        found = disagreement_of(subject, disagreement_id, on=on.day)
    committee = TERMS[Clock.COMPLAINT_ANSWERED_WITH_COMMITTEE].last_day(found.said_on)
    shown = {
        "known": known,
        "found": found,
        "with_committee": committee,
        "put_back": {"do": "put_back"},
    }
    return page(request, "disagreement", **shown)


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="disagreement",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.PLAN,
)
@with_dossier
def take_back(request: HttpRequest, subject: UUID, disagreement_id: int) -> HttpResponse:
    """Take it back, or let it stand again."""
    on = moment_of(request)
    known = read_mine(request, subject, what="Nam terug wat je stuurde", on=on).dossier
    do = {"take_back": disagreeing.take_back, "put_back": disagreeing.put_back}
    change = do.get(request.POST.get("do", ""))
    if change is None:
        raise NotFound
    with mine_only():
        change(known=known, pk=disagreement_id, by=who(request), on=on)
    return redirect("resident:disagreement", disagreement_id)


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="disagreement",
    roles={Role.RESIDENT},
    service=Service.PLAN,
)
@with_dossier
def own_copy(request: HttpRequest, subject: UUID, disagreement_id: int) -> HttpResponse:
    """Give a copy of her own to print, in large print when that is asked; or a letter to send."""
    on = moment_of(request)
    known = read_mine(request, subject, what="Bewaarde een exemplaar van wat je stuurde", on=on)
    with mine_only():
        found = disagreement_of(subject, disagreement_id, on=on.day)
    large = request.GET.get("groot") == "ja"
    as_letter = found.way is DisagreeingWay.OBJECTION and request.GET.get("als") == "brief"
    make = objection_letter if as_letter else receipt_letter
    letter = make(known.dossier, found, large=large, on=on)
    return letters_as_file(letter, called="bezwaar" if as_letter else "exemplaar")

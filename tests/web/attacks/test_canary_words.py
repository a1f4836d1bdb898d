# SPDX-License-Identifier: EUPL-1.2
"""What somebody typed is seen by whom the grants allow, and whoever saw it stands in her log."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.urls import reverse

from meedoen.accounts.roles import Role
from meedoen.privacy.decision import Viewer
from meedoen.privacy.endpoints import ListedEndpoint, all_endpoints
from meedoen.privacy.models import ProcessingRecord
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.domains import Domain
from meedoen.web.belonging import FIELD, mark_of
from tests.web.attacks.knocks import FILLED, OPEN_TO_ALL, arguments, kind_of
from tests.web.attacks.scene import STOPPED, Canary, Scene, Someone, set_up
from tests.web.pages.town import undone
from tests.web.test_typed_words import every_form, is_text

pytestmark = pytest.mark.django_db

SONG = re.compile(r"kwetterzang[a-j]{3}q")
# Text that belongs to nobody's story, and why; all else is typed in the scene.
NOT_TYPED = {
    "OurLoginForm.login": "says who logs in",
    "OurAuthenticateForm.code": "a key",
    "OurReauthenticateForm.code": "a key",
    "OurActivateForm.code": "a key",
    "ReturnForm.words": "a key",
    "MapForm.gebied": "a code",
    "OptionForm.offer": "a code",
    "FindForm.name": "a search; nothing of it is kept",
    "BrowseForm.woorden": "a search in what is public",
    "PracticeForm.zoek": "a search in what is public",
    "LawSearchForm.zoek": "a search in what is public",
    "ArticleSearchForm.zoek": "a search in what is public",
    "ReleaseSearchForm.zoek": "a search; nothing of it is kept",
    "StuckSearchForm.zoek": "a search in what is public",
    "SolvedForm.words": "looked through for names, and meant for everybody",
    "ReleaseForm.title": "of figures, and meant for everybody",
    "ReleaseForm.counted": "of figures, and meant for everybody",
    "ReleaseForm.sources": "of figures, and meant for everybody",
    "ReleaseForm.quality": "of figures, and meant for everybody",
    "ApproveForm.remark": "of figures, between two who make policy",
    "ApproveSeveralForm.remark": "of figures, between two who make policy",
    "TermsForm.ground": "of a source, and of no person",
    "TermsForm.article": "of a source, and of no person",
    "TermsForm.purpose": "of a source, and of no person",
    "TermsForm.controller": "of a source, and of no person",
    "TermsForm.dpia": "of a source, and of no person",
    "PasteForm.supplier": "of a supplier, and of no person",
    "PasteForm.line": "names of columns, and of no person",
    "ChoicesForm.streets_decision": "of the council, and public",
    "StreetsForm.words": "of a look at counts, for officers; and of no person",
    "EndForm.reason": "of figures, and meant for everybody",
    "TakeBackForm.why": "of a booking, in which no resident is",
    "KeyForm.called": "of a key, in which no resident is",
    "VisionForm.called": "of a programme, in which no resident is",
    "VisionForm.words": "of a programme, in which no resident is",
    "SubprogrammeForm.called": "of a programme, in which no resident is",
    "SubprogrammeForm.aim": "of a programme, in which no resident is",
    "SubprogrammeForm.leader_function": "of a programme, in which no resident is",
    "SubprogrammeForm.leader_name": "of a programme, in which no resident is",
    "GoalForm.words": "of a programme, in which no resident is",
    "FollowForm.wanted": "of a programme, in which no resident is",
    "ActionForm.what": "of a programme, in which no resident is",
    "ActionForm.more": "of a programme, in which no resident is",
    "ActionForm.who": "of a programme, in which no resident is",
    "SeenActionForm.what": "of a programme, in which no resident is",
    "SeenActionForm.more": "of a programme, in which no resident is",
    "SeenActionForm.who": "of a programme, in which no resident is",
    "SeenActionForm.sentence": "of a programme, in which no resident is",
    "MoveForm.reason": "of a programme, in which no resident is",
    "MoveForm.came_of_it": "of a programme, in which no resident is",
    "RegisterSearchForm.zoek": "a search; nothing of it is kept",
    "ProposeForm.words": "of what hinders people, in which no resident is",
    "ProposeForm.why": "of what hinders people, in which no resident is",
    "BecauseForm.because": "of what hinders people, in which no resident is",
    "AnswerPressForm.words": "of what hinders people, in which no resident is",
    "RealiseForm.words": "of what hinders people, in which no resident is",
    "DecideForm.by_whom": "of what hinders people, in which no resident is",
    "DecideForm.words": "of what hinders people, in which no resident is",
    "DecideForm.reaction": "of what hinders people, in which no resident is",
    "LayBeforeForm.words": "of what hinders people, in which no resident is",
    "WhatWasSaidForm.advised_by": "of what hinders people, in which no resident is",
    "WhatWasSaidForm.advice": "of what hinders people, in which no resident is",
    "WhatWasSaidForm.summary": "of what hinders people, in which no resident is",
    "WhatWasSaidForm.reaction": "of what hinders people, in which no resident is",
    "SayForm.words": "of nobody who is known, for colleagues, and looked through",
    "ResultForm.result": "of what hinders people, in which no resident is",
    "ResultWithDecisionForm.result": "of what hinders people, in which no resident is",
    "ResultWithDecisionForm.by_whom": "of what hinders people, in which no resident is",
    "ResultWithDecisionForm.decision": "of what hinders people, in which no resident is",
    "CasusForm.title": "of what hinders people, in which no resident is",
    "CasusForm.situation": "of what hinders people, in which no resident is",
    "CasusForm.collides": "of what hinders people, in which no resident is",
    "CasusForm.cause": "of what hinders people, in which no resident is",
    "CasusForm.approach": "of what hinders people, in which no resident is",
    "CasusForm.effect": "of what hinders people, in which no resident is",
    "RemarkForm.remark": "of what hinders people, in which no resident is",
    "MeetingForm.title": "of what hinders people, in which no resident is",
    "MeetingForm.place": "of what hinders people, in which no resident is",
}
# Where words may lie, and nowhere else: each of these is guarded per row.
MAY_LIE_IN = {
    "residents_resident", "residents_fragment", "residents_fact", "residents_hindrance",
    "plans_step", "plans_checkin", "plans_disagreement", "notifications_reachaddress",
    "assessment_override", "knelpunten_draft", "laboratory_draft",
}  # fmt: skip
LEFT_ALONE = {"web:demonstration_login", "resident:come_back", "resident:leave"}


@dataclass
class Page:
    """What one person saw at one door, and which lines that left in which logs."""

    someone: Someone
    viewer: Viewer
    door: ListedEndpoint
    address: str
    answer: HttpResponse
    lines: list[ProcessingRecord]

    @property
    def purpose(self) -> Purpose:
        """Give what the door is for."""
        assert self.door.endpoint is not None
        return self.door.endpoint.purpose

    def __str__(self) -> str:
        method = self.answer.request["REQUEST_METHOD"]  # type: ignore[attr-defined]
        return f"{self.someone.name}: {method} {self.door.name}"


@dataclass
class Walked:
    """Every page as everybody, with what was logged by the program meanwhile."""

    scene: Scene
    pages: list[Page] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def heard(self, page: Page) -> list[Canary]:
        """Name the canaries that sing on a page."""
        sung = set(SONG.findall(page.answer.content.decode(errors="replace")))
        return [canary for canary in self.scene.canaries if canary.word in sung]

    def not_allowed(self, page: Page) -> list[str]:
        """Say which fields a page shows that by the decision are not for who opens it."""
        return [
            f"{page}: {canary.where}"
            for canary in self.heard(page)
            if not self.scene.may_hear(page.viewer, page.purpose, canary)
        ]

    def looks(self, page: Page) -> set[UUID]:
        """Name the residents of whom a page shows something."""
        return {one.subject for one in self.heard(page) if one.subject and is_a_look(page, one)}

    def not_written(self, page: Page) -> list[str]:
        """Say so when a page shows something of a resident and her log does not tell who saw it."""
        untold = (
            subject
            for subject in self.looks(page)
            if not any(_tells_of(line, page, subject) for line in page.lines)
        )
        return [f"{page}" for _ in untold]


class _Listening(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.getMessage()} {record.__dict__}")


@pytest.fixture(scope="module")
def walked(django_db_setup: None, django_db_blocker: Any) -> Iterator[Walked]:
    """The scene, and after it every page as everybody."""
    said: list[str] = []
    listening, root = _Listening(said), logging.getLogger()
    root.addHandler(listening)
    with django_db_blocker.unblock(), undone():
        found = Walked(set_up(), said=said)
        for someone in found.scene.people.values():
            found.pages += list(pages_of(found.scene, someone))
        yield found
    root.removeHandler(listening)


def pages_of(scene: Scene, someone: Someone, only: str = "") -> Iterator[Page]:
    """Open every page this person may open, and send every form with words that do not fit.

    `only` names one door.
    """
    browser, viewer = someone.browser(), someone.viewer()
    cookies = {name: one.value for name, one in browser.cookies.items()}
    for door in all_endpoints():
        stated = door.endpoint
        if stated is None or door.name in LEFT_ALONE or not _may_come(someone, door):
            continue
        if only and door.name != only:
            continue
        for address in _addresses(scene, someone, door):
            for method in stated.methods:
                browser.cookies.load(cookies)
                with undone():
                    before = set(ProcessingRecord.objects.values_list("pk", flat=True))
                    if method == "POST":
                        mark = {FIELD: mark_of(someone.subject)} if someone.subject else {}
                        answer: Any = browser.post(address, {**NO_ANSWER, **mark})
                    else:
                        answer = browser.get(address)
                    lines = list(ProcessingRecord.objects.exclude(pk__in=before))
                yield Page(someone, viewer, door, address, answer, lines)


NO_ANSWER = {"name": FILLED["name"], "value": "?"}


def _may_come(someone: Someone, door: ListedEndpoint) -> bool:
    stated = door.endpoint
    assert stated is not None
    if ":" not in door.name or someone.role not in stated.roles:
        return False
    # What is public is the same for each colleague: one of them opens it.
    same = stated.purpose in (Purpose.PUBLIC_INFORMATION, Purpose.SIGNING_IN)
    return not same or someone.account is None or someone.role is Role.NEIGHBOURHOOD_WORKER


def _addresses(scene: Scene, someone: Someone, door: ListedEndpoint) -> list[str]:
    """Fill in an address for each resident, with what belongs to her."""
    names = [name for name, _ in arguments(door)]
    owners = [someone.name] if someone.name in scene.subjects else [*scene.subjects]
    if someone.account is not None:
        # What is closed for lack of a grant, the swapped identifiers try at every door.
        owners = [someone.name.split()[-1], STOPPED]
    found = []
    for owner in owners:
        filled = {}
        for name in names:
            pool = scene.owned.get(kind_of(door, name), {})
            filled[name] = OPEN_TO_ALL.get(name) or pool.get(owner) or next(iter(pool.values()))
        found.append(reverse(door.name, kwargs=filled))
    return list(dict.fromkeys(found))


def test_every_field_of_words_is_typed_in(walked: Walked) -> None:
    fields = {
        f"{form.__name__}.{name}"
        for form in every_form()
        for name, field in form.base_fields.items()
        if is_text(field)
    }
    inherited = {one for one in fields if one.startswith(("TellForm.", "WriteAlongForm."))}
    typed = {canary.where for canary in walked.scene.canaries}
    assert fields - inherited - set(NOT_TYPED) <= typed


def test_each_word_is_seen_only_by_whom_the_grants_allow(walked: Walked) -> None:
    wrong = [said for page in walked.pages for said in walked.not_allowed(page)]
    assert not wrong, "\n".join(wrong)


def test_each_word_that_is_kept_is_seen_by_somebody(walked: Walked) -> None:
    """Else the test above would hold for an empty product."""
    seen = {canary.where for page in walked.pages for canary in walked.heard(page)}
    assert {canary.where for canary in walked.scene.canaries} - seen == NEVER_SHOWN
    assert len(walked.pages) > 700


# She gave another name afterwards.
NEVER_SHOWN = {"CallbackForm.chosen_name"}


def test_what_she_did_not_approve_is_hers_alone(walked: Walked) -> None:
    alone = [one for one in walked.scene.canaries if one.hers_alone]
    hearing = {
        (canary.subject, page.someone.subject)
        for page in walked.pages
        for canary in walked.heard(page)
        if canary in alone
    }
    assert hearing == {(one.subject, one.subject) for one in alone}


def test_no_word_lies_in_an_address_a_header_a_log_or_a_table_without_guards(
    walked: Walked,
) -> None:
    for page in walked.pages:
        assert not SONG.search(f"{page.address} {page.answer.headers} {page.answer.cookies}"), page
    assert walked.said
    assert [said for said in walked.said if SONG.search(said)] == []
    assert tables_with_a_song() == MAY_LIE_IN


def tables_with_a_song() -> set[str]:
    """Name each table of the database in which a canary lies."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT EXISTS (SELECT 1 FROM "{table}" AS row WHERE row::text ~ %s)',
                [SONG.pattern],
            )
            if cursor.fetchone() == (True,):
                found.add(table)
    return found


def test_no_session_holds_a_word(walked: Walked) -> None:
    assert Session.objects.exists()
    for someone in walked.scene.people.values():
        assert not SONG.search(str(dict(someone.browser().session.items())))


@pytest.mark.proves("I11", "by every page, in lists and after a form too")
def test_whoever_was_shown_a_word_of_hers_stands_in_her_log(walked: Walked) -> None:
    wrong = {said for page in walked.pages for said in walked.not_written(page)}
    assert not wrong, "\n".join(sorted(wrong))
    assert sum(len(walked.looks(page)) for page in walked.pages) > 100


def is_a_look(page: Page, canary: Canary) -> bool:
    """Tell whether somebody was shown something of a resident.

    Her own name above each page, while her story is open, is no look: it says whose story it is.
    """
    own_name = page.someone.subject is not None and canary.domain is Domain.IDENTITY
    return canary.subject is not None and not own_name


def _tells_of(line: ProcessingRecord, page: Page, subject: UUID) -> bool:
    who = page.viewer
    return (
        line.subject == subject
        and line.actor_role == who.role
        and line.actor_account == who.account_id
        and line.actor_label == who.label
        and line.actor_organisation == who.organisation_label
        and line.processing_activity == page.purpose
    )


def test_nobody_stands_in_a_log_who_was_shown_nothing_of_hers(walked: Walked) -> None:
    for page in walked.pages:
        if page.answer.status_code in (403, 404):
            assert page.lines == [], page

# SPDX-License-Identifier: EUPL-1.2
"""The one story that may be open in a browser: whose it is, and how it opens and closes.

The session holds a subject id and nothing else of a person; name and municipality are read again
for each page, so that they are never those of somebody before. Where a story is open nobody is
logged in, and the other way round.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest

from meedoen.areas.queries import Place
from meedoen.privacy.context import acting
from meedoen.privacy.levels.kinds import Means
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents.queries import Dossier, name_and_municipality
from meedoen.vocabulary.codes import Level
from meedoen.vocabulary.moment import Moment
from meedoen.web.moments import moment_of

SUBJECT_IN_SESSION = "subject"
MUNICIPALITY_IN_SESSION = "municipality"
BESIDE_IN_SESSION = "told_with_somebody"
VISIT_IN_SESSION = "visit"
SLIP_IN_SESSION = "return_words"
MEANS_IN_SESSION = "means"
# What goes with the story that closes. How large the letters are stays.
_OF_THE_STORY = (
    SUBJECT_IN_SESSION,
    BESIDE_IN_SESSION,
    VISIT_IN_SESSION,
    SLIP_IN_SESSION,
    MEANS_IN_SESSION,
)
_LOGGED_OUT = (
    "{name} was hier ingelogd. Dat is nu afgesloten, want op dit apparaat staat een verhaal open."
)
_STORY_CLOSED = "Op dit apparaat stond {whose} open. Dat is afgesloten, want jij logde in."


@dataclass(frozen=True)
class OpenStory:
    """Whose story is open, by the name she chose (maybe none), and where she lives."""

    subject: UUID
    name: str
    municipality_code: str
    municipality_name: str

    @property
    def municipality(self) -> Place | None:
        """Give where she lives; None when that could not be read."""
        code, name = self.municipality_code, self.municipality_name
        return Place(code, name, Level.GEMEENTE, "") if code else None

    @property
    def called(self) -> str:
        """Name the story as a page does: by her own name, or without one."""
        return f"het verhaal van {self.name}" if self.name else "een verhaal zonder naam"


def open_subject(request: HttpRequest) -> UUID | None:
    """Give the subject of the story that is open in this browser; None when there is none."""
    subject = request.session.get(SUBJECT_IN_SESSION)
    return UUID(subject) if subject else None


def open_story(request: HttpRequest) -> OpenStory | None:
    """Read whose story is open in this browser, once for each request; None when there is none."""
    subject = open_subject(request)
    if subject is None:
        return None
    known: OpenStory | None = getattr(request, "open_story", None)
    if known is None or known.subject != subject:
        known = read_story(subject, on=moment_of(request)) or OpenStory(subject, "", "", "")
        request.open_story = known  # type: ignore[attr-defined]
    return known


def means_in_session(request: HttpRequest) -> Means:
    """Say by what the story that is open here was opened: by telling it here, or by its words."""
    told_here = request.session.get(MEANS_IN_SESSION) == Means.OPENED_HERE
    return Means.OPENED_HERE if told_here else Means.RETURN_WORDS


def story_of_this_page(request: HttpRequest) -> OpenStory | None:
    """Read whose story is open within the context of its own page, for whatever is drawn later too.

    None when it is not there (any more).
    """
    subject = open_subject(request)
    found = name_and_municipality(subject) if subject else None
    if subject is None or found is None:
        return None
    known = request.open_story = OpenStory(subject, *found)  # type: ignore[attr-defined]
    return known


def hand_on(request: HttpRequest, known: Dossier) -> None:
    """Keep what a page read of the story that is open here, for what is drawn around that page."""
    if known.subject == open_subject(request):
        request.open_story = OpenStory(  # type: ignore[attr-defined]
            known.subject, known.chosen_name, known.municipality_code, known.municipality_name
        )


def read_story(subject: UUID, *, on: Moment) -> OpenStory | None:
    """Read whose story this is; None when there is no such story."""
    her = resident_viewer(subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=on):
        found = name_and_municipality(subject)
    return OpenStory(subject, *found) if found else None


def visit_of(request: HttpRequest, *, begin: bool) -> str:
    """Give the number of this visit without a story; `begin` makes one when there is none yet."""
    if begin and VISIT_IN_SESSION not in request.session:
        request.session[VISIT_IN_SESSION] = secrets.token_hex(8)
    return str(request.session.get(VISIT_IN_SESSION, ""))


def enter(request: HttpRequest, subject: UUID, *, told_here: bool = False) -> None:
    """Open a story in this browser, under a fresh session key (against session fixation).

    `told_here` says that it began with this very visit: forms that were shown before the first
    answer belong to it then. Whatever else was open here closes, also a colleague's log-in.
    """
    _log_out_beside(request)
    begun = {key: request.session.get(key) for key in (BESIDE_IN_SESSION, VISIT_IN_SESSION)}
    close(request)
    request.session.cycle_key()
    request.session[SUBJECT_IN_SESSION] = str(subject)
    means = Means.OPENED_HERE if told_here else Means.RETURN_WORDS
    request.session[MEANS_IN_SESSION] = means.value
    if told_here:
        request.session.update({key: value for key, value in begun.items() if value})


def close(request: HttpRequest) -> None:
    """Close the story that is open here, and keep how this visitor wants to read."""
    for key in _OF_THE_STORY:
        request.session.pop(key, None)


def _log_out_beside(request: HttpRequest) -> None:
    if not request.user.is_authenticated:
        return
    name, kept = getattr(request.user, "name", ""), dict(request.session)
    logout(request)
    own = (BESIDE_IN_SESSION, VISIT_IN_SESSION, MUNICIPALITY_IN_SESSION)
    request.session.update({key: kept[key] for key in own if key in kept})
    messages.info(request, _LOGGED_OUT.format(name=name))


def close_beside_a_colleague(request: HttpRequest) -> None:
    """Close a resident's story when a colleague has logged in in the same browser, and say so."""
    if open_subject(request) is None or not request.user.is_authenticated:
        return
    story = open_story(request)
    close(request)
    messages.info(request, _STORY_CLOSED.format(whose=story.called if story else ""))

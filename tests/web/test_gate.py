# SPDX-License-Identifier: EUPL-1.2
"""An answer is written while the database shows its rows, or not at all."""

from collections.abc import Callable
from types import ModuleType

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template import engines
from django.template.response import TemplateResponse
from django.test import Client, override_settings
from django.urls import path

from meedoen.accounts.roles import Role
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.levels.kinds import Service
from meedoen.privacy.policy import Purpose
from meedoen.residents.models import Resident
from meedoen.vocabulary.moment import Moment
from meedoen.web.gate import WrittenLater
from meedoen.web.open_story import SUBJECT_IN_SESSION
from tests.privacy.worlds import tell

pytestmark = pytest.mark.django_db
NAMES = engines["django"].from_string("{% for one in them %}{{ one.chosen_name }} {% endfor %}")


def at_once(request: HttpRequest) -> HttpResponse:
    return HttpResponse(NAMES.render({"them": Resident.objects.all()}))


def later(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, NAMES, {"them": Resident.objects.all()})


def bit_by_bit(request: HttpRequest) -> HttpResponseBase:
    return StreamingHttpResponse(one.chosen_name for one in Resident.objects.all())


def answered(view: Callable[[HttpRequest], HttpResponseBase], subject: object) -> HttpResponse:
    """Ask a page of a resident that is not one of ours."""
    stated = endpoint(
        purpose=Purpose.TAKING_PART,
        object="test",
        roles={Role.RESIDENT},
        service=Service.SEE_STORY,
    )
    registered = stated(view)
    urls = ModuleType("urls_of_a_test")
    urls.urlpatterns = [path("proef/", registered)]  # type: ignore[attr-defined]
    client = Client()
    session = client.session
    session[SUBJECT_IN_SESSION] = str(subject)
    session.save()
    with override_settings(ROOT_URLCONF=urls):
        return client.get("/proef/")  # type: ignore[return-value]


@pytest.mark.parametrize("view", [at_once, later])
def test_a_page_shows_her_rows_also_when_its_view_leaves_the_writing_for_later(
    view: Callable[[HttpRequest], HttpResponseBase], now: Moment
) -> None:
    subject = tell("GM9901", now, name="Vlinder")
    tell("GM9901", now, name="Kaars")
    assert answered(view, subject).content.decode().split() == ["Vlinder"]


def test_what_would_be_written_after_its_rows_are_closed_is_refused(now: Moment) -> None:
    with pytest.raises(WrittenLater, match="StreamingHttpResponse"):
        answered(bit_by_bit, tell("GM9901", now))

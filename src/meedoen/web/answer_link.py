# SPDX-License-Identifier: EUPL-1.2
"""The page behind a link in a mail: opening it changes nothing, its one button acts.

Who has the link needs no words: it does one thing, and shows nothing of anybody.
"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from meedoen.notifications.operations import mail_again, stop_mail
from meedoen.notifications.queries import digest_of_link, link_of
from meedoen.privacy.context import acting
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.web.moments import moment_of
from meedoen.web.refusals import link_over

BY_LINK = "jij, met de link in een mailtje"


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="link", methods=("GET", "POST"))
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the button of a link does, and do it when it is pressed; again takes it back."""
    on = moment_of(request)
    link = link_of(token, on=on)
    if link is None:
        return link_over(request)
    if request.method == "POST":
        by = replace(resident_viewer(link.subject), label=BY_LINK)
        act = mail_again if request.POST.get("do") == "again" else stop_mail
        with acting(by, purpose=Purpose.TAKING_PART, on=on):
            act(subject=link.subject, digest=digest_of_link(token), by=by, on=on)
        link = link_of(token, on=on)
    shown = {"link": link, "again": {"do": "again"}}
    response = render(request, "web/answer_link.html", shown)
    patch_cache_control(response, private=True, no_store=True)
    return response

# SPDX-License-Identifier: EUPL-1.2
"""What somebody typed and could not be kept is shown back: her words, and nothing else."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve

import meedoen.web
from meedoen.web.typed_words import LABELS, typed_words, words_in

# Text that is never shown back, and why.
NOT_SHOWN = {
    "OurLoginForm.login": "says who logs in",
    "OurAuthenticateForm.code": "a key",
    "OurReauthenticateForm.code": "a key",
    "OurActivateForm.code": "a key",
    "ReturnForm.words": "the key to a story; its page asks to log in or come back",
    "DraftForm.name": "on the glasses a hidden code has this name",
    "MapForm.gebied": "a code in an address, never posted",
    "OptionForm.offer": "a code",
    "FindForm.name": "the first letters of a name; nothing is written, and they stay in the field",
    "BrowseForm.woorden": "a search, never posted",
    "PracticeForm.zoek": "a search, never posted",
    "LawSearchForm.zoek": "a search, never posted",
    "ArticleSearchForm.zoek": "a search, never posted",
    "ReleaseSearchForm.zoek": "a search, never posted",
    "StuckSearchForm.zoek": "a search, never posted",
    "PasteForm.supplier": "of a supplier, and shown in its list",
    "RegisterSearchForm.zoek": "a search, never posted",
    "PasteForm.line": "names of columns, each shown with its choice",
}


def every_form() -> Iterator[type[forms.Form]]:
    for module in pkgutil.walk_packages(meedoen.web.__path__, "meedoen.web."):
        if ".samples." not in module.name:
            importlib.import_module(module.name)
    waiting = [forms.Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith("meedoen.web.") and ".samples." not in form.__module__:
            yield form


def is_text(field: forms.Field) -> bool:
    hidden = isinstance(field.widget, forms.HiddenInput | forms.PasswordInput)
    return isinstance(field, forms.CharField) and not hidden


def test_every_field_of_text_in_every_form_is_shown_back_or_says_why_not() -> None:
    fields = {
        f"{form.__name__}.{name}": name
        for form in every_form()
        for name, field in form.base_fields.items()
        if is_text(field)
    }
    assert len(fields) > 15
    assert {full for full, name in fields.items() if name not in LABELS} <= set(NOT_SHOWN)


def test_the_words_come_back_as_they_were_typed_and_nothing_that_was_not_typed() -> None:
    posted = QueryDict(mutable=True)
    posted.update(
        {
            "csrfmiddlewaretoken": "geheim",
            "words": "Eerst bellen.\r\nDan kijken.",
            "answer": "forward",
            "password": "geheim",
            "code": "123456",
            "next_step": "   ",
        }
    )
    assert [(one.label, one.words) for one in words_in(posted)] == [
        ("Je woorden", "Eerst bellen.\nDan kijken.")
    ]


def test_a_form_with_a_prefix_shows_its_words_too() -> None:
    posted = QueryDict("stap-words=Bellen&check-words=Het+gaat")
    assert [one.words for one in words_in(posted)] == ["Bellen", "Het gaat"]


@pytest.mark.parametrize("address", ["/terug/", "/account/login/"])
def test_who_comes_in_by_a_key_never_sees_it_back(address: str) -> None:
    request = RequestFactory().post(address, {"words": "appel anker", "login": "a", "story": "b"})
    request.resolver_match = resolve(address)
    assert typed_words(request) == []


def test_typed_words_are_text_never_markup_and_cannot_be_changed_here() -> None:
    posted = QueryDict(mutable=True)
    posted["story"] = "</textarea><script>alert(1)</script>"
    shown = render_to_string("components/typed_words.html", {"typed": words_in(posted)})
    assert "<script" not in shown
    assert "readonly" in shown
    assert "Dit typte je" in shown


def test_nothing_typed_shows_nothing() -> None:
    assert render_to_string("components/typed_words.html", {"typed": []}).strip() == ""

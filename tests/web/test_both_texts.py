# SPDX-License-Identifier: EUPL-1.2
"""Two change the same thing: what only one changed is kept, and what both did is asked about."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from meedoen.web.both_texts import STOOD, ChangingForm, marks_in, marks_of

NAMES = ("wish", "talent")
words = st.sampled_from(["", "hout", "tuin", "koken"])
said = st.fixed_dictionaries(dict.fromkeys(NAMES, words))


class Story(ChangingForm):
    wish = forms.CharField(required=False)
    talent = forms.CharField(required=False, widget=forms.Textarea)
    help = forms.MultipleChoiceField(
        required=False,
        choices=[("Buiten", [("tuin", "In de tuin")]), ("rust", "Rust")],
        widget=forms.CheckboxSelectMultiple,
    )


def sent(
    typed: dict[str, Any], *, stood: dict[str, Any], now: dict[str, Any], **more: Any
) -> Story:
    """Send a form that was shown when `stood` stood, while `now` stands."""
    data = QueryDict(mutable=True)
    for name, value in {**typed, STOOD: marks_of(stood), **more}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return Story(data, stands=now)


def fields_in(form: Story) -> list[str]:
    return [one.name for one in form.meanwhile]


@given(typed=said, stood=said, now=said)
def test_of_each_field_either_one_changed_it_or_both_say_the_same_or_it_is_asked(
    typed: dict[str, str], stood: dict[str, str], now: dict[str, str]
) -> None:
    form = sent(typed, stood=stood, now=now)
    form.is_valid()
    for name in NAMES:
        mine, other = typed[name] != stood[name], now[name] != stood[name]
        differ = mine and other and typed[name] != now[name]
        assert (name in fields_in(form)) == differ
        if not differ:
            kept = typed[name] if mine else now[name]
            assert form.cleaned_data[name] == kept


@given(typed=said, stood=said, now=said)
def test_nothing_is_kept_until_what_both_changed_was_chosen_and_then_mine_is(
    typed: dict[str, str], stood: dict[str, str], now: dict[str, str]
) -> None:
    first = sent(typed, stood=stood, now=now)
    assert first.is_valid() == (not fields_in(first))
    again = Story(first.data, stands=now)
    assert again.is_valid()
    assert all(again.cleaned_data[name] == typed[name] for name in fields_in(first))


def test_what_stands_can_be_left_instead_of_mine() -> None:
    form = sent({"wish": "hout"}, stood={"wish": ""}, now={"wish": "tuin"}, take_over="wish")
    assert form.is_valid()
    assert form.cleaned_data["wish"] == "tuin"


def test_what_both_changed_is_told_by_its_label_in_the_words_of_its_choices() -> None:
    stood, now = {"help": []}, {"help": ["tuin", "rust"]}
    form = sent({"help": ["rust"]}, stood=stood, now=now)
    assert not form.is_valid()
    assert [(one.label, one.words) for one in form.meanwhile] == [("Help", "Rust, In de tuin")]
    assert "intussen veranderd" in str(form.errors["help"])


def test_ticks_in_another_order_and_another_line_break_are_no_change() -> None:
    stood = {"talent": "hout\nverf", "help": ["rust", "tuin"]}
    now = {"talent": "koken", "help": []}
    form = sent({"talent": "hout\r\nverf ", "help": ["tuin", "rust"]}, stood=stood, now=now)
    assert form.is_valid()
    assert form.cleaned_data == {"wish": "", "talent": "koken", "help": [], STOOD: marks_of(now)}


def test_a_form_shows_what_stands_and_carries_its_marks_and_one_for_nothing_carries_none() -> None:
    form = Story(stands={"wish": "hout"})
    assert form["wish"].value() == "hout"
    assert marks_of({"wish": "hout"}) in str(form[STOOD])
    assert STOOD not in Story().fields


def test_what_was_sent_without_marks_is_kept_as_it_is() -> None:
    form = Story(QueryDict("wish=hout"), stands={"wish": "tuin"})
    assert form.is_valid()
    assert form.cleaned_data["wish"] == "hout"


def test_what_is_wrong_in_itself_is_said_before_it_is_asked_about() -> None:
    class Short(ChangingForm):
        wish = forms.CharField(max_length=3)

    form = Short(
        QueryDict(f"wish=houten&{STOOD}={marks_of({'wish': ''})}"), stands={"wish": "tuin"}
    )
    assert not form.is_valid()
    assert form.meanwhile == []


@given(sent_marks=st.text())
def test_whatever_is_sent_as_marks_is_read_or_left(sent_marks: str) -> None:
    assert all(marks_in(sent_marks).values())


@pytest.mark.parametrize("value", [None, "", [], ()])
def test_nothing_at_all_reads_the_same_however_it_is_kept(value: object) -> None:
    assert marks_of({"wish": value}) == marks_of({"wish": ""})

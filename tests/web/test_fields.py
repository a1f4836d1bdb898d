# SPDX-License-Identifier: EUPL-1.2
"""Every form of every face reads what people type with the same fields, whatever they type."""

import ast
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

import meedoen.web
from meedoen.journeys.glasses import current_rulebook
from meedoen.knelpunten.told import look_through
from meedoen.laboratory.drafts import terms_of
from meedoen.monitor.sources.profile import WrittenProfile
from meedoen.monitor.sources.registry import source
from meedoen.notifications.queries import HowToReach
from meedoen.programmes.states import ActionState
from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.rulebook.catalogue import FactType
from meedoen.vocabulary.money import Money
from meedoen.vocabulary.period import Period
from meedoen.vocabulary.words import read_line, read_name, read_words
from meedoen.web import fields as kinds
from meedoen.web import knelpunt_form, log_in
from meedoen.web.answering import QuestionForm
from meedoen.web.both_texts import ChangingForm
from meedoen.web.components.samples.acting import SampleForm
from meedoen.web.laws import ArticleSearchForm, LawSearchForm
from meedoen.web.local_practice import PracticeForm
from meedoen.web.looked_through import LookedThroughForm, OwnWordsForm
from meedoen.web.policy.budget.forms import TakeBackForm
from meedoen.web.policy.budget.keys_forms import KeyForm
from meedoen.web.policy.forms import MapForm
from meedoen.web.policy.laboratory_forms import DraftForm
from meedoen.web.policy.monitor.forms import FigureForm
from meedoen.web.policy.monitor.heading_forms import HeadingsForm, PasteForm
from meedoen.web.policy.monitor.release_form import ApproveSeveralForm, WhichForm
from meedoen.web.policy.monitor.source_forms import ChoicesForm, TermsForm
from meedoen.web.policy.programme.forms import (
    ActionForm,
    FollowForm,
    GoalForm,
    MoveForm,
    SeenActionForm,
    SubprogrammeForm,
    VisionForm,
)
from meedoen.web.policy.release_forms import ApproveForm, EndForm, ReleaseForm
from meedoen.web.professional import answer_form, override_form
from meedoen.web.professional import forms as at_work
from meedoen.web.professional.street_form import StreetsForm
from meedoen.web.public_releases import ReleaseSearchForm
from meedoen.web.register.casus_forms import CasusForm, ReaderForm, RemarkForm
from meedoen.web.register.forms import (
    AnswerPressForm,
    BecauseForm,
    DecideForm,
    LayBeforeForm,
    OneOfForm,
    ProposeForm,
    RealiseForm,
    RegisterSearchForm,
    ResultForm,
    ResultWithDecisionForm,
    TeamForm,
    UntilForm,
    WhatWasSaidForm,
)
from meedoen.web.register.meeting_forms import MeetingForm
from meedoen.web.resident import answer_form as own
from meedoen.web.resident import forms as hers
from meedoen.web.resident import reach_form
from meedoen.web.resident.disagreeing_forms import DisagreeForm
from meedoen.web.resident.hindering_forms import HinderedForm, SolvedForm
from meedoen.web.stuck import SayForm, StuckSearchForm
from tests.vocabulary.typed import anything

TODAY = date(2026, 11, 28)
NOTHING_CHOSEN = HowToReach({}, {}, None, None)
WEB = Path(meedoen.web.__file__).parent
BARE = {
    "CharField", "DateField", "DateTimeField", "DecimalField", "EmailField", "FloatField",
    "IntegerField", "RegexField", "TimeField", "TextInput", "Textarea", "DateInput", "NumberInput",
    "TelInput", "EmailInput", "SearchInput",
}  # fmt: skip
KNOWS_THEM = {"fields.py", "components/templatetags/meedoen.py"}
HOSTILE = {
    "NUL": "a\x00b",
    "half a character": "\ud83d a \udc00",
    "control characters": "\x01\x1b[31m a \x7f\x9f",
    "from right to left": "\u202eabc\u2066 \u0645\u0631\u062d\u0628\u0627 \u200f",
    "nothing to see": "\u200b\u3164\u2060 \u00a0",
    "line breaks": "a\r\nb\rc\nd\u2028e",
    "marks on marks": "a" + "\u0301" * 500,
    "a million": "a " * 500_000,
    "figures of another script": "\u0661\u0664-\u0660\u0663-\u0661\u0669\u0666\u0668",
    "markup": "<script>alert(1)</script> {{ 7 }} ' \" &",
    "a sum": "=1+1",
    "a long figure": "9" * 5_000,
    "minus nothing": "-0",
    "no number": "NaN",
}


def answer_forms(make: Callable[..., forms.Form]) -> Iterator[forms.Form]:
    chosen: dict[FactType, str] = {}
    for fact in current_rulebook().facts.values():
        chosen.setdefault(fact.type, fact.name)
    for name in chosen.values():
        yield make(fact=current_rulebook().facts[name])


def draft_form(data: QueryDict) -> DraftForm:
    return DraftForm(data, terms=terms_of(current_rulebook().corpus, "GM9901", TODAY))


# Forms of which others are made, and nothing else.
BEGUN = {ChangingForm, QuestionForm, LookedThroughForm, OwnWordsForm}
# How each form is made; a form that is not here fails the test below.
MADE: dict[type[forms.Form], Callable[[QueryDict], Iterator[forms.Form]]] = {
    form: (lambda data, form=form: iter([form(data)]))
    for form in (
        hers.WordsForm, hers.ManageForm, hers.ReturnForm, hers.CallbackForm, hers.OptionForm,
        hers.MissingForm, hers.StepForm, hers.ShareMoreForm, at_work.OptionForm,
        knelpunt_form.KnelpuntForm, SampleForm, ApproveForm, EndForm, ReleaseSearchForm,
        at_work.HindersForm, HinderedForm, SolvedForm, at_work.DisagreementAnswerForm,
    )
} | {
    hers.ApproveForm: lambda data: iter([hers.ApproveForm(data, wijken=[])]),
    hers.BrowseForm: lambda data: iter([hers.BrowseForm(data, wijken=[], themes=[])]),
    DisagreeForm: lambda data: iter([DisagreeForm(data, today=TODAY, regisseur="Noor")]),
    hers.CheckInForm: lambda data: iter([hers.CheckInForm(data, today=TODAY)]),
    reach_form.ReachForm: lambda data: iter([reach_form.ReachForm(data, how=NOTHING_CHOSEN)]),
    reach_form.RestForm: lambda data: iter([reach_form.RestForm(data, today=TODAY)]),
    own.OwnAnswerForm: lambda data: answer_forms(
        lambda fact: own.OwnAnswerForm(data, fact=fact, today=TODAY)
    ),
    answer_form.AnswerForm: lambda data: answer_forms(
        lambda fact: answer_form.AnswerForm(data, fact=fact, today=TODAY)
    ),
    at_work.FindForm: lambda data: iter(
        [at_work.FindForm(data, municipality_codes=[], regisseurs=[], account_id=1)]
    ),
    at_work.HostedPlaceForm: lambda data: iter([at_work.HostedPlaceForm(data, places=[])]),
    StreetsForm: lambda data: iter([StreetsForm(data, wijken=[], years=[])]),
    at_work.StoryForm: lambda data: iter([at_work.StoryForm(data, municipalities=[])]),
    at_work.TellForm: lambda data: iter([at_work.TellForm(data, municipalities=[])]),
    at_work.WriteAlongForm: lambda data: iter([at_work.WriteAlongForm(data, municipalities=[])]),
    at_work.StepForm: lambda data: iter([at_work.StepForm(data, today=TODAY)]),
    at_work.CheckInForm: lambda data: iter([at_work.CheckInForm(data, today=TODAY)]),
    override_form.OverrideForm: lambda data: iter(
        [override_form.OverrideForm(data, kinds=list(OutcomeKind), grounds=[])]
    ),
    MapForm: lambda data: iter([MapForm(data, codes=[])]),
    PracticeForm: lambda data: iter([PracticeForm(data, codes=[], chosen="", today=TODAY)]),
    DraftForm: lambda data: iter([draft_form(data)]),
    ReleaseForm: lambda data: iter([ReleaseForm(data, municipality="GM9901", today=TODAY)]),
    FigureForm: lambda data: iter(
        [FigureForm(data, places={}, years=[], levels=[], areas=[], groups=[])]
    ),
    WhichForm: lambda data: iter([WhichForm(data, offered=[])]),
    ApproveSeveralForm: lambda data: iter([ApproveSeveralForm(data, offered=[])]),
    TermsForm: lambda data: iter([TermsForm(data, today=TODAY)]),
    PasteForm: lambda data: iter([PasteForm(data)]),
    HeadingsForm: lambda data: iter(
        [
            HeadingsForm(
                data, source=source("wmo"), seen=["Nr.", "Nr", "Leveringsvorm", "-", ""],
                written=WrittenProfile(),
            )
        ]
    ),
    ChoicesForm: lambda data: iter([ChoicesForm(data, today=TODAY, sources=[])]),
    TakeBackForm: lambda data: iter([TakeBackForm(data)]),
    KeyForm: lambda data: iter([KeyForm(data, year=TODAY.year + 1)]),
    VisionForm: lambda data: iter([VisionForm(data)]),
    SubprogrammeForm: lambda data: iter([SubprogrammeForm(data)]),
    GoalForm: lambda data: iter([GoalForm(data)]),
    FollowForm: lambda data: iter([FollowForm(data, today=TODAY, indicators=[], areas=[])]),
    ActionForm: lambda data: iter([ActionForm(data, today=TODAY, places=[], areas=[])]),
    SeenActionForm: lambda data: iter([SeenActionForm(data, today=TODAY, places=[], areas=[])]),
    RegisterSearchForm: lambda data: iter([RegisterSearchForm(data)]),
    ProposeForm: lambda data: iter([ProposeForm(data)]),
    BecauseForm: lambda data: iter([BecauseForm(data)]),
    AnswerPressForm: lambda data: iter([AnswerPressForm(data)]),
    RealiseForm: lambda data: iter([RealiseForm(data)]),
    DecideForm: lambda data: iter([DecideForm(data, today=TODAY, asked=True)]),
    LayBeforeForm: lambda data: iter([LayBeforeForm(data, today=TODAY)]),
    WhatWasSaidForm: lambda data: iter([WhatWasSaidForm(data, today=TODAY, speaks=True)]),
    SayForm: lambda data: iter([SayForm(data)]),
    ResultForm: lambda data: iter([ResultForm(data)]),
    ResultWithDecisionForm: lambda data: iter([ResultWithDecisionForm(data, today=TODAY)]),
    TeamForm: lambda data: iter([TeamForm(data, teams=[])]),
    UntilForm: lambda data: iter([UntilForm(data, teams=[], today=TODAY)]),
    OneOfForm: lambda data: iter([OneOfForm(data, offered=[])]),
    CasusForm: lambda data: iter([CasusForm(data, knelpunten=[])]),
    ReaderForm: lambda data: iter(
        [
            ReaderForm(
                data, readers=[], texts={"cause": "Bij Noor."}, argued={},
                found=look_through({"cause": "Bij Noor."}),
            )
        ]
    ),
    RemarkForm: lambda data: iter([RemarkForm(data)]),
    MeetingForm: lambda data: iter([MeetingForm(data, today=TODAY)]),
    MoveForm: lambda data: iter(
        [MoveForm(data, today=TODAY, to=ActionState.STOPPED, began=TODAY)]
    ),
    LawSearchForm: lambda data: iter([LawSearchForm(data)]),
    ArticleSearchForm: lambda data: iter([ArticleSearchForm(data)]),
    StuckSearchForm: lambda data: iter([StuckSearchForm(data, code="GM9901")]),
}  # fmt: skip


def made_elsewhere() -> set[type[forms.Form]]:
    """Give the forms of logging in, which are made with an account: tests/web/log_in tries them."""
    return {one for one in all_forms() if one.__module__ == log_in.__name__}


def all_forms(kind: type = forms.Form) -> Iterator[type[forms.Form]]:
    for form in kind.__subclasses__():
        if form.__module__.startswith("meedoen."):
            yield form
        yield from all_forms(form)


def test_every_form_of_every_face_is_tried_here() -> None:
    for module in pkgutil.walk_packages(meedoen.web.__path__, "meedoen.web."):
        if ".templatetags" not in module.name:
            importlib.import_module(module.name)
    assert set(all_forms()) - made_elsewhere() - BEGUN == set(MADE)


def bare_fields(source: str) -> list[str]:
    names = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute))
    return [f"{node.lineno}: forms.{node.attr}" for node in names if node.attr in BARE]


def test_no_form_reads_for_itself() -> None:
    for file in sorted(WEB.rglob("*.py")):
        if file.relative_to(WEB).as_posix() not in KNOWS_THEM:
            assert not bare_fields(file.read_text(encoding="utf-8")), file
    assert bare_fields("words = forms.CharField()") == ["1: forms.CharField"]


def sent(**values: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(values)
    return data


@pytest.mark.django_db
@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize(
    "kind", sorted(MADE, key=lambda form: f"{form.__module__}.{form.__name__}")
)
def test_whatever_is_sent_each_field_answers_and_can_be_shown(kind, what: str) -> None:
    for empty in MADE[kind](sent()):
        names = [empty.add_prefix(name) for name in empty.fields]
        for form in MADE[kind](sent(**dict.fromkeys(names, HOSTILE[what]))):
            form.is_valid()
            for name, field in form.fields.items():
                as_it_is_kept(form, name, field, HOSTILE[what])
            typed = (name for name, field in form.fields.items() if is_typed(field))
            "".join(str(form[name]) for name in typed).encode()


def is_typed(field: forms.Field) -> bool:
    chosen = isinstance(field.widget, forms.Select)
    return isinstance(field, kinds.LineField | kinds.ReadField) and not chosen


def as_it_is_kept(form: forms.Form, name: str, field: forms.Field, typed: str) -> None:
    """Own words are kept as they were seen, or come back with the sentence about their length."""
    if not isinstance(field, kinds.LineField):
        return
    read = next(
        reader
        for reader, known in (
            (read_words, kinds.WordsField), (read_name, kinds.NameField), (read_line, object),
        )
        if isinstance(field, known)
    )  # fmt: skip
    words = read(typed)
    if name in form.errors:
        too_long = field.max_length is not None and len(words) > field.max_length
        assert too_long or not words or "Er passen" not in str(form.errors[name]), name
    elif name in form.cleaned_data and isinstance(form.cleaned_data[name], str):
        assert form.cleaned_data[name] == words


def long_fields() -> Iterator[tuple[type[forms.Form], str, int]]:
    for kind in (hers.WordsForm, hers.ManageForm, hers.MissingForm, hers.CheckInForm,
                 at_work.TellForm, at_work.CheckInForm, override_form.OverrideForm,
                 knelpunt_form.KnelpuntForm, DraftForm, ReleaseForm, ApproveForm,
                 EndForm, VisionForm, SubprogrammeForm, ActionForm, SeenActionForm,
                 MoveForm, ProposeForm, BecauseForm, DecideForm, ResultForm, LayBeforeForm,
                 WhatWasSaidForm, SayForm,
                 CasusForm):  # fmt: skip
        for name, field in kind.base_fields.items():
            if isinstance(field, kinds.WordsField):
                yield kind, name, field.max_length


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "name", "room"), list(long_fields()))
def test_a_line_break_counts_once_as_in_the_browser(kind, name: str, room: int) -> None:
    fits = ("vijf\n" * room)[: room - 1] + "."
    form = next(MADE[kind](sent(**{name: fits.replace("\n", "\r\n")})))
    form.is_valid()
    assert name not in form.errors
    kept = form.cleaned_data[name]
    assert kept == fits if isinstance(kept, str) else True

    form = next(MADE[kind](sent(**{name: fits + "!"})))
    assert f"Dit zijn {room + 1} tekens. Er passen er {room}." in str(form.errors[name])
    assert form[name].value() == fits + "!"


@given(anything)
def test_any_text_is_read_or_answered_with_a_sentence(typed: str) -> None:
    within = Period(date(1906, 1, 1), TODAY)
    for field in (
        kinds.LineField(), kinds.WordsField(), kinds.NameField(), kinds.SearchField(),
        kinds.DayField(within=within), kinds.WholeNumberField(most=10),
        kinds.NumberField(least=Decimal(0), most=Decimal(10)),
        kinds.AmountField(most=Money(10**6)), kinds.TelephoneField(), kinds.PostcodeField(),
        kinds.EmailField(),
    ):  # fmt: skip
        plain = field.widget.value_from_datadict({"x": typed}, {}, "x")
        try:
            kept = field.clean(plain)
        except forms.ValidationError as sorry:
            message = " ".join(sorry.messages)
        else:
            message = str(kept)
        message.encode()
        field.prepare_value(plain)


class BirthForm(forms.Form):
    day = kinds.DayField(label="Geboren", within=Period(date(1906, 11, 28), TODAY))
    amount = kinds.AmountField(label="Bedrag", most=Money(10**8), required=False)


def test_what_is_asked_is_answered_by_the_button_beside_it() -> None:
    asked = BirthForm(sent(day="2068-03-14"))
    assert "Bedoel je 14 maart 1968?" in asked.errors["day"][0]

    answered = BirthForm(sent(day="2068-03-14", **{"day-bedoeld": "14-03-1968"}))
    assert answered.is_valid()
    assert answered.cleaned_data["day"] == date(1968, 3, 14)
    assert answered["day"].value() == "1968-03-14"


def test_a_yes_to_another_text_or_to_nothing_offered_counts_for_nothing() -> None:
    other = BirthForm(sent(day="15-03-1970", **{"day-bedoeld": "14-03-1968"}))
    assert other.is_valid()
    assert other.cleaned_data["day"] == date(1970, 3, 15)
    assert not BirthForm(sent(day="2068-03-14", **{"day-bedoeld": "01-01-1950"})).is_valid()


def test_an_amount_that_can_be_two_is_asked_with_both() -> None:
    form = BirthForm(sent(day="14-03-1968", amount="1,250"))
    assert form.errors["amount"][0].endswith("Bedoel je € 1.250,00 of € 1,25?")
    yes = BirthForm(sent(day="14-03-1968", amount="1,250", **{"amount-bedoeld": "€ 1,25"}))
    assert yes.is_valid()
    assert yes.cleaned_data["amount"] == Money(125)


def test_a_suggestion_outside_the_bounds_is_not_offered() -> None:
    field = kinds.AmountField(most=Money(100_00))
    assert [one.shown for one in field.suggestions("1,250")] == ["€ 1,25"]


def test_a_form_with_other_bounds_leaves_those_of_the_next_alone() -> None:
    one, two = hers.CheckInForm(today=TODAY), hers.CheckInForm(today=TODAY + timedelta(days=9))
    assert one["quiet_until"].field.widget.attrs["min"] == "2026-11-29"
    assert two["quiet_until"].field.widget.attrs["min"] == "2026-12-08"
    with pytest.raises(ValueError, match="has bounds"):
        kinds.DayField().clean("14-03-1968")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", sorted(MADE, key=lambda form: f"{form.__module__}.{form.__name__}")
)
def test_a_browser_keeps_nothing_of_what_somebody_typed(kind) -> None:
    for form in MADE[kind](sent()):
        for name, field in form.fields.items():
            if is_typed(field):
                assert field.widget.attrs["autocomplete"] == "off", name
            if isinstance(field, kinds.DayField):
                assert field.widget.attrs["min"] < field.widget.attrs["max"]


@given(st.sampled_from(sorted(FactType)))
def test_each_kind_of_fact_has_its_field(kind: FactType) -> None:
    wanted = {
        FactType.DATE: kinds.DayField,
        FactType.NUMBER: kinds.WholeNumberField,
        FactType.AMOUNT: kinds.AmountField,
        FactType.BOOLEAN: forms.ChoiceField,
        FactType.ENUM: forms.ChoiceField,
    }
    for fact in current_rulebook().facts.values():
        if fact.type is kind:
            form = own.OwnAnswerForm(fact=fact, today=TODAY)
            assert isinstance(form.fields["value"], wanted[kind])

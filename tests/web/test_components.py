# SPDX-License-Identifier: EUPL-1.2
"""The shared components: contrast, icons, fields, outcomes, and what a strict page may not hold."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from meedoen.web.components import contrast, icons, outcomes
from meedoen.web.components.describing import TEMPLATES, described
from meedoen.web.components.samples import CHAPTERS
from meedoen.web.components.templatetags import meedoen as tags

STATIC = TEMPLATES.parents[1] / "static" / "meedoen"
MUNICIPALITIES = sorted((STATIC / "municipalities").glob("*.css"))
MODES = ("light", "dark by device", "dark by choice")
# What frames a page; a gallery cannot show it as a sample.
FRAMES = {
    "kept_words",
    "open_story",
    "arch",
    "base",
    "call_us",
    "demonstration_strip",
    "logged_in_strip",
    "footer",
    "gallery",
    "message",
    "navigation",
    "resident_base",
    "work_base",
    "work_footer",
}
# Shown inside another component, or only meaningful inside one of a page.
INSIDE = {"doors_art", "field_notes", "form", "glass", "map_patterns", "outcome", "swatch"}
colours = st.from_regex(r"\A#[0-9a-f]{6}\Z")


def rendered(source: str, **values: object) -> str:
    return Template("{% load meedoen %}" + source).render(Context(values))


def shown(component: str, **values: object) -> str:
    return render_to_string(f"components/{component}.html", values)


def ours() -> dict[str, contrast.Palette]:
    return contrast.palettes((STATIC / "tokens.css").read_text())


class TestContrast:
    def test_black_on_white_is_twenty_one_to_one(self) -> None:
        assert contrast.ratio("#000000", "#ffffff") == pytest.approx(21.0)

    def test_the_grey_that_wcag_names_as_just_enough_is_just_enough(self) -> None:
        assert contrast.ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
        assert contrast.ratio("#777777", "#ffffff") < 4.5

    @given(one=colours, other=colours)
    def test_contrast_is_the_same_both_ways_and_between_one_and_twenty_one(
        self, one: str, other: str
    ) -> None:
        assert contrast.ratio(one, other) == contrast.ratio(other, one)
        assert 1.0 <= contrast.ratio(one, other) <= 21.0 + 1e-9

    @pytest.mark.parametrize("colour", ["red", "#fff", "#gggggg", "#0000000", ""])
    def test_what_is_no_colour_is_refused(self, colour: str) -> None:
        with pytest.raises(ValueError, match="#rrggbb"):
            contrast.luminance(colour)

    @pytest.mark.parametrize("mode", MODES)
    def test_every_pair_of_ours_can_be_read(self, mode: str) -> None:
        assert contrast.shortcomings(ours()[mode]) == []

    def test_a_pale_accent_is_found_and_named(self) -> None:
        pale = ours()["light"] | {"accent": "#e0a0c0"}
        assert any(line.startswith("accent on paper") for line in contrast.shortcomings(pale))

    @pytest.mark.parametrize("mode", MODES)
    @pytest.mark.parametrize("file", MUNICIPALITIES, ids=lambda file: file.stem)
    def test_the_values_of_each_municipality_can_be_read(self, file: Path, mode: str) -> None:
        own = contrast.palettes(file.read_text())[mode]
        assert own["accent"] != ours()[mode]["accent"]
        assert contrast.shortcomings(ours()[mode] | own) == []

    @pytest.mark.parametrize("file", MUNICIPALITIES, ids=lambda file: file.stem)
    def test_a_municipality_changes_no_outcome_and_no_map(self, file: Path) -> None:
        for own in contrast.palettes(file.read_text()).values():
            assert all(name.startswith(("accent", "on-accent")) for name in own)

    def test_dark_by_choice_is_the_same_as_dark_by_device(self) -> None:
        read = ours()
        assert read["dark by device"] == read["dark by choice"]
        assert read["light"].keys() == read["dark by choice"].keys()

    def test_the_map_goes_from_light_to_dark_and_in_the_dark_the_other_way(self) -> None:
        for mode, falling in (("light", True), ("dark by choice", False)):
            steps = [contrast.luminance(ours()[mode][f"map-{n}"]) for n in range(1, 6)]
            assert steps == sorted(steps, reverse=falling)

    @pytest.mark.parametrize("mode", MODES)
    def test_a_picture_to_scan_is_dark_on_light_in_every_theme(self, mode: str) -> None:
        """Many telephones do not read a QR code that is light on dark, or dark on dark."""
        assert contrast.luminance(ours()[mode]["scan-ground"]) == pytest.approx(1)
        shown = (TEMPLATES.parents[0] / "mfa/totp/activate_form.html").read_text()
        assert '<img class="md-scan"' in shown
        rule = re.search(r"\.md-scan \{([^}]*)\}", (STATIC / "components.css").read_text())
        assert rule
        assert "background-color: var(--md-scan-ground)" in rule[1]
        assert "forced-color-adjust: none" in rule[1]

    def test_print_is_not_taken_for_light(self) -> None:
        rule = ".meedoen-theme {{ --md-ink: {}; }}"
        css = f"{rule.format('#000000')} @media print {{ {rule.format('#ffffff')} }}"
        assert contrast.palettes(css)["light"] == {"ink": "#000000"}


class TestIcons:
    def test_an_icon_is_hidden_from_who_listens_and_follows_the_text(self) -> None:
        drawn = rendered('{% icon "phone" %}')
        assert drawn.startswith("<svg")
        assert 'aria-hidden="true"' in drawn
        assert "<path" in drawn
        # Said once for all of them, and not a hundred and fifty times on a page.
        assert "stroke" not in drawn
        layout = finders.find("meedoen/layout.css")
        (rule,) = re.findall(r"\n\.md-icon \{([^}]*)\}", Path(str(layout)).read_text("utf-8"))
        assert {"fill: none", "stroke: currentColor"} <= {one.strip() for one in rule.split(";")}

    def test_an_icon_carries_no_style_and_no_script(self) -> None:
        assert not re.search(r"style|script|on\w+=", icons.drawing("phone"))

    def test_a_missing_icon_is_named(self) -> None:
        with pytest.raises(icons.MissingIcon, match="no-such-icon"):
            icons.drawing("no-such-icon")

    @pytest.mark.parametrize("name", ["../phone", "Phone", "phone.svg", ""])
    def test_a_name_cannot_walk_out_of_the_folder(self, name: str) -> None:
        with pytest.raises(icons.MissingIcon):
            icons.drawing(name)


class Asking(forms.Form):
    words = forms.CharField(label="Jouw woorden", help_text="Kort is goed.", widget=forms.Textarea)
    day = forms.ChoiceField(
        label="Welke dag?", choices=[("", "-"), ("mo", "Maandag"), ("tu", "Dinsdag")]
    )
    answer = forms.ChoiceField(
        label="Hoe gaat het?",
        choices=[
            ("forward", "Vooruit"),
            ("stay", "Blijven"),
            ("back", "Terug"),
            ("not_now", "Nu niet"),
        ],
        widget=forms.RadioSelect,
    )
    helps = forms.MultipleChoiceField(
        label="Wat helpt?", choices=[("quiet", "Rust")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="Dat mag")


class TestFields:
    @pytest.mark.parametrize("name", ["words", "day", "agreed"])
    def test_each_field_has_its_label_and_its_help(self, name: str) -> None:
        form = Asking()
        page = shown("field", field=form[name])
        assert f'for="id_{name}"' in page
        assert f'id="id_{name}"' in page
        assert str(form[name].label) in page

    def test_help_is_read_out_with_the_field(self) -> None:
        page = shown("field", field=Asking()["words"])
        assert 'aria-describedby="id_words_helptext"' in page
        assert 'id="id_words_helptext"' in page

    def test_a_mistake_stands_at_the_field_and_is_read_out_with_it(self) -> None:
        page = shown("field", field=Asking({})["words"])
        assert 'id="id_words_error"' in page
        assert 'aria-invalid="true"' in page
        assert re.search(r'aria-describedby="[^"]*id_words_error', page)

    def test_radios_and_checkboxes_stand_in_a_group_with_a_question(self) -> None:
        for name, question in (("answer", "Hoe gaat het?"), ("helps", "Wat helpt?")):
            page = shown("field", field=Asking()[name])
            assert "<fieldset" in page
            assert re.search(rf"<legend[^>]*>{re.escape(question)}", page)

    def test_what_somebody_chose_stays_chosen(self) -> None:
        page = shown("field", field=Asking({"answer": "back"})["answer"])
        assert re.findall(r'value="(\w+)"[^>]* checked', page) == ["back"]

    def test_the_summary_links_to_each_field_with_a_mistake(self) -> None:
        form = Asking({"words": "Hout"})
        page = shown("errors", form=form)
        assert 'role="alert"' in page
        assert 'href="#id_words"' not in page
        for name in ("day", "answer", "helps", "agreed"):
            assert f'href="#id_{name}"' in page

    def test_without_mistakes_there_is_no_summary(self) -> None:
        assert shown("errors", form=Asking()).strip() == ""

    def test_words_of_a_visitor_are_never_markup(self) -> None:
        page = shown("field", field=Asking({"words": "<script>alert(1)</script>"})["words"])
        assert "<script>" not in page
        assert "&lt;script&gt;" in page


class TestEqualChoices:
    def test_nothing_is_chosen_beforehand(self) -> None:
        assert "checked" not in shown("choice", field=Asking()["answer"])

    def test_all_four_answers_look_the_same(self) -> None:
        looks = {
            value: {"icon": "equal", "hint": "Zo."}
            for value, _ in Asking().fields["answer"].choices
        }
        page = shown("choice", field=Asking()["answer"], looks=looks)
        cards = re.findall(r'<label class="([^"]*)"', page)
        assert len(cards) == 4
        assert len(set(cards)) == 1

    def test_the_empty_choice_is_no_card(self) -> None:
        assert [row["value"] for row in tags.choice_options(Asking()["day"])] == ["mo", "tu"]

    def test_an_icon_and_a_hint_go_to_their_own_answer(self) -> None:
        rows = tags.choice_options(Asking()["answer"], {"back": {"icon": "arrow-left"}})
        assert [row.get("icon") for row in rows] == [None, None, "arrow-left", None]


class TestOutcomes:
    def test_four_outcomes_differ_in_word_icon_and_look(self) -> None:
        looks = outcomes.OUTCOMES.values()
        assert list(outcomes.OUTCOMES) == ["ja", "nee_op_deze_grond", "onbekend", "vraagt_oordeel"]
        assert len({look.word for look in looks}) == len({look.icon for look in looks}) == 4

    @pytest.mark.parametrize("code", outcomes.OUTCOMES)
    def test_an_outcome_always_shows_a_word_beside_its_icon(self, code: str) -> None:
        page = shown("outcome", outcome=code)
        assert outcomes.OUTCOMES[code].word in page
        assert "<svg" in page

    def test_a_fifth_outcome_does_not_exist(self) -> None:
        with pytest.raises(KeyError):
            shown("outcome", outcome="afgewezen")

    def test_a_cell_tells_outcome_provision_article_and_reason_in_that_order(self) -> None:
        cell = {
            "outcome": "onbekend",
            "title": "Vervoer",
            "article": "art. 1.1.1",
            "text": "Eén feit ontbreekt.",
            "note": "Kun je zelf komen?",
        }
        page = shown("glasses", columns=["Wmo"], rows=[{"need": "Er komen", "cells": [cell]}])
        order = [
            page.index(word) for word in ("Onbekend", "Vervoer", "art. 1", "Eén feit", "Kun je")
        ]
        assert order == sorted(order)

    def test_a_law_without_an_answer_says_so(self) -> None:
        page = shown("glasses", columns=["Wmo"], rows=[{"need": "Er komen", "cells": [[]]}])
        assert "Deze wet zegt hier niets over." in page


class TestParts:
    def test_a_part_stands_around_its_content(self) -> None:
        page = rendered(
            '{% part "card" heading="Moestuin" url="/x/" %}<p>Kom kijken.</p>{% endpart %}'
        )
        assert re.search(r'<a href="/x/">Moestuin</a>.*<p>Kom kijken\.</p>', page, re.DOTALL)

    def test_a_part_escapes_its_values(self) -> None:
        page = rendered('{% part "card" heading=words %}{% endpart %}', words="<b>dik</b>")
        assert "&lt;b&gt;dik" in page

    def test_a_part_does_not_leak_what_stands_around_it(self) -> None:
        page = rendered('{% part "card" %}x{% endpart %}', heading="Niet van mij")
        assert "Niet van mij" not in page

    def test_a_form_carries_its_token(self) -> None:
        page = rendered('{% part "form" %}{% endpart %}', csrf_token="abc")
        assert 'name="csrfmiddlewaretoken" value="abc"' in page

    def test_taking_something_away_can_be_undone_with_one_press(self) -> None:
        page = rendered(
            '{% part "undo" text="Weg." url="/terug/" fields=fields %}{% endpart %}',
            csrf_token="abc",
            fields={"step": 3},
        )
        assert 'action="/terug/"' in page
        assert 'name="step" value="3"' in page
        assert "csrfmiddlewaretoken" in page
        assert "Maak ongedaan" in page

    @pytest.mark.parametrize(
        ("name", "face"),
        [("Samira Haddou", "SH"), ("Anna van der Berg", "AB"), ("Cor", "C"), ("", "")],
    )
    def test_a_face_is_made_of_initials(self, name: str, face: str) -> None:
        assert tags.initials(name) == face

    def test_an_empty_place_offers_a_next_thing_to_do(self) -> None:
        page = shown("empty", heading="Nog niets", url="/aanbod/", label="Kijk wat er is")
        assert 'href="/aanbod/"' in page
        assert "Kijk wat er is" in page


class TestMunicipalityValues:
    def test_a_municipality_with_its_own_values_gets_them(self, settings) -> None:
        settings.MEEDOEN_MUNICIPALITY_TOKENS = {"GM9902": "meedoen/municipalities/vennerhout.css"}
        assert tags.municipality_tokens(SimpleNamespace(code="GM9902")).endswith("vennerhout.css")
        assert tags.municipality_tokens(SimpleNamespace(code="GM9901")) == ""
        assert tags.municipality_tokens(None) == ""

    def test_own_values_are_loaded_after_ours(self, settings) -> None:
        settings.MEEDOEN_MUNICIPALITY_TOKENS = {"GM9902": "meedoen/municipalities/vennerhout.css"}
        request = RequestFactory().get("/")
        values = {"municipality": SimpleNamespace(code="GM9902", name="Vennerhout")}
        page = render_to_string("components/base.html", values | {"request": request})
        assert page.index("meedoen/tokens.css") < page.index("vennerhout.css")


class TestHouseRules:
    def test_each_component_tells_how_to_use_it(self) -> None:
        for template in TEMPLATES.glob("*.html"):
            assert described(template.stem).usage

    def test_a_component_without_words_about_itself_is_refused(self, tmp_path, monkeypatch) -> None:
        (tmp_path / "silent.html").write_text("<p></p>")
        monkeypatch.setattr("meedoen.web.components.describing.TEMPLATES", tmp_path)
        with pytest.raises(ValueError, match="silent"):
            described("silent")

    def test_the_gallery_shows_every_component(self) -> None:
        in_gallery = {group.component for _, groups in CHAPTERS for group in groups}
        assert in_gallery | FRAMES | INSIDE == {file.stem for file in TEMPLATES.glob("*.html")}

    def test_no_template_holds_style_or_script_of_its_own(self) -> None:
        wrong = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", re.I)
        for template in TEMPLATES.parents[1].rglob("*.html"):
            assert not wrong.search(template.read_text()), template.name

    def test_every_colour_stands_in_the_file_of_values(self) -> None:
        for name in ("nlds", "layout", "components", "instruments"):
            assert not re.search(
                r"#[0-9a-fA-F]{3,8}\b(?!\")", (STATIC / f"{name}.css").read_text()
            ), name

    def test_every_value_that_is_used_exists(self) -> None:
        known = set(re.findall(r"(--md-[a-z0-9-]+):", (STATIC / "tokens.css").read_text()))
        for sheet in STATIC.glob("*.css"):
            assert set(re.findall(r"var\((--md-[a-z0-9-]+)", sheet.read_text())) <= known, (
                sheet.name
            )

    def test_targets_of_residents_are_at_least_48_pixels_and_at_work_44(self) -> None:
        found = re.findall(r"--md-target: ([\d.]+)rem", (STATIC / "tokens.css").read_text())
        assert [float(size) * 16 for size in found] == [48, 44]

    @pytest.mark.parametrize(
        "path",
        [
            "nlds/utrecht/index.css",
            "nlds/voorbeeld/theme.css",
            "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
            "fonts/atkinson-hyperlegible-next-latin-wght-italic.woff2",
            "fonts/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
            "meedoen/municipalities/vennerhout.css",
        ],
    )
    def test_what_the_pages_load_is_installed(self, path: str) -> None:
        assert finders.find(path)


@pytest.mark.django_db
class TestGallery:
    @pytest.mark.parametrize(("size", "work"), [("", True), ("?voor=bewoner", False)])
    def test_it_opens_for_everybody_in_both_sizes(self, client, size: str, work: bool) -> None:
        answer = client.get(reverse("web:gallery") + size)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert ("meedoen-theme--work" in page) is work

    def test_it_has_one_main_heading_and_no_id_twice(self, client) -> None:
        page = client.get(reverse("web:gallery")).content.decode()
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert page.count("<h1") == 1
        assert sorted(ids) == sorted(set(ids))

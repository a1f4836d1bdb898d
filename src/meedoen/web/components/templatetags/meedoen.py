# SPDX-License-Identifier: EUPL-1.2
"""Tags for building pages: icons, parts that wrap content, and the details of form fields."""

from collections.abc import Mapping
from typing import Any

from django import forms, template
from django.conf import settings
from django.forms import BoundField
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from meedoen.vocabulary.reading import Suggestion
from meedoen.vocabulary.telephone import with_shown
from meedoen.web.belonging import FIELD, mark_for
from meedoen.web.components import icons, outcomes
from meedoen.web.kept_words import keeping

register = template.Library()

_KINDS = (
    (forms.HiddenInput, "hidden"),
    (forms.Textarea, "textarea"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
)
_CLASSES = {
    "textarea": "utrecht-textarea utrecht-textarea--html-textarea",
    "select": "utrecht-select utrecht-select--html-select",
    "checkbox": "md-check",
    "text": "utrecht-textbox utrecht-textbox--html-input",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon. Raises MissingIcon, naming it, when the package has none of that name."""
    return mark_safe(icons.drawing(name))  # noqa: S308 - a file of an installed package


@register.simple_block_tag(takes_context=True)
def part(context: Context, content: str, name: str, **values: Any) -> SafeString:
    """Render a component around the content between `{% part %}` and `{% endpart %}`."""
    chosen = context.template.engine.get_template(f"components/{name}.html")  # type: ignore[union-attr]
    inside = {**values, "content": content, "csrf_token": context.get("csrf_token")}
    return chosen.render(context.new(inside))


@register.simple_tag(takes_context=True)
def seal(context: Context) -> SafeString:
    """Put in a form what every form that posts must carry: that it is ours, and whose it is.

    The second is the mark of the story it is shown for (`web/belonging.py`).
    """
    request: HttpRequest | None = getattr(context, "request", None)
    token, mark = context.get("csrf_token"), ""
    if request is not None:
        # Inside `include … only` the request is still there; what it put in the context is not.
        token, mark = token or get_token(request), mark_for(request)
    fields = {"csrfmiddlewaretoken": token, FIELD: mark}
    hidden = '<input type="hidden" name="{}" value="{}">'
    return format_html_join("", hidden, [(name, value) for name, value in fields.items() if value])


@register.simple_tag
def outcome_look(code: Any) -> outcomes.OutcomeLook:
    """Give the word, icon and sentence of an outcome. Raises KeyError for any fifth outcome."""
    return outcomes.OUTCOMES[str(code)]


@register.simple_tag
def outcome_looks() -> list[outcomes.OutcomeLook]:
    """Give all four outcomes, in the order in which we explain them."""
    return list(outcomes.OUTCOMES.values())


@register.simple_tag
def municipality_tokens(municipality: Any) -> str:
    """Give the static path of a municipality's own values; empty when it has none."""
    own: Mapping[str, str] = getattr(settings, "MEEDOEN_MUNICIPALITY_TOKENS", {})
    return own.get(getattr(municipality, "code", ""), "")


@register.filter
def control_kind(field: BoundField) -> str:
    """Say which markup a form field needs: text, textarea, select, radios, checkboxes, …"""
    widget = field.field.widget
    return next((kind for known, kind in _KINDS if isinstance(widget, known)), "text")


@register.filter
def as_called(words: str) -> str:
    """Write the telephone number in front of kept words the usual way: 06 12 34 56 78."""
    return with_shown(words)


@register.filter
def meant(field: BoundField) -> list[Suggestion]:
    """List what the text in a field can mean, when its field asks."""
    found = (error.params or {} for error in field.errors.as_data())
    return [one for params in found for one in params.get("suggestions", ())]


@register.filter
def without_help(field: BoundField) -> BoundField:
    """Leave out the help of a field, for a page that gives that help in its own words."""
    field.help_text = ""
    return field


@register.simple_tag(takes_context=True)
def kept(context: Context, field: BoundField) -> SafeString:
    """Give the attributes with which a browser keeps what is typed in a field (`kept_words`)."""
    told = keeping(field, getattr(context, "request", None))
    return format_html_join("", ' {}="{}"', told.items())


@register.simple_tag(takes_context=True)
def control(context: Context, field: BoundField) -> SafeString:
    """Draw the input of a field with the classes of the design system.

    What is typed in a long one is kept until it is sent. A placeholder is left out: the label says
    it, and text that vanishes helps nobody.
    """
    field.field.widget.attrs.pop("placeholder", None)
    own = field.field.widget.attrs.get("class", "")
    classes = f"{_CLASSES.get(control_kind(field), '')} {own}".strip()
    told = keeping(field, getattr(context, "request", None))
    return field.as_widget(attrs={**({"class": classes} if classes else {}), **told})


@register.simple_tag
def choice_options(
    field: BoundField | None,
    looks: Mapping[str, Mapping[str, str]] | None = None,
    options: list[dict[str, Any]] | None = None,
) -> list[dict[str, Any]]:
    """List a field's choices for equal cards; `looks` may add an icon and a hint by value.

    Without a field the given options are used. The empty choice is left out: choosing nothing is
    done by choosing nothing.
    """
    if not field:
        return options or []
    chosen = str(field.value() or "")
    rows = [(str(value), label) for value, label in getattr(field.field, "choices", ()) if value]
    return [
        {"value": value, "label": label, "checked": value == chosen, **(looks or {}).get(value, {})}
        for value, label in rows
    ]


@register.filter
def initials(name: str) -> str:
    """Give the first letters of the first and the last word of a name, as a face."""
    words = name.split()
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))

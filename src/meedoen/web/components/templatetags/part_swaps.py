# SPDX-License-Identifier: EUPL-1.2
"""The one way in which a form replaces a part of its page, for who has JavaScript.

Every attribute of htmx stands on the form itself and nothing below inherits any (`base.html` turns
that off): a link that happens to stand inside a part stays an ordinary link.
Source: bigskysoftware/htmx#2685, a page emptied by an inherited hx-select.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def swaps(part: str, action: str, then: str = "") -> SafeString:
    """Give the attributes of a form whose answer replaces the element with id `part`.

    What the server says comes along. Until the answer is there no other button of the part works:
    it would speak for a part that is gone by then. Afterwards the element with id `then` is in
    sight and has the focus; without it that is the part itself. The form keeps its own method and
    action, for who has no JavaScript.
    """
    return format_html(
        'hx-post="{action}" hx-target="#{part}" hx-select="#{part}" hx-swap="outerHTML" '
        'hx-select-oob="#berichten:innerHTML" hx-sync="#{part}:drop" '
        'hx-disabled-elt="#{part} button" data-then="{then}"',
        action=action,
        part=part,
        then=then or part,
    )

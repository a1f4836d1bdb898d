# SPDX-License-Identifier: EUPL-1.2
"""What is right on any page. Each check reads a page and says in words what is not."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from lxml.html import HtmlElement

POINTERS = (
    "for", "list", "form", "headers", "aria-describedby", "aria-labelledby", "aria-controls",
    "aria-owns", "aria-details", "aria-errormessage", "aria-activedescendant", "aria-flowto",
)  # fmt: skip
NO_FIELD = {"hidden", "submit", "button", "image", "reset"}
HIDDEN = (
    "ancestor-or-self::*[@hidden or @aria-hidden='true' or "
    "contains(concat(' ', @class, ' '), ' md-visually-hidden ')]"
)
# Letters that the Unicode tables call letters, and that show nothing.
BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"
# Never on a screen of a resident (design: the words of the office).
OFFICE_WORDS = (
    "cliënt", "burger", "moeilijk bemiddelbaar", "afstand tot de arbeidsmarkt", "doelgroep",
)  # fmt: skip


def visible(words: str) -> str:
    """Give what of a text can be seen: without marks that have no width, in single spaces."""
    seen = "".join(
        c for c in words if unicodedata.category(c) not in ("Cf", "Cc", "Mn") or c.isspace()
    )
    return " ".join(seen.translate(dict.fromkeys(map(ord, BLANK_LETTERS))).split())


def words_of(element: HtmlElement, *, unseen: bool = True) -> str:
    """Give the text of an element as it is read; with `unseen` False only what is on the screen."""
    said = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):
            said.append(child.tail or "")
            continue
        skipped = child.get("aria-hidden") == "true" or child.get("hidden") is not None
        quiet = "md-visually-hidden" in (child.get("class") or "").split()
        if not skipped and (unseen or not quiet):
            said.append(
                child.get("alt") or "" if child.tag == "img" else words_of(child, unseen=unseen)
            )
        said.append(child.tail or "")
    return " ".join(said)


def name_of(element: HtmlElement) -> str:
    """Give the name by which a link, button, form or group is called aloud; may be empty."""
    pointed = (element.get("aria-labelledby") or "").split()
    if pointed:
        parts = [
            words_of(found)
            for one in pointed
            for found in element.getroottree().xpath("//*[@id=$one]", one=one)
        ]
        return visible(" ".join(parts))
    named = visible(element.get("aria-label") or "") or visible(words_of(element))
    return named or visible(
        " ".join(element.xpath(".//svg/title/text()")) or element.get("title") or ""
    )


def ids_are_unique(page: HtmlElement) -> Iterator[str]:
    """No two elements answer to the same id, so no label stands on another field."""
    for one, times in Counter(page.xpath("//@id")).items():
        if times > 1:
            yield f"id '{one}' stands on {times} elements"
        if not one or re.search(r"\s", one):
            yield f"id '{one}' is no id"


def pointers_lead_somewhere(page: HtmlElement) -> Iterator[str]:
    """Whatever points at an id on the page finds it there."""
    ids = set(page.xpath("//@id"))
    for pointer in POINTERS:
        for element in page.xpath(f"//*[@{pointer}]"):
            for one in element.get(pointer).split():
                if one not in ids:
                    yield f"{pointer} of <{element.tag}> points at '{one}', which is not here"
    for element in page.xpath("//*[starts-with(@href, '#')]"):
        one = element.get("href")[1:]
        if not one or one not in ids:
            yield f"a link goes to '#{one}', which is not here"


def _fields(page: HtmlElement) -> list[HtmlElement]:
    return [
        field
        for field in page.xpath("//input | //select | //textarea")
        if field.get("type", "text") not in NO_FIELD
    ]


def _labels(field: HtmlElement) -> list[HtmlElement]:
    wrapping = field.xpath("ancestor::label")
    one = field.get("id")
    return wrapping + (field.getroottree().xpath("//label[@for=$one]", one=one) if one else [])


def fields_have_their_own_label(page: HtmlElement) -> Iterator[str]:
    """Each field is named by one label that stands on the screen, and by no field's else."""
    said: defaultdict[tuple[HtmlElement | None, str], list[str]] = defaultdict(list)
    for field in _fields(page):
        name = field.get("name") or field.get("id") or "?"
        labels = _labels(field)
        if len(set(labels)) != 1:
            yield f"field '{name}' has {len(set(labels))} labels"
            continue
        seen = visible(words_of(labels[0], unseen=False))
        if not seen or labels[0].xpath(HIDDEN):
            yield f"field '{name}' has a label that nobody sees"
        form = next(iter(field.xpath("ancestor::form")), None)
        group = next(iter(field.xpath("ancestor::fieldset")), None)
        said[group if group is not None else form, seen].append(name)
    for (_, words), names in said.items():
        if len(names) > 1:
            yield f"'{words}' is the label of {len(names)} fields of one form: {names}"


def labels_name_a_field(page: HtmlElement) -> Iterator[str]:
    """A label belongs to something that can be filled in."""
    for label in page.xpath("//label"):
        target = label.xpath("//*[@id=$one]", one=label.get("for")) if label.get("for") else []
        inside = label.xpath(".//input | .//select | .//textarea")
        if not target and not inside:
            yield f"label '{visible(words_of(label))}' names nothing"
        if any(found.get("type") == "hidden" for found in target):
            yield f"label '{visible(words_of(label))}' names a hidden field"


def groups_have_a_legend(page: HtmlElement) -> Iterator[str]:
    """Choices that belong together stand in a group that says what is asked."""
    groups: defaultdict[tuple[HtmlElement, str], list[HtmlElement]] = defaultdict(list)
    for field in _fields(page):
        if field.get("type") in ("radio", "checkbox") and field.get("name"):
            form = next(iter(field.xpath("ancestor::form")), page)
            groups[form, field.get("name")].append(field)
    for (_, name), fields in groups.items():
        if len(fields) > 1 and not all(_asked(field) for field in fields):
            yield f"the {len(fields)} choices of '{name}' stand in no group with a legend"
    for group in page.xpath("//fieldset"):
        if not _asked(group):
            yield "a fieldset has no legend"


def _asked(field: HtmlElement) -> bool:
    around = field.xpath(
        "ancestor-or-self::*[self::fieldset or @role='group' or @role='radiogroup']"
    )
    return any(
        visible(group.get("aria-label") or "")
        or group.get("aria-labelledby")
        or any(visible(words_of(legend)) for legend in group.xpath("./legend"))
        for group in around
    )


def links_and_buttons_have_names(page: HtmlElement) -> Iterator[str]:
    """What can be pressed says what it does, to eye and ear; so does a picture with a name."""
    for pressed in page.xpath("//a[@href] | //button | //summary | //*[@role='button']"):
        if not name_of(pressed):
            yield f"<{pressed.tag} {pressed.get('href') or pressed.get('name') or ''}> has no name"
        elif not visible(words_of(pressed, unseen=False)) and not pressed.xpath(".//svg | .//img"):
            yield f"'{name_of(pressed)}' shows nothing to press"
    for pressed in page.xpath("//a[@aria-label] | //button[@aria-label]"):
        shown = visible(words_of(pressed, unseen=False)).casefold()
        if shown and shown not in visible(pressed.get("aria-label")).casefold():
            yield f"'{shown}' is read as '{pressed.get('aria-label')}' (WCAG 2.5.3)"
    for picture in page.xpath("//*[@role='img'] | //img"):
        if picture.get("alt") is None and not name_of(picture):
            yield f"a picture has no name: {picture.get('class')}"


def one_name_leads_one_way(page: HtmlElement, address: str = "") -> Iterator[str]:
    """In one list or table, links and buttons with the same name do the same."""
    for around in page.xpath("//main//ul | //main//ol | //main//table | //nav"):
        ways: defaultdict[str, set[str]] = defaultdict(set)
        for link in around.xpath(".//a[@href]"):
            ways[name_of(link).casefold()].add(urljoin(address, link.get("href")))
        for name, targets in ways.items():
            if len(targets) > 1:
                yield f"'{name}' leads {len(targets)} ways in one list: {sorted(targets)[:3]}"
    ways = defaultdict(set)
    for button in page.xpath("//form//button | //form//input[@type='submit']"):
        form = button.xpath("ancestor::form")[0]
        called = f"{name_of(form) if _is_named(form) else ''}: {name_of(button)}"
        hidden = tuple(
            sorted(
                (f.get("name"), f.get("value"))
                for f in form.xpath(".//input[@type='hidden']")
                if f.get("name") != "csrfmiddlewaretoken"
            )
        )
        ways[called.casefold()].add(
            f"{form.get('action')} {button.get('name')}={button.get('value')} {hidden}"
        )
    for name, targets in ways.items():
        if len(targets) > 1:
            yield f"button '{name}' does {len(targets)} things: {sorted(targets)[:3]}"


def _is_named(element: HtmlElement) -> bool:
    return bool(element.get("aria-label") or element.get("aria-labelledby"))


def headings_make_an_outline(page: HtmlElement) -> Iterator[str]:
    """One h1, no level skipped, no heading empty."""
    headings = page.xpath(
        "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
    )
    ones = [heading for heading in headings if heading.tag == "h1"]
    if len(ones) != 1:
        yield f"{len(ones)} headings h1"
    if ones and not ones[0].xpath("ancestor::main"):
        yield "the h1 stands outside main"
    before = 0
    for heading in headings:
        level = int(heading.tag[1])
        if level > before + 1:
            yield f"'{visible(words_of(heading))}' is a h{level} after a h{before}"
        if not visible(words_of(heading)):
            yield f"an empty {heading.tag}"
        before = level


def the_page_says_what_it_is(page: HtmlElement) -> Iterator[str]:
    """A title, the language, one main, and a way past the header."""
    title = visible(page.findtext(".//title") or "")
    if not title or title.startswith("-") or re.match(r"^(Het \w+ van )?\W*- Meedoen$", title):
        yield f"the title is '{title}'"
    if page.get("lang") != "nl":
        yield f"the page is in '{page.get('lang')}'"
    for tag in ("main", "head/title"):
        if len(page.xpath(f"//{tag}")) != 1:
            yield f"{len(page.xpath(f'//{tag}'))} times <{tag}>"


def forms_are_safe(page: HtmlElement) -> Iterator[str]:
    """What writes carries the token against forgery; what only asks does not show it."""
    for form in page.xpath("//form"):
        token = form.xpath(".//input[@name='csrfmiddlewaretoken']")
        posts = (form.get("method") or "get").lower() == "post"
        if posts and len(token) != 1:
            yield f"the form to '{form.get('action')}' has {len(token)} tokens"
        if not posts and token:
            yield f"the form to '{form.get('action')}' puts its token in the address"
        if not form.xpath(".//button[not(@type='button')] | .//input[@type='submit']"):
            yield f"the form to '{form.get('action')}' cannot be sent without a script"
    for button in page.xpath("//button[not(ancestor::form)]"):
        if button.xpath("ancestor::*[contains(@class, 'md-gallery')]"):
            continue  # a sample of a button, where the parts of the pages are shown
        inert = button.get("hidden") is not None and button.get("type") == "button"
        if not inert and not button.get("form"):
            yield f"button '{name_of(button)}' does nothing without a script, and is not hidden"


def nothing_inline(page: HtmlElement) -> Iterator[str]:
    """No style and no script in the page: the security policy would leave them out."""
    for element in page.iter():
        if isinstance(element.tag, str):
            for name, value in element.attrib.items():
                if name == "style" or name.startswith("on") or "javascript:" in value:
                    yield f"<{element.tag}> carries {name}"
    for script in page.xpath("//script[not(@src)] | //style"):
        yield f"<{script.tag}> in the page"


def nothing_half_filled_in(page: HtmlElement) -> Iterator[str]:
    """No hole or value of a machine where words should be."""
    body = page.find("body")
    for text in body.xpath(".//text()[not(ancestor::script or ancestor::*[@lang='en'])]"):
        words = " ".join(text.split())
        if re.search(
            r"\b(None|NaN|undefined|nan)\b|\{\{|\{%|%\(|<[A-Z]\w+:|\[\]|\(\)|,\s*,", words
        ):
            yield f"on the screen: '{words[:90]}'"
        if re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}", words):
            yield f"a number of a machine on the screen: '{words[:90]}'"


def lists_and_tables_are_whole(page: HtmlElement) -> Iterator[str]:
    """A list has only items, a table says what it is about and names its columns."""
    for row in page.xpath("//ul | //ol"):
        for child in row:
            if isinstance(child.tag, str) and child.tag not in ("li", "script", "template"):
                yield f"<{child.tag}> lies loose in a list"
    for table in page.xpath("//table"):
        if not (_is_named(table) or visible("".join(map(words_of, table.xpath("./caption"))))):
            yield "a table has no name"
        if not table.xpath(".//th[@scope]"):
            yield "a table has no headings with a scope"


CHECKS: tuple[Callable[[HtmlElement], Iterator[str]], ...] = (
    ids_are_unique,
    pointers_lead_somewhere,
    fields_have_their_own_label,
    labels_name_a_field,
    groups_have_a_legend,
    links_and_buttons_have_names,
    one_name_leads_one_way,
    headings_make_an_outline,
    the_page_says_what_it_is,
    forms_are_safe,
    nothing_inline,
    nothing_half_filled_in,
    lists_and_tables_are_whole,
)


def wrong_with(page: HtmlElement) -> list[str]:
    """Give in words everything that is not right on a page; what lies in a template is on none."""
    for inert in page.xpath("//template"):
        inert.drop_tree()
    return [f"{check.__name__}: {found}" for check in CHECKS for found in check(page)]


def words_of_the_office(page: HtmlElement) -> list[str]:
    """Give the words on a resident's screen that are never said to a resident."""
    said = visible(words_of(page.find("body"))).casefold()
    return [word for word in OFFICE_WORDS if re.search(rf"\b{word}(?!ondersteun)", said)]

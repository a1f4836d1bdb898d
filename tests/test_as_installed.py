# SPDX-License-Identifier: EUPL-1.2
"""`make installed` sees when a page, or a file that it asks for, would not come as it should."""

import pytest

from scripts.as_installed import Answer, faults

SHEET = "/static/meedoen/tokens.0123456789ab.css"
FOR_EVER = {"cache-control": "max-age=315360000, public, immutable"}
GOOD = {
    "/": Answer(200, f'<link rel="stylesheet" href="{SHEET}"><a href="/regels/">Regels</a>'),
    SHEET: Answer(200, "", FOR_EVER),
}
PLAIN = "/static/meedoen/tokens.css"


def found(**changed: Answer) -> list[str]:
    """Look at a site that is good, but for what was changed: `page` or `sheet`."""
    site = GOOD | {{"page": "/", "sheet": SHEET}[name]: each for name, each in changed.items()}
    return faults(lambda path: site.get(path, Answer(404)))


def test_nothing_is_said_of_a_page_of_which_every_file_comes() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sheet": Answer(404)}, f"{SHEET} answered with 404"),
        ({"page": Answer(500)}, "/ answered with 500"),
        ({"page": Answer(200, "<p>Onderhoud</p>")}, "/ asks for no file: is this the page?"),
    ],
)
def test_what_does_not_come_is_named(changed: dict[str, Answer], said: str) -> None:
    assert found(**changed) == [said]


def test_a_file_without_a_hash_in_its_name_is_named() -> None:
    site = {"/": Answer(200, f'<script src="{PLAIN}"></script>'), PLAIN: GOOD[SHEET]}
    assert [said.partition(",")[0] for said in faults(site.__getitem__)] == [
        f"{PLAIN} has no hash in its name"
    ]


@pytest.mark.parametrize("said", ["", "max-age=60, public", "max-age=315360000, public"])
def test_a_file_that_browsers_do_not_keep_for_ever_is_named(said: str) -> None:
    (fault,) = found(sheet=Answer(200, "", {"cache-control": said}))
    assert fault.startswith(f"{SHEET} is not kept by browsers for ever")

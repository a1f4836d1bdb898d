# SPDX-License-Identifier: EUPL-1.2
"""What a page must keep, however wide the window and however large or spaced the letters."""

from collections.abc import Callable

from playwright.sync_api import Page

# WCAG 1.4.12: what a reader may set without losing anything.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important }
* { word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }
"""

_LOST = """
() => {
  const found = [];
  const what = (el) => `<${el.tagName.toLowerCase()} class="${el.getAttribute('class') ?? ''}">`;
  const root = document.documentElement;
  const window_ = root.clientWidth;
  if (root.scrollWidth > window_) {
    const widest = [...document.querySelectorAll('body *')]
      .filter((el) => el.getBoundingClientRect().right > window_ + 1)
      .filter((el) => !el.closest('.md-visually-hidden')).pop();
    const by = root.scrollWidth - window_;
    found.push(`scrolls sideways by ${by} px: ${widest ? what(widest) : ''}`);
  }
  for (const el of document.querySelectorAll('body *')) {
    if (el.closest('svg') || el.closest('.md-visually-hidden, .md-skip')) continue;
    const style = getComputedStyle(el);
    if (el.hidden && style.display !== 'none') found.push(`hidden and yet shown: ${what(el)}`);
    if (style.display === 'none' || el.clientWidth < 3) continue;
    if (['INPUT', 'SELECT', 'TEXTAREA'].includes(el.tagName)) continue;
    const cuts = (overflow) => overflow === 'hidden' || overflow === 'clip';
    if (cuts(style.overflowX) && el.scrollWidth > el.clientWidth + 1)
      found.push(`cuts off ${el.scrollWidth - el.clientWidth} px: ${what(el)}`);
    if (cuts(style.overflowY) && el.scrollHeight > el.clientHeight + 2)
      found.push(`cuts off ${el.scrollHeight - el.clientHeight} px below: ${what(el)}`);
  }
  return found;
}
"""

# What shows where the keyboard is: on the element, on what is drawn over it, or on its label.
_NO_FOCUS = """
() => {
  const rings = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const found = [];
  const all = 'main a[href], main button, main input, main select, main textarea, main summary';
  for (const el of document.querySelectorAll(all)) {
    if (!el.checkVisibility() || el.type === 'hidden') continue;
    el.focus();
    if (document.activeElement !== el) continue;
    const label = el.closest('label');
    const seen = rings(getComputedStyle(el)) || rings(getComputedStyle(el, '::after'))
      || (label && rings(getComputedStyle(label)));
    if (!seen) found.push(`no ring around <${el.tagName.toLowerCase()} class="${el.className}">`);
  }
  document.activeElement?.blur();
  return [...new Set(found)];
}
"""

# With the colours of the device a ground says nothing: an edge, a line or the letters must.
_ONLY_A_GROUND = """
() => {
  const found = [];
  const edge = (style) => [style.borderBlockEndColor, style.borderBlockEndWidth,
    style.borderInlineStartColor, style.outlineStyle, style.textDecorationLine].join();
  for (const el of document.querySelectorAll('a[aria-current]')) {
    if (!el.checkVisibility()) continue;
    const others = el.closest('ul, ol, nav')?.querySelectorAll('a:not([aria-current])') ?? [];
    for (const other of others)
      if (edge(getComputedStyle(el)) === edge(getComputedStyle(other)))
        { found.push(`where you are looks like the rest: <a class="${el.className}">`); break; }
  }
  for (const el of document.querySelectorAll('input[type=radio], input[type=checkbox]'))
    if (getComputedStyle(el).appearance === 'none')
      found.push(`what is chosen cannot be seen: ${el.name}`);
  const controls = ['button', 'button-link', 'textbox', 'textarea', 'select']
    .map((one) => `.utrecht-${one}`).join();
  for (const el of document.querySelectorAll(controls)) {
    const style = getComputedStyle(el);
    if (el.checkVisibility() && parseFloat(style.borderBlockEndWidth) < 1)
      found.push(`a control without an edge: <${el.tagName} class="${el.className}">`);
  }
  const grounds = new Set();
  const swatches = document.querySelectorAll('.md-legend .md-swatch');
  for (const el of swatches) {
    const style = getComputedStyle(el);
    grounds.add(style.backgroundColor + style.backgroundImage);
  }
  if (swatches.length > 1 && grounds.size === 1)
    found.push('all classes of the legend look the same');
  return [...new Set(found)];
}
"""


# Breaking anywhere is for what nobody foresaw; the words of the product stay whole.
_BROKEN = r"""
() => {
  const found = [];
  const unseen = (el) => el !== null && (el.offsetWidth <= 1 || unseen(el.parentElement));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, el = text.parentElement;
    if (!el.checkVisibility() || el.closest('svg, textarea, select') || unseen(el)) continue;
    for (const word of text.data.matchAll(/[\p{L}\d]{2,20}/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = [...range.getClientRects()].filter((box) => box.width > 0.5);
      if (new Set(lines.map((box) => Math.round(box.top))).size > 1)
        found.push(`'${word[0]}' is broken in <${el.tagName} class="${el.className}">`);
    }
  }
  return [...new Set(found)];
}
"""


def broken_words(page: Page) -> list[str]:
    """Give the words of ordinary length that do not stand on one line."""
    found: list[str] = page.evaluate(_BROKEN)
    return found


def lost(page: Page) -> list[str]:
    """Say what cannot be seen or reached in this window."""
    found: list[str] = page.evaluate(_LOST)
    return found


def without_focus(page: Page) -> list[str]:
    """Say where the keyboard can be without anybody seeing it."""
    found: list[str] = page.evaluate(_NO_FOCUS)
    return found


def only_a_ground(page: Page) -> list[str]:
    """Say what is told by a ground alone, which is gone when the device chooses all colours."""
    found: list[str] = page.evaluate(_ONLY_A_GROUND)
    return found


def _letters(page: Page, size: int) -> None:
    """Set the letters as a reader does in the settings of the browser, in px."""
    settings = page.context.new_cdp_session(page)
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
    settings.detach()


def _spaced(page: Page, css: str) -> None:
    page.evaluate(
        """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
        document.adoptedStyleSheets = css ? [sheet] : []; }""",
        css,
    )


def in_every_window(page: Page, axe: Callable[[Page], list[str]] | None = None) -> list[str]:
    """Look at the page that is open in each window a reader may have; gives what goes wrong.

    Light and dark; 1280 at 400 % is 320 (WCAG 1.4.10); text at 200 % (1.4.4); spacing (1.4.12);
    device colours.
    """
    wrong: list[str] = []

    def look(where: str, found: list[str]) -> None:
        wrong.extend(f"{where}: {one}" for one in found)

    def open_at(width: int) -> None:
        page.set_viewport_size({"width": width, "height": 900})

    open_at(320)
    look("320", lost(page))
    if axe:
        look("320", axe(page))
    _spaced(page, SPACING)
    look("320, spaced", lost(page))
    _spaced(page, "")
    open_at(768)
    look("768", lost(page))
    open_at(1280)
    look("1280", lost(page) + without_focus(page))
    if axe:
        # Light was looked at where it is narrow; the parts of a page are the same in both.
        page.emulate_media(color_scheme="dark")
        look("1280, dark", axe(page))
        page.emulate_media(color_scheme="light")
    _letters(page, 32)
    look("1280, letters twice as large", lost(page))
    _letters(page, 16)
    page.emulate_media(forced_colors="active")
    look("colours of the device", only_a_ground(page) + without_focus(page))
    page.emulate_media(forced_colors="none", media="print")
    look("on paper", lost(page))
    page.emulate_media(media="screen")
    return wrong

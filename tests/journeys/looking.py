"""How a screen is judged: at two widths, as it is and as it refuses."""

from __future__ import annotations

from .accessibility import goes_sideways, problems
from .pages import UNDEFINED, Visitor
from .screens import Screen

WIDTHS = (1280, 320)
EMPTIED = """() => {
  for (const field of document.querySelectorAll('main form input, main form textarea, main form select')) {
    if (field.type === 'hidden') continue;
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = false;
    else if (field.tagName === 'SELECT') field.selectedIndex = -1;
    else if (field.type !== 'file') field.value = '';
  }
}"""


def wrong(visitor: Visitor, where: str) -> list[str]:
    """What is wrong with the page before the visitor, at each width."""
    found = [f"{where}: undefined variable"] if UNDEFINED in visitor.page.content() else []
    for width in WIDTHS:
        visitor.page.set_viewport_size({"width": width, "height": 800})
        found += [f"{where} at {width}: {line}" for line in goes_sideways(visitor.page) + problems(visitor.page)]
    return found


def refused(visitor: Visitor, screen: Screen) -> None:
    """The form of the page sent with nothing in it."""
    visitor.page.evaluate(EMPTIED)
    visitor.click(visitor.page.locator(screen.sent_by).first)
    assert visitor.page.locator(".error-summary").count() == 1, f"{visitor.path} does not say what is missing"

"""WCAG 2.2 AA by axe, in two passes; the second makes up for what axe cannot see in Arabic.

axe takes joined Arabic letters for a font of icons and passes over their contrast. So the contrast is measured again
with every Arabic run replaced by a Latin word of the same colour. What stays undecided there counts as a fault,
unless it is listed with its reason.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}},  # contrast: second pass
    "resultTypes": ["violations"],
    "preload": False,
}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations", "incomplete"]}
# Selectors whose own chevron or tick is a background image: axe cannot read through it; their colours are
# .form-control's, which it measures everywhere else.
PICTURES_OF_BOOTSTRAP = "select.form-select, .form-check-input"
SWAP = """() => {
  const arabic = /[\\u0600-\\u06ff\\ufb50-\\ufdff\\ufe70-\\ufeff\\u200c-\\u200f]+/g;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const kept = [];
  let node;
  while ((node = walker.nextNode())) {
    const swapped = node.nodeValue.replace(arabic, 'word');
    if (swapped !== node.nodeValue) { kept.push([node, node.nodeValue]); node.nodeValue = swapped; }
  }
  window.mithaqKept = kept;
}"""
SWAP_BACK = "() => { for (const [node, text] of window.mithaqKept) node.nodeValue = text; }"
UNDECIDED = """([nodes, listed]) => nodes.filter(node => {
  const element = document.querySelector(node.target.at(-1));
  const data = [...node.any, ...node.all, ...node.none].map(check => (check.data || {}).messageKey);
  return !(element && element.matches(listed) && data.every(key => key === 'bgImage'));
}).map(node => [node.target.join(' '), node.failureSummary, node.html])"""
SIDEWAYS = """() => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  return [...document.querySelectorAll('body *')].filter(element => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility() && box.width && (box.right > page.clientWidth + 1 || box.left < -1);
  }).slice(0, 5).map(element => element.outerHTML.slice(0, 160));
}"""


def problems(page: Page) -> list[str]:
    """Everything that both passes found on the page as it stands; empty is what we want."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = [_told(rule, node) for rule in _run(page, RULES)["violations"] for node in rule["nodes"]]
    return found + _contrast_in_arabic(page)


def _contrast_in_arabic(page: Page) -> list[str]:
    page.evaluate(SWAP)
    try:
        outcome = _run(page, CONTRAST)
        found = [_told(rule, node) for rule in outcome["violations"] for node in rule["nodes"]]
        open_nodes = [node for rule in outcome["incomplete"] for node in rule["nodes"]]
        for target, summary, html in page.evaluate(UNDECIDED, [open_nodes, PICTURES_OF_BOOTSTRAP]):
            found.append(f"contrast undecided: {target}: {summary} {html[:200]}")
    finally:
        page.evaluate(SWAP_BACK)
    return found


def goes_sideways(page: Page) -> list[str]:
    """What makes the page wider than its window."""
    return [f"wider than the window: {html}" for html in page.evaluate(SIDEWAYS)]


def _run(page: Page, options: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return result


def _told(rule: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']} {node['html'][:200]}"

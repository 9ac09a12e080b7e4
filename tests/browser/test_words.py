"""What Streamlit writes in English is said in the reader's language, and text of the data is left as it is."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Server, Visit, gone_on, gone_to

# Everything that is seen or read aloud, but for our figures and tables.
SAID = """() => {
  const found = []
  for (const name of ["aria-label", "placeholder", "title", "alt"])
    for (const each of document.querySelectorAll(`[${name}]`)) found.push(each.getAttribute(name))
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const inside = texts.currentNode.parentElement
    if (!inside.closest("script, style, noscript, [data-testid=stIconMaterial]")) found.push(texts.currentNode.data)
  }
  return found.map(each => each.trim()).filter(each => each)
}"""
ENGLISH = re.compile(
    r"\b(upload|per file|drag|drop|file|choose|option|open|search|menu|pages|skip|navigate|fullscreen|"
    r"columns|help|results?|theme|light|dark|system|print|record|made with|logo)\b",
    re.IGNORECASE,
)


def test_streamlits_own_words_are_in_the_readers_language(dashboard: Server, visit: Visit) -> None:
    page = visit(dashboard, "/data?lang=uk")
    for path in ("/data", "/meeting", "/compare"):
        gone_on(page, f"{dashboard.address}{path}?lang=uk")
        assert [each for each in page.evaluate(SAID) if ENGLISH.search(each)] == [], path
    choice = page.get_by_role("combobox", name="Вимір")
    choice.click()
    choice.fill("zzz")
    expect(page.get_by_text("Нічого не знайдено", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_test_id("stMainMenu").click()
    expect(page.get_by_text("Друкувати", exact=True)).to_be_visible()
    gone_on(page, f"{dashboard.address}/data?lang=uk")
    expect(page.get_by_text("до 5 МБ у файлі", exact=True)).to_be_visible()
    gone_to(page, f"{dashboard.address}/data?lang=en")
    expect(page.get_by_text("5MB per file", exact=True)).to_be_visible()

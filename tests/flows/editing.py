"""The editor of the story form, in a real browser."""

from playwright.sync_api import expect

BODY = "#id_body"
TEXT = ".prose-text"
CARET = "(at) => document.querySelector('.prose-text').editor.commands.focus(at)"


def put_caret(page, at):
    # The editor is loaded by a script of its own, which may come after the page is there.
    page.wait_for_selector(".editor-tools")
    page.evaluate(CARET, at)
    expect(page.locator(TEXT)).to_be_focused()

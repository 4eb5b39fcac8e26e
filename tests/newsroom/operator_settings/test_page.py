"""The page of all settings is the one that the table makes."""

from newsroom.operator_settings.page import print_page
from newsroom.operator_settings.table import CHECKOUT


def test_page_is_that_of_the_table():
    assert (CHECKOUT / "docs" / "settings.md").read_text(encoding="utf-8") == print_page(), "make settings-page"

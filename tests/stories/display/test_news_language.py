"""Languages as the map of news names them."""

import pytest

from stories.display.languages import news_language


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("zh", "zh-cn"),
        ("zh-CN", "zh-cn"),
        ("zh-Hans", "zh-cn"),
        ("zh-Hans-HK", "zh-cn"),
        ("zh-SG", "zh-cn"),
        ("cmn-Hans", "zh-cn"),
        ("zh-Hant", "zh-tw"),
        ("zh-Hant-CN", "zh-tw"),
        ("zh_TW", "zh-tw"),
        ("zh-HK", "zh-tw"),
        ("zh-mo", "zh-tw"),
        ("yue", "yue"),
        ("en-GB", "en"),
        ("pt-BR", "pt"),
        ("sr-Latn-RS", "sr"),
        ("es-419", "es"),
        ("iw", "he"),
        ("fil", "fil"),
        ("x-klingon", "en"),
        ("und", "en"),
        ("mul", "en"),
        ("", "en"),
        ("no language at all", "en"),
    ],
)
def test_language_is_its_code_alone_but_for_chinese(language, printed):
    assert news_language(language) == printed

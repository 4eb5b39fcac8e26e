"""Words of any length are cut to what their column holds."""

from stories.models import Delivery, Item, Source, fit, fit_end


def test_text_is_cut_to_its_column():
    assert fit(Source, "name", "x" * 200) == "x" * 120
    assert fit(Source(), "name", "Vesper") == "Vesper"


def test_column_without_a_limit_takes_everything():
    assert fit(Item, "headline", "x" * 9_000) == "x" * 9_000
    assert fit_end(Item, "headline", "x" * 9_000) == "x" * 9_000


def test_end_of_a_path_is_kept():
    assert fit_end(Delivery, "name", "x" * 400 + "/dam.json") == "x" * 291 + "/dam.json"

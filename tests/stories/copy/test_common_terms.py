"""What two texts share, as an editor sees it marked in both."""

import pytest

from stories.copy.common_terms import common_terms, split_at_terms

# one text | the other | the one with what they share in brackets
SHARED = """
After 40 hours Osjaser spoke    | Osjaser cut off for 40 hours, after all | After [40] hours [Osjaser] spoke
Dam at Karse Head holds               | Bridge at Telvan holds                        | Dam at Karse Head holds
In 2040 trains return                 | It took 40 days                               | In 2040 trains return
卡尔塞大坝周二守住                     | 卡尔塞大坝决口                                 | [卡尔塞大坝]周二守住
السد في كارسيه صمد                    | السد في كارسيه انهار                          | [السد] في [كارسيه] صمد
"""


@pytest.mark.parametrize("line", SHARED.strip().splitlines())
def test_names_and_figures_are_shared_and_common_words_are_not(line):
    one, other, expected = (part.strip() for part in line.split("|"))

    runs = split_at_terms(one, common_terms(one, other))

    assert "".join(f"[{run.words}]" if run.is_shared else run.words for run in runs) == expected

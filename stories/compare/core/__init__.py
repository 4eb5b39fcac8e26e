"""The core that comparing and merging share: pieces of text, the words and sentences of two texts, marked segments.

`compare` and `merge` alone import it, and by the names of its modules: `tokens` (words, signs and characters), `words`
(the pieces that two texts share), `sentences`, `segments` (words with one fate and one set of marks), `swaps` (words in
the place of others) and `work` (the budget). Nothing here imports what stands beside it.
"""

"""What an editor does to a text, as a strategy for properties."""

from hypothesis import strategies as st

from stories.copy import Block, normalise


@st.composite
def edit_blocks(draw, before, acts, *, most, block, words, kind, mark):
    """Blocks after so many of these acts at most; new blocks, words, kinds and marks come from the strategies."""
    blocks = list(before)
    for _ in range(draw(st.integers(0, most))):
        act = draw(st.sampled_from(acts))
        place = draw(st.integers(0, max(len(blocks) - 1, 0)))
        if act == "insert" or not blocks:
            blocks.insert(place, draw(block))
            continue
        old = blocks.pop(place)
        cut = old.text.split(" ")
        at = draw(st.integers(0, len(cut)))
        if act == "words":
            cut[at : at + draw(st.integers(0, 2))] = [draw(words)]
            blocks.insert(place, Block(old.kind, " ".join(cut), old.marks))
        elif act == "move":
            blocks.insert(draw(st.integers(0, len(blocks))), old)
        elif act == "split":
            blocks[place:place] = [Block(old.kind, " ".join(part)) for part in (cut[:at], cut[at:])]
        elif act == "join" and place < len(blocks):
            following = blocks.pop(place)
            blocks.insert(place, Block(old.kind, f"{old.text} {following.text}", old.marks))
        elif act == "kind":
            blocks.insert(place, Block(draw(kind), old.text, old.marks))
        elif act == "marks":
            blocks.insert(place, Block(old.kind, old.text, draw(st.lists(mark, max_size=2).map(tuple))))
    return normalise(blocks)

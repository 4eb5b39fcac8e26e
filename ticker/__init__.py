"""The ticker: headlines that editors pin, then the newest filings; and the board that editors pin them on.

An app beside the stories, which never call it: it hears of them by `stories.signals`. `newsroom` calls here, its
middleware `headlines`; templates call its tags.
"""

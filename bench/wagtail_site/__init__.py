"""A site of Wagtail with a page equal to a story of ours: headline, credit, date, 400 words; and a front page of 30."""

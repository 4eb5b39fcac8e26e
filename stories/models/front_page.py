"""The filings of the front page."""

from __future__ import annotations

from django.db.models.expressions import RawSQL

from stories.models.filing import SECTION_COLUMNS, Filing, PublicFilings, attach_sections
from stories.models.kept_query import KeptQuery

# One look at an index for each place: a query of Django's would begin at the top again for each row further down.
FRONT_PLACES = """
WITH RECURSIVE tops (id, position, name, place) AS (
  SELECT id, position, name, (
    SELECT place FROM stories_livestory
    WHERE section_id = stories_section.id AND NOT is_back_dated ORDER BY place DESC LIMIT 1
  ) FROM stories_section
),
walk (id, number, place) AS (
  SELECT id, 1, place FROM (
    SELECT id, place FROM tops WHERE place IS NOT NULL ORDER BY position, name LIMIT %s
  ) AS first_sections
  UNION ALL
  SELECT id, number + 1, (
    SELECT place FROM stories_livestory
    WHERE section_id = walk.id AND NOT is_back_dated AND place < walk.place ORDER BY place DESC LIMIT 1
  ) FROM walk WHERE number < %s AND place IS NOT NULL
)
SELECT place FROM walk WHERE place IS NOT NULL
UNION ALL SELECT place FROM (
  SELECT place FROM stories_livestory WHERE NOT is_back_dated ORDER BY place DESC LIMIT %s
) AS latest
"""


def news_in_places(latest: int, sections: int, in_a_section: int) -> PublicFilings:
    """Return the query of the filings, without their sections as rows."""
    places = RawSQL(FRONT_PLACES, [sections, in_a_section, latest])  # noqa: S611 our own statement
    rows = Filing.public.newest().filter(live__place__in=places).select_related(None)
    return rows.annotate(**SECTION_COLUMNS)


NEWS_IN_PLACES = KeptQuery(news_in_places, 3)


def front_page_filings(*, latest: int, sections: int, in_a_section: int) -> list[Filing]:
    """Return the latest of all, and the newest few, however old, of the first sections that have any.

    The latest moved first, with their sections. One query.
    """
    return attach_sections(NEWS_IN_PLACES.rows(latest, sections, in_a_section))

"""The tables that grow with the archive, and how much of them a query may look at."""

GROWING = frozenset(
    {
        *("stories_story", "stories_filing", "stories_item", "stories_itemterm", "stories_delivery", "stories_search"),
        *(
            "stories_photo",
            "stories_rendition",
            "stories_photouse",
            "stories_photoplacement",
            "stories_subjectuse",
            "stories_notice",
        ),
        *("stories_storyrelation", "stories_chainmove", "stories_matchverdict", "stories_desknote", "stories_draft"),
        *("stories_notification", "stories_expectedpicture", "stories_livestory", "stories_generation"),
        *("reversion_revision", "reversion_version", "ticker_change", "django_admin_log"),
        *(
            "axes_accesslog",
            "axes_accessattempt",
            "axes_accessfailurelog",
            "stories_storedpage",
            "stories_designatoruse",
            "stories_pastversion",
        ),
    }
)
TIMES_SHOWN = 3  # rows of a growing table that a list may read for each that it shows
OF_ONE = {"stories_subjectuse": 8}  # rows that go with one that is shown, where it has several
ROWS = 150  # that any query may read beside: a page of fifty looked up in three ways
STEPS = 25_000  # of SQLite's machine, that any query may take
STEPS_A_ROW = 2_000  # for each row that it shows: of the wire desk they are wide

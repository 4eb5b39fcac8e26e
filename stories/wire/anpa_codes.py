"""The letters of ANPA 1312 heads: how urgent a story is, and what it is about.

Source: AP Stylebook, Filing the Wire (priority codes, category codes). Routine is urgency 4, as in AP's Media API.
"""

# Flash, bulletin, urgent, rush (routine), deferred, advance of a weekday, advance of a Sunday.
URGENCIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "a": 6, "s": 7}

CATEGORIES = {
    "a": "National",
    "b": "Special Events",
    "c": "Features",
    "d": "Food",
    "e": "Entertainment",
    "f": "Business",
    "h": "Health",
    "i": "World",
    "j": "Lotteries",
    "k": "Commentary",
    "l": "Lifestyle",
    "m": "Farm",
    "n": "State and Regional",
    "o": "Weather",
    "p": "Politics",
    "q": "Sports",
    "r": "Racing",
    "s": "Sports",
    "t": "Travel",
    "v": "Advisories",
    "w": "Washington",
    "z": "Sports",
}
ADVISORIES = "v"
EDITORS_ONLY = frozenset(ADVISORIES)

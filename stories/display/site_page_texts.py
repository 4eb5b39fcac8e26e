"""The words of the pages about the site as the software brings them, until a chief words them for this newsroom."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from stories import copy
from stories.display.urls import absolute_url
from stories.models import SitePlace

Paragraphs = tuple[object, ...]  # translated when they are printed

# As readers are told them; the choices of the model are the newsroom's.
TITLES = {
    SitePlace.ABOUT: gettext_lazy("About us"),
    SitePlace.ETHICS: gettext_lazy("Ethics"),
    SitePlace.CORRECTIONS: gettext_lazy("Corrections policy"),
    SitePlace.CONTACT: gettext_lazy("Contact"),
    SitePlace.PRIVACY: gettext_lazy("Privacy"),
    SitePlace.REPUBLISHING: gettext_lazy("Republishing and license"),
    SitePlace.API: gettext_lazy("API"),
}
TEXTS: dict[str, Paragraphs] = {
    SitePlace.ABOUT: (
        gettext_lazy(
            "{site} publishes news as it moves on the wire. Each story names the agency it came from, and the time "
            "at which that agency moved it."
        ),
        gettext_lazy(
            "A story that changes keeps its address. Every version of it stays readable, with its time and its "
            "designator, and any two can be read side by side. Nothing is changed without a trace."
        ),
        gettext_lazy(
            "Each version is sealed with a digest that is made over the one before. Anyone can repeat the sums and "
            "see that no version was swapped; the help says how."
        ),
    ),
    SitePlace.ETHICS: (
        gettext_lazy(
            "We print what we can stand by, and say where it comes from. What an agency reports stands under that "
            "agency’s name; we do not pass it off as our own."
        ),
        gettext_lazy(
            "Advertisers, owners and sources have no say in what is published, or in where it stands on a page. Who "
            "pays for a text is named above it."
        ),
        gettext_lazy(
            "Pictures are cut and pressed to fit a page, and not altered otherwise. A caption says what is seen, "
            "when and where."
        ),
        gettext_lazy(
            "A story that is doubted is held while it is checked, and says so. A story that is wrong as a whole is "
            "withdrawn: its words go, and the fact that it was published stays on record."
        ),
    ),
    SitePlace.CORRECTIONS: (
        gettext_lazy(
            "An error is put right as soon as it is known, at the address where it was printed. The correction says "
            "what was wrong and what is right, above the text."
        ),
        gettext_lazy(
            "A correction changes the meaning, a clarification makes it plain, a refile mends the form. All of them, "
            "and all stories that were withdrawn, stand on the page of corrections with the date and the change."
        ),
        gettext_lazy("To report an error, write to {mail} and name the story’s address."),
    ),
    SitePlace.CONTACT: (
        gettext_lazy("Write to {mail}. Name the address of the story that you write about."),
        gettext_lazy("To report a weakness of this site, use the address in {security}."),
    ),
    SitePlace.PRIVACY: (
        gettext_lazy(
            "Readers need no account here. Our pages load nothing from other sites, and no script follows what you "
            "read."
        ),
        gettext_lazy(
            "Two cookies are set if you choose so, and hold nothing else: one for the size of the text, one for the "
            "colors of the page. Your browser keeps for itself which version of a story you read last, so that the "
            "page can mark what changed since; it asks us for that change alone."
        ),
        gettext_lazy(
            "Our server sees the address that your browser asks from, as every server does. Write to {mail} to ask "
            "what is kept of it, and for how long."
        ),
    ),
    SitePlace.REPUBLISHING: (
        gettext_lazy(
            "The words and pictures of a story belong to the agency that is named below its headline. Ask that "
            "agency before you print them elsewhere."
        ),
        gettext_lazy(
            "You may link to any page, quote what the law lets you quote, and show our headlines in a frame of your "
            "own. Name {site} and the agency, and link to the version that you quote: its address never changes."
        ),
        gettext_lazy(
            "Feeds carry the whole text of a story where its agency allows that. A story that is withdrawn must be "
            "taken off wherever it was printed again."
        ),
    ),
    SitePlace.API: (
        gettext_lazy(
            "What this site knows, programs may read: no key is needed, and scripts of any site may ask. Keep what "
            "you were given by its ETag, and ask again with If-None-Match."
        ),
        gettext_lazy(
            "A story that was withdrawn answers 410 at every address, one that is being checked says so. A program "
            "that shows our stories must look again before it shows them."
        ),
    ),
}
# What the page of the API lists: addresses as docs/addresses.md has them, in full there.
ADDRESSES = {
    "/feeds/latest.json": gettext_lazy("The latest stories as a feed; also .atom and .rss, and below a section"),
    "/feeds/latest.ninjs.json": gettext_lazy("Versions and withdrawals as items of ninjs, page by page"),
    "/stories/<id>.ninjs.json": gettext_lazy("The newest version of a story as ninjs"),
    "/stories/<id>.newsml.xml": gettext_lazy("The newest version of a story as NewsML-G2"),
    "/stories/<id>/history.json": gettext_lazy("All versions of a story with their digests"),
    "/stories/<id>/head.json": gettext_lazy("The number of the newest version"),
    "/stories/<id>/<slug>/history/<n>/": gettext_lazy("One version, for ever: the one to link to and to cite"),
    "/stories/<id>/<slug>/history/<a>..<b>/": gettext_lazy("What changed from one version to another"),
    "/stories/<id>/<slug>/history/feed.atom": gettext_lazy("All versions of a story as a feed"),
    "/stories/<id>/<slug>/history/<a>..<b>/embed/": gettext_lazy("One change as a card, for a frame on another site"),
    "/stories/<id>/<slug>/timemap/": gettext_lazy("The versions as web archives list them"),
    "/corrections/feeds/latest.json": gettext_lazy("Corrections and withdrawals as a feed"),
    "/changes/feeds/latest.json": gettext_lazy("What changed without a note, as a feed"),
    "/topics/<slug>/feeds/latest.json": gettext_lazy("The stories of a topic as a feed"),
    "/archive/?q=": gettext_lazy("The search of all stories; with &in=all of all their versions"),
    "/oembed?url=": gettext_lazy("The card of a story, a version or a change, by its address"),
    "/ticker.json": gettext_lazy("The headlines of now"),
    "/sitemap.xml": gettext_lazy("Every story, for crawlers"),
}


def default_text(place: str) -> str:
    """Return the words of a page in the language of now, as typed copy."""
    mail = settings.SITE_CONTACT.removeprefix("mailto:")
    names = {
        "site": settings.SITE_NAME,
        "mail": link(settings.SITE_CONTACT, mail),
        "security": link(absolute_url("/.well-known/security.txt"), "security.txt"),
    }
    paragraphs = [escape(str(words), quote=False).format(**names) for words in TEXTS[place]]
    if place == SitePlace.API:
        paragraphs += [link(absolute_url("/api/openapi.json"), "OpenAPI 3.1: /api/openapi.json"), address_table()]
    return "\n\n".join(paragraphs)


def link(address: str, words: str) -> str:
    """Return a link in typed copy."""
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def address_table() -> str:
    """Return the addresses of the API as a table in typed copy."""
    rows = [(gettext("Address"), gettext("What it gives")), *ADDRESSES.items()]
    return f"<table>{''.join(table_row(row) for row in rows)}</table>"


def table_row(cells: Iterable[object]) -> str:
    """Return a row of a table in typed copy."""
    return f"<tr>{''.join(f'<td>{escape(str(cell), quote=False)}</td>' for cell in cells)}</tr>"


def print_typed(text: str) -> copy.Html:
    """Return typed copy as it stands on a page."""
    return copy.to_html(copy.from_typed(text))

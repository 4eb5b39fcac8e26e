"""Load a published vocabulary of subjects."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stories.charset import decode
from stories.control_signs import escape_controls
from stories.models import SubjectName, fit
from stories.wire.item import UnreadableError
from stories.wire.vocabulary import VocabularyError, read_vocabulary

ROWS_AT_ONCE = 500  # rows of a statement


class Command(BaseCommand):
    """Load a published vocabulary of subjects."""

    help = "Loads the names of subjects from IPTC's vocabulary: JSON of its server, or a table. Twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")

    def handle(self, *, file: str, **_options: object) -> None:
        try:
            concepts = read_vocabulary(decode(Path(file).read_bytes()))
        except OSError as error:
            raise CommandError(escape_controls(f"{file} could not be read: {error.strerror}.")) from error
        except (VocabularyError, UnreadableError) as error:
            raise CommandError(str(error)) from error
        SubjectName.objects.bulk_create(
            [
                SubjectName(
                    key=fit(SubjectName, "key", concept.key),
                    name=fit(SubjectName, "name", concept.name),
                    broader=fit(SubjectName, "broader", concept.broader),
                    is_retired=concept.is_retired,
                )
                for concept in concepts
            ],
            batch_size=ROWS_AT_ONCE,
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["name", "broader", "is_retired"],
        )
        self.stdout.write(f"{len(concepts)} subjects loaded.")

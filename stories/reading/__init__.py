"""Copy as it is read and measured before it is looked at beside other copy: here, or ahead by processes of their own.

What costs most of a piece of copy needs no database: its readers, the profile of its words, and the digests by which
it is known again. Where many files arrive together, other processors do that while this one takes those before.
"""

from stories.reading.copy_readers import CopyReaders
from stories.reading.measures import DEFAULT_LANGUAGE, FileToRead, MeasuredPiece, Measures, text_digest

__all__ = ["DEFAULT_LANGUAGE", "CopyReaders", "FileToRead", "MeasuredPiece", "Measures", "text_digest"]

"""The primary subtag of a language, as an expression that an index can be made over."""

from django.db import models
from django.db.models import F, Func

# In small letters; it has two of them or three. Without parameters: SQLite takes an index on an expression, or on some
# rows, for the very words of the index.
PRIMARY_LANGUAGE = Func(
    F("language"), template="REPLACE(LOWER(SUBSTR(%(expressions)s, 1, 3)), '-', '')", output_field=models.CharField()
)

"""Indexes of long chains, of the desk's lists and of the audit.

PostgreSQL makes each beside the writes that go on meanwhile. Those of the audit stand on tables of other apps, which have
none for it.
"""

from django.db import migrations, models

from stories.migrations._indexes_0011 import AddIndexBeside, add_index_beside

OUT_OF_RUN = (
    "filing_out_of_run",
    "stories_filing (story_id, number, follows, amends, came_from_id, went_to_id, taken_down_at) "
    "WHERE follows + 1 <> number OR amends <> '' OR came_from_id IS NOT NULL OR went_to_id IS NOT NULL "
    "OR taken_down_at IS NOT NULL",
)
OF_AUDIT = (
    ("audit_by_person", "reversion_revision (user_id, date_created DESC, id DESC)"),
    ("audit_of_records", "django_admin_log (action_time DESC, id DESC)"),
    ("audit_of_kind", "django_admin_log (content_type_id, action_time DESC, id DESC)"),
    ("audit_of_records_by_person", "django_admin_log (user_id, action_time DESC, id DESC)"),
    ("audit_of_logins", "axes_accesslog (attempt_time DESC, id DESC)"),
    ("audit_of_failures", "axes_accessfailurelog (attempt_time DESC, id DESC)"),
)
STORY_INDEXES = (
    models.Index(
        fields=["updated_by", "-updated_at"], name="story_last_changed", condition=models.Q(assigned_to__isnull=True)
    ),
)
ITEM_INDEXES = (
    models.Index(fields=["outcome", "-id"], name="item_by_outcome"),
    models.Index(fields=["source", "-id"], name="item_of_source"),
)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("stories", "0013_fill_search"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("axes", "0010_accessattemptexpiration"),
        ("reversion", "0001_squashed_0004_auto_20160611_1202"),
    ]

    operations = [
        add_index_beside(*OUT_OF_RUN),
        *(add_index_beside(*index) for index in OF_AUDIT),
        *(AddIndexBeside("story", index) for index in STORY_INDEXES),
        *(AddIndexBeside("item", index) for index in ITEM_INDEXES),
    ]

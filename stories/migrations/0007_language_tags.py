"""Room for the longest language tag that RFC 5646 wants everybody to store (section 4.4.1): 35 characters."""

from django.db import migrations, models

from stories.migrations._filing_guard import GUARDED_0002, guarded


class Migration(migrations.Migration):
    dependencies = [("stories", "0006_save_number_in_revisions")]
    operations = [
        migrations.AlterField(
            "story", "language", models.CharField(default="en", help_text="en, zh, ar, ru …", max_length=35)
        ),
        *guarded(
            [migrations.AlterField("filing", "language", models.CharField(max_length=35))],
            before=GUARDED_0002,
            after=GUARDED_0002,
        ),
    ]

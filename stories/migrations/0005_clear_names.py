"""Fields and models under names that explain themselves. Columns and tables are renamed in place."""

from django.db import migrations, models
from django.db.models.deletion import CASCADE


class Migration(migrations.Migration):
    dependencies = [("stories", "0004_roles")]
    operations = [
        migrations.RenameField("item", "is_aside", "waits_beside_edits"),
        migrations.RenameField("story", "saves", "save_number"),
        migrations.RenameField("photo", "saves", "save_number"),
        # The condition of an index is not renamed with its field.
        migrations.RemoveIndex("photo", "photo_to_cut"),
        migrations.RenameField("photo", "is_cut", "renditions_current"),
        migrations.AddIndex(
            "photo",
            models.Index(fields=["id"], name="photo_to_cut", condition=models.Q(renditions_current=False)),
        ),
        migrations.RenameModel("Use", "PhotoUse"),
        migrations.RenameModel("Awaited", "ExpectedPicture"),
        migrations.RenameField("expectedpicture", "said", "metadata"),
        migrations.RenameIndex("expectedpicture", "expected_picture_by_name", "awaited_by_name"),
        migrations.RenameIndex("expectedpicture", "expected_picture_to_fetch", "awaited_to_fetch"),
        migrations.AlterField(
            "expectedpicture",
            "item",
            models.ForeignKey("stories.item", CASCADE, related_name="expected_pictures"),
        ),
        migrations.AlterField(
            "expectedpicture",
            "story",
            models.ForeignKey("stories.story", CASCADE, null=True, related_name="expected_pictures"),
        ),
    ]

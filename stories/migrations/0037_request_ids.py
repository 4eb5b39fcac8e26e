"""The names of the requests that leave the worker a mail to send or a photo to cut."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0036_photos_without_alt")]

    operations = [
        migrations.AddField("notification", "request_id", models.CharField(max_length=32, null=True)),
        migrations.AddField("photo", "request_id", models.CharField(editable=False, max_length=32, null=True)),
    ]

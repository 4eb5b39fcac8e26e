"""The names of the requests that changed stories last, and of those that webhooks are told of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0044_photo_credentials")]

    operations = [
        migrations.AddField("story", "request_id", models.CharField(editable=False, max_length=32, null=True)),
        migrations.AddField("webhookdelivery", "request_id", models.CharField(max_length=32, null=True)),
    ]

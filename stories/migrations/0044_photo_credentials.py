"""What the Content Credentials in the file of a photo say."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0043_passkeys")]

    operations = [
        migrations.AddField("photo", "credentials", models.JSONField(editable=False, null=True)),
    ]

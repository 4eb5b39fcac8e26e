"""What witnesses sign on heads of the log of all filings."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0046_requests_of_stories")]

    operations = [
        migrations.CreateModel(
            "Cosignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("size", models.BigIntegerField()),
                ("witness", models.CharField(max_length=300)),
                ("line", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["size"], name="cosignature_by_head")],
                "constraints": [models.UniqueConstraint(fields=["witness", "size"], name="cosignature_once")],
            },
        ),
    ]

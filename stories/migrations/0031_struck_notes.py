"""Notes to the desk that who wrote them struck out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0030_saved_views")]

    operations = [
        migrations.AddField(
            model_name="desknote", name="struck_at", field=models.DateTimeField(editable=False, null=True)
        ),
    ]

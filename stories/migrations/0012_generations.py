"""Numbers that grow with each change of what readers see, counted by triggers, and pages stored as they were printed."""

from django.db import migrations, models

from stories.migrations import _generations_0012 as generations


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0011_list_live_stories'),
    ]

    operations = [
        migrations.CreateModel(
            name='Generation',
            fields=[
                ('story_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('number', models.BigIntegerField()),
                ('total', models.BigIntegerField()),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['total'], name='generation_by_total')],
            },
        ),
        migrations.CreateModel(
            name='StoredPage',
            fields=[
                ('address', models.TextField(primary_key=True, serialize=False)),
                ('scope', models.BigIntegerField()),
                ('generation', models.BigIntegerField()),
                ('epoch', models.BigIntegerField()),
                ('headers', models.TextField()),
                ('tag', models.TextField()),
                ('head', models.BinaryField()),
                ('tail', models.BinaryField(null=True)),
                ('fragment', models.TextField(blank=True)),
                ('expires_at', models.BigIntegerField(null=True)),
                ('printed_at', models.BigIntegerField()),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['printed_at'], name='stored_by_age')],
            },
        ),
        migrations.RunPython(generations.begin_counting, migrations.RunPython.noop),
        migrations.RunPython(generations.put_up, generations.lift),
    ]

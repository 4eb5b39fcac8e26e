"""Live stories in the order of the wire, for every list that readers get: the tables, which the next migration fills."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('stories', '0010_chains'),
    ]

    operations = [
        migrations.CreateModel(
            name='LiveStory',
            fields=[
                ('story', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='live', serialize=False, to='stories.story')),
                ('place', models.BigIntegerField(unique=True)),
                ('credit_key', models.CharField(max_length=360)),
                ('language', models.CharField(max_length=35)),
                ('language_root', models.CharField(max_length=35)),
                ('genre_key', models.CharField(max_length=240)),
                ('designator_key', models.CharField(max_length=240)),
                ('urgency', models.PositiveSmallIntegerField()),
                ('is_corrected', models.BooleanField()),
                ('is_back_dated', models.BooleanField()),
                ('first_moved_at', models.DateTimeField()),
                ('filing', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, related_name='live', to='stories.filing')),
                ('section', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stories.section')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stories.source')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='LiveKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=420)),
                ('place', models.BigIntegerField()),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='keys', to='stories.livestory')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='livestory',
            index=models.Index(condition=models.Q(('is_back_dated', False)), fields=['-place'], name='live_news'),
        ),
        migrations.AddIndex(
            model_name='livestory',
            index=models.Index(fields=['section', '-place'], name='live_in_section'),
        ),
        migrations.AddIndex(
            model_name='livestory',
            index=models.Index(condition=models.Q(('is_back_dated', False)), fields=['section', '-place'], name='live_news_in_section'),
        ),
        migrations.AddIndex(
            model_name='livestory',
            index=models.Index(fields=['language_root', '-place'], name='live_in_language'),
        ),
        migrations.AddIndex(
            model_name='livestory',
            index=models.Index(condition=models.Q(('is_back_dated', False)), fields=['language_root', '-place'], name='live_news_in_language'),
        ),
        migrations.AddIndex(
            model_name='livestory',
            index=models.Index(fields=['credit_key', '-place'], name='live_by_credit'),
        ),
        migrations.AddIndex(
            model_name='livestory',
            index=models.Index(fields=['genre_key', '-place'], name='live_in_genre'),
        ),
        migrations.AddIndex(
            model_name='livestory',
            index=models.Index(fields=['designator_key', '-place'], name='live_by_designator'),
        ),
        migrations.AddConstraint(
            model_name='livekey',
            constraint=models.UniqueConstraint(fields=('key', 'place'), name='live_key_unique'),
        ),
    ]

"""Templates and snippets that stories begin with, and translations that know the text that they stand on."""

import django.core.validators
import django.db.models.deletion
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import stories.models.migrated

MADE = [f"{act}_{model}" for model in ("storytemplate", "snippet") for act in ("add", "change", "delete", "view")]
EDITORS = ("editor", "chief")


def give(apps, _schema_editor):
    """Give editors and chiefs the permissions, which are otherwise made after all migrations."""
    config = apps.get_app_config("stories")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    wanted = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="stories", codename__in=MADE)
    for group in apps.get_model("auth", "Group").objects.filter(name__in=EDITORS):
        group.permissions.add(*wanted)


def take(apps, _schema_editor):
    """Take the permissions away."""
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(content_type__app_label="stories", codename__in=MADE).delete()


class Migration(migrations.Migration):
    dependencies = [("stories", "0025_list_handed_in")]

    operations = [
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('relation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='translation', serialize=False, to='stories.storyrelation')),
                ('based_on', models.PositiveIntegerField()),
                ('told_number', models.PositiveIntegerField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AlterField(
            model_name='notification',
            name='what',
            field=models.CharField(choices=[('corrected', 'Corrected'), ('held', 'Held'), ('released', 'Released'), ('killed', 'Killed'), ('spiked', 'Spiked'), ('taken-down', 'Taken down'), ('came', 'New copy beside yours'), ('unscheduled', 'No longer scheduled'), ('given', 'Given to you'), ('taken-over', 'Taken over from you'), ('joined', 'Joined with another story'), ('parted', 'Versions moved elsewhere'), ('undone', 'Move of versions undone'), ('handed-in', 'Handed in'), ('sent-back', 'Sent back'), ('original', 'The original was filed again')], max_length=12),
        ),
        migrations.AlterField(
            model_name='storyrelation',
            name='kind',
            field=models.CharField(choices=[('translation', 'translation of'), ('sidebar', 'sidebar to'), ('background', 'background to'), ('wrapup', 'wrap-up of'), ('substitute', 'substitute for'), ('related', 'related to')], max_length=11),
        ),
        migrations.CreateModel(
            name='Snippet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Typed as a paragraph of its own behind a slash, it becomes the text: /about-vesper', max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[\\w-]+\\Z', 'A name has letters, figures and hyphens: boilerplate-dam.')], verbose_name='name')),
                ('body', models.JSONField(default=stories.models.migrated.empty_body, verbose_name='text')),
                ('section', models.ForeignKey(blank=True, help_text='Empty: for every section.', null=True, on_delete=django.db.models.deletion.CASCADE, to='stories.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'snippet',
                'verbose_name_plural': 'snippets',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='StoryTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Weather, Roundup, Advisory …', max_length=80, unique=True, verbose_name='name')),
                ('language', models.CharField(blank=True, max_length=35, verbose_name='language')),
                ('urgency', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='urgency')),
                ('slugline', models.CharField(blank=True, max_length=200, verbose_name='slugline')),
                ('designator', models.CharField(blank=True, max_length=80, verbose_name='designator')),
                ('headline', models.TextField(blank=True, verbose_name='headline')),
                ('byline', models.CharField(blank=True, max_length=300, verbose_name='byline')),
                ('dateline', models.CharField(blank=True, max_length=300, verbose_name='dateline')),
                ('body', models.JSONField(blank=True, default=stories.models.migrated.empty_body, verbose_name='text')),
                ('endmark', models.CharField(blank=True, max_length=40, verbose_name='end mark')),
                ('note', models.TextField(blank=True, verbose_name="editor's note")),
                ('desk_note', models.TextField(blank=True, verbose_name='desk note')),
                ('section', models.ForeignKey(blank=True, help_text='Empty: for every section.', null=True, on_delete=django.db.models.deletion.CASCADE, to='stories.section', verbose_name='section')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='stories.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'template',
                'verbose_name_plural': 'templates',
                'ordering': ['name'],
            },
        ),
        migrations.RunPython(give, take),
    ]

"""Finding of chains: what copy is found by, how sure it was, and filings that go to the chain of another story.

Copy of before gets the language of its story. The way back keeps aside which filings went where, and which stories
were joined; those are spiked meanwhile, so that readers find their words in one place. The way forward puts both back:
every chain verifies after both.
"""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

from stories.migrations._filing_guard_0010 import guarded

ROLES = ("editor", "chief")  # that may join stories
MOVED = "stories_filing_of_format_4"
JOINED = "stories_story_joined"


def fill(apps, schema_editor):
    """Give the copy of each story its language."""
    items = apps.get_model("stories", "Item").objects.using(schema_editor.connection.alias)
    stories = apps.get_model("stories", "Story").objects.using(schema_editor.connection.alias)
    for language in stories.order_by().values_list("language", flat=True).distinct():
        primary = language.partition("-")[0].lower()
        items.filter(story__in=stories.filter(language=language)).update(language=primary)


def keep_moves(apps, schema_editor):
    """Keep which filings went where in a table of its own, if there are any: their digests cover it."""
    keep_aside(schema_editor, MOVED, "id, came_from_id, went_to_id", "stories_filing", "came_from_id IS NOT NULL OR went_to_id IS NOT NULL")


def put_back_moves(apps, schema_editor):
    """Put back which filings went where."""
    kept = f"FROM {MOVED} aside WHERE aside.id = stories_filing.id"
    put_back(
        schema_editor,
        MOVED,
        f"UPDATE stories_filing SET came_from_id = (SELECT aside.came_from_id {kept}), "
        f"went_to_id = (SELECT aside.went_to_id {kept}) WHERE id IN (SELECT id FROM {MOVED})",
    )


def keep_joins(apps, schema_editor):
    """Keep which stories were joined in a table of its own, if there are any, and spike them."""
    keep_aside(schema_editor, JOINED, "id, joined_to_id", "stories_story", "joined_to_id IS NOT NULL")
    stories = apps.get_model("stories", "Story").objects.using(schema_editor.connection.alias)
    stories.filter(state="joined").update(state="spiked", joined_to=None)
    settle_constraints(schema_editor)


def put_back_joins(apps, schema_editor):
    """Put back which stories were joined."""
    kept = f"FROM {JOINED} aside WHERE aside.id = stories_story.id"
    put_back(
        schema_editor,
        JOINED,
        f"UPDATE stories_story SET state = 'joined', joined_to_id = (SELECT aside.joined_to_id {kept}) "
        f"WHERE state = 'spiked' AND id IN (SELECT id FROM {JOINED})",
    )


def keep_aside(schema_editor, name, columns, table, condition):
    """Keep columns of the rows that meet a condition in a table of its own, if there are any."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE {condition}")
        if cursor.fetchone()[0]:
            cursor.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM {table} WHERE {condition}")


def put_back(schema_editor, name, statement):
    """Put back what was kept aside in a table, if it is there."""
    with schema_editor.connection.cursor() as cursor:
        if name in schema_editor.connection.introspection.table_names(cursor):
            cursor.execute(statement)
            cursor.execute(f"DROP TABLE {name}")
    settle_constraints(schema_editor)


def settle_constraints(schema_editor):
    """Have PostgreSQL check now what rows refer to: it alters no table before."""
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def permit(apps, schema_editor):
    """Give the roles the permission, which is otherwise made after all migrations."""
    config = apps.get_app_config("stories")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    wanted = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="stories", codename="join_story"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(*wanted)


def forbid(apps, schema_editor):
    """Take the permission away."""
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="stories", codename="join_story"
    ).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0009_wire_time_and_subjects'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChainMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('join', 'joined'), ('part', 'moved elsewhere')], max_length=4)),
                ('at', models.DateTimeField()),
                ('reason', models.TextField()),
                ('undoing', models.JSONField(default=dict)),
                ('undone_at', models.DateTimeField(null=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ItemTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=64)),
                ('moved_at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='MatchVerdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('joins', 'joins'), ('apart', 'does not join'), ('missed', 'was missed'), ('wrong', 'was wrong')], max_length=6)),
                ('score', models.FloatField(null=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='StoryRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('translation', 'translation of'), ('sidebar', 'sidebar to'), ('wrapup', 'wrap-up of'), ('substitute', 'substitute for'), ('related', 'related to')], max_length=11)),
                ('at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AlterModelOptions(
            name='story',
            options={'default_permissions': ('add', 'change', 'view'), 'permissions': [('file_story', 'Can file a story'), ('correct_story', 'Can correct a story'), ('hold_story', 'Can hold and release a story'), ('spike_story', 'Can spike a story'), ('kill_story', 'Can kill a story'), ('take_down_story', 'Can take down a filing'), ('join_story', 'Can join stories and move filings')], 'verbose_name': 'story', 'verbose_name_plural': 'stories'},
        ),
        migrations.RemoveConstraint(
            model_name='story',
            name='story_state_known',
        ),
        migrations.AddField(
            model_name='item',
            name='folded_digest',
            field=models.CharField(blank=True, db_default='', default='', max_length=64),
        ),
        migrations.AddField(
            model_name='item',
            name='follows',
            field=models.JSONField(blank=True, db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.AddField(
            model_name='item',
            name='genre',
            field=models.CharField(blank=True, db_default='', default='', max_length=80),
        ),
        migrations.AddField(
            model_name='item',
            name='has_text',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name='item',
            name='language',
            field=models.CharField(blank=True, db_default='', default='', max_length=35),
        ),
        migrations.AddField(
            model_name='item',
            name='profile',
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
        migrations.AddField(
            model_name='item',
            name='slugline',
            field=models.CharField(blank=True, db_default='', default='', max_length=300),
        ),
        migrations.AddField(
            model_name='item',
            name='score',
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name='item',
            name='signs',
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.AddField(
            model_name='source',
            name='is_trusted_to_join',
            field=models.BooleanField(db_default=False, default=False, help_text='Whether two stories that its links prove to be one are joined without an editor.', verbose_name='its links join stories'),
        ),
        migrations.AddField(
            model_name='source',
            name='likely_from',
            field=models.FloatField(blank=True, help_text='How likely a story must be, from 0 to 1, to be shown to an editor. Empty: as for all.', null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='is proposed from'),
        ),
        migrations.AddField(
            model_name='source',
            name='sure_from',
            field=models.FloatField(blank=True, help_text='How sure a story must be, from 0 to 1, for copy to join it. Empty: as for all.', null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='joins from'),
        ),
        migrations.AddField(
            model_name='story',
            name='joined_to',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joined_stories', to='stories.story'),
        ),
        migrations.AlterField(
            model_name='story',
            name='state',
            field=models.CharField(choices=[('waiting', 'waiting'), ('live', 'live'), ('held', 'held'), ('killed', 'killed'), ('spiked', 'spiked'), ('joined', 'joined to another')], default='waiting', editable=False, max_length=8, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='notification',
            name='what',
            field=models.CharField(choices=[('corrected', 'Corrected'), ('held', 'Held'), ('released', 'Released'), ('killed', 'Killed'), ('spiked', 'Spiked'), ('taken-down', 'Taken down'), ('came', 'New copy beside yours'), ('unscheduled', 'No longer scheduled'), ('given', 'Given to you'), ('taken-over', 'Taken over from you'), ('joined', 'Joined with another story'), ('parted', 'Versions moved elsewhere'), ('undone', 'Move of versions undone')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(fields=['source', 'text_digest'], name='item_by_text'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(fields=['source', 'folded_digest'], name='item_by_folded_text'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('likely_story__isnull', False)), fields=['-id'], name='item_doubtful'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'live', 'held', 'killed', 'spiked', 'joined'])), name='story_state_known'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('joined_to__isnull', False), ('state', 'joined')), models.Q(models.Q(('state', 'joined'), _negated=True), ('joined_to__isnull', True)), _connector='OR'), name='story_joined_says_where'),
        ),
        migrations.AddField(
            model_name='chainmove',
            name='by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='chainmove',
            name='from_story',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves_away', to='stories.story'),
        ),
        migrations.AddField(
            model_name='chainmove',
            name='to_story',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves_here', to='stories.story'),
        ),
        migrations.AddField(
            model_name='chainmove',
            name='undone_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='itemterm',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='stories.item'),
        ),
        migrations.AddField(
            model_name='itemterm',
            name='source',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stories.source'),
        ),
        migrations.AddField(
            model_name='matchverdict',
            name='by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='matchverdict',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='stories.item'),
        ),
        migrations.AddField(
            model_name='matchverdict',
            name='source',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stories.source'),
        ),
        migrations.AddField(
            model_name='matchverdict',
            name='story',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stories.story'),
        ),
        migrations.AddField(
            model_name='storyrelation',
            name='by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='storyrelation',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations_back', to='stories.story'),
        ),
        migrations.AddField(
            model_name='storyrelation',
            name='story',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='stories.story'),
        ),
        migrations.AddIndex(
            model_name='itemterm',
            index=models.Index(fields=['source', 'term', '-moved_at'], name='item_by_term'),
        ),
        migrations.AddIndex(
            model_name='matchverdict',
            index=models.Index(fields=['source', '-at'], name='verdict_by_source'),
        ),
        migrations.AddConstraint(
            model_name='storyrelation',
            constraint=models.UniqueConstraint(fields=('story', 'other'), name='story_related_once'),
        ),
        migrations.AddConstraint(
            model_name='storyrelation',
            constraint=models.CheckConstraint(condition=models.Q(('story', models.F('other')), _negated=True), name='story_related_to_another'),
        ),
        *guarded(
            [
                migrations.AddField(
                    model_name='filing',
                    name='came_from',
                    field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stories.filing'),
                ),
                migrations.AddField(
                    model_name='filing',
                    name='went_to',
                    field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stories.filing'),
                ),
                migrations.AddIndex(
                    model_name='filing',
                    index=models.Index(condition=models.Q(('came_from__isnull', False)), fields=['came_from'], name='filing_by_origin'),
                ),
                migrations.RunPython(put_back_moves, keep_moves),
            ]
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(permit, forbid),
        migrations.RunPython(put_back_joins, keep_joins),
    ]

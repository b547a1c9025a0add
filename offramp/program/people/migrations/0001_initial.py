import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('known_as', models.CharField(max_length=100)),
                ('given_name', models.CharField(blank=True, max_length=100)),
                ('family_name', models.CharField(blank=True, max_length=100)),
                ('birth_on', models.DateField(null=True)),
                ('birth_year_about', models.PositiveSmallIntegerField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_id', models.UUIDField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('merged_into', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'people',
                'indexes': [models.Index(fields=['birth_on'], name='people_pers_birth_o_7188fd_idx'), models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='person_merged_into')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('recorded_at', None), ('recorded_by_id', None)), models.Q(('recorded_at__isnull', False), ('recorded_by_id__isnull', False)), _connector='OR'), name='people_person_recorded_at_and_by'), models.CheckConstraint(condition=models.Q(('known_as', ''), _negated=True), name='person_known_as_something'), models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='person_not_merged_into_itself')],
            },
        ),
        migrations.CreateModel(
            name='NameKey',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name_key', models.CharField(max_length=210)),
                ('sound', models.CharField(max_length=8)),
                ('first_sound', models.CharField(blank=True, max_length=8)),
                ('birth_on', models.DateField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['name_key'], name='name_key_prefix', opclasses=['varchar_pattern_ops']), models.Index(fields=['sound', 'first_sound'], name='people_name_sound_efc3a8_idx'), models.Index(fields=['sound', 'birth_on'], name='people_name_sound_8f2243_idx')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('followed', models.JSONField(default=list)),
                ('reason', models.CharField(max_length=300)),
                ('made_at', models.DateTimeField()),
                ('made_by_id', models.UUIDField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by_id', models.UUIDField(null=True)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='people.person')),
                ('merged', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('made_at', None), ('made_by_id', None)), models.Q(('made_at__isnull', False), ('made_by_id__isnull', False)), _connector='OR'), name='people_merge_made_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by_id', None)), models.Q(('undone_at__isnull', False), ('undone_by_id__isnull', False)), _connector='OR'), name='people_merge_undone_at_and_by'), models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('merged',), name='merge_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='ContactWay',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('value', models.CharField(max_length=300)),
                ('value_key', models.CharField(blank=True, max_length=80)),
                ('safe_text', models.CharField(default='not_asked', max_length=10)),
                ('safe_voicemail', models.CharField(default='not_asked', max_length=10)),
                ('may_say_lead', models.CharField(default='not_asked', max_length=10)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('from_at', models.DateTimeField()),
                ('from_by_id', models.UUIDField()),
                ('until_at', models.DateTimeField(null=True)),
                ('until_by_id', models.UUIDField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ways', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['value_key', 'kind'], name='people_cont_value_k_b53880_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['phone', 'email', 'address', 'person', 'place'])), name='people_contactway_kind_known'), models.CheckConstraint(condition=models.Q(('safe_text__in', ['yes', 'no', 'not_asked'])), name='people_contactway_safe_text_known'), models.CheckConstraint(condition=models.Q(('safe_voicemail__in', ['yes', 'no', 'not_asked'])), name='people_contactway_safe_voicemail_known'), models.CheckConstraint(condition=models.Q(('may_say_lead__in', ['yes', 'no', 'not_asked'])), name='people_contactway_may_say_lead_known'), models.CheckConstraint(condition=models.Q(models.Q(('from_at', None), ('from_by_id', None)), models.Q(('from_at__isnull', False), ('from_by_id__isnull', False)), _connector='OR'), name='people_contactway_from_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('until_at', None), ('until_by_id', None)), models.Q(('until_at__isnull', False), ('until_by_id__isnull', False)), _connector='OR'), name='people_contactway_until_at_and_by')],
            },
        ),
        migrations.CreateModel(
            name='Care',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('staff_id', models.UUIDField()),
                ('duty', models.CharField(max_length=20)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('from_at', models.DateTimeField()),
                ('from_by_id', models.UUIDField()),
                ('until_at', models.DateTimeField(null=True)),
                ('until_by_id', models.UUIDField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='care', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['staff_id', 'until_at'], name='people_care_staff_i_fe8bfc_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('duty__in', ['peer', 'case_manager'])), name='people_care_duty_known'), models.CheckConstraint(condition=models.Q(models.Q(('from_at', None), ('from_by_id', None)), models.Q(('from_at__isnull', False), ('from_by_id__isnull', False)), _connector='OR'), name='people_care_from_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('until_at', None), ('until_by_id', None)), models.Q(('until_at__isnull', False), ('until_by_id__isnull', False)), _connector='OR'), name='people_care_until_at_and_by'), models.UniqueConstraint(condition=models.Q(('until_at', None)), fields=('person', 'duty'), name='care_one_holder_of_a_duty')],
            },
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=100)),
                ('place', models.PositiveSmallIntegerField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'aliases',
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='SelfDescription',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('race', models.JSONField(default=list)),
                ('race_words', models.CharField(blank=True, max_length=200)),
                ('ethnicity', models.CharField(max_length=60)),
                ('gender', models.CharField(max_length=60)),
                ('gender_words', models.CharField(blank=True, max_length=200)),
                ('pronouns', models.CharField(blank=True, max_length=60)),
                ('language', models.CharField(max_length=60)),
                ('language_words', models.CharField(blank=True, max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_id', models.UUIDField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='descriptions', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-recorded_at'], name='people_self_person__ffb643_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('recorded_at', None), ('recorded_by_id', None)), models.Q(('recorded_at__isnull', False), ('recorded_by_id__isnull', False)), _connector='OR'), name='people_selfdescription_recorded_at_and_by')],
            },
        ),
        migrations.CreateModel(
            name='Keeping',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('staff_id', models.UUIDField()),
                ('from_at', models.DateTimeField()),
                ('from_by_id', models.UUIDField()),
                ('until_at', models.DateTimeField(null=True)),
                ('until_by_id', models.UUIDField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['staff_id', 'until_at'], name='people_keep_staff_i_d86a55_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('from_at', None), ('from_by_id', None)), models.Q(('from_at__isnull', False), ('from_by_id__isnull', False)), _connector='OR'), name='people_keeping_from_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('until_at', None), ('until_by_id', None)), models.Q(('until_at__isnull', False), ('until_by_id__isnull', False)), _connector='OR'), name='people_keeping_until_at_and_by')],
            },
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=20)),
                ('words', models.CharField(max_length=500)),
                ('opened_at', models.DateTimeField()),
                ('opened_by_id', models.UUIDField()),
                ('holds_until', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by_id', models.UUIDField(null=True)),
                ('review_due_on', models.DateField()),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('reviewed_by_id', models.UUIDField(null=True)),
                ('finding', models.CharField(blank=True, max_length=10)),
                ('finding_words', models.CharField(blank=True, max_length=500)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['reviewed_at', 'opened_at'], name='people_open_reviewe_01ccda_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__in', ['life', 'crisis', 'nobody_else', 'handover', 'other'])), name='people_opening_reason_known'), models.CheckConstraint(condition=models.Q(models.Q(('opened_at', None), ('opened_by_id', None)), models.Q(('opened_at__isnull', False), ('opened_by_id__isnull', False)), _connector='OR'), name='people_opening_opened_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by_id', None)), models.Q(('closed_at__isnull', False), ('closed_by_id__isnull', False)), _connector='OR'), name='people_opening_closed_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('reviewed_at', None), ('reviewed_by_id', None)), models.Q(('reviewed_at__isnull', False), ('reviewed_by_id__isnull', False)), _connector='OR'), name='people_opening_reviewed_at_and_by')],
            },
        ),
    ]

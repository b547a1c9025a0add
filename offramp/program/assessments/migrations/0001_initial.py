import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='in_progress', max_length=20)),
                ('started_at', models.DateTimeField()),
                ('started_by_id', models.UUIDField()),
                ('completed_at', models.DateTimeField(null=True)),
                ('completed_by_id', models.UUIDField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['in_progress', 'completed'])), name='assessments_assessment_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('started_at', None), ('started_by_id', None)), models.Q(('started_at__isnull', False), ('started_by_id__isnull', False)), _connector='OR'), name='assessments_assessment_started_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('completed_at', None), ('completed_by_id', None)), models.Q(('completed_at__isnull', False), ('completed_by_id__isnull', False)), _connector='OR'), name='assessments_assessment_completed_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('completed_at', None), ('state', 'in_progress')), models.Q(('completed_at__isnull', False), ('state', 'completed')), _connector='OR'), name='assessment_completed_says_when'), models.UniqueConstraint(condition=models.Q(('state', 'in_progress')), fields=('case',), name='assessment_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('rule', models.SlugField(max_length=40)),
                ('urgency', models.CharField(max_length=20)),
                ('raised_at', models.DateTimeField()),
                ('raised_by_id', models.UUIDField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by_id', models.UUIDField(null=True)),
                ('what_done', models.TextField(blank=True, max_length=2000)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='assessments.assessment')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['closed_at', 'raised_at'], name='assessments_closed__81ab79_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('urgency__in', ['now', 'same_day', 'three_days'])), name='assessments_flag_urgency_known'), models.CheckConstraint(condition=models.Q(models.Q(('raised_at', None), ('raised_by_id', None)), models.Q(('raised_at__isnull', False), ('raised_by_id__isnull', False)), _connector='OR'), name='assessments_flag_raised_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by_id', None)), models.Q(('closed_at__isnull', False), ('closed_by_id__isnull', False)), _connector='OR'), name='assessments_flag_closed_at_and_by'), models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('assessment', 'rule'), name='flag_open_once'), models.CheckConstraint(condition=models.Q(('closed_at', None), models.Q(('what_done', ''), _negated=True), _connector='OR'), name='flag_closed_says_what_was_done')],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('section', models.SlugField(max_length=40)),
                ('instrument_version', models.CharField(max_length=20)),
                ('document', models.JSONField(default=dict)),
                ('standing', models.CharField(default='open', max_length=20)),
                ('version', models.PositiveIntegerField(default=0)),
                ('marks', models.JSONField(default=dict)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by_id', models.UUIDField(null=True)),
                ('skipped_at', models.DateTimeField(null=True)),
                ('skipped_by_id', models.UUIDField(null=True)),
                ('skip_reason', models.CharField(blank=True, max_length=40)),
                ('skip_words', models.CharField(blank=True, max_length=500)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='assessments.assessment')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('standing__in', ['open', 'started', 'done', 'skipped'])), name='assessments_response_standing_known'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by_id', None)), models.Q(('answered_at__isnull', False), ('answered_by_id__isnull', False)), _connector='OR'), name='assessments_response_answered_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('skipped_at', None), ('skipped_by_id', None)), models.Q(('skipped_at__isnull', False), ('skipped_by_id__isnull', False)), _connector='OR'), name='assessments_response_skipped_at_and_by'), models.UniqueConstraint(fields=('assessment', 'section'), name='response_once_a_section'), models.CheckConstraint(condition=models.Q(models.Q(('standing', 'skipped'), _negated=True), models.Q(('skipped_at__isnull', False), models.Q(('skip_reason', ''), _negated=True)), _connector='OR'), name='response_skipped_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('slug', models.SlugField(max_length=40)),
                ('title', models.CharField(max_length=60)),
                ('value', models.SmallIntegerField(null=True)),
                ('answered', models.PositiveSmallIntegerField()),
                ('wanted', models.PositiveSmallIntegerField()),
                ('instrument_version', models.CharField(max_length=20)),
                ('low', models.SmallIntegerField(null=True)),
                ('high', models.SmallIntegerField(null=True)),
                ('label', models.CharField(blank=True, max_length=200)),
                ('action', models.CharField(blank=True, max_length=40)),
                ('citation', models.CharField(blank=True, max_length=300)),
                ('mark', models.CharField(blank=True, max_length=4)),
                ('notes', models.JSONField(default=list)),
                ('computed_at', models.DateTimeField()),
                ('computed_by_id', models.UUIDField()),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='assessments.response')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('computed_at', None), ('computed_by_id', None)), models.Q(('computed_at__isnull', False), ('computed_by_id__isnull', False)), _connector='OR'), name='assessments_score_computed_at_and_by'), models.UniqueConstraint(fields=('response', 'slug'), name='score_once_a_response'), models.CheckConstraint(condition=models.Q(('value', None), ('answered', models.F('wanted')), _connector='OR'), name='score_only_when_complete')],
            },
        ),
    ]

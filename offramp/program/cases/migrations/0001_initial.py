import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('diversions', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='open', max_length=20)),
                ('opened_at', models.DateTimeField()),
                ('opened_by_id', models.UUIDField()),
                ('case_manager_id', models.UUIDField(null=True)),
                ('taken_at', models.DateTimeField(null=True)),
                ('taken_by_id', models.UUIDField(null=True)),
                ('paused_at', models.DateTimeField(null=True)),
                ('paused_by_id', models.UUIDField(null=True)),
                ('pause_reason', models.CharField(blank=True, max_length=60)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by_id', models.UUIDField(null=True)),
                ('closing_reason', models.CharField(blank=True, max_length=60)),
                ('closing_words', models.TextField(blank=True, max_length=2000)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['state', '-opened_at'], name='cases_case_state_5459ef_idx'), models.Index(fields=['case_manager_id', 'state'], name='cases_case_case_ma_0c24df_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'paused', 'closed'])), name='cases_case_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('opened_at', None), ('opened_by_id', None)), models.Q(('opened_at__isnull', False), ('opened_by_id__isnull', False)), _connector='OR'), name='cases_case_opened_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('taken_at', None), ('taken_by_id', None)), models.Q(('taken_at__isnull', False), ('taken_by_id__isnull', False)), _connector='OR'), name='cases_case_taken_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('paused_at', None), ('paused_by_id', None)), models.Q(('paused_at__isnull', False), ('paused_by_id__isnull', False)), _connector='OR'), name='cases_case_paused_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by_id', None)), models.Q(('closed_at__isnull', False), ('closed_by_id__isnull', False)), _connector='OR'), name='cases_case_closed_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('closed_at__isnull', False), models.Q(('closing_reason', ''), _negated=True)), _connector='OR'), name='case_closed_says_why'), models.UniqueConstraint(condition=models.Q(('state', 'closed'), _negated=True), fields=('person',), name='case_one_stay_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('met_at', models.DateTimeField()),
                ('met_by_id', models.UUIDField()),
                ('diversion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='diversions.diversion')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='cases.case')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('met_at', None), ('met_by_id', None)), models.Q(('met_at__isnull', False), ('met_by_id__isnull', False)), _connector='OR'), name='cases_arrival_met_at_and_by')],
            },
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_id', models.UUIDField()),
                ('needs', models.JSONField(default=dict)),
                ('overdosed', models.CharField(blank=True, max_length=20)),
                ('last_overdose', models.CharField(blank=True, max_length=40)),
                ('uses_alone', models.CharField(blank=True, max_length=20)),
                ('wants_medicine_talk', models.CharField(blank=True, max_length=20)),
                ('wish', models.TextField(blank=True, max_length=2000)),
                ('notice_version', models.CharField(blank=True, max_length=60)),
                ('notice_how', models.CharField(blank=True, max_length=20)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='intake', to='cases.case')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('recorded_at', None), ('recorded_by_id', None)), models.Q(('recorded_at__isnull', False), ('recorded_by_id__isnull', False)), _connector='OR'), name='cases_intake_recorded_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('notice_how', ''), ('notice_version', '')), models.Q(models.Q(('notice_version', ''), _negated=True), models.Q(('notice_how', ''), _negated=True)), _connector='OR'), name='intake_notice_says_which_and_how')],
            },
        ),
    ]

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
            name='Plan',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(default='draft', max_length=20)),
                ('started_at', models.DateTimeField()),
                ('started_by_id', models.UUIDField()),
                ('strengths', models.TextField(blank=True, max_length=2000)),
                ('barriers', models.JSONField(default=list)),
                ('barrier_words', models.TextField(blank=True, max_length=2000)),
                ('review_on', models.DateField(null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('agreed_by_id', models.UUIDField(null=True)),
                ('agreed_how', models.CharField(blank=True, max_length=20)),
                ('signature_typed', models.CharField(blank=True, max_length=200)),
                ('signature_points', models.TextField(blank=True)),
                ('spoken_note', models.TextField(blank=True, max_length=1000)),
                ('copy_given', models.BooleanField(default=False)),
                ('replaced_at', models.DateTimeField(null=True)),
                ('replaced_by_id', models.UUIDField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'agreed', 'replaced'])), name='plans_plan_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('started_at', None), ('started_by_id', None)), models.Q(('started_at__isnull', False), ('started_by_id__isnull', False)), _connector='OR'), name='plans_plan_started_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by_id', None)), models.Q(('agreed_at__isnull', False), ('agreed_by_id__isnull', False)), _connector='OR'), name='plans_plan_agreed_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('replaced_at', None), ('replaced_by_id', None)), models.Q(('replaced_at__isnull', False), ('replaced_by_id__isnull', False)), _connector='OR'), name='plans_plan_replaced_at_and_by'), models.UniqueConstraint(fields=('case', 'version'), name='plan_version'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('case',), name='plan_one_draft'), models.UniqueConstraint(condition=models.Q(('state', 'agreed')), fields=('case',), name='plan_one_in_force'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('agreed_at__isnull', False), ('agreed_how__in', ['signed', 'spoken']), ('review_on__isnull', False)), _connector='OR'), name='plan_agreed_says_how')],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('domain', models.CharField(max_length=60)),
                ('words', models.TextField(max_length=1000)),
                ('importance', models.PositiveSmallIntegerField(null=True)),
                ('stage', models.CharField(blank=True, max_length=20)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('set_at', models.DateTimeField()),
                ('set_by_id', models.UUIDField()),
                ('dropped_at', models.DateTimeField(null=True)),
                ('dropped_by_id', models.UUIDField(null=True)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='plans.plan')),
            ],
            options={
                'ordering': ['position', 'set_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('set_at', None), ('set_by_id', None)), models.Q(('set_at__isnull', False), ('set_by_id__isnull', False)), _connector='OR'), name='plans_goal_set_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('dropped_at', None), ('dropped_by_id', None)), models.Q(('dropped_at__isnull', False), ('dropped_by_id__isnull', False)), _connector='OR'), name='plans_goal_dropped_at_and_by'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='goal_has_words'), models.CheckConstraint(condition=models.Q(('importance', None), ('importance__lte', 10), _connector='OR'), name='goal_importance_from_0_to_10')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('words', models.CharField(max_length=500)),
                ('owner', models.CharField(max_length=20)),
                ('owner_name', models.CharField(blank=True, max_length=200)),
                ('due_on', models.DateField(null=True)),
                ('state', models.CharField(default='not_started', max_length=40)),
                ('set_at', models.DateTimeField()),
                ('set_by_id', models.UUIDField()),
                ('dropped_at', models.DateTimeField(null=True)),
                ('dropped_by_id', models.UUIDField(null=True)),
                ('continues', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continued', to='plans.step')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='plans.goal')),
            ],
            options={
                'ordering': ['position', 'set_at'],
                'indexes': [models.Index(fields=['due_on', 'state'], name='plans_step_due_on_77b7dd_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('owner__in', ['participant', 'case_manager', 'peer', 'partner'])), name='plans_step_owner_known'), models.CheckConstraint(condition=models.Q(models.Q(('set_at', None), ('set_by_id', None)), models.Q(('set_at__isnull', False), ('set_by_id__isnull', False)), _connector='OR'), name='plans_step_set_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('dropped_at', None), ('dropped_by_id', None)), models.Q(('dropped_at__isnull', False), ('dropped_by_id__isnull', False)), _connector='OR'), name='plans_step_dropped_at_and_by'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='step_has_words')],
            },
        ),
    ]

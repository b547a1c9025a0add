import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Touchpoint',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('staff_id', models.UUIDField()),
                ('mode', models.CharField(max_length=60)),
                ('reached', models.BooleanField()),
                ('result', models.CharField(blank=True, max_length=60)),
                ('place_kind', models.CharField(blank=True, max_length=60)),
                ('minutes', models.CharField(blank=True, max_length=20)),
                ('naloxone_kits', models.PositiveSmallIntegerField(default=0)),
                ('strips', models.PositiveSmallIntegerField(default=0)),
                ('taught', models.JSONField(default=list)),
                ('no_risk_reduction_reason', models.CharField(blank=True, max_length=60)),
                ('next_step', models.CharField(blank=True, max_length=300)),
                ('next_on', models.DateField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='touchpoints', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-at'], name='touchpoints_person__7b6224_idx'), models.Index(fields=['next_on'], name='touchpoints_next_on_fda73a_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reached', True), models.Q(('result', ''), _negated=True), _connector='OR'), name='touchpoint_attempt_says_what_came_of_it'), models.CheckConstraint(condition=models.Q(('reached', False), ('naloxone_kits__gt', 0), ('strips__gt', 0), models.Q(('taught', []), _negated=True), models.Q(('no_risk_reduction_reason', ''), _negated=True), _connector='OR'), name='touchpoint_reduces_risk_or_says_why_not')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('touchpoint', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='note', serialize=False, to='touchpoints.touchpoint')),
                ('text', models.TextField(max_length=4000)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]

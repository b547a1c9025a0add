import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField()),
                ('made_by_id', models.UUIDField()),
                ('happened_at', models.DateTimeField()),
                ('route', models.CharField(max_length=60)),
                ('offences', models.JSONField(default=list)),
                ('incident_number', models.CharField(blank=True, max_length=40)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('said_name', models.CharField(blank=True, max_length=120)),
                ('said_alias', models.CharField(blank=True, max_length=120)),
                ('name_not_known', models.BooleanField(default=False)),
                ('birth_on', models.DateField(null=True)),
                ('age_band', models.CharField(blank=True, max_length=60)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('perceived_race', models.CharField(blank=True, max_length=60)),
                ('perceived_sex', models.CharField(blank=True, max_length=60)),
                ('language', models.CharField(blank=True, max_length=60)),
                ('peer_gender', models.CharField(blank=True, max_length=60)),
                ('needs', models.JSONField(default=list)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('overdose', models.BooleanField(default=False)),
                ('naloxone_doses', models.PositiveSmallIntegerField(null=True)),
                ('rules_version', models.CharField(max_length=60)),
                ('answers', models.JSONField(default=dict)),
                ('explained', models.JSONField(default=list)),
                ('outcome', models.CharField(max_length=20)),
                ('override_reason', models.CharField(blank=True, max_length=60)),
                ('override_by_name', models.CharField(blank=True, max_length=120)),
                ('offered', models.BooleanField(null=True)),
                ('accepted', models.BooleanField(null=True)),
                ('not_offered_reason', models.CharField(blank=True, max_length=60)),
                ('declined_reason', models.CharField(blank=True, max_length=60)),
                ('digest', models.CharField(max_length=64)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.agency')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['made_by_id', '-made_at'], name='diversions__made_by_401eae_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['eligible', 'not_eligible', 'to_be_confirmed'])), name='diversions_contact_outcome_known'), models.CheckConstraint(condition=models.Q(models.Q(('made_at', None), ('made_by_id', None)), models.Q(('made_at__isnull', False), ('made_by_id__isnull', False)), _connector='OR'), name='diversions_contact_made_at_and_by'), models.CheckConstraint(condition=models.Q(('accepted', None), ('offered', True), _connector='OR'), name='contact_accepted_only_if_offered'), models.CheckConstraint(condition=models.Q(models.Q(('accepted', True), _negated=True), models.Q(('outcome', 'not_eligible'), _negated=True), models.Q(('override_reason', ''), _negated=True), ('overdose', True), _connector='OR'), name='contact_accepted_only_if_it_may_be'), models.CheckConstraint(condition=models.Q(models.Q(('override_by_name', ''), ('override_reason', '')), models.Q(models.Q(('override_reason', ''), _negated=True), models.Q(('override_by_name', ''), _negated=True)), _connector='OR'), name='contact_override_has_reason_and_name'), models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='contact_has_both_coordinates')],
            },
        ),
        migrations.CreateModel(
            name='Diversion',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField()),
                ('made_by_id', models.UUIDField()),
                ('route', models.CharField(max_length=60)),
                ('state', models.CharField(default='handed_over', max_length=20)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by_id', models.UUIDField(null=True)),
                ('withdrawal_reason', models.CharField(blank=True, max_length=60)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.agency')),
                ('contact', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='diversion', to='diversions.contact')),
            ],
            options={
                'indexes': [models.Index(fields=['made_by_id', '-made_at'], name='diversions__made_by_ac3fff_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['handed_over', 'withdrawn'])), name='diversions_diversion_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('made_at', None), ('made_by_id', None)), models.Q(('made_at__isnull', False), ('made_by_id__isnull', False)), _connector='OR'), name='diversions_diversion_made_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by_id', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by_id__isnull', False)), _connector='OR'), name='diversions_diversion_withdrawn_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason', ''), _negated=True)), _connector='OR'), name='diversion_withdrawn_says_when_and_why')],
            },
        ),
    ]

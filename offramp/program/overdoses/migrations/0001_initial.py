import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_two_hats'),
        ('diversions', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(max_length=20)),
                ('made_at', models.DateTimeField()),
                ('made_by_id', models.UUIDField()),
                ('happened_at', models.DateTimeField()),
                ('place', models.CharField(blank=True, max_length=200)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('place_kind', models.CharField(blank=True, max_length=60)),
                ('called_911', models.CharField(max_length=10)),
                ('kits_used', models.PositiveSmallIntegerField(default=0)),
                ('kits_given', models.PositiveSmallIntegerField(default=0)),
                ('digest', models.CharField(max_length=64)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency')),
            ],
            options={
                'indexes': [models.Index(fields=['made_by_id', '-happened_at'], name='overdoses_i_made_by_ce9323_idx'), models.Index(fields=['-happened_at'], name='overdoses_i_happene_322a13_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', ['justice', 'program'])), name='overdoses_incident_side_known'), models.CheckConstraint(condition=models.Q(('called_911__in', ['yes', 'no', 'unknown'])), name='overdoses_incident_called_911_known'), models.CheckConstraint(condition=models.Q(models.Q(('made_at', None), ('made_by_id', None)), models.Q(('made_at__isnull', False), ('made_by_id__isnull', False)), _connector='OR'), name='overdoses_incident_made_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='incident_has_both_coordinates'), models.CheckConstraint(condition=models.Q(models.Q(('place', ''), _negated=True), ('latitude__isnull', False), _connector='OR'), name='incident_is_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='Victim',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('survived', models.CharField(max_length=10)),
                ('naloxone', models.CharField(max_length=10)),
                ('age_band', models.CharField(blank=True, max_length=60)),
                ('after', models.CharField(blank=True, max_length=60)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='victims', to='overdoses.incident')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('survived__in', ['yes', 'no', 'unknown'])), name='overdoses_victim_survived_known'), models.CheckConstraint(condition=models.Q(('naloxone__in', ['yes', 'no', 'unknown'])), name='overdoses_victim_naloxone_known'), models.UniqueConstraint(fields=('incident', 'number'), name='victim_once')],
            },
        ),
        migrations.CreateModel(
            name='Administration',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('giver', models.CharField(max_length=60)),
                ('victim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='administrations', to='overdoses.victim')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('victim', 'number'), name='administration_once')],
            },
        ),
        migrations.CreateModel(
            name='Dose',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('product', models.CharField(blank=True, max_length=60)),
                ('administration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='doses', to='overdoses.administration')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('administration', 'number'), name='dose_once')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(max_length=20)),
                ('language', models.CharField(max_length=10)),
                ('text_of', models.DateField()),
                ('given_at', models.DateTimeField()),
                ('given_by_id', models.UUIDField()),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='diversions.contact')),
                ('incident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='overdoses.incident')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', ['justice', 'program'])), name='overdoses_notice_side_known'), models.CheckConstraint(condition=models.Q(models.Q(('given_at', None), ('given_by_id', None)), models.Q(('given_at__isnull', False), ('given_by_id__isnull', False)), _connector='OR'), name='overdoses_notice_given_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('contact__isnull', False), ('incident', None)), models.Q(('contact', None), ('incident__isnull', False)), _connector='OR'), name='notice_at_one_or_the_other')],
            },
        ),
        migrations.CreateModel(
            name='Revived',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('victim', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='revived', serialize=False, to='overdoses.victim')),
                ('linked_at', models.DateTimeField()),
                ('linked_by_id', models.UUIDField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overdoses', to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('linked_at', None), ('linked_by_id', None)), models.Q(('linked_at__isnull', False), ('linked_by_id__isnull', False)), _connector='OR'), name='overdoses_revived_linked_at_and_by')],
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='waiting', max_length=20)),
                ('task', models.CharField(blank=True, max_length=64)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('problem', models.CharField(blank=True, max_length=80)),
                ('victim', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sending', to='overdoses.victim')),
            ],
            options={
                'indexes': [models.Index(fields=['state'], name='overdoses_s_state_7ed269_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'queued', 'sending', 'sent', 'refused', 'given_up'])), name='overdoses_sending_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Extract',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField()),
                ('lines', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField()),
                ('made_by_id', models.UUIDField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('made_at', None), ('made_by_id', None)), models.Q(('made_at__isnull', False), ('made_by_id__isnull', False)), _connector='OR'), name='overdoses_extract_made_at_and_by')],
            },
        ),
    ]

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('categories', models.JSONField()),
                ('purpose', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=10)),
                ('text', models.JSONField()),
                ('text_version', models.CharField(max_length=64)),
                ('signed_how', models.CharField(max_length=20)),
                ('signed_name', models.CharField(blank=True, max_length=200)),
                ('signature_points', models.TextField(blank=True)),
                ('capacity', models.CharField(default='person', max_length=20)),
                ('witness_id', models.UUIDField(null=True)),
                ('given_at', models.DateTimeField()),
                ('given_by_id', models.UUIDField()),
                ('expires_on', models.DateField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('revoked_by_id', models.UUIDField(null=True)),
                ('from_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='people.person')),
                ('recipient_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-given_at'], name='consent_con_person__5edc12_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['lead_release'])), name='consent_consent_kind_known'), models.CheckConstraint(condition=models.Q(('purpose__in', ['charge_decision'])), name='consent_consent_purpose_known'), models.CheckConstraint(condition=models.Q(('signed_how__in', ['screen', 'paper', 'spoken'])), name='consent_consent_signed_how_known'), models.CheckConstraint(condition=models.Q(('capacity__in', ['person'])), name='consent_consent_capacity_known'), models.CheckConstraint(condition=models.Q(models.Q(('given_at', None), ('given_by_id', None)), models.Q(('given_at__isnull', False), ('given_by_id__isnull', False)), _connector='OR'), name='consent_consent_given_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by_id', None)), models.Q(('revoked_at__isnull', False), ('revoked_by_id__isnull', False)), _connector='OR'), name='consent_consent_revoked_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('signed_name', ''), _negated=True), models.Q(('signature_points', ''), _negated=True), _connector='OR'), name='consent_is_signed'), models.CheckConstraint(condition=models.Q(models.Q(('signed_how', 'spoken'), _negated=True), ('witness_id__isnull', False), _connector='OR'), name='consent_spoken_has_a_witness')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('about_id', models.UUIDField()),
                ('facts', models.JSONField()),
                ('scope', models.TextField()),
                ('notice', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('made_by_id', models.UUIDField()),
                ('expires_on', models.DateField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by_id', models.UUIDField(null=True)),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='consent.consent')),
                ('recipient_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency')),
            ],
            options={
                'indexes': [models.Index(fields=['recipient_agency', 'about_id'], name='consent_rel_recipie_1be616_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('made_at', None), ('made_by_id', None)), models.Q(('made_at__isnull', False), ('made_by_id__isnull', False)), _connector='OR'), name='consent_release_made_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by_id', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by_id__isnull', False)), _connector='OR'), name='consent_release_withdrawn_at_and_by')],
            },
        ),
    ]

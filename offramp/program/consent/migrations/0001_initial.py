import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_two_hats'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('recipient_kind', models.CharField(max_length=20)),
                ('recipient_members', models.JSONField(default=list)),
                ('categories', models.JSONField()),
                ('purpose', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=10)),
                ('text', models.JSONField()),
                ('text_version', models.CharField(max_length=64)),
                ('signed_how', models.CharField(max_length=20)),
                ('signed_name', models.CharField(blank=True, max_length=200)),
                ('signature_points', models.TextField(blank=True)),
                ('capacity', models.CharField(default='person', max_length=20)),
                ('cosigned_name', models.CharField(blank=True, max_length=200)),
                ('authority', models.CharField(blank=True, max_length=200)),
                ('witness_id', models.UUIDField(null=True)),
                ('given_at', models.DateTimeField()),
                ('given_by_id', models.UUIDField()),
                ('signed_at', models.DateTimeField(null=True)),
                ('signed_by_id', models.UUIDField(null=True)),
                ('lapses_at', models.DateTimeField(null=True)),
                ('ending', models.CharField(max_length=20)),
                ('expires_at', models.DateTimeField(null=True)),
                ('condition', models.JSONField(null=True)),
                ('rests_on_id', models.UUIDField(db_index=True, null=True)),
                ('revocable_at', models.DateTimeField(null=True)),
                ('copy_how', models.CharField(blank=True, max_length=20)),
                ('copied_at', models.DateTimeField(null=True)),
                ('copied_by_id', models.UUIDField(null=True)),
                ('asked_at', models.DateTimeField(null=True)),
                ('asked_by_id', models.UUIDField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('revoked_by_id', models.UUIDField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by_id', models.UUIDField(null=True)),
                ('from_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='people.person')),
                ('recipient_agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-given_at'], name='consent_con_person__5edc12_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['care', 'lead_release', 'counselling', 'proceedings', 'condition'])), name='consent_consent_kind_known'), models.CheckConstraint(condition=models.Q(('recipient_kind__in', ['police', 'prosecutor', 'court', 'work_group', 'treatment_partner', 'service_partner', 'intermediary', 'providers'])), name='consent_consent_recipient_kind_known'), models.CheckConstraint(condition=models.Q(('purpose__in', ['charge_decision', 'feedback', 'coordination', 'service', 'care', 'counselling', 'proceeding', 'condition'])), name='consent_consent_purpose_known'), models.CheckConstraint(condition=models.Q(('signed_how__in', ['screen', 'paper', 'spoken'])), name='consent_consent_signed_how_known'), models.CheckConstraint(condition=models.Q(('capacity__in', ['person', 'guardian', 'representative', 'court_appointed', 'estate'])), name='consent_consent_capacity_known'), models.CheckConstraint(condition=models.Q(('ending__in', ['day', 'end_of_stay', 'none', 'disposition'])), name='consent_consent_ending_known'), models.CheckConstraint(condition=models.Q(models.Q(('given_at', None), ('given_by_id', None)), models.Q(('given_at__isnull', False), ('given_by_id__isnull', False)), _connector='OR'), name='consent_consent_given_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('signed_by_id', None)), models.Q(('signed_at__isnull', False), ('signed_by_id__isnull', False)), _connector='OR'), name='consent_consent_signed_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('copied_at', None), ('copied_by_id', None)), models.Q(('copied_at__isnull', False), ('copied_by_id__isnull', False)), _connector='OR'), name='consent_consent_copied_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('asked_at', None), ('asked_by_id', None)), models.Q(('asked_at__isnull', False), ('asked_by_id__isnull', False)), _connector='OR'), name='consent_consent_asked_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by_id', None)), models.Q(('revoked_at__isnull', False), ('revoked_by_id__isnull', False)), _connector='OR'), name='consent_consent_revoked_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by_id', None)), models.Q(('ended_at__isnull', False), ('ended_by_id__isnull', False)), _connector='OR'), name='consent_consent_ended_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('copied_at', None), ('copy_how', '')), models.Q(('copied_at__isnull', False), ('copy_how__in', ['printed', 'photographed', 'posted', 'to_collect', 'not_wanted'])), _connector='OR'), name='consent_copy_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('signed_name', ''), _negated=True), models.Q(('signature_points', ''), _negated=True), _connector='OR'), name='consent_is_signed'), models.CheckConstraint(condition=models.Q(models.Q(('signed_how', 'spoken'), _negated=True), models.Q(('lapses_at__isnull', False), ('witness_id__isnull', False)), _connector='OR'), name='consent_spoken_has_a_witness_and_lapses'), models.CheckConstraint(condition=models.Q(('signed_how', 'spoken'), ('signed_at__isnull', False), _connector='OR'), name='consent_signed_unless_spoken'), models.CheckConstraint(condition=models.Q(('recipient_kind', 'providers'), ('recipient_agency__isnull', False), _connector='OR'), name='consent_names_a_body_or_a_class'), models.CheckConstraint(condition=models.Q(('kind', 'care'), ('expires_at__isnull', False), _connector='OR'), name='consent_without_a_last_day_is_for_care'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'condition'), ('condition__isnull', False), ('revocable_at__isnull', False), ('rests_on_id__isnull', False)), models.Q(models.Q(('kind', 'condition'), _negated=True), ('condition__isnull', True), ('revocable_at__isnull', True), ('rests_on_id__isnull', True)), _connector='OR'), name='consent_condition_names_its_case')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('consent_version', models.CharField(max_length=64)),
                ('recipient_kind', models.CharField(max_length=20)),
                ('recipient_name', models.CharField(max_length=200)),
                ('purpose', models.CharField(max_length=40)),
                ('about_id', models.UUIDField()),
                ('categories', models.JSONField()),
                ('facts', models.JSONField()),
                ('scope', models.TextField()),
                ('onward', models.TextField()),
                ('notice', models.TextField()),
                ('notice_version', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('made_by_id', models.UUIDField()),
                ('expires_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by_id', models.UUIDField(null=True)),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='consent.consent')),
                ('recipient_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency')),
            ],
            options={
                'indexes': [models.Index(fields=['recipient_agency', 'about_id'], name='consent_rel_recipie_1be616_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['care', 'lead_release', 'counselling', 'proceedings', 'condition'])), name='consent_release_kind_known'), models.CheckConstraint(condition=models.Q(('recipient_kind__in', ['police', 'prosecutor', 'court', 'work_group', 'treatment_partner', 'service_partner', 'intermediary', 'providers'])), name='consent_release_recipient_kind_known'), models.CheckConstraint(condition=models.Q(('purpose__in', ['charge_decision', 'feedback', 'coordination', 'service', 'care', 'counselling', 'proceeding', 'condition'])), name='consent_release_purpose_known'), models.CheckConstraint(condition=models.Q(models.Q(('made_at', None), ('made_by_id', None)), models.Q(('made_at__isnull', False), ('made_by_id__isnull', False)), _connector='OR'), name='consent_release_made_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by_id', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by_id__isnull', False)), _connector='OR'), name='consent_release_withdrawn_at_and_by')],
            },
        ),
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('consent', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='scan', serialize=False, to='consent.consent')),
                ('signed_on', models.DateField()),
                ('witness_id', models.UUIDField()),
                ('kind', models.CharField(max_length=40)),
                ('fingerprint', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=8)),
                ('sealed', models.BinaryField()),
                ('kept_at', models.DateTimeField()),
                ('kept_by_id', models.UUIDField()),
            ],
            options={
                'indexes': [models.Index(fields=['key'], name='consent_sca_key_cf8b2b_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kept_at', None), ('kept_by_id', None)), models.Q(('kept_at__isnull', False), ('kept_by_id__isnull', False)), _connector='OR'), name='consent_scan_kept_at_and_by'), models.CheckConstraint(condition=models.Q(('kind__in', ('application/pdf', 'image/jpeg', 'image/png'))), name='scan_is_of_a_kind_that_is_taken')],
            },
        ),
    ]

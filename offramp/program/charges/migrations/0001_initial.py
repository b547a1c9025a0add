import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_two_hats'),
        ('consent', '0001_initial'),
        ('diversions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Charge',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('offences', models.JSONField()),
                ('state', models.CharField(default='held', max_length=20)),
                ('held_at', models.DateTimeField()),
                ('held_by_id', models.UUIDField()),
                ('due_on', models.DateField()),
                ('record_closes_on', models.DateField()),
                ('cleared_at', models.DateTimeField(null=True)),
                ('cleared_by_id', models.UUIDField(null=True)),
                ('filed_at', models.DateTimeField(null=True)),
                ('filed_by_id', models.UUIDField(null=True)),
                ('filing_reason', models.CharField(blank=True, max_length=60)),
                ('let_go_at', models.DateTimeField(null=True)),
                ('let_go_by_id', models.UUIDField(null=True)),
                ('cleared_release', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consent.release')),
                ('diversion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='charge', to='diversions.diversion')),
                ('prosecutor_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.agency')),
            ],
            options={
                'indexes': [models.Index(fields=['prosecutor_agency', 'state', 'due_on'], name='charges_cha_prosecu_ec8688_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['held', 'cleared', 'filed', 'let_go'])), name='charges_charge_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('held_at', None), ('held_by_id', None)), models.Q(('held_at__isnull', False), ('held_by_id__isnull', False)), _connector='OR'), name='charges_charge_held_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('cleared_at', None), ('cleared_by_id', None)), models.Q(('cleared_at__isnull', False), ('cleared_by_id__isnull', False)), _connector='OR'), name='charges_charge_cleared_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('filed_at', None), ('filed_by_id', None)), models.Q(('filed_at__isnull', False), ('filed_by_id__isnull', False)), _connector='OR'), name='charges_charge_filed_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('let_go_at', None), ('let_go_by_id', None)), models.Q(('let_go_at__isnull', False), ('let_go_by_id__isnull', False)), _connector='OR'), name='charges_charge_let_go_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cleared'), _negated=True), models.Q(('cleared_at__isnull', False), ('cleared_release__isnull', False)), _connector='OR'), name='charge_cleared_by_release'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'filed'), _negated=True), models.Q(('filed_at__isnull', False), models.Q(('filing_reason', ''), _negated=True)), _connector='OR'), name='charge_filed_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField()),
                ('asked_by', models.CharField(max_length=20)),
                ('approved_at', models.DateTimeField()),
                ('approved_by_id', models.UUIDField()),
                ('charge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='charges.charge')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('asked_by__in', ['program', 'prosecutor'])), name='charges_extension_asked_by_known'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approved_by_id', None)), models.Q(('approved_at__isnull', False), ('approved_by_id__isnull', False)), _connector='OR'), name='charges_extension_approved_at_and_by'), models.CheckConstraint(condition=models.Q(('to_on__gt', models.F('from_on'))), name='extension_gives_time')],
            },
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('case_number', models.CharField(max_length=60)),
                ('proceeding', models.CharField(max_length=20)),
                ('length', models.CharField(max_length=120)),
                ('disposition_on', models.DateField()),
                ('revocable_on', models.DateField()),
                ('revocable_event', models.CharField(blank=True, max_length=200)),
                ('set_at', models.DateTimeField()),
                ('set_by_id', models.UUIDField()),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_by_id', models.UUIDField(null=True)),
                ('charge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conditions', to='charges.charge')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('proceeding__in', ['held', 'criminal', 'municipal', 'supervision'])), name='charges_condition_proceeding_known'), models.CheckConstraint(condition=models.Q(models.Q(('set_at', None), ('set_by_id', None)), models.Q(('set_at__isnull', False), ('set_by_id__isnull', False)), _connector='OR'), name='charges_condition_set_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_by_id', None)), models.Q(('taken_back_at__isnull', False), ('taken_back_by_id__isnull', False)), _connector='OR'), name='charges_condition_taken_back_at_and_by'), models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('charge',), name='condition_stands_once'), models.CheckConstraint(condition=models.Q(('revocable_on__lte', models.F('disposition_on'))), name='condition_can_be_ended_by_its_disposition'), models.CheckConstraint(condition=models.Q(models.Q(('case_number', ''), _negated=True), models.Q(('length', ''), _negated=True)), name='condition_names_its_case')],
            },
        ),
        migrations.CreateModel(
            name='ExtensionGround',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('extension', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='ground', serialize=False, to='charges.extension')),
                ('reason', models.CharField(max_length=60)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('charge', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='notice', serialize=False, to='charges.charge')),
                ('kind', models.CharField(max_length=40)),
                ('attempts', models.PositiveSmallIntegerField()),
                ('signature_name', models.CharField(max_length=120)),
                ('signed_at', models.DateTimeField()),
                ('signed_by_id', models.UUIDField()),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consent.release')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('signed_by_id', None)), models.Q(('signed_at__isnull', False), ('signed_by_id__isnull', False)), _connector='OR'), name='charges_notice_signed_at_and_by')],
            },
        ),
    ]

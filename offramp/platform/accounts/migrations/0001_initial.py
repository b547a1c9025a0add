import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='JusticeSession',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('handle', models.UUIDField(unique=True)),
                ('user_id', models.UUIDField(db_index=True, null=True)),
                ('device', models.CharField(max_length=80)),
                ('began', models.DateTimeField(null=True)),
                ('seen', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('handle', models.UUIDField(unique=True)),
                ('user_id', models.UUIDField(db_index=True, null=True)),
                ('device', models.CharField(max_length=80)),
                ('began', models.DateTimeField(null=True)),
                ('seen', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('badge', models.CharField(blank=True, max_length=40)),
                ('credential', models.CharField(blank=True, max_length=80)),
                ('is_active', models.BooleanField(default=True)),
                ('first_password_until', models.DateTimeField(null=True)),
                ('signed_out', models.DateTimeField(null=True)),
                ('signed_out_but', models.CharField(blank=True, max_length=20)),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once')],
            },
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=20)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name_plural': 'agencies',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['police', 'prosecutor', 'program', 'court', 'work_group', 'treatment_partner', 'service_partner', 'intermediary'])), name='accounts_agency_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('of', models.CharField(max_length=20)),
                ('what', models.CharField(max_length=20)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('of', 'what'), name='need_once')],
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('hashed', models.CharField(max_length=128)),
                ('used_on', models.DateField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recovery', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60)),
                ('name', models.CharField(max_length=200)),
                ('is_active', models.BooleanField(default=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='accounts.agency')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agency', 'slug'), name='unit_once')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('asked_at', models.DateTimeField()),
                ('asked_by_id', models.UUIDField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by_id', models.UUIDField(null=True)),
                ('state', models.CharField(default='asked', max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(max_length=200)),
                ('role', models.CharField(max_length=20)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField()),
                ('why', models.CharField(max_length=400)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.agency')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.unit')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'approved', 'refused'])), name='accounts_grant_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by_id', None)), models.Q(('decided_at__isnull', False), ('decided_by_id__isnull', False)), _connector='OR'), name='accounts_grant_decided_at_and_by'), models.CheckConstraint(condition=models.Q(('decided_by_id', None), models.Q(('decided_by_id', models.F('asked_by_id')), _negated=True), _connector='OR'), name='grant_takes_two'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='grant_decided_once_it_is_not_asked'), models.CheckConstraint(condition=models.Q(('role__in', ['officer', 'police_supervisor', 'peer', 'case_manager', 'supervisor', 'prosecutor', 'work_group_member', 'treatment_partner', 'manager', 'privacy_officer', 'auditor', 'system'])), name='accounts_grant_role_known'), models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='grant_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(max_length=20)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by_id', models.UUIDField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.agency')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.unit')),
            ],
            options={
                'verbose_name_plural': 'duties',
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['officer', 'police_supervisor', 'peer', 'case_manager', 'supervisor', 'prosecutor', 'work_group_member', 'treatment_partner', 'manager', 'privacy_officer', 'auditor', 'system'])), name='accounts_duty_role_known'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by_id', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by_id__isnull', False)), _connector='OR'), name='accounts_duty_confirmed_at_and_by'), models.UniqueConstraint(fields=('user', 'agency', 'role', 'from_on'), name='duty_once'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='duty_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField()),
                ('lies', models.CharField(max_length=200)),
                ('permits', models.TextField(blank=True, max_length=2000)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_id', models.UUIDField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.agency')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['mou', 'qsoa', 'baa'])), name='accounts_agreement_kind_known'), models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='agreement_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('done_on', models.DateField()),
                ('until_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_id', models.UUIDField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['training', 'vetting', 'credential'])), name='accounts_clearance_kind_known'), models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('done_on'))), name='clearance_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Factor',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=60)),
                ('sealed', models.TextField()),
                ('counter', models.BigIntegerField(default=0)),
                ('used_on', models.DateField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='factors', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['codes', 'passkey'])), name='accounts_factor_kind_known'), models.UniqueConstraint(condition=models.Q(('kind', 'codes')), fields=('user',), name='codes_once')],
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('provider', models.SlugField(max_length=60)),
                ('subject', models.CharField(max_length=255)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identities', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'identities',
                'constraints': [models.UniqueConstraint(fields=('provider', 'subject'), name='identity_is_one_login'), models.UniqueConstraint(fields=('user', 'provider'), name='one_identity_a_provider')],
            },
        ),
        migrations.CreateModel(
            name='Reset',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('asked_at', models.DateTimeField()),
                ('asked_by_id', models.UUIDField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by_id', models.UUIDField(null=True)),
                ('state', models.CharField(default='asked', max_length=20)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('proof', models.CharField(max_length=400)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'approved', 'refused'])), name='accounts_reset_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by_id', None)), models.Q(('decided_at__isnull', False), ('decided_by_id__isnull', False)), _connector='OR'), name='accounts_reset_decided_at_and_by'), models.CheckConstraint(condition=models.Q(('decided_by_id', None), models.Q(('decided_by_id', models.F('asked_by_id')), _negated=True), _connector='OR'), name='reset_takes_two'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='reset_decided_once_it_is_not_asked')],
            },
        ),
    ]

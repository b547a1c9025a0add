import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('source_key', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=32)),
                ('gone_at', models.DateTimeField(null=True)),
                ('gone_by_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=250)),
                ('alternate_name', models.CharField(blank=True, max_length=250)),
                ('description', models.TextField(blank=True)),
                ('website', models.CharField(blank=True, max_length=500)),
                ('email', models.CharField(blank=True, max_length=254)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['source_key'], name='directory_o_source__60c003_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('gone_at', None), ('gone_by_id', None)), models.Q(('gone_at__isnull', False), ('gone_by_id__isnull', False)), _connector='OR'), name='directory_organization_gone_at_and_by')],
            },
        ),
        migrations.CreateModel(
            name='Location',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('source_key', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=32)),
                ('gone_at', models.DateTimeField(null=True)),
                ('gone_by_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=250)),
                ('kind', models.CharField(max_length=20)),
                ('address', models.CharField(blank=True, max_length=400)),
                ('city', models.CharField(blank=True, max_length=120)),
                ('state', models.CharField(blank=True, max_length=60)),
                ('postal_code', models.CharField(blank=True, max_length=20)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('getting_there', models.TextField(blank=True)),
                ('accessibility', models.CharField(blank=True, max_length=500)),
                ('organization', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='directory.organization')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['source_key'], name='directory_l_source__0b44ba_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('gone_at', None), ('gone_by_id', None)), models.Q(('gone_at__isnull', False), ('gone_by_id__isnull', False)), _connector='OR'), name='directory_location_gone_at_and_by')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.CharField(max_length=80, unique=True)),
                ('format', models.CharField(max_length=40)),
                ('licence', models.CharField(blank=True, max_length=200)),
                ('imported_at', models.DateTimeField()),
                ('imported_by_id', models.UUIDField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('imported_at', None), ('imported_by_id', None)), models.Q(('imported_at__isnull', False), ('imported_by_id__isnull', False)), _connector='OR'), name='directory_source_imported_at_and_by')],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('source_key', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=32)),
                ('gone_at', models.DateTimeField(null=True)),
                ('gone_by_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=250)),
                ('alternate_name', models.CharField(blank=True, max_length=250)),
                ('description', models.TextField(blank=True)),
                ('website', models.CharField(blank=True, max_length=500)),
                ('email', models.CharField(blank=True, max_length=254)),
                ('status', models.CharField(max_length=20)),
                ('is_active', models.BooleanField()),
                ('how_to_apply', models.TextField(blank=True)),
                ('fees', models.TextField(blank=True)),
                ('eligibility', models.TextField(blank=True)),
                ('minimum_age', models.PositiveSmallIntegerField(null=True)),
                ('maximum_age', models.PositiveSmallIntegerField(null=True)),
                ('languages', models.CharField(blank=True, max_length=500)),
                ('interpretation', models.TextField(blank=True)),
                ('documents', models.TextField(blank=True)),
                ('alert', models.TextField(blank=True)),
                ('wait_note', models.CharField(blank=True, max_length=500)),
                ('places_free', models.PositiveIntegerField(null=True)),
                ('places_unit', models.CharField(blank=True, max_length=60)),
                ('places_on', models.DateField(null=True)),
                ('assured_on', models.DateField(null=True)),
                ('name_key', models.CharField(max_length=250)),
                ('search_text', models.TextField()),
                ('language_keys', models.CharField(max_length=500)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='directory.organization')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='directory.source')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['source_key'], name='directory_s_source__a8c1b1_idx'), models.Index(fields=['is_active', 'name_key'], name='directory_s_is_acti_2616c0_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('gone_at', None), ('gone_by_id', None)), models.Q(('gone_at__isnull', False), ('gone_by_id__isnull', False)), _connector='OR'), name='directory_service_gone_at_and_by'), models.CheckConstraint(condition=models.Q(('status__in', ['active', 'inactive', 'defunct', 'temporarily_closed'])), name='directory_service_status_known'), models.CheckConstraint(condition=models.Q(('gone_at', None), ('is_active', False), _connector='OR'), name='service_gone_is_not_active')],
            },
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('freq', models.CharField(blank=True, max_length=10)),
                ('interval', models.PositiveSmallIntegerField(default=1)),
                ('byday', models.CharField(blank=True, max_length=120)),
                ('bymonthday', models.CharField(blank=True, max_length=60)),
                ('opens', models.TimeField(null=True)),
                ('closes', models.TimeField(null=True)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('location', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='directory.location')),
                ('service', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='directory.service')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='directory.source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Phone',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=60)),
                ('extension', models.CharField(blank=True, max_length=20)),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('note', models.CharField(blank=True, max_length=250)),
                ('location', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='directory.location')),
                ('organization', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='directory.organization')),
                ('service', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='directory.service')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='directory.source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='organization',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='directory.source'),
        ),
        migrations.AddField(
            model_name='location',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='directory.source'),
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('need', models.CharField(max_length=60)),
                ('origin', models.CharField(max_length=10)),
                ('holds', models.BooleanField(default=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tags', to='directory.service')),
            ],
            options={
                'indexes': [models.Index(fields=['need', 'service'], name='directory_t_need_a6d101_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('origin__in', ['listed', 'words', 'checked'])), name='directory_tag_origin_known'), models.UniqueConstraint(fields=('service', 'need'), name='tag_once')],
            },
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('checked_at', models.DateTimeField()),
                ('checked_by_id', models.UUIDField()),
                ('phone_right', models.CharField(max_length=10)),
                ('right_number', models.CharField(blank=True, max_length=60)),
                ('taking', models.CharField(max_length=10)),
                ('next_on', models.DateField(null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='directory.service')),
            ],
            options={
                'indexes': [models.Index(fields=['service', '-checked_at'], name='directory_c_service_3bbcad_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('taking__in', ['yes', 'waiting', 'no', 'unknown'])), name='directory_check_taking_known'), models.CheckConstraint(condition=models.Q(('phone_right__in', ['yes', 'no', 'unknown'])), name='directory_check_phone_right_known'), models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('checked_by_id', None)), models.Q(('checked_at__isnull', False), ('checked_by_id__isnull', False)), _connector='OR'), name='directory_check_checked_at_and_by')],
            },
        ),
        migrations.CreateModel(
            name='ServiceAtLocation',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='directory.location')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='directory.service')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='directory.source')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'location'), name='service_once_at_location')],
            },
        ),
    ]

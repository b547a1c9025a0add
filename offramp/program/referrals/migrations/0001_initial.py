import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('directory', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('need', models.CharField(max_length=60)),
                ('is_warm', models.BooleanField(default=False)),
                ('transport', models.CharField(blank=True, max_length=60)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(default='sent', max_length=20)),
                ('sent_at', models.DateTimeField()),
                ('sent_by_id', models.UUIDField()),
                ('changed_at', models.DateTimeField()),
                ('changed_by_id', models.UUIDField()),
                ('waits_until_on', models.DateField(null=True)),
                ('appointment', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=60)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.person')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='directory.service')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'changed_at'], name='referrals_r_state_5d6f76_idx'), models.Index(fields=['person', '-sent_at'], name='referrals_r_person__ec3b45_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['sent', 'accepted', 'waiting', 'declined', 'appointed', 'connected', 'not_connected', 'withdrawn'])), name='referrals_referral_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at', None), ('sent_by_id', None)), models.Q(('sent_at__isnull', False), ('sent_by_id__isnull', False)), _connector='OR'), name='referrals_referral_sent_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('changed_at', None), ('changed_by_id', None)), models.Q(('changed_at__isnull', False), ('changed_by_id__isnull', False)), _connector='OR'), name='referrals_referral_changed_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['declined', 'not_connected']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='referral_no_without_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'appointed'), _negated=True), ('appointment__isnull', False), _connector='OR'), name='referral_appointed_has_a_day'), models.UniqueConstraint(condition=models.Q(('state__in', ['accepted', 'appointed', 'sent', 'waiting'])), fields=('case', 'service'), name='referral_open_once')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('event', models.CharField(max_length=20)),
                ('learned_at', models.DateTimeField()),
                ('learned_by_id', models.UUIDField()),
                ('reason', models.CharField(blank=True, max_length=60)),
                ('waits_until_on', models.DateField(null=True)),
                ('appointment', models.DateTimeField(null=True)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='referrals.referral')),
            ],
            options={
                'indexes': [models.Index(fields=['referral', 'learned_at'], name='referrals_s_referra_2fa977_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('event__in', ['send', 'accept', 'wait', 'decline', 'appoint', 'connect', 'not_connect', 'withdraw', 'reopen'])), name='referrals_step_event_known'), models.CheckConstraint(condition=models.Q(models.Q(('learned_at', None), ('learned_by_id', None)), models.Q(('learned_at__isnull', False), ('learned_by_id__isnull', False)), _connector='OR'), name='referrals_step_learned_at_and_by')],
            },
        ),
        migrations.CreateModel(
            name='UnmetNeed',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('need', models.CharField(max_length=60)),
                ('why', models.CharField(max_length=20)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('noted_at', models.DateTimeField()),
                ('noted_by_id', models.UUIDField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['need', 'noted_at'], name='referrals_u_need_390328_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('why__in', ['none', 'full', 'rules', 'far', 'cost', 'unwanted'])), name='referrals_unmetneed_why_known'), models.CheckConstraint(condition=models.Q(models.Q(('noted_at', None), ('noted_by_id', None)), models.Q(('noted_at__isnull', False), ('noted_by_id__isnull', False)), _connector='OR'), name='referrals_unmetneed_noted_at_and_by')],
            },
        ),
    ]

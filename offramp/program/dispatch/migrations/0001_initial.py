import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_two_hats'),
        ('accounts', '__first__'),
        ('diversions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dispatch',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='paging', max_length=20)),
                ('next_step_at', models.DateTimeField(null=True)),
                ('contact_at', models.DateTimeField()),
                ('paged_at', models.DateTimeField()),
                ('paged_by_id', models.UUIDField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by_id', models.UUIDField(null=True)),
                ('eta_at', models.DateTimeField(null=True)),
                ('en_route_at', models.DateTimeField(null=True)),
                ('en_route_by_id', models.UUIDField(null=True)),
                ('arrived_at', models.DateTimeField(null=True)),
                ('arrived_by_id', models.UUIDField(null=True)),
                ('released_at', models.DateTimeField(null=True)),
                ('released_by_id', models.UUIDField(null=True)),
                ('fallback_at', models.DateTimeField(null=True)),
                ('fallback_by_id', models.UUIDField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by_id', models.UUIDField(null=True)),
                ('diversion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='diversions.diversion')),
            ],
            options={
                'verbose_name_plural': 'dispatches',
                'indexes': [models.Index(fields=['state', 'next_step_at'], name='dispatch_di_state_1cf32a_idx'), models.Index(fields=['answered_by_id', '-paged_at'], name='dispatch_di_answere_885e49_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['paging', 'answered', 'en_route', 'arrived', 'released', 'fallback', 'withdrawn'])), name='dispatch_dispatch_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('paged_at', None), ('paged_by_id', None)), models.Q(('paged_at__isnull', False), ('paged_by_id__isnull', False)), _connector='OR'), name='dispatch_dispatch_paged_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by_id', None)), models.Q(('answered_at__isnull', False), ('answered_by_id__isnull', False)), _connector='OR'), name='dispatch_dispatch_answered_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('en_route_at', None), ('en_route_by_id', None)), models.Q(('en_route_at__isnull', False), ('en_route_by_id__isnull', False)), _connector='OR'), name='dispatch_dispatch_en_route_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('arrived_at', None), ('arrived_by_id', None)), models.Q(('arrived_at__isnull', False), ('arrived_by_id__isnull', False)), _connector='OR'), name='dispatch_dispatch_arrived_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('released_at', None), ('released_by_id', None)), models.Q(('released_at__isnull', False), ('released_by_id__isnull', False)), _connector='OR'), name='dispatch_dispatch_released_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('fallback_at', None), ('fallback_by_id', None)), models.Q(('fallback_at__isnull', False), ('fallback_by_id__isnull', False)), _connector='OR'), name='dispatch_dispatch_fallback_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by_id', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by_id__isnull', False)), _connector='OR'), name='dispatch_dispatch_withdrawn_at_and_by'), models.CheckConstraint(condition=models.Q(('paged_at__gte', models.F('contact_at')), ('answered_at__gte', models.F('contact_at')), ('en_route_at__gte', models.F('contact_at')), ('arrived_at__gte', models.F('contact_at')), ('released_at__gte', models.F('contact_at')), ('answered_at__gte', models.F('paged_at')), ('en_route_at__gte', models.F('paged_at')), ('arrived_at__gte', models.F('paged_at')), ('released_at__gte', models.F('paged_at')), ('en_route_at__gte', models.F('answered_at')), ('arrived_at__gte', models.F('answered_at')), ('released_at__gte', models.F('answered_at')), ('arrived_at__gte', models.F('en_route_at')), ('released_at__gte', models.F('en_route_at')), ('released_at__gte', models.F('arrived_at'))), name='dispatch_moments_in_order'), models.CheckConstraint(condition=models.Q(('next_step_at', None), ('state', 'paging'), _connector='OR'), name='dispatch_waits_only_while_paging')],
            },
        ),
        migrations.CreateModel(
            name='Match',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to=settings.AUTH_USER_MODEL)),
                ('areas', models.JSONField(default=list)),
                ('languages', models.JSONField(default=list)),
                ('gender', models.CharField(blank=True, max_length=60)),
                ('chosen_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.CharField(max_length=20)),
                ('paged_at', models.DateTimeField()),
                ('paged_by_id', models.UUIDField()),
                ('due_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, max_length=20)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by_id', models.UUIDField(null=True)),
                ('dispatch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='dispatch.dispatch')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('place__in', ['primary', 'backup', 'supervisor'])), name='dispatch_page_place_known'), models.CheckConstraint(condition=models.Q(models.Q(('paged_at', None), ('paged_by_id', None)), models.Q(('paged_at__isnull', False), ('paged_by_id__isnull', False)), _connector='OR'), name='dispatch_page_paged_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by_id', None)), models.Q(('answered_at__isnull', False), ('answered_by_id__isnull', False)), _connector='OR'), name='dispatch_page_answered_at_and_by'), models.UniqueConstraint(fields=('dispatch', 'staff'), name='page_once'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None)), models.Q(('answer__in', ['coming', 'cannot']), ('answered_at__isnull', False)), _connector='OR'), name='page_answer_has_its_moment')],
            },
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.CharField(max_length=20)),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField()),
                ('made_at', models.DateTimeField()),
                ('made_by_id', models.UUIDField()),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('cancelled_by_id', models.UUIDField(null=True)),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['until_at', 'from_at'], name='dispatch_sh_until_a_f6201a_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('place__in', ['primary', 'backup', 'supervisor'])), name='dispatch_shift_place_known'), models.CheckConstraint(condition=models.Q(models.Q(('made_at', None), ('made_by_id', None)), models.Q(('made_at__isnull', False), ('made_by_id__isnull', False)), _connector='OR'), name='dispatch_shift_made_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at', None), ('cancelled_by_id', None)), models.Q(('cancelled_at__isnull', False), ('cancelled_by_id__isnull', False)), _connector='OR'), name='dispatch_shift_cancelled_at_and_by'), models.CheckConstraint(condition=models.Q(('until_at__gt', models.F('from_at'))), name='shift_ends_after_it_begins'), models.UniqueConstraint(condition=models.Q(('cancelled_at', None)), fields=('staff', 'from_at'), name='shift_once')],
            },
        ),
        migrations.CreateModel(
            name='Swap',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='asked', max_length=20)),
                ('asked_at', models.DateTimeField()),
                ('asked_by_id', models.UUIDField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by_id', models.UUIDField(null=True)),
                ('for_shift', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='given', to='dispatch.shift')),
                ('shift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='swaps', to='dispatch.shift')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'accepted', 'refused', 'taken_back'])), name='dispatch_swap_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('asked_at', None), ('asked_by_id', None)), models.Q(('asked_at__isnull', False), ('asked_by_id__isnull', False)), _connector='OR'), name='dispatch_swap_asked_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by_id', None)), models.Q(('settled_at__isnull', False), ('settled_by_id__isnull', False)), _connector='OR'), name='dispatch_swap_settled_at_and_by'), models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('shift',), name='swap_asked_once')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('dispatch', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='follow_up', serialize=False, to='dispatch.dispatch')),
                ('found', models.CharField(max_length=20)),
                ('looked_at', models.DateTimeField()),
                ('looked_by_id', models.UUIDField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('found__in', ['met', 'spoken_to', 'not_found', 'no_way'])), name='dispatch_followup_found_known'), models.CheckConstraint(condition=models.Q(models.Q(('looked_at', None), ('looked_by_id', None)), models.Q(('looked_at__isnull', False), ('looked_by_id__isnull', False)), _connector='OR'), name='dispatch_followup_looked_at_and_by')],
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('dispatch', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='watch', serialize=False, to='dispatch.dispatch')),
                ('said_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(db_index=True, null=True)),
                ('asked_at', models.DateTimeField(null=True)),
                ('alarmed_at', models.DateTimeField(null=True)),
                ('seen_at', models.DateTimeField(null=True)),
                ('seen_by_id', models.UUIDField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by_id', models.UUIDField(null=True)),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'watches',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('seen_at', None), ('seen_by_id', None)), models.Q(('seen_at__isnull', False), ('seen_by_id__isnull', False)), _connector='OR'), name='dispatch_watch_seen_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by_id', None)), models.Q(('done_at__isnull', False), ('done_by_id__isnull', False)), _connector='OR'), name='dispatch_watch_done_at_and_by')],
            },
        ),
    ]

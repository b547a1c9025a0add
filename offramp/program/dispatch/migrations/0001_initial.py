import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
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
                'constraints': [models.CheckConstraint(condition=models.Q(('place__in', ['primary', 'backup'])), name='dispatch_page_place_known'), models.CheckConstraint(condition=models.Q(models.Q(('paged_at', None), ('paged_by_id', None)), models.Q(('paged_at__isnull', False), ('paged_by_id__isnull', False)), _connector='OR'), name='dispatch_page_paged_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by_id', None)), models.Q(('answered_at__isnull', False), ('answered_by_id__isnull', False)), _connector='OR'), name='dispatch_page_answered_at_and_by'), models.UniqueConstraint(fields=('dispatch', 'staff'), name='page_once'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None)), models.Q(('answer__in', ['coming', 'cannot']), ('answered_at__isnull', False)), _connector='OR'), name='page_answer_has_its_moment')],
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
                'constraints': [models.CheckConstraint(condition=models.Q(('place__in', ['primary', 'backup'])), name='dispatch_shift_place_known'), models.CheckConstraint(condition=models.Q(models.Q(('made_at', None), ('made_by_id', None)), models.Q(('made_at__isnull', False), ('made_by_id__isnull', False)), _connector='OR'), name='dispatch_shift_made_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at', None), ('cancelled_by_id', None)), models.Q(('cancelled_at__isnull', False), ('cancelled_by_id__isnull', False)), _connector='OR'), name='dispatch_shift_cancelled_at_and_by'), models.CheckConstraint(condition=models.Q(('until_at__gt', models.F('from_at'))), name='shift_ends_after_it_begins'), models.UniqueConstraint(condition=models.Q(('cancelled_at', None)), fields=('staff', 'from_at'), name='shift_once')],
            },
        ),
    ]

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
            name='Holder',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('side', models.CharField(max_length=20)),
                ('staff_id', models.UUIDField(null=True, unique=True)),
                ('opened_at', models.DateTimeField()),
                ('opened_by_id', models.UUIDField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by_id', models.UUIDField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['store', 'car', 'officer', 'peer'])), name='naloxone_holder_kind_known'), models.CheckConstraint(condition=models.Q(('side__in', ['justice', 'program'])), name='naloxone_holder_side_known'), models.CheckConstraint(condition=models.Q(models.Q(('opened_at', None), ('opened_by_id', None)), models.Q(('opened_at__isnull', False), ('opened_by_id__isnull', False)), _connector='OR'), name='naloxone_holder_opened_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by_id', None)), models.Q(('closed_at__isnull', False), ('closed_by_id__isnull', False)), _connector='OR'), name='naloxone_holder_closed_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['officer', 'peer']), ('staff_id__isnull', False)), models.Q(models.Q(('kind__in', ['officer', 'peer']), _negated=True), ('staff_id', None)), _connector='OR'), name='holder_with_somebody_names_them'), models.UniqueConstraint(fields=('agency', 'name'), name='holder_once')],
            },
        ),
        migrations.CreateModel(
            name='Lot',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('product', models.CharField(max_length=60)),
                ('number', models.CharField(max_length=40)),
                ('expires_on', models.DateField()),
                ('funder', models.CharField(blank=True, max_length=120)),
                ('standing_order', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('product', 'number', 'expires_on', 'funder', 'standing_order'), name='lot_once')],
            },
        ),
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(max_length=20)),
                ('kind', models.CharField(max_length=20)),
                ('quantity', models.PositiveIntegerField()),
                ('moved_at', models.DateTimeField()),
                ('moved_by_id', models.UUIDField()),
                ('recipient', models.CharField(blank=True, max_length=20)),
                ('reason', models.CharField(blank=True, max_length=60)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('occasion_id', models.UUIDField()),
                ('from_holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gone', to='naloxone.holder')),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='naloxone.lot')),
                ('to_holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='come', to='naloxone.holder')),
            ],
            options={
                'indexes': [models.Index(fields=['from_holder', '-moved_at'], name='naloxone_mo_from_ho_6f83e5_idx'), models.Index(fields=['to_holder', '-moved_at'], name='naloxone_mo_to_hold_aa6080_idx'), models.Index(fields=['occasion_id'], name='naloxone_mo_occasio_b865dd_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', ['justice', 'program'])), name='naloxone_movement_side_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['received', 'moved', 'handed_out', 'used', 'lost', 'discarded', 'set_aside', 'corrected'])), name='naloxone_movement_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('moved_at', None), ('moved_by_id', None)), models.Q(('moved_at__isnull', False), ('moved_by_id__isnull', False)), _connector='OR'), name='naloxone_movement_moved_at_and_by'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='movement_moves_something'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'received'), ('to_holder__isnull', False), models.Q(('from_holder__isnull', False), _negated=True)), models.Q(('kind', 'moved'), ('to_holder__isnull', False), ('from_holder__isnull', False), models.Q(('from_holder', models.F('to_holder')), _negated=True)), models.Q(('kind', 'corrected'), ('to_holder__isnull', False), models.Q(('from_holder__isnull', False), _negated=True)), models.Q(('kind', 'corrected'), ('from_holder__isnull', False), models.Q(('to_holder__isnull', False), _negated=True)), models.Q(('kind', 'handed_out'), ('from_holder__isnull', False), models.Q(('to_holder__isnull', False), _negated=True)), models.Q(('kind', 'used'), ('from_holder__isnull', False), models.Q(('to_holder__isnull', False), _negated=True)), models.Q(('kind', 'lost'), ('from_holder__isnull', False), models.Q(('to_holder__isnull', False), _negated=True)), models.Q(('kind', 'discarded'), ('from_holder__isnull', False), models.Q(('to_holder__isnull', False), _negated=True)), models.Q(('kind', 'set_aside'), ('from_holder__isnull', False), models.Q(('to_holder__isnull', False), _negated=True)), _connector='OR'), name='movement_goes_its_way'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'handed_out'), ('recipient__in', ['nobody_named', 'officer', 'participant'])), models.Q(models.Q(('kind', 'handed_out'), _negated=True), ('recipient', '')), _connector='OR'), name='movement_says_to_whom'), models.CheckConstraint(condition=models.Q(models.Q(('recipient', 'participant'), _negated=True), ('side', 'program'), _connector='OR'), name='movement_to_a_participant_is_the_programs'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'corrected'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='movement_correction_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Giving',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('quantity', models.PositiveIntegerField()),
                ('given_at', models.DateTimeField()),
                ('given_by_id', models.UUIDField()),
                ('reason', models.CharField(blank=True, max_length=60)),
                ('occasion_id', models.UUIDField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='givings', to='people.person')),
                ('movement', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='giving', to='naloxone.movement')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-given_at'], name='naloxone_gi_person__9dffcc_idx'), models.Index(fields=['occasion_id'], name='naloxone_gi_occasio_852357_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('given_at', None), ('given_by_id', None)), models.Q(('given_at__isnull', False), ('given_by_id__isnull', False)), _connector='OR'), name='naloxone_giving_given_at_and_by'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='giving_gives_something')],
            },
        ),
        migrations.CreateModel(
            name='Recall',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('product', models.CharField(max_length=60)),
                ('number', models.CharField(max_length=40)),
                ('words', models.CharField(max_length=300)),
                ('called_at', models.DateTimeField()),
                ('called_by_id', models.UUIDField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('called_at', None), ('called_by_id', None)), models.Q(('called_at__isnull', False), ('called_by_id__isnull', False)), _connector='OR'), name='naloxone_recall_called_at_and_by'), models.UniqueConstraint(fields=('product', 'number'), name='recall_once')],
            },
        ),
    ]

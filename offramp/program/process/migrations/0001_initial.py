import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('brought_by', models.CharField(max_length=200)),
                ('case_number', models.CharField(blank=True, max_length=100)),
                ('about', models.CharField(max_length=200)),
                ('asks', models.TextField(max_length=4000)),
                ('kept_where', models.CharField(max_length=200)),
                ('due_on', models.DateField(null=True)),
                ('state', models.CharField(default='received', max_length=20)),
                ('received_at', models.DateTimeField()),
                ('received_by_id', models.UUIDField()),
                ('matched_at', models.DateTimeField(null=True)),
                ('matched_by_id', models.UUIDField(null=True)),
                ('answer', models.TextField(blank=True, max_length=4000)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by_id', models.UUIDField(null=True)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_on'], name='process_pap_state_d501d6_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['subpoena', 'order', 'warrant', 'sunshine', 'other'])), name='process_paper_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['received', 'refused', 'released'])), name='process_paper_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('received_at', None), ('received_by_id', None)), models.Q(('received_at__isnull', False), ('received_by_id__isnull', False)), _connector='OR'), name='process_paper_received_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('matched_at', None), ('matched_by_id', None)), models.Q(('matched_at__isnull', False), ('matched_by_id__isnull', False)), _connector='OR'), name='process_paper_matched_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by_id', None)), models.Q(('answered_at__isnull', False), ('answered_by_id__isnull', False)), _connector='OR'), name='process_paper_answered_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='paper_refused_in_words')],
            },
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('section', models.CharField(max_length=10)),
                ('court', models.CharField(max_length=200)),
                ('case_number', models.CharField(max_length=100)),
                ('issued_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('fields', models.JSONField()),
                ('recipients', models.JSONField()),
                ('limits', models.TextField(blank=True, max_length=4000)),
                ('finding', models.CharField(max_length=20)),
                ('mandate', models.CharField(max_length=20)),
                ('kept_where', models.CharField(max_length=200)),
                ('entered_at', models.DateTimeField()),
                ('entered_by_id', models.UUIDField()),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='process.paper')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('section__in', ['2.64', '2.65', '2.66', '2.67'])), name='process_order_section_known'), models.CheckConstraint(condition=models.Q(('finding__in', ['none', 'threat', 'serious_crime', 'own_evidence'])), name='process_order_finding_known'), models.CheckConstraint(condition=models.Q(('mandate__in', ['subpoena', 'warrant', 'in_order', 'none'])), name='process_order_mandate_known'), models.CheckConstraint(condition=models.Q(models.Q(('entered_at', None), ('entered_by_id', None)), models.Q(('entered_at__isnull', False), ('entered_by_id__isnull', False)), _connector='OR'), name='process_order_entered_at_and_by')],
            },
        ),
    ]

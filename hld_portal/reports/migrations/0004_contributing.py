import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0003_issuing_and_authoring'),
    ]

    operations = [
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(default=list)),
                ('printed', models.JSONField(default=dict)),
                ('build', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='chain', to='reports.build')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='objection',
            name='settled_objection_has_its_answer',
        ),
        migrations.AddField(
            model_name='build',
            name='drafting_copy',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='contributorscheck',
            name='close_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='objection',
            name='outcome',
            field=models.CharField(choices=[('open', 'Not answered yet'), ('taken_up', 'Taken up'), ('kept', 'The text stands'), ('withdrawn', 'Taken back')], default='open', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='build',
            constraint=models.CheckConstraint(condition=models.Q(('published_at', None), ('drafting_copy', False), _connector='OR'), name='drafting_copy_is_never_published'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome', 'withdrawn'), _negated=True), fields=('request', 'number'), name='one_standing_objection_per_passage'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['open', 'withdrawn']), models.Q(('answer', ''), _negated=True), _connector='OR'), name='settled_objection_has_its_answer'),
        ),
    ]

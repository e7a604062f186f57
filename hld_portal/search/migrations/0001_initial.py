"""The table of terms, and beside it what each database searches them with."""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = [
    "CREATE VIRTUAL TABLE search_terms USING fts5(stems, author, tokenize = 'unicode61 remove_diacritics 0')",
]
POSTGRES = [
    "CREATE INDEX search_stems ON search_indexedversion USING gin (to_tsvector('simple', stems))",
    "CREATE INDEX search_both ON search_indexedversion"
    " USING gin (to_tsvector('simple', stems || ' ' || author))",
]


def prepare(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def clear(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_terms")


class Migration(migrations.Migration):
    initial = True

    dependencies = [("submissions", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="IndexedVersion",
            fields=[
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="submissions.version",
                    ),
                ),
                ("stems", models.TextField()),
                ("author", models.TextField(blank=True)),
                ("rules", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.RunPython(prepare, clear),
    ]

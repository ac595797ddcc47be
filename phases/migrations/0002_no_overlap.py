from django.db import migrations

ADD = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE phases_kommentierphase ADD CONSTRAINT kommentierphase_no_overlap
    EXCLUDE USING gist (strategie_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
    WHERE (status = 'published');
"""
REMOVE = "ALTER TABLE phases_kommentierphase DROP CONSTRAINT kommentierphase_no_overlap"


def _on_postgresql(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return run


class Migration(migrations.Migration):
    """Keep two published phases of a Strategie from overlapping, where the database can."""

    dependencies = [("phases", "0001_initial")]

    operations = [migrations.RunPython(_on_postgresql(ADD), _on_postgresql(REMOVE))]

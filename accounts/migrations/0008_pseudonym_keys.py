from django.db import migrations


def renew(apps, schema_editor):
    """Give every name the key that the wider folding of look-alikes makes of it.

    Who has a name keeps it: where two of them look alike by now, the later one gets a key
    of its own, which no name can have (a key is made of letters and digits).
    """
    from accounts.names.lookalikes import skeleton

    User = apps.get_model("accounts", "User")
    rows = User.objects.using(schema_editor.connection.alias).order_by("pk")
    people = list(rows.values_list("pk", "pseudonym", "pseudonym_key"))
    taken, wanted = set(), {}
    for pk, pseudonym, former in people:
        key = skeleton(pseudonym)
        key = f"{key[:300]}-{pk}" if key in taken else key
        taken.add(key)
        if key != former:
            wanted[pk] = key
    # First out of each other's way: the keys are unique at any moment.
    for pk in wanted:
        rows.filter(pk=pk).update(pseudonym_key=f"-{pk}")
    for pk, key in wanted.items():
        rows.filter(pk=pk).update(pseudonym_key=key)
    Namenswechsel = apps.get_model("accounts", "Namenswechsel")
    changes = Namenswechsel.objects.using(schema_editor.connection.alias)
    for pk, former, key in list(changes.values_list("pk", "former", "former_key")):
        if skeleton(former) != key:
            changes.filter(pk=pk).update(former_key=skeleton(former)[:320])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_sicherheitsprotokoll")]

    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]

"""Nobody has a justice and a treatment duty, or any other beside one that stands alone:
the database itself refuses it."""

from django.db import migrations

JUSTICE = "('officer', 'police_supervisor', 'prosecutor', 'work_group_member')"
CONFIDENTIAL = "('peer', 'case_manager', 'supervisor', 'privacy_officer')"
ALONE = "('auditor', 'work_group_member', 'treatment_partner')"
SENTENCE = "This login cannot have that duty."
# What is refused: a duty of the other kind, a treatment duty where police or a
# prosecutor employs, or anything beside a duty that stands alone.
BROKEN = f"""
    (NEW.role IN {JUSTICE} AND EXISTS (SELECT 1 FROM accounts_duty d
        WHERE d.user_id = NEW.user_id AND d.id <> NEW.id AND d.role IN {CONFIDENTIAL}))
    OR (NEW.role IN {CONFIDENTIAL} AND EXISTS (SELECT 1 FROM accounts_duty d
        WHERE d.user_id = NEW.user_id AND d.id <> NEW.id AND d.role IN {JUSTICE}))
    OR (NEW.role IN {CONFIDENTIAL} AND EXISTS (SELECT 1 FROM accounts_agency a
        WHERE a.id = NEW.agency_id AND a.kind IN ('police', 'prosecutor')))
    OR EXISTS (SELECT 1 FROM accounts_duty d WHERE d.user_id = NEW.user_id
        AND d.id <> NEW.id AND d.role <> NEW.role
        AND (d.role IN {ALONE} OR NEW.role IN {ALONE}))
"""
SQLITE = [
    f"""CREATE TRIGGER accounts_duty_two_hats_{act.lower()} BEFORE {act} ON accounts_duty
    WHEN {BROKEN} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"""
    for act in ("INSERT", "UPDATE")
]
# The login is locked first, so that two duties given at once see each other.
POSTGRESQL = [
    f"""CREATE FUNCTION accounts_duty_two_hats() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM accounts_user WHERE id = NEW.user_id FOR UPDATE;
        IF {BROKEN} THEN
            RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER accounts_duty_two_hats BEFORE INSERT OR UPDATE ON accounts_duty
    FOR EACH ROW EXECUTE FUNCTION accounts_duty_two_hats()""",
]


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]

"""The one way by which the program's login removes what it has no right to remove.

Seventeen tables, a part of a destruction that two people signed, and nothing that is held. The
function runs with its owner's rights; `offramp grants` lets the program's login call it.
SQLite has no logins, so it needs none.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION retention_remove(part uuid, name text, ids uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE what retention_destruction; about uuid; key text; gone integer;
BEGIN
    SELECT p.about_id INTO about FROM retention_part p WHERE p.id = part;
    SELECT d.* INTO what FROM retention_destruction d WHERE d.id = (
        SELECT p.destruction_id FROM retention_part p WHERE p.id = part);
    IF what.state IS DISTINCT FROM 'signed' OR what.signed_by_id IS NULL
        OR what.signed_by_id = what.proposed_by_id
    THEN RAISE EXCEPTION 'Two people must have signed before anything is destroyed.';
    END IF;
    IF EXISTS (SELECT FROM retention_hold h WHERE h.lifted_at IS NULL AND (
        h.person_id = about OR h.record = what.record
        OR h.person_id IN (SELECT id FROM people_person WHERE merged_into_id = about)
        OR (what.record = 'participant' AND h.record IN (
            'consent', 'release', 'counselling', 'legal_matter'))
        OR (what.record = 'inquiry' AND h.record IN (
            'consent', 'release', 'counselling'))))
    THEN RAISE EXCEPTION 'What is held is not destroyed.';
    END IF;
    key := CASE
        WHEN name = 'charges_notice' THEN 'charge_id'
        WHEN name = 'consent_scan' THEN 'consent_id'
        WHEN name IN ('dispatch_page', 'dispatch_dispatch', 'charges_extension', 'charges_condition',
            'charges_charge', 'overdoses_notice', 'diversions_diversion', 'diversions_contact',
            'consent_release', 'consent_consent', 'notes_counsellingnote',
            'rights_request', 'rights_disclosure', 'process_order', 'process_paper') THEN 'id'
    END;
    IF key IS NULL THEN RAISE EXCEPTION 'No rows of % are removed here.', name; END IF;
    EXECUTE format('DELETE FROM %I WHERE %I = ANY($1)', name, key) USING ids;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
REVOKE ALL ON FUNCTION retention_remove(uuid, text, uuid[]) FROM PUBLIC;
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        schema = cursor.fetchone()[0]
    schema_editor.execute(CREATE.format(schema=schema), params=None)


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_initial"), ("people", "0001_initial")]
    operations = [migrations.RunPython(create)]

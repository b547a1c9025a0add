"""The chain: what the database itself does when an entry is added, changed or removed.

Every statement of SQL stands here, for both databases. Making a table anew, as Django
does on SQLite for some changes, drops its triggers: then they belong into that change
too. `offramp check` says when one is missing.
"""

from django.db import migrations

GENESIS = "0" * 64
REFUSED = "The record of acts is append-only."

POSTGRESQL = """
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE head audit_head;
BEGIN
    SELECT * INTO STRICT head FROM audit_head WHERE id = 1 FOR UPDATE;
    NEW.position := head.position + 1;
    NEW.stored_at := clock_timestamp();
    NEW.prev := head.hash;
    NEW.hash := encode(sha256(convert_to(
        head.hash || NEW.position || chr(30) || to_char(
            NEW.stored_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
        ) || chr(30) || NEW.body, 'UTF8')), 'hex');
    UPDATE audit_head SET position = NEW.position, hash = NEW.hash WHERE id = 1;
    INSERT INTO audit_listed (subject_id, position)
    SELECT named::uuid, NEW.position FROM jsonb_array_elements_text(
        CASE jsonb_typeof(NEW.body::jsonb #> '{{details,listed}}') WHEN 'array'
        THEN NEW.body::jsonb #> '{{details,listed}}' ELSE '[]' END) AS named;
    RETURN NEW;
END $$;

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{refused}';
END $$;

-- The head and the index of lists move only inside the trigger that adds an entry.
CREATE FUNCTION audit_by_the_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN RAISE EXCEPTION '{refused}'; END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER audit_entry_chain BEFORE INSERT ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_chain();
CREATE TRIGGER audit_entry_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_kept BEFORE INSERT OR DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_moved BEFORE UPDATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_by_the_chain();
CREATE TRIGGER audit_listed_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_listed
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_listed_added BEFORE INSERT ON audit_listed
    FOR EACH STATEMENT EXECUTE FUNCTION audit_by_the_chain();
"""

# SQLite cannot change a row before it is stored, so whoever adds one reckons its place
# in the chain, and the trigger lets in that place only. A client without `offramp_link`
# cannot add an entry at all.
SQLITE = [
    """
CREATE TRIGGER audit_entry_new BEFORE INSERT ON audit_entry
WHEN NOT EXISTS (
    SELECT 1 FROM audit_head
    WHERE id = 1 AND position + 1 = NEW.position AND hash = NEW.prev
    AND offramp_link(hash, NEW.position, NEW.stored_at, NEW.body) = NEW.hash)
BEGIN SELECT RAISE(ABORT, '{refused}'); END""",
    """
CREATE TRIGGER audit_entry_chain AFTER INSERT ON audit_entry BEGIN
    UPDATE audit_head SET position = NEW.position, hash = NEW.hash WHERE id = 1;
    INSERT INTO audit_listed (subject_id, position)
    SELECT replace(value, '-', ''), NEW.position
    FROM json_each(NEW.body, '$.details.listed')
    WHERE json_type(NEW.body, '$.details.listed') = 'array';
END""",
    """
CREATE TRIGGER audit_entry_fixed BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, '{refused}'); END""",
    """
CREATE TRIGGER audit_head_moved BEFORE UPDATE ON audit_head
WHEN NEW.id <> 1 OR NEW.position <> OLD.position + 1 OR NOT EXISTS (
    SELECT 1 FROM audit_entry WHERE position = NEW.position AND hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, '{refused}'); END""",
    """
CREATE TRIGGER audit_head_new BEFORE INSERT ON audit_head
BEGIN SELECT RAISE(ABORT, '{refused}'); END""",
    """
CREATE TRIGGER audit_listed_fixed BEFORE UPDATE ON audit_listed
BEGIN SELECT RAISE(ABORT, '{refused}'); END""",
    *(
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{refused}'); END"
        for table in ("audit_entry", "audit_head", "audit_listed")
    ),
]


def chain(apps, schema_editor):
    head = apps.get_model("audit", "Head")
    head.objects.using(schema_editor.connection.alias).create(
        id=1, position=0, hash=GENESIS
    )
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT quote_ident(current_schema())")
            schema = cursor.fetchone()[0]
        schema_editor.execute(POSTGRESQL.format(schema=schema, refused=REFUSED))
    else:
        for statement in SQLITE:
            schema_editor.execute(statement.format(refused=REFUSED))


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(chain)]

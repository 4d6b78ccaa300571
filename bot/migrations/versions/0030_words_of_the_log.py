"""The words of the interaction log are indexed; figures of a contact are read from an index"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_FIGURES = ("date", "id", "canceled", "attempt_failed", "initiated_by", "cost", "duration_min")

# Letters that Unicode doesn't take apart into a plain letter and a mark.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
        "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "ĸ": "k", "ǥ": "g",
    }
)  # fmt: skip


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    binary = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
    letters = op.create_table(
        "folded_letters",
        sa.Column("letter", binary, nullable=False),
        sa.Column("plain", binary, nullable=False),
        sa.PrimaryKeyConstraint("letter", name=op.f("pk_folded_letters")),
        sqlite_with_rowid=False,
    )
    op.bulk_insert(letters, [{"letter": one, "plain": plain} for one, plain in _folded()])
    op.create_table(
        "log_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(100), nullable=True),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interactions.id"],
            name=op.f("fk_log_texts_interaction_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_texts")),
        sa.UniqueConstraint("interaction_id", name=op.f("uq_log_texts_interaction_id")),
    )
    op.create_index(op.f("ix_log_texts_description"), "log_texts", ["description"])
    op.create_index(
        op.f("ix_interactions_description_date_id"), "interactions", ["description", "date", "id"]
    )
    for name, also in (("contact_id", []), ("contact_company_id", ["contact_id"])):
        op.create_index(f"ix_interactions_{name}_figures", "interactions", [name, *_FIGURES, *also])
        op.drop_index(op.f(f"ix_interactions_{name}_date"), "interactions")
    for statement in _sqlite() if sqlite else _POSTGRESQL:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("logged", "corrected", "commented", "comment_changed", "comment_deleted"):
            op.execute(f"DROP TRIGGER log_texts_{trigger}")
        op.execute("DROP TABLE log_texts_grams")
    else:
        for trigger in ("logged", "corrected"):
            op.execute(f"DROP TRIGGER log_texts_{trigger} ON interactions")
        op.execute("DROP TRIGGER log_texts_commented ON interaction_comments")
    op.drop_table("log_texts")
    if op.get_bind().dialect.name == "postgresql":
        for function in (
            "log_texts_logged()",
            "log_texts_corrected()",
            "log_texts_commented()",
            "log_texts_of_entry(integer)",
            "log_grams(text)",
            "fold_letters(text)",
        ):
            op.execute(f"DROP FUNCTION {function}")
    op.drop_table("folded_letters")
    op.drop_index(op.f("ix_interactions_description_date_id"), "interactions")
    for name in ("contact_company_id", "contact_id"):
        op.create_index(op.f(f"ix_interactions_{name}_date"), "interactions", [name, "date"])
        op.drop_index(f"ix_interactions_{name}_figures", "interactions")


def _folded() -> list[tuple[str, str]]:
    """Every letter that isn't searched as it is, and as what it is."""
    found = []
    for code in (*range(1, 0xD800), *range(0xE000, 0x20000)):
        letter = chr(code)
        if "\uac00" <= letter <= "\ud7a3":  # Korean syllables
            continue
        plain = unicodedata.normalize("NFKD", letter.casefold()).translate(_LETTERS).casefold()
        plain = "".join(part for part in plain if unicodedata.category(part) != "Mn")
        if plain != letter:
            found.append((letter, plain))
    return found


def _sqlite() -> list[str]:
    """The statements of SQLite, written out."""
    written = [re.sub(r"OF_ENTRY\(([\w.]+)\)", _OF_ENTRY, each) for each in _SQLITE]
    return [re.sub(r"FOLDED\(([\w.]+)\)", _FOLDED, each) for each in written]


# A text that isn't ASCII, which most are, is folded letter by letter.
_FOLDED = r"""
  CASE WHEN length(CAST(\1 AS BLOB)) = length(\1) THEN lower(\1) ELSE (
    SELECT group_concat(coalesce(plain, substr(\1, place.key + 1, 1)), '')
    FROM json_each('[0' || replace(hex(zeroblob(length(\1) - 1)), '00', ',0') || ']') AS place
    LEFT JOIN folded_letters ON letter = substr(\1, place.key + 1, 1)) END"""
_ENTRIES = """
  INSERT INTO log_texts (interaction_id, folded)
  SELECT entry.id, FOLDED(entry.description) || group_concat(said.folded, '')
  FROM interactions AS entry JOIN (
    SELECT interaction_id, char(10) || FOLDED(comment) AS folded FROM interaction_comments
  ) AS said ON said.interaction_id = entry.id"""
_OF_ENTRY = rf"""
  DELETE FROM log_texts WHERE interaction_id = \1;
  {_ENTRIES} WHERE entry.id = \1 GROUP BY entry.id;"""  # noqa: S608 our own words
_DESCRIPTION = """
  INSERT INTO log_texts (description, folded)
  SELECT new.description, FOLDED(new.description)
  WHERE NOT EXISTS (SELECT 1 FROM log_texts WHERE description = new.description);"""
_SQLITE = (
    """
    INSERT INTO log_texts (description, folded) SELECT description, FOLDED(description)
    FROM (SELECT DISTINCT description FROM interactions)""",
    f"{_ENTRIES} GROUP BY entry.id",
    """
    CREATE VIRTUAL TABLE log_texts_grams
    USING fts5(folded, content='log_texts', content_rowid='id', tokenize='trigram')""",
    "INSERT INTO log_texts_grams (log_texts_grams) VALUES ('rebuild')",
    """
    CREATE TRIGGER log_texts_added AFTER INSERT ON log_texts BEGIN
      INSERT INTO log_texts_grams (rowid, folded) VALUES (new.id, new.folded);
    END""",
    """
    CREATE TRIGGER log_texts_removed AFTER DELETE ON log_texts BEGIN
      INSERT INTO log_texts_grams (log_texts_grams, rowid, folded)
      VALUES ('delete', old.id, old.folded);
    END""",
    f"""
    CREATE TRIGGER log_texts_logged AFTER INSERT ON interactions BEGIN
      {_DESCRIPTION}
    END""",
    f"""
    CREATE TRIGGER log_texts_corrected AFTER UPDATE OF description ON interactions
    WHEN old.description <> new.description BEGIN
      {_DESCRIPTION}
      OF_ENTRY(new.id)
    END""",
    """
    CREATE TRIGGER log_texts_commented AFTER INSERT ON interaction_comments BEGIN
      OF_ENTRY(new.interaction_id)
    END""",
    """
    CREATE TRIGGER log_texts_comment_changed
    AFTER UPDATE OF comment, interaction_id ON interaction_comments BEGIN
      OF_ENTRY(old.interaction_id)
      OF_ENTRY(new.interaction_id)
    END""",
    """
    CREATE TRIGGER log_texts_comment_deleted AFTER DELETE ON interaction_comments BEGIN
      OF_ENTRY(old.interaction_id)
    END""",
)
_POSTGRESQL = (
    """
    CREATE FUNCTION fold_letters(said text) RETURNS text LANGUAGE sql STABLE AS $$
      SELECT CASE WHEN octet_length(said) = length(said) THEN lower(said COLLATE "C") ELSE (
        SELECT string_agg(coalesce(plain, place.letter), '' ORDER BY number)
        FROM unnest(string_to_array(said, NULL)) WITH ORDINALITY AS place (letter, number)
        LEFT JOIN folded_letters ON folded_letters.letter = place.letter COLLATE "C") END
    $$""",
    """
    CREATE FUNCTION log_grams(said text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT array_agg(one || two || three) FROM (
        SELECT letter AS one, lead(letter) OVER places AS two, lead(letter, 2) OVER places AS three
        FROM unnest(string_to_array(said, NULL)) WITH ORDINALITY AS place (letter, number)
        WINDOW places AS (ORDER BY number)) AS letters
      WHERE three IS NOT NULL
    $$""",
    """
    INSERT INTO log_texts (description, folded)
    SELECT description, fold_letters(description)
    FROM (SELECT DISTINCT description FROM interactions) AS every""",
    """
    CREATE FUNCTION log_texts_of_entry(entry integer) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      -- Two who comment on an entry see each other's comment.
      PERFORM 1 FROM interactions WHERE id = entry FOR NO KEY UPDATE;
      DELETE FROM log_texts WHERE interaction_id = entry;
      INSERT INTO log_texts (interaction_id, folded)
      SELECT interactions.id, fold_letters(description)
        || string_agg(E'\\n' || fold_letters(comment), '')
      FROM interactions JOIN interaction_comments ON interaction_id = interactions.id
      WHERE interactions.id = entry GROUP BY interactions.id;
    END $$""",
    """
    SELECT log_texts_of_entry(id) FROM interactions
    WHERE id IN (SELECT interaction_id FROM interaction_comments)""",
    "CREATE INDEX ix_log_texts_grams ON log_texts USING gin (log_grams(folded))",
    """
    CREATE FUNCTION log_texts_logged() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO log_texts (description, folded)
      SELECT description, fold_letters(description)
      FROM (SELECT DISTINCT description FROM written) AS said
      WHERE NOT EXISTS (SELECT 1 FROM log_texts WHERE description = said.description);
      RETURN NULL;
    END $$""",
    """
    CREATE FUNCTION log_texts_corrected() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO log_texts (description, folded)
      SELECT new.description, fold_letters(new.description)
      WHERE NOT EXISTS (SELECT 1 FROM log_texts WHERE description = new.description);
      PERFORM log_texts_of_entry(new.id);
      RETURN NULL;
    END $$""",
    """
    CREATE FUNCTION log_texts_commented() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP <> 'INSERT' THEN
        PERFORM log_texts_of_entry(old.interaction_id);
      END IF;
      IF TG_OP <> 'DELETE' THEN
        PERFORM log_texts_of_entry(new.interaction_id);
      END IF;
      RETURN NULL;
    END $$""",
    """
    CREATE TRIGGER log_texts_logged AFTER INSERT ON interactions
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION log_texts_logged()""",
    """
    CREATE TRIGGER log_texts_corrected AFTER UPDATE OF description ON interactions FOR EACH ROW
    WHEN (old.description <> new.description) EXECUTE FUNCTION log_texts_corrected()""",
    """
    CREATE TRIGGER log_texts_commented
    AFTER INSERT OR DELETE OR UPDATE OF comment, interaction_id ON interaction_comments
    FOR EACH ROW EXECUTE FUNCTION log_texts_commented()""",
)

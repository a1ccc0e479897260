"""Tables, columns and key columns of SQL files, as programs by other people read them.

SQLite runs its own scripts. All else is cut into statements here, crudely, and read by sqlglot, one statement at a time.
What that cannot read is listed, so that a difference is never taken for an agreement.

    tables.py FILE...      names are DIALECT-rest.sql; prints one JSON object a file
"""

import json
import logging
import re
import sqlite3
import sys
from pathlib import Path

import sqlglot
from sqlglot import exp

DIALECTS = {"mysql": "mysql", "pg": "postgres", "oracle": "oracle", "mssql": "tsql", "sqlite": "sqlite"}
# Which of a dialect's quotes open what; `\` matters in MySQL's strings only.
QUOTES = {"mysql": "'\"`", "postgres": "'\"", "oracle": "'\"", "tsql": "'\"["}


def decode(raw):
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if raw.startswith(mark):
            return raw.decode(encoding)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def statements(text, dialect):
    """Statements of interest: from a line that begins with CREATE or ALTER to an end mark outside of quotes."""
    tokens = {
        "mysql": r"--[ \t\n][^\n]*|#[^\n]*|/\*(?!!).*?\*/|/\*!\d*|\*/|'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.|\"\")*\"|`[^`]*`|;",
        "postgres": r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"[^\"]*\"|\$(\w*)\$.*?\$\1\$|;",
        "oracle": r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"[^\"]*\"|;|\n[ \t]*/[ \t]*(?=\n|$)",
        "tsql": r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"[^\"]*\"|\[[^\]]*\]|;|\n[ \t]*[gG][oO][ \t]*(?=\n|$)",
    }[dialect]
    text = text.replace("\r\n", "\n")
    if dialect == "postgres":
        text = re.sub(r"(?ms)^COPY [^;]* FROM stdin;\n.*?^\\\.$", "", text)
        text = re.sub(r"(?m)^\\.*$", "", text)
    if dialect == "oracle":
        text = re.sub(r"(?mi)^\s*(rem|remark|prompt|set|spool|whenever|connect|define|@@?|exit|show|column|host)\b.*$", "", text)
        text = re.sub(r"(?m)^@.*$", "", text)
    out, start = [], 0
    pieces = []
    for found in re.finditer(tokens, text, re.S):
        piece = found.group()
        if piece.startswith(("--", "#", "/*")) or piece == "*/":
            pieces.append(text[start : found.start()] + " ")
            start = found.end()
        elif piece == ";" or piece.strip() in ("/",) or piece.strip().upper() == "GO":
            pieces.append(text[start : found.start()])
            out.append("".join(pieces))
            pieces, start = [], found.end()
    out.append("".join(pieces) + text[start:])
    for statement in out:
        # An end mark that was forgotten.
        parts = re.split(r"(?mi)^(?=\s*(?:create\s+(?:global\s+temporary\s+)?table|alter\s+table)\b)", statement)
        for part in parts:
            part = part.strip()
            if re.match(r"(?is)(create\s+(global\s+|temporary\s+|unlogged\s+)*table|alter\s+table|drop\s+table)\b", part):
                yield part


def fold(identifier, dialect):
    name = identifier.this if isinstance(identifier, exp.Identifier) else identifier.name
    quoted = bool(isinstance(identifier, exp.Identifier) and identifier.args.get("quoted"))
    if quoted:
        return name
    return {"oracle": name.upper(), "postgres": name.lower()}.get(dialect, name)


def table_name(table, dialect):
    return fold(table.this, dialect)


def key_of(node, dialect):
    names = []
    for part in node.expressions:
        found = part.find(exp.Identifier)
        if found is not None:
            names.append(fold(found, dialect))
    return names


def read(text, dialect):
    tables, unread = {}, []
    for statement in statements(text, dialect):
        try:
            tree = sqlglot.parse_one(statement, read=dialect)
        except Exception as error:  # noqa: BLE001  whatever it says, the statement is not read
            unread.append([statement[:60], str(error).splitlines()[0][:100]])
            continue
        if isinstance(tree, exp.Create) and isinstance(tree.this, exp.Schema):
            name = table_name(tree.this.this, dialect)
            columns, key = [], []
            for part in tree.this.expressions:
                if isinstance(part, exp.ColumnDef):
                    columns.append(fold(part.this, dialect))
                    if part.find(exp.PrimaryKeyColumnConstraint):
                        key = [columns[-1]]
                elif (found := part.find(exp.PrimaryKey)) is not None:
                    key = key_of(found, dialect)
            tables.setdefault(name, {"columns": columns, "key": key})
        elif isinstance(tree, exp.Alter):
            name = table_name(tree.this, dialect)
            for found in tree.find_all(exp.PrimaryKey):
                if name in tables:
                    tables[name]["key"] = key_of(found, dialect)
            for action in tree.args.get("actions") or []:
                if isinstance(action, exp.ColumnDef) and name in tables:
                    tables[name]["columns"].append(fold(action.this, dialect))
        elif isinstance(tree, exp.Drop):
            tables.pop(table_name(tree.this, dialect), None) if isinstance(tree.this, exp.Table) else None
        else:
            unread.append([statement[:60], type(tree).__name__])
    return tables, unread


def run_sqlite(text):
    """What SQLite itself has after running the script; rows are let in, errors are listed."""
    database, unread, statement = sqlite3.connect(":memory:"), [], ""
    for line in text.splitlines(keepends=True):
        statement += line
        if not sqlite3.complete_statement(statement):
            continue
        try:
            database.execute(statement)
        except sqlite3.Error as error:
            if re.match(r"(?is)\s*(--[^\n]*\n\s*)*create\s+table", statement):
                unread.append([statement.strip()[:60], str(error)])
        statement = ""
    tables = {}
    for name, sql in database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall():
        # A virtual table's own tables are no tables of the script.
        virtual = [t for (t,) in database.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")]
        if name in virtual or any(name.startswith(v + "_") for v in virtual) or name.startswith("sqlite_"):
            continue
        info = database.execute(f'SELECT name, pk FROM pragma_table_xinfo(?)', (name,)).fetchall()
        keyed = sorted((pk, column) for column, pk in info if pk)
        tables[name] = {"columns": [column for column, _ in info], "key": [column for _, column in keyed]}
    return tables, unread


def main():
    logging.disable(logging.CRITICAL)
    for path in map(Path, sys.argv[1:]):
        dialect = DIALECTS[path.name.split("-")[0]]
        text = decode(path.read_bytes())
        tables, unread = run_sqlite(text) if dialect == "sqlite" else read(text, dialect)
        print(json.dumps({"file": path.name, "tables": tables, "unread": unread}))


main()

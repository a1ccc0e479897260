"""Tables, columns and key columns of SQL files, as programs by other people read them.

SQLite runs its own scripts. All else is cut into statements here, crudely, and read by sqlglot, one statement at a time; what
that cannot read is read by words and commas (`plain`), and counted.

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
        "mysql": r"--(?=[ \t\n])[^\n]*|#[^\n]*|/\*(?!!).*?\*/|/\*!\d*|\*/|'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.|\"\")*\"|`[^`]*`|;",
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
    """Tables by name; those whose statement sqlglot does not read are read by `plain`, and counted."""
    tables, plain_ones = {}, set()
    for statement in statements(text, dialect):
        try:
            tree = sqlglot.parse_one(statement, read=dialect)
        except Exception:  # noqa: BLE001  whatever it says, the statement is not read
            tree = None
        if isinstance(tree, exp.Create) and isinstance(tree.this, exp.Schema):
            name = table_name(tree.this.this, dialect)
            columns, key = [], []
            for part in tree.this.expressions:
                if isinstance(part, exp.ColumnDef):
                    columns.append(fold(part.this, dialect))
                    if part.find(exp.PrimaryKeyColumnConstraint):
                        key = [columns[-1]]
                elif (found := part.find(exp.PrimaryKey)) is not None:
                    key = key_of(found, dialect) or keyed(statement, dialect)
            # What it reads as a table of nothing, it did not read.
            if columns:
                tables.setdefault(name, {"columns": columns, "key": key or keyed(statement, dialect)})
                continue
            tree = None
        if isinstance(tree, exp.Alter):
            name, keys = table_name(tree.this, dialect), list(tree.find_all(exp.PrimaryKey))
            for found in keys:
                if name in tables:
                    tables[name]["key"] = key_of(found, dialect) or keyed(statement, dialect)
            # It reads some of these statements as far as the constraint's name.
            if not keys and re.search(r"(?i)primary\s+key", statement):
                plain(statement, dialect, tables)
                continue
            for action in tree.args.get("actions") or []:
                if isinstance(action, exp.ColumnDef) and name in tables:
                    tables[name]["columns"].append(fold(action.this, dialect))
        elif isinstance(tree, exp.Drop):
            if isinstance(tree.this, exp.Table):
                tables.pop(table_name(tree.this, dialect), None)
        else:
            plain_ones.update(plain(statement, dialect, tables))
    return tables, len(plain_ones)


NAME = r"""(?:`[^`]+`|"[^"]+"|\[[^\]]+\]|[^\s(),.\[\]`";]+)"""
NO_COLUMN = r"(?i)(constraint|primary|unique|key|index|foreign|check|fulltext|spatial|period\s+for|supplemental|exclude|like)\b"


def split(body):
    """The parts between commas that stand in no parentheses and no quotes."""
    parts, depth, part, quote = [], 0, "", None
    for symbol in body:
        if quote:
            quote = None if symbol == quote else quote
        elif symbol in "'\"`":
            quote = symbol
        elif symbol in "([":
            depth += 1
        elif symbol in ")]":
            depth -= 1
            if depth < 0:
                break
        elif symbol == "," and depth == 0:
            parts.append(part.strip())
            part = ""
            continue
        part += symbol
    return [part for part in parts + [part.strip()] if part]


def bare(name, dialect):
    if name[0] in "`\"[":
        return name[1:-1]
    return {"oracle": name.upper(), "postgres": name.lower()}.get(dialect, name)


def keyed(text, dialect):
    found = re.search(r"(?is)primary\s+key\s*(?:(?:non)?clustered|using\s+\w+)?\s*\(([^)]*)\)", text)
    return [bare(re.match(NAME, part).group(), dialect) for part in split(found.group(1))] if found else []


def plain(statement, dialect, tables):
    """A reading by words and commas alone. Gives the names of the tables that it adds."""
    found = re.match(rf"(?is)(create|alter)\s+(?:\w+\s+)*?table\s+(?:if\s+not\s+exists\s+|only\s+)?((?:{NAME}\.)*)({NAME})", statement)
    if not found:
        return []
    name, rest = bare(found.group(3), dialect), statement[found.end():]
    key = keyed(rest, dialect)
    if found.group(1).lower() == "alter":
        if key and name in tables:
            tables[name]["key"] = key
        added = re.match(rf"(?is)\s*add\s+(?:column\s+)?(?!{NO_COLUMN[4:]})({NAME})\s+\w+", rest)
        if added and name in tables and not re.match(NO_COLUMN, added.group(1)):
            tables[name]["columns"].append(bare(added.group(1), dialect))
        return []
    if name in tables or not rest.lstrip().startswith("("):
        return []
    columns = []
    for part in split(rest.lstrip()[1:]):
        first = re.match(NAME, part)
        if first and not re.match(NO_COLUMN + r"(?!\s+(?:int|varchar|char|text|number)\b)", part):
            columns.append(bare(first.group(), dialect))
            if re.search(r"(?i)\bprimary\s+key\b(?!\s*(?:(?:non)?clustered\s*)?\()", part):
                key = key or [columns[-1]]
    tables[name] = {"columns": columns, "key": key}
    return [name]


def run_sqlite(text):
    """What SQLite itself has after running the script."""
    database, statement = sqlite3.connect(":memory:"), ""
    for line in text.splitlines(keepends=True):
        statement += line
        if not sqlite3.complete_statement(statement):
            continue
        try:
            database.execute(statement)
        except sqlite3.Error:
            pass  # a table that is missing then is told by the comparison
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
    return tables


def main():
    logging.disable(logging.CRITICAL)
    for path in map(Path, sys.argv[1:]):
        dialect = DIALECTS[path.name.split("-")[0]]
        text = decode(path.read_bytes())
        tables, plain_ones = (run_sqlite(text), 0) if dialect == "sqlite" else read(text, dialect)
        print(json.dumps({"file": path.name, "tables": tables, "plain": plain_ones}))


main()

"""Counts generated cases with real engines and holds the fits of the counts against that of the cases.

Usage: engines_check.py PROGRAM FOLDER ROWS ENGINE...
ENGINE is duckdb, postgresql, sqlite or spark; for postgresql the environment says where the server is
(PGHOST, PGPORT, PGUSER). Each engine runs the statement of `collapse --sql` on a table of its own types.
The summary of every fit must be that of the single cases, byte for byte, and another one where a single
count was changed.
"""

import csv
import os
import pathlib
import sqlite3
import subprocess
import sys
import time

import duckdb

TABLE = "the cases"
COLUMNS = ["outcome", "order", 'say "x"', "region", "dose"]
FORMULA = 'outcome ~ order * `say "x"` + region + log(dose)'
TYPES = {
    "duckdb": ["BOOLEAN", "BOOLEAN", "INTEGER", "VARCHAR", "DOUBLE"],
    "postgresql": ["boolean", "boolean", "integer", "text", "double precision"],
    "sqlite": ["INTEGER", "INTEGER", "INTEGER", "TEXT", "REAL"],
}
# Whole numbers mixed by multiplication and shifts: the same rows with any engine of any version.
GENERATE = '''
CREATE TABLE {table} AS
WITH state AS (
  SELECT i, (i * 2654435761 + 20220105) % 4294967296 AS a FROM range({rows}) AS r(i)
), mixed AS (
  SELECT i, (xor(a, a >> 15) * 739982445) % 4294967296 AS b FROM state
), ready AS (
  SELECT i, xor(b, b >> 13) AS u, (xor(b, b >> 16) * 695872825 + i * 668265263) % 4294967296 AS v
  FROM mixed
), cells AS (
  SELECT
    (u >> 3) % 2 = 1 AS "order", ((u >> 7) % 2)::INTEGER AS x,
    ['north', 'say "so", they', 'протест', 'West'][1 + (u >> 11) % 4] AS region,
    (1 + (u >> 17) % 40) / 10.0::DOUBLE AS dose, (v >> 9) % 1000 AS chance, (v >> 4) % 32 AS gap
  FROM ready
)
SELECT
  CASE WHEN gap = 1 THEN NULL ELSE chance < 150 + 200 * "order"::INTEGER + 120 * x + 90 * dose END
    AS outcome,
  CASE WHEN gap = 2 THEN NULL ELSE "order" END AS "order",
  x AS "say ""x""",
  CASE WHEN gap = 3 THEN NULL ELSE region END AS region,
  CASE WHEN gap = 4 THEN NULL ELSE dose END::DOUBLE AS dose
FROM cells
'''


def quoted(name, mark='"'):
    return mark + name.replace(mark, 2 * mark) + mark


class Check:
    def __init__(self, program, folder, rows):
        self.program = program
        self.folder = pathlib.Path(folder)
        self.raw = self.folder / "cases.csv"
        self.typed = self.folder / "cases.parquet"
        self.database = duckdb.connect(str(self.folder / "cases.duckdb"))
        started = time.time()
        self.database.execute(GENERATE.format(table=quoted(TABLE), rows=rows))
        for file, options in [(self.raw, "HEADER"), (self.typed, "FORMAT parquet")]:
            self.database.execute(f"COPY {quoted(TABLE)} TO '{file}' ({options})")
        print(f"  {rows} rows generated in {time.time() - started:.1f} s", flush=True)
        self.expected = self.fit("cases", self.raw)

    def fit(self, name, data, *more):
        """The summary of a fit."""
        started = time.time()
        output = self.folder / f"fit-{name}"
        command = [self.program, "fit", "--data", data, "--formula", FORMULA, "--drop-missing"]
        run = subprocess.run(
            [*command, "--output", output, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        if run.returncode > 1:
            sys.exit(f"test-engines: the fit of {name} ended with {run.returncode}: {run.stderr}")
        print(f"  {name}: fitted in {time.time() - started:.1f} s", flush=True)
        return (output / "summary.csv").read_bytes()

    def statement(self, engine):
        command = [self.program, "collapse", "--formula", FORMULA, "--sql", engine]
        return subprocess.run(
            [*command, "--table", quoted(TABLE)], stdout=subprocess.PIPE, check=True, text=True
        ).stdout

    def judge(self, engine):
        started = time.time()
        counts = self.folder / f"{engine}.csv"
        version = getattr(self, engine)(self.statement(engine), counts)
        seconds = time.time() - started
        with open(counts, newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == [*COLUMNS, "count"], rows[0]
        counted = ("--count-column", "count")
        if self.fit(engine, counts, *counted) != self.expected:
            sys.exit(f"test-engines: {version}: the fit of the counts is not that of the cases")
        rows[len(rows) // 2][-1] = str(int(rows[len(rows) // 2][-1]) + 1)
        changed = self.folder / f"{engine}-changed.csv"
        with open(changed, "w", newline="") as file:
            csv.writer(file).writerows(rows)
        if self.fit(f"{engine}-changed", changed, *counted) == self.expected:
            sys.exit(f"test-engines: {version}: one case more changes nothing")
        print(
            f"{version}: {len(rows) - 1} rows of counts in {seconds:.1f} s, the fit is that of the cases",
            flush=True,
        )

    def create(self, engine):
        columns = [f"{quoted(name)} {kind}" for name, kind in zip(COLUMNS, TYPES[engine])]
        return f"CREATE TABLE {quoted(TABLE)} ({', '.join(columns)})"

    def duckdb(self, statement, counts):
        self.database.sql(statement).write_csv(str(counts), header=True)
        return f"DuckDB {duckdb.__version__}"

    def sqlite(self, statement, counts):
        connection = sqlite3.connect(self.folder / "cases.sqlite")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(self.create("sqlite"))
        source = self.database.cursor().execute(f"SELECT * FROM {quoted(TABLE)}")
        marks = ", ".join("?" for _ in COLUMNS)
        while rows := source.fetchmany(100_000):
            connection.executemany(f"INSERT INTO {quoted(TABLE)} VALUES ({marks})", rows)
        connection.commit()
        result = connection.execute(statement)
        with open(counts, "w", newline="", encoding="utf-8") as output:
            writer = csv.writer(output)
            writer.writerow([column[0] for column in result.description])
            writer.writerows(result)
        connection.close()
        return f"SQLite {sqlite3.sqlite_version}"

    def postgresql(self, statement, counts):
        psql = ["psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", "postgres"]
        copy = f"\\copy {quoted(TABLE)} FROM '{self.raw}' (FORMAT csv, HEADER)"
        subprocess.run([*psql, "--command", self.create("postgresql"), "--command", copy], check=True)
        file = self.folder / "statement.sql"
        file.write_text(statement, encoding="utf-8")
        with open(counts, "wb") as output:
            subprocess.run([*psql, "--csv", "--file", file], stdout=output, check=True)
        version = subprocess.run(
            [*psql, "--tuples-only", "--no-align", "--command", "SHOW server_version"],
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        ).stdout
        return f"PostgreSQL {version.split()[0]}"

    def spark(self, statement, counts):
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        from pyspark.sql import SparkSession

        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.warehouse.dir", str(self.folder / "warehouse"))
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        session.read.parquet(str(self.typed)).createOrReplaceTempView(quoted(TABLE, "`"))
        output = self.folder / "spark-counts"
        session.sql(statement).coalesce(1).write.csv(str(output), header=True, escape='"')
        (part,) = output.glob("part-*.csv")
        os.replace(part, counts)
        version = session.version
        session.stop()
        return f"Spark {version}"


def main():
    program, folder, rows, *engines = sys.argv[1:]
    check = Check(program, folder, int(rows))
    for engine in engines:
        check.judge(engine)


main()

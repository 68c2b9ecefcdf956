"""What people open exports with, on what the release binary gives: libhxl, LibreOffice, pandas, a schema of RFC 7946.

    exports.py BINARY FOLDER

Serves the demonstration with one invented convoy that is as nasty as a record may be, takes every table in every format,
and has each read by the tool that it is for. The first thing that is wrong fails the step.
"""

import csv
import io
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
import xml.etree.ElementTree as ET

import hxl
import jsonschema_rs
import openpyxl
import pandas

TABLES = ["convoys", "events", "cargo", "trucks", "incidents", "checkpoints"]
REPORTS = ["outcomes", "months", "organisations", "causes", "checkpoints", "places", "clearance", "incidents"]
NO_PLACES = {"cargo", "trucks"}
NUMBERS = {"whole number", "decimal", "degrees"}
TIMES = {"moment in UTC", "local date and time", "date"}
TEXTS = {"text", "code"}
DIGITS_OF_A_SPREADSHEET = 15
HUGE = "1234567890123456789.123456789"

POSITION = {"type": "array", "minItems": 2, "maxItems": 3, "prefixItems": [
    {"type": "number", "minimum": -180, "maximum": 180},
    {"type": "number", "minimum": -90, "maximum": 90},
], "items": {"type": "number"}}
RFC_7946 = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object", "required": ["type", "features"], "not": {"required": ["crs"]},
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {"type": "array", "items": {
            "type": "object", "required": ["type", "geometry", "properties"],
            "not": {"anyOf": [{"required": ["coordinates"]}, {"required": ["features"]}]},
            "properties": {
                "type": {"const": "Feature"},
                "properties": {"type": ["object", "null"]},
                "geometry": {"oneOf": [{"type": "null"}, {
                    "type": "object", "required": ["type", "coordinates"],
                    "properties": {"type": {"const": "Point"}, "coordinates": POSITION},
                    "not": {"anyOf": [{"required": ["geometry"]}, {"required": ["properties"]}]},
                }]},
            },
        }},
    },
}


def fail(why):
    sys.exit(f"exports: {why}")


class Server:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.base = f"http://127.0.0.1:{free.getsockname()[1]}"
        self.environment = {**os.environ, "DATABASE_URL": f"sqlite:{self.folder}/exports.sqlite"}
        self.log = open(self.folder / "server.log", "wb")
        self.process = subprocess.Popen(
            [binary, "serve", "--demo", "--bind", self.base.removeprefix("http://"), "--database",
             self.environment["DATABASE_URL"]],
            stdout=self.log, stderr=self.log, env=self.environment, cwd=self.folder)
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.base}/healthz", timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        else:
            fail("the server did not come up")
        scopes = ["events:write", "convoys:read", "convoys:read_exact", "exports:read"]
        made = self.run("token", "create", "--email", "coordinator@demo.example", "--json",
                        *[part for scope in scopes for part in ("--scope", scope)])
        self.token = json.loads(made)["token"]

    def run(self, *arguments):
        done = subprocess.run([self.binary, *arguments], capture_output=True, env=self.environment, cwd=self.folder)
        if done.returncode != 0:
            fail(f"convoy {' '.join(arguments)}: {done.stderr.decode()}")
        return done.stdout

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.base}/api/v1{path}", data=data, method=method, headers={
            "Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            fail(f"{method} {path}: {error.code} {error.read().decode()}")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)


def plant(server):
    """A convoy with formulas, lines, quotes, Arabic, marks of direction, coordinates south and west, huge decimals."""
    names = {"en": "=HYPERLINK(\"http://x\",\"y\")", "ar": "حاجز\u200f عقرب", "fr": "L’autre, \"là-bas\""}
    for key, latitude, longitude in [("nasty-north", 34.8123, 36.5987), ("nasty-south", -1.2601, -36.7219)]:
        server.ask("POST", "/places", {"key": key, "name": names, "latitude": latitude, "longitude": longitude,
                                       "admin1": "-Hama", "pcode": "SY0503"})
    server.ask("POST", "/organisations", {"key": "nasty", "name": {"en": "+Relief, \"Inc.\""}})
    server.ask("POST", "/convoys", {
        "reference": "NASTY-1", "lead": "nasty", "time_zone": "Asia/Damascus", "trucks": {"count": 3},
        "stops": [{"role": "origin", "place": "nasty-north"}, {"role": "checkpoint", "place": "nasty-south"},
                  {"role": "destination", "place": "nasty-south", "target_population": 12}],
        "cargo": [{"item": "@flour", "unit": "kit", "quantity": HUGE},
                  {"item": "سلة غذائية", "unit": "TNE", "quantity": "12.5", "sector": "food_security"},
                  {"item": "-oil", "unit": "KGM"}]})
    said = [
        {"kind": "dispatched", "occurred_at": "2018-03-05T06:00:00Z", "place": "nasty-north",
         "note": "=1+1\nsecond \"line\", third\t\u200fend"},
        {"kind": "checkpoint_reached", "occurred_at": "2018-03-05T07:00:00Z", "place": "nasty-south",
         "note": "＝1+1 _x0041_ <b>&amp;</b>", "source": {"kind": "media", "name": "+963"}},
        {"kind": "blocked", "occurred_at": "2018-03-05T07:10:00Z", "place": "nasty-south",
         "details": {"cause": "interference", "held_by": "@unknown"}},
        {"kind": "incident_reported", "occurred_at": "2018-03-05T07:20:00Z", "place": "nasty-south",
         "details": {"incident": "shots", "act": "shooting", "killed": [0, 3]}},
    ]
    for report in said:
        server.ask("PUT", f"/convoys/NASTY-1/events/{uuid.uuid4()}", report)


def check_hxl(table, data):
    source = hxl.data(io.BytesIO(data), hxl.InputOptions(allow_local=True))
    wrong = []
    rows = sum(1 for _ in source)
    source = hxl.data(io.BytesIO(data), hxl.InputOptions(allow_local=True))
    valid = hxl.schema(None, callback=wrong.append).validate(source)
    if wrong or not valid:
        first = wrong[0] if wrong else "?"
        fail(f"{table}.hxl.csv: libhxl finds {len(wrong)} errors, first {getattr(first, 'rule', first)}: "
             f"{getattr(first, 'message', '')} {getattr(first, 'value', '')!r} {getattr(first, 'column', '')}")
    if rows == 0:
        fail(f"{table}.hxl.csv has no rows")
    return rows


def check_csv(table, data, types):
    if not data.endswith(b"\r\n") or b"\n" not in data:
        fail(f"{table}.csv: lines do not end as RFC 4180 says")
    texts = {name: str for name, kind in types.items() if kind in TEXTS}
    frame = pandas.read_csv(io.BytesIO(data), dtype=texts, keep_default_na=False, na_values=[""])
    if list(frame.columns) != list(types):
        fail(f"{table}.csv: columns are not those of the dictionary")
    for name, kind in types.items():
        column = frame[name].dropna()
        if kind in NUMBERS and len(column) and not pandas.api.types.is_numeric_dtype(column):
            fail(f"{table}.csv: pandas reads {name} as {column.dtype}, and it is a {kind}")
        if kind == "true or false" and not set(column).issubset({True, False}):
            fail(f"{table}.csv: pandas reads {name} as {set(column)}")
        if kind in TIMES:
            pandas.to_datetime(column, format="ISO8601", utc=kind == "moment in UTC")
        if kind in TEXTS:
            for text in column:
                # Parted by whichever sign a spreadsheet takes, none of the pieces is run.
                for piece in re.split("[,;\t\r\n]", text):
                    if piece.lstrip(" \"\u00a0\u200e\u200f")[:1] in set("=+-@＝＋－＠"):
                        fail(f"{table}.csv: {name} has {text!r}, which a spreadsheet would run")
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    if len(rows) != len(frame) + 1 or {len(row) for row in rows} != {len(types)}:
        fail(f"{table}.csv: not every row has every column")
    return frame


def dictionary(path):
    sheet = pandas.read_excel(path, sheet_name="Dictionary", dtype=str)
    # Below the columns of a report stands how it is counted.
    columns = sheet.dropna(subset=["Type"])
    return {row["Column"]: row["Type"].split(" (")[0] for _, row in columns.iterrows()}


def check_excel(table, path, types, rows):
    texts = {name: str for name, kind in types.items() if kind in TEXTS}
    frame = pandas.read_excel(path, sheet_name=table, dtype=texts, keep_default_na=False, na_values=[""])
    if len(frame) != rows:
        fail(f"{table}.xlsx has {len(frame)} rows, and the CSV {rows}")
    for name, kind in types.items():
        column = frame[name].dropna()
        huge = column.map(lambda value: isinstance(value, str) and len(value) > DIGITS_OF_A_SPREADSHEET)
        if kind in NUMBERS and not column[~huge.astype(bool)].map(lambda it: isinstance(it, (int, float))).all():
            fail(f"{table}.xlsx: pandas reads {name} as {column.dtype}, and it is a {kind}")
        if kind in TIMES and len(column) and not pandas.api.types.is_datetime64_any_dtype(column):
            fail(f"{table}.xlsx: pandas reads {name} as {column.dtype}, and it is a {kind}")
    # As it lies in the file, for pandas would make a number of the text "2".
    for row in openpyxl.load_workbook(path)[table].iter_rows(min_row=2):
        for cell, (name, kind) in zip(row, types.items()):
            if cell.value is not None and kind in TEXTS and cell.data_type not in ("s", "inlineStr"):
                fail(f"{table}.xlsx: {name} lies there as {cell.data_type!r} and not as text: {cell.value!r}")


def check_libreoffice(folder, tables):
    """LibreOffice opens each workbook; as a flat document each cell says of which type it took it."""
    names = {"office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
             "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0"}
    attribute = lambda space, name: f"{{{names[space]}}}{name}"
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "fods",
                    "--outdir", str(folder), *[str(folder / f"{table}.xlsx") for table in tables]],
                   check=True, capture_output=True, timeout=300)
    for table, types in tables.items():
        sheet = ET.parse(folder / f"{table}.fods").getroot().find(".//table:table", names)
        if sheet.get(attribute("table", "name")) != table:
            fail(f"{table}.xlsx: LibreOffice's first sheet is another")
        seen = {kind: 0 for kind in ("float", "date", "string", "boolean")}
        for row in list(sheet.iter(attribute("table", "table-row")))[1:]:
            at = 0
            for cell in row:
                width = int(cell.get(attribute("table", "number-columns-repeated"), "1"))
                kind = cell.get(attribute("office", "value-type"))
                formula = cell.get(attribute("table", "formula"))
                # So it imports the booleans of any workbook.
                if formula in ("of:=TRUE()", "of:=FALSE()"):
                    kind = "boolean"
                elif formula:
                    fail(f"{table}.xlsx: LibreOffice sees a formula: {formula}")
                if kind and at < len(types):
                    name, wanted = list(types.items())[at]
                    text = "".join(cell.itertext())
                    fits = {"float": wanted in NUMBERS, "date": wanted in TIMES, "boolean": wanted == "true or false",
                            "string": wanted in TEXTS or (wanted == "decimal" and len(text) > DIGITS_OF_A_SPREADSHEET)}
                    if not fits.get(kind, False):
                        fail(f"{table}.xlsx: LibreOffice takes {name} for {kind}, and it is a {wanted}: {text!r}")
                    seen[kind] += width
                at += width
        if not seen["string"] or (set(types.values()) & NUMBERS and not seen["float"]):
            fail(f"{table}.xlsx: LibreOffice sees no values: {seen}")
        print(f"  {table}.xlsx by LibreOffice: {seen}")


def check_geojson(table, data, rows):
    collection = json.loads(data)
    problems = list(jsonschema_rs.validator_for(RFC_7946).iter_errors(collection))
    if problems:
        fail(f"{table}.geojson is none by RFC 7946: {problems[0]}")
    if len(collection["features"]) != rows:
        fail(f"{table}.geojson has {len(collection['features'])} features, and the CSV {rows} rows")
    placed = [feature for feature in collection["features"] if feature["geometry"]]
    for feature in placed:
        told = [feature["properties"]["longitude"], feature["properties"]["latitude"]]
        if feature["geometry"]["coordinates"] != told:
            fail(f"{table}.geojson: longitude does not come first: {feature['geometry']}")
    if not placed:
        fail(f"{table}.geojson has no place")


def check_table(table, taken, folder):
    """One table as CSV, HXL and workbook. Answers its columns with their types, and its rows."""
    path = folder / f"{table}.xlsx"
    path.write_bytes(taken["xlsx"])
    types = dictionary(path)
    frame = check_csv(table, taken["csv"], types)
    if check_hxl(table, taken["hxl.csv"]) != len(frame):
        fail(f"{path.parent.name}/{table}.hxl.csv has other rows than the CSV")
    check_excel(table, path, types, len(frame))
    return types, len(frame)


def check_reports(server, moment, folder):
    """Each table of the access report, in each format, read by the same tools. Answers their columns."""
    tables = {}
    for table in REPORTS:
        taken = {}
        for end in ["csv", "hxl.csv", "xlsx"]:
            query = f"from=2013-01-01&to=2026-12-31&as_of={moment}"
            taken[end], _ = server.ask("GET", f"/reports/access/{table}.{end}?{query}")
        types, rows = check_table(table, taken, folder)
        tables[table] = types
        print(f"  report, {table}: {rows} rows, {len(types)} columns, {len(taken)} formats")
    return tables


def main(binary, folder):
    server = Server(os.path.abspath(binary), folder)
    try:
        plant(server)
        _, headers = server.ask("GET", "/exports/convoys.csv")
        moment, tables = headers["Convoy-As-Of"], {}
        for table in TABLES:
            taken = {}
            for end in ["csv", "hxl.csv", "xlsx", "ndjson", "geojson"]:
                if end == "geojson" and table in NO_PLACES:
                    continue
                taken[end], _ = server.ask("GET", f"/exports/{table}.{end}?as_of={moment}")
                told = server.run("export", table, "--format", end.split(".")[0], "--as-of", moment)
                if told != taken[end]:
                    fail(f"{table}.{end}: the command line and the API give different bytes")
            types, rows = check_table(table, taken, server.folder)
            tables[table] = types
            objects = [json.loads(line) for line in taken["ndjson"].decode().splitlines()]
            if len(objects) != rows or any(list(row) != list(types) for row in objects):
                fail(f"{table}.ndjson has other rows or columns than the CSV")
            if "geojson" in taken:
                check_geojson(table, taken["geojson"], rows)
            print(f"  {table}: {rows} rows, {len(types)} columns, {len(taken)} formats, API and command line alike")
        check_libreoffice(server.folder, tables)
        reports = server.folder / "reports"
        reports.mkdir(exist_ok=True)
        check_libreoffice(reports, check_reports(server, moment, reports))
        if not any(HUGE in line for line in server.run("export", "cargo", "--format", "csv").decode().splitlines()):
            fail("a digit of a huge decimal was lost")
    finally:
        server.stop()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

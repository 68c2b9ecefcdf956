#!/usr/bin/env python3
"""Checks the licence of every crate in `cargo metadata` against what may be compiled into the program.

    cargo metadata --format-version 1 --locked > metadata.json && python3 .ci/licences.py metadata.json

An expression is an SPDX licence expression: `A OR B` needs one that is allowed, `A AND B` both. The old way of writing
`A/B` is read as OR. A crate without an expression fails: somebody has to read its file.
"""

import collections
import json
import re
import sys

ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",  # of webpki-roots, the list of certificate authorities: data, and as free as MIT
    "ISC",
    "MIT",
    "PostgreSQL",  # of libpq, which pq-src brings: as short and as free as MIT
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Zlib",
}
# Allowed for these crates alone, and named in the output each time: "MPL-2.0": {"crate"}.
UNAVOIDABLE: dict[str, set[str]] = {}

TOKEN = re.compile(r"\s*(\(|\)|[A-Za-z0-9][A-Za-z0-9.+-]*)")


class Malformed(ValueError):
    """An expression that is not SPDX."""


def tokens(expression):
    expression = expression.replace("/", " OR ")
    found, at = [], 0
    while at < len(expression.rstrip()):
        match = TOKEN.match(expression, at)
        if not match:
            raise Malformed(expression)
        found.append(match.group(1))
        at = match.end()
    return found


def permits(expression, allowed):
    """Whether the expression can be met with allowed licences. OR binds weaker than AND, AND weaker than WITH."""
    rest = tokens(expression)

    def take(word):
        if rest and rest[0] == word:
            rest.pop(0)
            return True
        return False

    def alternatives():
        met = both()
        while take("OR"):
            met = both() or met
        return met

    def both():
        met = single()
        while take("AND"):
            met = single() and met
        return met

    def single():
        if take("("):
            met = alternatives()
            if not take(")"):
                raise Malformed(expression)
            return met
        if not rest or rest[0] in (")", "OR", "AND", "WITH"):
            raise Malformed(expression)
        name = rest.pop(0)
        if take("WITH"):
            if not rest:
                raise Malformed(expression)
            name = f"{name} WITH {rest.pop(0)}"
        return name in allowed

    met = alternatives()
    if rest:
        raise Malformed(expression)
    return met


def check_itself():
    for expression, expected in [
        ("MIT", True),
        ("MIT OR Apache-2.0", True),
        ("MIT/Apache-2.0", True),
        ("Apache-2.0 / MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only AND MIT", False),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", True),
        ("(MIT OR Apache-2.0) AND GPL-2.0-only", False),
        ("MIT AND GPL-2.0-only OR Zlib", True),
        ("MIT AND (GPL-2.0-only OR AGPL-3.0-only)", False),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", False),
        ("MIT WITH anything", False),
    ]:
        assert permits(expression, ALLOWED) is expected, expression
    for malformed in ["", "MIT OR", "(MIT", "MIT)", "MIT Apache-2.0", "OR MIT", "MIT & ISC", "MIT WITH"]:
        try:
            permits(malformed, ALLOWED)
        except Malformed:
            continue
        raise AssertionError(f"taken for an expression: {malformed!r}")


def main(path):
    with open(path, encoding="utf-8") as file:
        packages = json.load(file)["packages"]
    failed, exceptions, count = [], [], collections.Counter()
    for package in sorted(packages, key=lambda package: (package["name"], package["version"])):
        name = f'{package["name"]} {package["version"]}'
        expression = package["license"]
        if not expression:
            failed.append(f"{name}: no expression; licence file {package.get('license_file') or 'none'}")
            continue
        try:
            here = {licence for licence, crates in UNAVOIDABLE.items() if package["name"] in crates}
            if permits(expression, ALLOWED):
                count[expression] += 1
            elif here and permits(expression, ALLOWED | here):
                exceptions.append(f"{name}: {expression}")
            else:
                failed.append(f"{name}: {expression}")
        except Malformed:
            failed.append(f"{name}: not an SPDX expression: {expression}")
    for expression, crates in count.most_common():
        print(f"{crates:5} {expression}")
    for line in exceptions:
        print(f"taken as an exception: {line}")
    for line in failed:
        print(f"not allowed: {line}")
    print(f"{len(packages)} crates, {len(failed)} not allowed")
    return 1 if failed or not packages else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--check-itself"]:
        check_itself()
    elif len(sys.argv) == 2:
        sys.exit(main(sys.argv[1]))
    else:
        sys.exit(__doc__)

#!/usr/bin/env python3
"""Makes src/http/map/outlines.bin: the outlines that maps are drawn on, from Natural Earth (public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 tools/outlines.py package/countries-10m.json src/http/map/outlines.bin

Reads the TopoJSON of the npm package `world-atlas` (Natural Earth 4.1.0, admin 0 countries, 1:10m). A line between two
countries is one arc there, and stays one here: simplified once, so that neighbours keep touching. Lines are finer where
convoys move, coarser elsewhere, so that all of the world fits into 300 KB.

The format (docs/map.md): everything is LEB128 varints, signed ones zigzag. `COU1`; the grid in lines a degree; the number
of arcs; per arc the number of points, and each point as its distance from the one before (the first of an arc from 0, 0),
east, then north; the number of rings; per ring the number of its arcs, each as a number, where ~n is arc n backwards.
"""

import json
import math
import sys

GRID = 400
"""Lines a degree: about 280 m."""

FINE, COARSE = 0.0045, 0.03
"""How far a line may be off, in degrees: where convoys move, and elsewhere."""

LEAST_FINE, LEAST_COARSE = 0.0002, 0.02
"""Islands smaller than this, in square degrees, are left out."""

WHERE_CONVOYS_MOVE = [
    # west, south, east, north
    (-18.0, -12.0, 52.0, 38.5),  # the Sahel, the Horn, the Lakes, North Africa, the Levant
    (31.0, 29.0, 78.0, 42.5),  # the Middle East to Pakistan
    (22.0, 43.5, 42.5, 53.0),  # Ukraine and around it
    (88.0, 15.0, 101.5, 29.0),  # Myanmar and Bangladesh
    (-75.0, 17.0, -68.0, 21.0),  # Haiti
    (-80.0, -5.0, -59.0, 13.0),  # Colombia and Venezuela
    (-93.0, 12.5, -83.0, 18.0),  # the north of Central America
    (30.0, -27.5, 51.5, -9.0),  # Mozambique and Madagascar
    (116.0, 4.0, 127.5, 19.5),  # the Philippines
]


def is_fine(points):
    """Whether a line touches one of the regions."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    return any(west <= e and east >= w and south <= n and north >= s for w, s, e, n in WHERE_CONVOYS_MOVE)


def distance(point, start, end):
    """From a point to a stretch, in degrees, with degrees of longitude as short as they are there."""
    narrow = math.cos(math.radians(point[1]))
    (px, py), (ax, ay), (bx, by) = ((x * narrow, y) for x, y in (point, start, end))
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length))
    return math.hypot(px - ax - along * dx, py - ay - along * dy)


def simplified(points, tolerance):
    """Douglas and Peucker. A closed line is cut at the point farthest from its start first."""
    if len(points) < 4:
        return points
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    spans = [(0, len(points) - 1)]
    if points[0] == points[-1]:
        far = max(range(len(points)), key=lambda i: distance(points[i], points[0], points[0]))
        keep[far] = True
        spans = [(0, far), (far, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda i: distance(points[i], points[first], points[last]))
        if distance(points[far], points[first], points[last]) > tolerance:
            keep[far] = True
            spans += [(first, far), (far, last)]
    return [point for point, kept in zip(points, keep) if kept]


def area(points):
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1]))) / 2


def varint(number):
    out = bytearray()
    while True:
        byte = number & 0x7F
        number >>= 7
        if number == 0:
            return bytes(out) + bytes([byte])
        out.append(byte | 0x80)


def signed(number):
    return varint(number * 2 if number >= 0 else -number * 2 - 1)


def main(source, target):
    topology = json.load(open(source, encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)

    rings = []
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = {"Polygon": [country.get("arcs")], "MultiPolygon": country.get("arcs"), None: []}[country["type"]]
        rings += [ring for polygon in polygons for ring in polygon]

    def points_of(ring):
        return [p for arc in ring for p in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]

    def is_large_enough(ring):
        points = points_of(ring)
        return len(ring) > 1 or area(points) > (LEAST_FINE if is_fine(points) else LEAST_COARSE)

    rings = [ring for ring in rings if is_large_enough(ring)]
    used = sorted({arc if arc >= 0 else ~arc for ring in rings for arc in ring})
    number = {arc: index for index, arc in enumerate(used)}

    out = bytearray(b"COU1") + varint(GRID) + varint(len(used))
    count = 0
    for arc in used:
        points = simplified(arcs[arc], FINE if is_fine(arcs[arc]) else COARSE)
        grid = []
        for x, y in points:
            point = (round(x * GRID), round(y * GRID))
            if not grid or grid[-1] != point:
                grid.append(point)
        out += varint(len(grid))
        last = (0, 0)
        for x, y in grid:
            out += signed(x - last[0]) + signed(y - last[1])
            last = (x, y)
        count += len(grid)
    out += varint(len(rings))
    for ring in rings:
        out += varint(len(ring))
        for arc in ring:
            out += signed(number[arc] if arc >= 0 else ~number[~arc])
    open(target, "wb").write(out)
    print(f"{len(used)} arcs, {count} points, {len(rings)} rings, {len(out)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])

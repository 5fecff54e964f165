#!/usr/bin/env python3
"""Adds up `legation list --agreements --json` by hand and holds it against `legation totals --json`, in every grouping.

Needs Python's standard library alone, and shares no code with the program: the rules below are the codebook's (docs/codebook.md,
section 6), written a second time. Sums are compared as decimals, to the minor unit.

    python3 tests/recompute_totals.py --bin target/debug/legation --store store.db [--gazetteer assets/gazetteer] [FILTER ...]

Without a filter a handful is tried: the first one without grouping, by each dimension and by every two, the others by a few. Exits 1
and says what differs.
"""

import argparse
import itertools
import json
import pathlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

DIMENSIONS = ["province", "country", "city", "pair", "year", "quarter", "month", "kind", "stage", "type", "source", "currency",
              "topic", "nature", "binding"]
FEW = [("province",), ("pair",), ("year",), ("currency",), ("source", "topic")]
FILTERS = ["", "has:amount", "currency:usd|cny", "stage:signed -type:conference", "kind:mou|framework", "since:2015 until:2021",
           "country:china", "side:china -country:us"]


def run(program, *arguments):
    done = subprocess.run([*program, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(arguments)}: exit {done.returncode}: {done.stderr}")
    return json.loads(done.stdout, parse_float=Decimal, parse_int=Decimal)


def cities_that_are_subdivisions(folder):
    """Codes of first-level subdivisions that are cities themselves, such as Shanghai."""
    found = set()
    for name in ("subdivisions.tsv", "china_divisions.tsv"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if not line.startswith("#") and len(cells) > 1 and ("city" in cells[1] or "municipality" in cells[1]):
                found.add(cells[0])
    return found


# A place is COUNTRY, COUNTRY-SUBDIVISION or either of these with /City.

def country(code):
    return code[:2]


def around(code):
    """The subdivision that a place is or lies in; None where it has none."""
    head = code.split("/")[0]
    return head if "-" in head else None


def includes(outer, inner):
    if outer == inner:
        return True
    return inner.startswith(outer + "/") or ("-" not in outer and "/" not in outer and inner.startswith(outer + "-"))


def pairs(places):
    """Two sides across a border. A city counts as what it lies in; a country beside its own province is told twice."""
    sides = sorted({around(place) or country(place) for place in places}, key=lambda code: code.encode())
    once = [side for side in sides if not any(other != side and includes(side, other) for other in sides)]
    return [f"{one}+{other}" for one, other in itertools.combinations(once, 2) if country(one) != country(other)]


# A date is EDTF: one date or an interval whose ends may be open; X is what nobody knows, ? what was inferred.

def ends(date):
    parts = [part.rstrip("?") for part in date.split("/")]
    return [None if part == ".." else part for part in parts]


def first_day(date):
    """(year, month) of the first day that a date may mean, else of the last one; None without a year."""
    for end in ends(date) if date else []:
        if end and not end.startswith("XXXX"):
            parts = end.split("-")
            month = parts[1] if len(parts) > 1 and parts[1] != "XX" else "01"
            return int(parts[0]), int(month)
    return None


def month_is_told(date):
    first = next((end for end in ends(date) if end), "")
    parts = first.split("-")
    return len(parts) > 1 and parts[1] != "XX"


def values(agreement, dimension, city_codes):
    """Codes of the groups that an agreement stands in; [""] where it stands in none."""
    places, date = agreement["places"], agreement["date"]
    day = first_day(date)
    found = {
        "province": lambda: [around(place) for place in places],
        "country": lambda: [country(place) for place in places],
        "city": lambda: [place for place in places if "/" in place or place in city_codes],
        "pair": lambda: pairs(places),
        "year": lambda: [f"{day[0]:04}"] if day else [],
        "quarter": lambda: [f"{day[0]:04}-Q{(day[1] + 2) // 3}"] if day and month_is_told(date) else [],
        "month": lambda: [f"{day[0]:04}-{day[1]:02}"] if day and month_is_told(date) else [],
        "type": lambda: [agreement["engagement_type"]],
        "source": lambda: [agreement["outlet"]],
        "topic": lambda: agreement["topics"],
    }.get(dimension, lambda: [agreement[dimension]])()
    return sorted({value for value in found if value}) or [""]


def is_left_out(agreement):
    """By the agreement's own nature; what an analyst or the filter makes of it is told by the list alone."""
    is_empty_umbrella = agreement["umbrella"] and agreement["amount"] is None and agreement["count"] is None
    is_inside = agreement["part_of"] is not None or agreement.get("maybe_inside") is not None
    return agreement["stage"] in ("pledged", "cancelled") or is_inside or is_empty_umbrella


def hedge_of_sum(hedges):
    parts = {"at_least" if hedge == "range" else hedge for hedge in hedges if hedge}
    if not parts:
        return None
    return parts.pop() if len(parts) == 1 else "about"


def line(agreements, shared):
    currencies = sorted({one["currency"] for one in agreements if one["amount"] is not None})
    of = {currency: [one for one in agreements if one["currency"] == currency] for currency in currencies}
    return {
        "records": len(agreements),
        "instruments": sum(one["count"] for one in agreements if one["count"] is not None),
        "unknown_count": sum(one["count"] is None for one in agreements),
        "unknown_amount": sum(one["amount"] is None for one in agreements),
        "approx": any(one["amount"] is not None and one["approx"] for one in agreements),
        "shared": sum(one["id"] in shared for one in agreements),
        "sums": [(currency, sum(one["amount"] for one in of[currency]), hedge_of_sum({one["hedge"] for one in of[currency]}))
                 for currency in currencies],
    }


def expected(counted, dimensions, city_codes):
    groups, shared = {}, set()
    for agreement in counted:
        keys = list(itertools.product(*(values(agreement, dimension, city_codes) for dimension in dimensions)))
        if len(keys) > 1:
            shared.add(agreement["id"])
        for key in keys:
            groups.setdefault((key, agreement["stage"], agreement["binding"]), []).append(agreement)
    return {key: line(agreements, shared) for key, agreements in groups.items()}


def told(rows):
    found = {}
    for row in rows:
        key = (tuple(row["codes"].values()), row["stage"], row["binding"])
        if key in found:
            raise SystemExit(f"two rows of {key}")
        found[key] = {name: row[name] for name in ("records", "instruments", "unknown_count", "unknown_amount", "approx", "shared")}
        found[key]["sums"] = [(one["currency"], one["amount"], one["hedge"]) for one in row["sums"]]
    return found


def differences(what, mine, theirs):
    for key in sorted(mine.keys() | theirs.keys(), key=repr):
        if mine.get(key) != theirs.get(key):
            yield f"{what}: {key}\n  added up: {mine.get(key)}\n  totals:   {theirs.get(key)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--store", required=True)
    parser.add_argument("--gazetteer", type=pathlib.Path, default=pathlib.Path(__file__).parent.parent / "assets/gazetteer")
    parser.add_argument("filters", nargs="*")
    options = parser.parse_args()
    program = [options.bin, "--store", options.store]
    city_codes = cities_that_are_subdivisions(options.gazetteer)
    wrong, compared, counted_once = [], 0, 0

    tasks = []
    for at, text in enumerate(options.filters or FILTERS):
        agreements = run(program, "list", "--agreements", "--json", "--", text)
        for one in agreements:
            if is_left_out(one) and not one["in_no_total"]:
                wrong.append(f"{text}: {one['id']} is counted, and must not be")
            if not re.fullmatch(r"a[2-7a-z]{12}", one["id"]) or not one["evidence"]:
                wrong.append(f"{text}: {one['id']} has no id or no evidence")
        every = [(one,) for one in DIMENSIONS] + list(itertools.combinations(DIMENSIONS, 2))
        groupings = [()] + (every if at == 0 else FEW)
        tasks += [(text, agreements, grouping) for grouping in groupings]

    def compare(task):
        text, agreements, grouping = task
        by = ["--by", ",".join(grouping)] if grouping else []
        totals = run(program, "totals", "--json", *by, "--", text)
        counted = [one for one in agreements if not one["in_no_total"]]
        what = f"{text or 'everything'} by {','.join(grouping) or 'nothing'}"
        found = list(differences(what, expected(counted, grouping, city_codes), told(totals["rows"])))
        found += differences(f"{what}, overall", expected(counted, (), city_codes), told(totals["overall"]))
        mine = {one["id"]: one["in_no_total"] for one in agreements if one["in_no_total"]}
        found += differences(f"{what}, left out", mine, {one["id"]: one["reason"] for one in totals["left_out"]})
        return found, len(totals["rows"]), len(counted)

    with ThreadPoolExecutor(max_workers=2) as pool:
        for found, rows, counted in pool.map(compare, tasks):
            wrong += found
            compared += rows
            counted_once = max(counted_once, counted)
    print(f"{len(tasks)} tables, {compared} rows, {counted_once} agreements: {len(wrong)} differences")
    if wrong or not compared:
        print("\n".join(wrong[:40]), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()

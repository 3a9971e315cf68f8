"""check_schema.py SCHEMA REPORT...: every report fits the schema, and the schema bites.

A schema that lets everything through would pass the first half, so each report is also spoiled:
every field of every object left out, renamed or given a value of another type must be refused.
"""
import copy
import json
import pathlib
import sys

import jsonschema

# Fields that an object may lack; leaving them out is no fault.
OPTIONAL = {"finding", "expected", "first_difference", "same_symptom_as",
            "shortDescription", "help", "baseline_faults", "known", "attempts", "suppressions",
            "answered", "rows", "rows_came", "nothing_due", "case_changed", "fraction_lost", "dialogue",
            "demands", "client", "remarks", "time", "axis", "question"}


def objects(value, path=()):
    """The ways to all objects inside `value`."""
    if isinstance(value, dict):
        yield path
        for key, child in value.items():
            yield from objects(child, path + (key,))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from objects(child, path + (index,))


def at(value, path):
    for key in path:
        value = value[key]
    return value


def spoiled(report):
    """Reports with one fault each, with its description."""
    for path in objects(report):
        for key in at(report, path):
            if key not in OPTIONAL:
                without = copy.deepcopy(report)
                del at(without, path)[key]
                yield f"without {path} {key}", without
            other = copy.deepcopy(report)
            at(other, path)[key] = None
            yield f"null in {path} {key}", other
        more = copy.deepcopy(report)
        at(more, path)["surplus"] = 0
        yield f"with more in {path}", more


def main():
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    faults = 0
    for name in sys.argv[2:]:
        report = json.loads(pathlib.Path(name).read_text("utf-8"))
        validator.validate(report)
        for what, wrong in spoiled(report):
            faults += 1
            if validator.is_valid(wrong):
                sys.exit(f"{name}: the schema takes a report {what}")
    print(f"{len(sys.argv) - 2} reports fit, {faults} spoiled ones are refused")
    if faults == 0:
        sys.exit("nothing was checked")


main()

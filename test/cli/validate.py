#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what earshot printed with --json against its schema."""
import argparse
import json
import sys

import jsonschema


def objects(text):
    """The one object of a text, or that of each line."""
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("schema", metavar="SCHEMA")
    parser.add_argument("outputs", metavar="NAME=FILE", nargs="+",
                        help="the output of earshot NAME --json; of several objects, "
                             "one a line, each is checked")
    args = parser.parse_args()
    with open(args.schema, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    for argument in args.outputs:
        name, path = argument.split("=", 1)
        with open(path, encoding="utf-8") as file:
            found = objects(file.read())
        if not found:
            sys.exit(f"{path}: empty")
        validator = jsonschema.Draft202012Validator(
            {"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})
        for one in found:
            for error in validator.iter_errors(one):
                sys.exit(f"{path}: {error.json_path}: {error.message}")
    print(f"{len(args.outputs)} outputs are as the schema says")


if __name__ == "__main__":
    main()

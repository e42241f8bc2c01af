#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what earshot printed with --json against its schema.

validate.py SCHEMA NAME=FILE...   FILE is the output of `earshot NAME --json`;
                                  of several objects, one a line, each is checked
"""
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
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    if not sys.argv[2:]:
        sys.exit("nothing to check")
    for argument in sys.argv[2:]:
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
    print(f"{len(sys.argv) - 2} outputs are as the schema says")


if __name__ == "__main__":
    main()

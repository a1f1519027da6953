"""Every report.json that the tests meet is held against the schema that ships with the program."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

SCHEMA = Path(__file__).parents[1] / "reports" / "report.schema.json"


@cache
def validator() -> jsonschema.protocols.Validator:
    """Stricter than what ships: a key that the schema does not know is an error here."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for part in schema["$defs"].values():
        if "properties" in part:
            part["additionalProperties"] = False
    return jsonschema.Draft202012Validator(schema)


def report_in(path: Path) -> dict[str, Any]:
    """The content of a report.json. Raises ValidationError where it is not as the schema says."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    validator().validate(content)
    return content

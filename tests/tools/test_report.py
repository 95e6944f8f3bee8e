"""The same problems, told to people, to programs and to code review."""

import json

import jsonschema_rs

from plugins.problems import Problem
from tools.report import as_json, as_sarif, for_people

PROBLEMS = [
    Problem("content/news/a b.md", 4, "Comments", '"maybe" is not allowed. Allowed: open, closed, off.'),
    Problem("content/images/x.svg", 1, "", "weighs 200 kB. Allowed: 150 kB.", level="warning", rule="image-weight"),
    Problem("content/news/x.md", 9, "", "a sentence of 50 words.", level="hint", rule="long-sentence"),
]
# What SARIF 2.1.0 requires (3.13, 3.14.6, 3.18.2, 3.19.2, 3.27, 3.28.3, 3.30.5), and the values that it allows.
TEXT = {"type": "string", "minLength": 1}
PLACE = {
    "type": "object",
    "required": ["artifactLocation", "region"],
    "properties": {
        "artifactLocation": {"required": ["uri"], "properties": {"uri": {"type": "string", "format": "uri-reference"}}},
        "region": {"required": ["startLine"], "properties": {"startLine": {"type": "integer", "minimum": 1}}},
    },
}
RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "level", "locations"],
    "properties": {
        "ruleId": TEXT,
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": {
            "type": "object",
            "required": ["text"],
            "properties": {"text": TEXT},
            "additionalProperties": False,
        },
        "locations": {
            "type": "array",
            "items": {"required": ["physicalLocation"], "properties": {"physicalLocation": PLACE}},
        },
    },
    "additionalProperties": False,
}
RULES = {"type": "array", "uniqueItems": True, "items": {"required": ["id"], "properties": {"id": TEXT}}}
DRIVER = {"type": "object", "required": ["name"], "properties": {"name": TEXT, "rules": RULES}}
RUN = {
    "type": "object",
    "required": ["tool", "results"],
    "properties": {
        "tool": {"required": ["driver"], "properties": {"driver": DRIVER}},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": RESULT},
    },
    "additionalProperties": False,
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {"version": {"const": "2.1.0"}, "runs": {"type": "array", "minItems": 1, "items": RUN}},
}


def test_people_read_where_what_and_how_to_mend_it() -> None:
    assert for_people(PROBLEMS).splitlines() == [
        'content/news/a b.md:4: error: Comments: "maybe" is not allowed.',
        "    Allowed: open, closed, off.",
        "content/images/x.svg:1: warning: weighs 200 kB.",
        "    Allowed: 150 kB.",
        "content/news/x.md:9: hint: a sentence of 50 words.",
        "1 error, 1 warning, 1 hint",
    ]
    assert for_people([]) == ""


def test_colour_changes_no_word() -> None:
    coloured = for_people(PROBLEMS, colour=True)

    assert "\x1b[31merror\x1b[0m" in coloured
    for code in ("0", "1", "2", "31", "33", "36"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == for_people(PROBLEMS)


def test_programs_get_each_fact_by_its_name() -> None:
    assert json.loads(as_json(PROBLEMS))[1] == {
        "file": "content/images/x.svg",
        "line": 1,
        "key": "",
        "level": "warning",
        "rule": "image-weight",
        "message": "weighs 200 kB. Allowed: 150 kB.",
    }
    assert json.loads(as_json([])) == []


def test_code_review_gets_sarif() -> None:
    log = json.loads(as_sarif(PROBLEMS))

    for tried in (log, json.loads(as_sarif([]))):
        jsonschema_rs.validator_for(SARIF, validate_formats=True).validate(tried)
    (run,) = log["runs"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    assert {result["ruleId"] for result in run["results"]} == {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "content/news/a%20b.md"}, "region": {"startLine": 4}}

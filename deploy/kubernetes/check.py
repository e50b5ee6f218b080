#!/usr/bin/env python3
"""Checks the manifests beside this file against custom resource definitions, as an API server would, and for what it
would drop in silence: fields that the definition doesn't have.

    check.py FOLDER ...

Where there is kubectl, what it makes of kustomization.yaml is checked, too.

Each FOLDER has definitions as YAML files, such as helm/flink-kubernetes-operator/crds of the Flink Kubernetes Operator and
example/prometheus-operator-crd of the Prometheus Operator. Needs PyYAML. Exits 1 if something is wrong.
"""

import pathlib
import shutil
import subprocess
import sys

import yaml

HERE = pathlib.Path(__file__).resolve().parent
OWN_KINDS = {"ConfigMap", "Kustomization"}
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
}


def definitions(folders):
    """The schema of each (apiVersion, kind)."""
    schemas = {}
    for folder in folders:
        for file in sorted(pathlib.Path(folder).iterdir()):
            if file.suffix not in (".yaml", ".yml"):
                continue
            for document in yaml.safe_load_all(file.read_text(encoding="utf-8")):
                if not document or document.get("kind") != "CustomResourceDefinition":
                    continue
                spec = document["spec"]
                for version in spec["versions"]:
                    key = (f"{spec['group']}/{version['name']}", spec["names"]["kind"])
                    schemas[key] = version["schema"]["openAPIV3Schema"]
    return schemas


def problems(value, schema, path):
    """What is wrong with a value, a sentence each."""
    if schema.get("x-kubernetes-int-or-string"):
        if not isinstance(value, (int, str)):
            yield f"{path} is neither a number nor a text"
        return
    expected = TYPES.get(schema.get("type"))
    is_bool_for_number = isinstance(value, bool) and schema.get("type") in ("integer", "number")
    if expected and (not isinstance(value, expected) or is_bool_for_number):
        yield f"{path} is {value!r}, and should be of type {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path} is {value!r}, and should be one of {', '.join(map(str, schema['enum']))}"
    if isinstance(value, dict):
        yield from object_problems(value, schema, path)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from problems(item, schema.get("items", {}), f"{path}[{index}]")


def object_problems(value, schema, path):
    fields = schema.get("properties", {})
    more = schema.get("additionalProperties")
    anything = schema.get("x-kubernetes-preserve-unknown-fields") or not (fields or more)
    for name in schema.get("required", []):
        if name not in value:
            yield f"{path} lacks {name}"
    for name, item in value.items():
        if name in fields:
            yield from problems(item, fields[name], f"{path}.{name}")
        elif isinstance(more, dict):
            yield from problems(item, more, f"{path}.{name}")
        elif not anything and not more:
            yield f"{path} has no field {name}; the API server would drop it"


def documents():
    for file in sorted(HERE.rglob("*.yaml")):
        for document in yaml.safe_load_all(file.read_text(encoding="utf-8")):
            yield file.relative_to(HERE), document
    if shutil.which("kubectl"):
        built = subprocess.run(["kubectl", "kustomize", HERE], capture_output=True, text=True)
        if built.returncode:
            sys.exit(f"check: kustomization.yaml can't be built: {built.stderr.strip()}")
        for document in yaml.safe_load_all(built.stdout):
            yield "kustomization.yaml, built", document


def main(folders):
    if not folders:
        sys.exit("check: which folders have the definitions? check.py FOLDER ...")
    schemas = definitions(folders)
    if not schemas:
        sys.exit(f"check: there is no CustomResourceDefinition in {', '.join(folders)}")
    failed = False
    for file, document in documents():
        key = (document.get("apiVersion"), document.get("kind"))
        if key[1] in OWN_KINDS:
            continue
        if key in schemas:
            schema = dict(schemas[key])
            # The API server knows what metadata is.
            schema["properties"] = schema["properties"] | {
                name: {} for name in ("apiVersion", "kind", "metadata")
            }
            found = list(problems(document, schema, key[1]))
        else:
            found = [f"no definition of {key[1]} in {key[0]} was given"]
        for problem in found:
            print(f"{file}: {problem}")
        failed = failed or bool(found)
        if not found:
            print(f"{file}: {key[1]} is valid")
    sys.exit(failed)


if __name__ == "__main__":
    main(sys.argv[1:])

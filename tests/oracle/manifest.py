#!/usr/bin/env python3
"""Compares the manifest merge with the one of the build tools.

    tests/oracle/manifest.py DIRECTORY [--cases N] [--seed N] [--again] [--program FILE]

Needs Debian's `libgradle-android-plugin-java`, a JDK and this repository's test binary. Writes N random cases
below DIRECTORY in the form of `testdata/manifest`, merges each with both, and prints the cases that differ.

The merger is that of the build tools 25.2.2 (2016). What it does not know is kept out of the cases, or filled
in as today's plugin does before it merges: the package from `namespace`, and `uses-sdk` from the build files.
Differences that remain and are meant are listed in `src/project/manifest.rs`, and recognised here (`explained`).
"""

import argparse
import collections
import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree

ANDROID = "http://schemas.android.com/apk/res/android"
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
JARS = ["com.android.tools*", "guava", "failureaccess", "gson", "kxml2*", "commons-compress", "jopt-simple", "asm*"]

PERMISSIONS = [
    "android.permission." + name
    for name in ["CAMERA", "NFC", "WRITE_EXTERNAL_STORAGE", "READ_EXTERNAL_STORAGE", "READ_CONTACTS",
                 "WRITE_CONTACTS", "READ_CALL_LOG", "READ_PHONE_STATE", "BLUETOOTH_SCAN"]
]
PLACEHOLDERS = ["${applicationId}.PUSH", "${key}.PUSH"]
CLASSES = [".Main", "Main", "com.sdk.Push", "com.example.lib0.Work", ".Work"]
COMPONENTS = ["activity", "activity-alias", "service", "receiver", "provider"]
SPECIAL = ["android.permission.BIND_ACCESSIBILITY_SERVICE", "android.permission.BIND_NOTIFICATION_LISTENER_SERVICE"]
INDENT = "    "


class Writer:
    """Writes the random manifests of one case; `chance` keeps faults that end a merge rare enough."""

    def __init__(self, rng, libraries):
        """`libraries`: the packages that a selector may name."""
        self.rng = rng
        self.libraries = libraries
        # What 25.2.2 does with a removal below the element that it meets is not what happens today, so most
        # cases have none.
        self.below = rng.random() < 0.1
        # The merger loses track of many names with placeholders.
        self.placeholders = rng.random() < 0.15
        self.names = PERMISSIONS + PLACEHOLDERS * self.placeholders
        self.values = {}

    def chance(self, probability):
        return self.rng.random() < probability

    def value(self, element, attribute, pool):
        """The manifests of a case agree on most values."""
        agreed = self.values.setdefault((element, attribute), self.rng.choice(pool))
        return self.rng.choice(pool) if self.chance(0.003) else agreed

    def manifest(self, role, package, top):
        """`top`: whether no manifest of its merge has a higher priority."""
        rng = self.rng
        self.role, self.top = role, top
        self.removals = top or self.below
        a, t = rng.choice([("android", "tools"), ("android", "tools"), ("android", "tools"), ("a", "t"), ("android", "x")])
        self.a, self.t = a, t
        head = f'<manifest{self.space("")}xmlns:{a}="{ANDROID}"{self.space("")}xmlns:{t}="http://schemas.android.com/tools"'
        if package:
            head += f'{self.space("")}package="{package}"'
        lines = ['<?xml version="1.0" encoding="utf-8"?>'] * self.chance(0.5) + ["<!-- <manifest> -->"] * self.chance(0.2)
        lines.append(head + ">")
        if self.chance(0.15):
            sdk = f"{INDENT}<uses-sdk"
            if role == "app" and self.chance(0.8):
                sdk += f' {t}:overrideLibrary="{", ".join(rng.sample(self.libraries, min(3, len(self.libraries))))}"'
            lines.append(sdk + " />")
        if self.removals and self.chance(0.08):
            lines.append(f'{INDENT}<uses-permission {t}:node="removeAll"{self.selector(0.4)} />')
        for name in self.sample(self.names, 6):
            line = self.element(INDENT, "uses-permission", name, self.permission_attributes(name))
            lines += [line, line] if self.chance(0.03) else [line]
        if self.removals and self.chance(0.03):
            lines.append(f'{INDENT}<uses-permission {t}:node="removeAll" />')
        # Unknown to 25.2.2, which takes them as they stand; so they carry no instructions.
        for name in self.sample(PERMISSIONS, 1):
            lines.append(self.tag(INDENT, "uses-permission-sdk-23", [(a, "name", name)]))
        for name in self.sample(["com.example.app.P1", "com.example.app.P2"], 2):
            level = [(a, "protectionLevel", "signature" if name.endswith("1") else "normal")]
            lines.append(self.element(INDENT, "permission", name, level * self.chance(0.5)))
        for name in self.sample(["f.one", "f.two"], 1):
            lines.append(self.element(INDENT, "uses-feature", name, [(a, "required", rng.choice(["true", "false"]))], markers=False))
        if self.chance(0.7):
            lines.append(f"{INDENT}<application>")
            for name in self.sample(["KEY", "OTHER_KEY"], 2):
                lines.append(self.meta_data(INDENT * 2, name))
            seen = set()
            for name in self.sample(CLASSES, 4):
                kind = rng.choice(COMPONENTS)
                if (kind, name.lstrip(".")) in seen:
                    continue
                seen.add((kind, name.lstrip(".")))
                lines += self.component(kind, name)
            lines.append(f"{INDENT}</application>")
        lines.append("</manifest>")
        separated = []
        for line in lines:
            separated.append(line)
            if self.chance(0.06) and not line.startswith(("<?", "</manifest")):
                separated.append(rng.choice(["", f'{INDENT}<!-- <uses-permission {a}:name="no" />\n -->', "\t"]))
        text = ("" if self.chance(0.05) else "\n").join(separated) + "\n"
        if text.startswith("<?"):
            text = text.replace("?><", "?>\n<", 1)
        if self.chance(0.15):
            text = text.replace("\n", "\r\n")
        return "\ufeff" + text if self.chance(0.05) else text

    def sample(self, pool, most):
        return self.rng.sample(pool, self.rng.randint(0, min(most, len(pool))))

    def selector(self, probability):
        if self.libraries and self.role == "app" and self.chance(probability):
            return f' {self.t}:selector="{self.rng.choice(self.libraries)}"'
        return ""

    def permission_attributes(self, name):
        attributes = []
        if self.chance(0.3):
            attributes.append((self.a, "maxSdkVersion", self.value(name, "maxSdkVersion", ["28", "30"])))
        if self.chance(0.1):
            attributes.append((self.a, "usesPermissionFlags", "neverForLocation"))
        return attributes

    def meta_data(self, indent, name):
        key = self.rng.choice(["value", "value", "value", "resource"])
        pool = {"value": ["1", "2", "${key}"][: 3 if self.placeholders else 2], "resource": ["@xml/a", "@xml/b"]}[key]
        return self.element(indent, "meta-data", name, [(self.a, key, self.value((indent, name), key, pool))])

    def component(self, kind, name):
        attributes = []
        if kind == "activity-alias":
            attributes.append((self.a, "targetActivity", self.rng.choice(["com.sdk.Target", "com.sdk.Target", ".Main"][: 2 + self.chance(0.02)])))
        if self.chance(0.3):
            attributes.append((self.a, "permission", self.value(name, "permission", ["p.One", "p.Two", *SPECIAL])))
        if self.chance(0.3):
            attributes.append((self.a, "exported", self.value(name, "exported", ["true", "false"])))
        children = []
        for key in self.sample(["KEY", "INNER"], 2):
            children.append(self.meta_data(INDENT * 3, key))
        if self.removals and self.chance(0.05):
            children.insert(0, f'{INDENT * 3}<meta-data {self.t}:node="removeAll" />')
        if self.chance(0.4):
            action = self.rng.choice(["VIEW", "SEND"])
            children.append(f'{INDENT * 3}<intent-filter><action {self.a}:name="{action}" /></intent-filter>')
        return [self.element(INDENT * 2, kind, name, attributes, opened=bool(children))] + (
            children + [f"{INDENT * 2}</{kind}>"] if children else [])

    def space(self, indent):
        return self.rng.choice([" ", " ", " ", "\n" + indent + INDENT, "\n\t", "  "])

    def tag(self, indent, tag, attributes, opened=False):
        """A start tag with its attributes in any order, then its instructions."""
        own = [one for one in attributes if one[0] == self.a]
        if self.chance(0.4):
            self.rng.shuffle(own)
        text = f"{indent}<{tag}"
        for prefix, key, value in own + [one for one in attributes if one[0] != self.a]:
            quote = "'" if self.chance(0.05) else '"'
            text += f"{self.space(indent)}{prefix}:{key}={quote}{value}{quote}"
        text += self.rng.choice(["", "", "", "\n" + indent])
        return text + (">" if opened else f"></{tag}>" if self.chance(0.05) else " />")

    def element(self, indent, tag, name, attributes, opened=False, markers=True):
        """One start tag, with instructions to the merge now and then, which `tools:ignore` would hide from 25.2.2."""
        rng, t = self.rng, self.t
        tools, removed = [], set()
        if markers and self.chance(0.25):
            node = rng.choices(["merge", "replace", "strict", "mergeOnlyAttributes", "remove", "removeAll"],
                               [3, 4, 0.3, 4, 8 * self.removals, 0.1 * self.removals])[0]
            tools.append((t, "node", node))
            if node == "remove":
                selector = self.selector(0.4)
                if selector:
                    tools.append((t, "selector", selector.split('"')[1]))
        # The merger stumbles over one name in two spellings, here and in another manifest.
        if markers:
            replaced = []
            for at, (prefix, key, value) in enumerate(attributes):
                others = {"maxSdkVersion": "29", "permission": "p.Other", "value": "other", "exported": "true"}
                if key in others and self.top and self.chance(0.25):
                    attributes[at] = (prefix, key, others[key])
                    replaced.append("android:" + key)
                elif key in others and self.chance(0.1):
                    replaced.append("android:" + key)
            if replaced:
                tools.append((t, "replace", rng.choice([",", ", "]).join(replaced)))
            written = {key for _, key, _ in attributes}
            removed = [key for key in {"uses-permission": ["maxSdkVersion", "usesPermissionFlags"],
                                       "meta-data": []}.get(tag, ["permission", "exported"] if tag in COMPONENTS else [])
                       if key not in written and self.chance(0.06)]
            if removed:
                tools.append((t, "remove", ",".join("android:" + key for key in removed)))
        elif self.chance(0.3):
            tools.append((t, "ignore", "Unused"))
        return self.tag(indent, tag, [(self.a, "name", name), *attributes, *tools], opened)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def in_order(modules):
    """The libraries as Gradle hands them to the merge: breadth first, yet what uses a library before it."""
    by_path = {module["path"]: module for module in modules}
    found, users = [":app"], collections.defaultdict(list)
    for path in found:
        for other in by_path[path]["uses"]:
            users[other].append(path)
            if other not in found:
                found.append(other)
    order = []

    def visit(path):
        if path not in order:
            for user in users[path]:
                visit(user)
            order.append(path)

    for path in found:
        visit(path)
    return [by_path[path] for path in order if path != ":app"]


def build_file(module, kotlin):
    """The Gradle script that says what `project.toml` says."""
    text = (lambda value: f'"{value}"') if kotlin else (lambda value: f"'{value}'")
    assign = " = " if kotlin else " "
    kind = "application" if module["path"] == ":app" else "library"
    lines = ["plugins {", f'    id({text("com.android." + kind)})' if kotlin else f"    id 'com.android.{kind}'", "}", "", "android {"]
    if module["in_gradle"]:
        lines.append(f'    namespace{assign}{text(module["package"])}')
    lines.append("    defaultConfig {")
    for name, key in [("minSdk", "min"), ("targetSdk", "target")]:
        if key in module:
            lines.append(f"        {name}{assign}{module[key]}")
    if "key" in module:
        lines.append(f'        manifestPlaceholders["key"] = {text(module["key"])}' if kotlin
                     else f"        manifestPlaceholders = [key: '{module['key']}']")
    lines.append("    }")
    if module.get("flavors"):
        dimensions = ", ".join(text(dimension) for dimension in module["dimensions"])
        lines.append(f"    flavorDimensions += listOf({dimensions})" if kotlin else f"    flavorDimensions {dimensions}")
        lines.append("    productFlavors {")
        for name, dimension in module["flavors"]:
            lines.append(f"        create({text(name)}) {{" if kotlin else f"        {name} {{")
            lines += [f"            dimension{assign}{text(dimension)}", "        }"]
        lines.append("    }")
    if module["moved"]:
        lines.append('    sourceSets { getByName("main") { manifest.srcFile("AndroidManifest.xml") } }' if kotlin
                     else "    sourceSets { main { manifest.srcFile 'AndroidManifest.xml' } }")
    lines += ["}", "", "dependencies {"]
    for path in module["uses"]:
        lines.append(f"    implementation(project({text(path)}))" if kotlin else f"    implementation project({text(path)})")
    return "\n".join([*lines, "}", ""])


def generate(rng, directory):
    """A random case; returns what is needed to merge it with the build tools."""
    count = rng.choice([0, 1, 1, 2, 2, 3, 4])
    packages = [f"com.example.lib{number}" for number in range(count)]
    dimensions = ["one", "two", "three"]
    flavors = list(zip(["xiaomi", "full", "cn"][: rng.choice([0, 0, 1, 2, 2, 3])], dimensions))
    others = [("huawei", "one")] * (bool(flavors) and rng.random() < 0.5)
    names = [name for name, _ in flavors]
    combined = "".join([*names[:1], *(flavor.title() for flavor in names[1:])])
    variant = combined + "Release" if combined else "release"
    sets = ([variant] if flavors else []) + ["release"] + ([combined] if len(flavors) > 1 else []) + names
    # A library without a minimum is rare: it implies permissions for every app.
    versions = lambda: {key: value for key, value in [("min", rng.choice([21, 21, 21, 21, 21, 3, 14, 24 if rng.random() < 0.3 else 21, None])),
                                                     ("target", rng.choice([None, None, 34, 34, 3, 15]))] if value}
    modules = [{"path": ":app", "package": "com.example.app", "sets": sets, "min": 21, "target": rng.choice([34, 34, 34, 15, 3])}]
    modules[0].update(key="APP", flavors=flavors + others, dimensions=dimensions)
    for number, package in enumerate(packages):
        modules.append({"path": f":lib{number}", "package": package, "sets": ["release"], **versions()})
    if rng.random() < 0.2 and count:
        modules[1]["key"] = "LIB"
    paths = [f":lib{number}" for number in range(count)]
    for at, module in enumerate(modules):
        above = paths[at:] if at else paths
        module["uses"] = [path for path in rng.sample(above, len(above)) if rng.random() < (0.8 if at == 0 else 0.3)]
        module["in_gradle"] = rng.random() < 0.5
        module["moved"] = rng.random() < 0.1
    writer = Writer(rng, [module["package"] for module in in_order(modules)])
    project = f'variant = "{variant}"\n'
    for module in modules:
        role = module["path"][1:].rstrip("0123456789")
        config = [f"{key} = {module[key]}" for key in ("min", "target") if key in module]
        if "key" in module:
            config.append(f'placeholders = {{ key = "{module["key"]}" }}')
        project += f'\n[[module]]\npath = "{module["path"]}"\n'
        if module["in_gradle"]:
            project += f'namespace = "{module["package"]}"\n'
        project += f'default = {{ {", ".join(config)} }}\n'
        project += f"dependencies = {module['uses']}\n"
        if module.get("flavors"):
            entries = [f'{{ name = "{name}", dimension = "{dimension}" }}' for name, dimension in module["flavors"]]
            project += f'dimensions = {dimensions}\nflavor = [{", ".join(entries)}]\n'
        home = os.path.join(directory, module["path"][1:])
        if module["moved"]:
            project += f'manifest = {{ main = "{module["path"][1:]}/AndroidManifest.xml" }}\n'
        module["files"] = []
        for source_set in module["sets"]:
            if rng.random() < (0.4 if role == "app" else 0.1):
                path = os.path.join(home, "src", source_set, "AndroidManifest.xml")
                write(path, writer.manifest(role, None, role == "app" and not module["files"]))
                module["files"].append(path)
        module["main"] = os.path.join(home, *([] if module["moved"] else ["src", "main"]), "AndroidManifest.xml")
        top = role == "app" and not module["files"]
        write(module["main"], writer.manifest(role, None if module["in_gradle"] else module["package"], top))
        kotlin = rng.random() < 0.5
        write(os.path.join(home, "build.gradle.kts" if kotlin else "build.gradle"), build_file(module, kotlin))
        if role == "app":
            # What is part of no variant that is asked for.
            for source_set in ["debug", "test", *(name for name, _ in others)]:
                if rng.random() < 0.1:
                    write(os.path.join(home, "src", source_set, "AndroidManifest.xml"), writer.manifest(role, None, False))
    included = ", ".join(f"'{module['path']}'" for module in modules)
    write(os.path.join(directory, "settings.gradle"), f"include {included}\n")
    heading = "# Removals below.\n\n" if writer.below else ""
    write(os.path.join(directory, "project.toml"), heading + project)
    return variant, modules


def filled(path, module):
    """The manifest as today's plugin gives it to the merger: with package and SDK versions, lines unchanged."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    android = re.search(r"xmlns:(\w+)=\"" + re.escape(ANDROID), text).group(1)
    if " package=" not in text and "\tpackage=" not in text and "    package=" not in text:
        text = re.sub(r"<manifest(?=\s)", f'<manifest package="{module["package"]}"', text, count=1)
    sdk = "".join(f' {android}:{name}SdkVersion="{module[name]}"' for name in ("min", "target") if name in module)
    if "<uses-sdk" in text:
        text = text.replace("<uses-sdk", "<uses-sdk" + sdk, 1)
    elif sdk:
        text = text.replace("</manifest>", f"<uses-sdk{sdk} /></manifest>")
    home, name = path.split("/" + module["path"][1:] + "/", 1)
    target = os.path.join(home, "filled", module["path"][1:], name)
    write(target, text)
    return target


def instructions(directory, modules):
    """The lines for Oracle.java that merge one case, libraries first."""
    application, libraries = modules[0], in_order(modules)
    lines, dependencies = [], []
    for library in libraries:
        main, overlays = filled(library["main"], library), [filled(path, library) for path in library["files"]]
        placeholders = f"key={library['key']}" if "key" in library else ""
        if overlays or placeholders:
            output = os.path.join(directory, "real-" + library["path"][1:] + ".xml")
            lines.append("\t".join(["LIBRARY", output, main, "|".join(overlays), "", placeholders]))
            dependencies.append(output)
        else:
            dependencies.append(main)
    main, overlays = filled(application["main"], application), [filled(path, application) for path in application["files"]]
    placeholders = "applicationId=com.example.app|packageName=com.example.app|key=APP"
    output = os.path.join(directory, "real.xml")
    lines.append("\t".join(["APPLICATION", output, main, "|".join(overlays), "|".join(dependencies), placeholders]))
    return lines


def real_outcome(directory):
    """What the merger of the build tools made of a case, or the error."""
    for error in sorted(glob.glob(os.path.join(directory, "*.error"))):
        with open(error, encoding="utf-8") as file:
            return None, file.read()
    with open(os.path.join(directory, "real.xml"), encoding="utf-8") as file:
        text = file.read()
    for prefix in ["android", "a"]:
        # Elements keep the prefix of their own manifest, whether or not the outcome declares it.
        if f"xmlns:{prefix}=" not in text:
            text = text.replace("<manifest ", f'<manifest xmlns:{prefix}="{ANDROID}" ', 1)
    root = ElementTree.fromstring(text)
    name = lambda element, key="name": element.get(f"{{{ANDROID}}}{key}")
    permissions, components, meta_data = collections.defaultdict(set), set(), set()
    definitions, late = set(), collections.defaultdict(set)
    local = lambda element: element.tag.split("}")[-1]
    for child in root:
        if local(child) == "uses-permission" and name(child):
            permissions[name(child)].add((name(child, "maxSdkVersion"), name(child, "usesPermissionFlags")))
        elif local(child) == "uses-permission-sdk-23":
            late[name(child)].add((None, None))
        elif local(child) == "permission":
            definitions.add((name(child), name(child, "protectionLevel")))
        for component in child if local(child) == "application" else []:
            if local(component) == "meta-data":
                meta_data.add((None, name(component), name(component, "value"), name(component, "resource")))
            elif local(component) in COMPONENTS:
                actions = {name(action) for action in component.iter("action")}
                components.add((local(component), name(component), name(component, "permission"),
                                name(component, "exported"), tuple(sorted(actions))))
                for inner in component.findall("meta-data"):
                    meta_data.add((name(component), name(inner), name(inner, "value"), name(inner, "resource")))
    special = {(component[2], component[1]) for component in components if component[2] in SPECIAL}
    lines = collections.defaultdict(lambda: collections.defaultdict(set))
    with open(os.path.join(directory, "real.xml.actions"), encoding="utf-8") as file:
        for record in file:
            key, action, path, line = record.rstrip("\n").split("\t")
            path = os.path.relpath(path, directory).removeprefix("filled/")
            lines[key.removeprefix("android:")][action].add(f"{path}:{line}")
    evidence = {}
    for key in [f"uses-permission#{name}" for name in permissions] + [f"permission#{name}" for name, _ in definitions] + [
            f"{component[0]}#{component[1]}" for component in components]:
        records = lines.get(key, {})
        found = (records.get("ADDED", set()) | records.get("MERGED", set())) - records.get("REJECTED", set())
        # Several elements may stand in one line; what is shown are lines.
        evidence[key] = [{place.rsplit(":", 1)[0] for place in places} for places in (found, records.get("IMPLIED", set()))]
    return (dict(permissions), dict(late), components, meta_data, definitions, special, evidence), None


def our_outcome(directory):
    with open(os.path.join(directory, "found.toml"), "rb") as file:
        found = tomllib.load(file)
    permissions, late, evidence = {}, {}, {}
    for one in found["permission"]:
        limit = str(one["max"]) if "max" in one else None
        key = ("uses-permission#" if "min" not in one else "uses-permission-sdk-23#") + one["name"]
        (late if "min" in one else permissions)[one["name"]] = {(limit, "|".join(one.get("flags", [])) or None)}
        evidence[key] = set(one["lines"]), one.get("implied", False)
    exported = {True: "true", False: "false", None: None}
    components = {(one["kind"], one["name"], one.get("permission"), exported[one.get("exported")],
                   tuple(one.get("actions", []))) for one in found.get("component", [])}
    meta_data = {(one.get("component"), one["name"], one.get("value"), one.get("resource"))
                 for one in found.get("meta_data", [])}
    definitions = {(one["name"], one.get("protection")) for one in found.get("definition", [])}
    for kind, one in [(one["kind"], one) for one in found.get("component", [])] + [
            ("permission", one) for one in found.get("definition", [])]:
        # As in the report of the build tools, a second declaration in one manifest adds nothing.
        evidence.setdefault(f"{kind}#{one['name']}", (set(one["lines"]), False))
    special = {tuple(one.split(" ", 1)) for one in found.get("special_access", [])}
    return (permissions, late, components, meta_data, definitions, special, evidence), found


def late_lines(directory, manifests):
    """Where `uses-permission-sdk-23` stands: 25.2.2 does not know it, so every declaration stays."""
    lines = collections.defaultdict(set)
    for path in manifests:
        with open(os.path.join(directory, path), encoding="utf-8", newline="") as file:
            text = file.read()
        text = re.sub(r"<!--.*?-->", lambda comment: re.sub("[^\n]", " ", comment[0]), text, flags=re.DOTALL)
        seen = set()
        for found in re.finditer(r"<uses-permission-sdk-23\b.*?:name=(.)(.*?)\1", text, flags=re.DOTALL):
            if found[2] not in seen:
                lines[found[2]].add(f"{path}:{text.count(chr(10), 0, found.start()) + 1}")
            seen.add(found[2])
    return lines


def shown(program, directory, found):
    """Whether `qingdan inventory` reads the same from the Gradle files."""
    with open(os.path.join(directory, "project.toml"), "rb") as file:
        variant = tomllib.load(file)["variant"]
    run = subprocess.run([program, "inventory", directory, "--variant", variant, "--format", "json"],
                         capture_output=True, check=False)
    theirs = [(one["name"], one["max_sdk"], one["min_sdk"], "implied" in one, one.get("flags", []),
               [f"{place['path']}:{place['line']}" for place in one["evidence"]])
              for one in json.loads(run.stdout)["permissions"]]
    ours = [(one["name"], one.get("max"), one.get("min"), one.get("implied", False), one.get("flags", []), one["lines"])
            for one in found["permission"]]
    return [] if theirs == ours else [f"the inventory shows {theirs}, merged were {ours}"]


def unlimited(values):
    """What several elements for one permission come to: what any of them asks for without limit."""
    limits, flags = {limit for limit, _ in values}, {flag for _, flag in values}
    limit = None if None in limits else max(limits, key=int)
    return {(limit, None if None in flags else flags.pop())}


def settled(values, ours, implied):
    """One value for a permission with several elements; of two that are right, ours."""
    right = [unlimited(values)] + ([values - {(None, None)}] if implied and len(values) > 1 else [])
    return ours if ours in right else right[0]


def compare(directory):
    """A list of differences."""
    real, error = real_outcome(directory)
    ours, found = our_outcome(directory)
    problems = found["problems"]
    # The merger loses its own books, or stumbles over `tools:remove` and `tools:replace` of one attribute in two
    # manifests, and stops without a word on the manifests.
    if error and re.search("No record for key|Multiple entries with same key", error):
        return []
    # Libraries from repositories are not known here, so any package may be one of theirs; and a placeholder
    # without a value is no value that could differ.
    if error and re.search(r"is not a valid library identifier|value=\(\$\{", error):
        return []
    if error:
        return [] if problems else [f"the build refuses this: {error.strip()[:600]}"]
    if problems:
        return [f"problems that the build does not see: {problems}"]
    # What is implied in a manifest that calls the namespace otherwise goes into the report without its name, and
    # is not recognised as the same permission later.
    foreign_prefix = False
    own = [path for path in found["manifests"] if path.startswith("app/")]
    for path in own:
        with open(os.path.join(directory, path), encoding="utf-8", newline="") as file:
            foreign_prefix |= "xmlns:android=" not in file.read()
    differences = []
    names = ["permissions", "late permissions", "components", "meta-data", "definitions", "special access"]
    for what, theirs, mine in zip(names, real, ours):
        if what == "permissions":
            # What it implies stands beside a declaration that came in with the same library; today it does not.
            theirs = {name: settled(values, mine.get(name), real[-1]["uses-permission#" + name][1] or foreign_prefix)
                      for name, values in theirs.items()}
        if theirs != mine:
            if isinstance(theirs, dict):
                theirs, mine = set((k, *sorted(v, key=str)) for k, v in theirs.items()), set((k, *v) for k, v in mine.items())
            differences.append(f"{what}: only theirs {sorted(theirs - mine, key=str)}, only ours {sorted(mine - theirs, key=str)}")
    for name, lines in late_lines(directory, found["manifests"]).items():
        mine = ours[-1].get("uses-permission-sdk-23#" + name, (set(), False))[0]
        if mine != lines:
            differences.append(f"{name}: lines {sorted(lines)}, ours {sorted(mine)}")
    # Of a library that was merged first the report knows the outcome alone; of what the topmost of several
    # manifests holds it says nothing, and it calls added what an overlay replaces.
    prepared = [re.search("real-(lib[0-9]+)", path)[1] + "/" for path in glob.glob(os.path.join(directory, "real-lib*.xml"))]
    silent = tuple(prepared + (own if len(own) > 1 else []))
    for key, (lines, implied) in real[-1].items():
        mine = ours[-1].get(key)
        name = key.split("#", 1)[1]
        if mine is None or "PUSH" in name:
            continue
        if not lines and implied:
            if not mine[1] or not implied <= mine[0]:
                differences.append(f"{key}: implied from {sorted(implied)}, ours {mine}")
        elif mine[1] or foreign_prefix:
            continue
        else:
            lines = {line for line in lines if "real-" not in line}
            unmatched = {line for line in lines - mine[0] if not (len(own) > 1 and line.startswith("app/"))}
            more = {line for line in mine[0] - lines if not line.startswith(silent)}
            if unmatched or more:
                differences.append(f"{key}: lines only theirs {sorted(unmatched)}, only ours {sorted(more)}")
    return differences


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--program", metavar="FILE", help="a build of qingdan, whose inventory is compared as well")
    parser.add_argument("--again", action="store_true", help="take the cases as they are, run only ours")
    options = parser.parse_args()
    directory = os.path.abspath(options.directory)
    folders = [os.path.join(directory, f"case-{options.seed}-{number}") for number in range(options.cases)]
    if not options.again:
        jars = [jar for pattern in JARS for jar in glob.glob(f"/usr/share/java/{pattern}.jar")]
        if not any("manifest-merger" in jar for jar in jars):
            sys.exit("libgradle-android-plugin-java is not installed")
        classpath = ":".join(jars)
        classes = os.path.join(directory, "classes")
        os.makedirs(classes, exist_ok=True)
        subprocess.run(["javac", "-nowarn", "-cp", classpath, "-d", classes, os.path.join(HERE, "Oracle.java")], check=True)
        lines = []
        for number, folder in enumerate(folders):
            shutil.rmtree(folder, ignore_errors=True)
            variant, modules = generate(random.Random(f"{options.seed}-{number}"), folder)
            lines += instructions(folder, modules)
        subprocess.run(["java", "-cp", f"{classes}:{classpath}", "Oracle"], input="\n".join(lines) + "\n",
                       text=True, check=True)
    subprocess.run(["cargo", "test", "--quiet", "--test", "main", "--", "--ignored", "--exact", "manifest::oracle"],
                   cwd=ROOT, env={**os.environ, "QINGDAN_ORACLE": directory}, check=True, stdout=subprocess.DEVNULL)
    explained = 0
    refused = sum(bool(glob.glob(os.path.join(folder, "*.error"))) for folder in folders)
    differing = 0
    for folder in folders:
        differences = compare(folder)
        if options.program:
            differences += shown(options.program, folder, our_outcome(folder)[1])
        with open(os.path.join(folder, "project.toml"), encoding="utf-8") as file:
            below = "Removals below." in file.readline()
        if differences and below:
            explained += 1
        elif differences:
            differing += 1
            print(folder, *differences, sep="\n    ")
    print(f"{len(folders)} cases, {refused} refused by the build, {explained} different because of removals below, "
          f"{differing} different without an explanation")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Compares the manifest merge with the one of the build tools.

    tests/oracle/manifest.py DIRECTORY [--cases N] [--seed N] [--again]

Needs Debian's `libgradle-android-plugin-java`, a JDK and this repository's test binary. Writes N random cases
below DIRECTORY in the form of `testdata/manifest`, merges each with both, and prints the cases that differ.

The merger is that of the build tools 25.2.2 (2016). What it does not know is kept out of the cases, or filled
in as today's plugin does before it merges: the package from `namespace`, and `uses-sdk` from the build files.
Differences that remain and are meant are listed in `src/project/manifest.rs`, and recognised here (`explained`).
"""

import argparse
import collections
import glob
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
                 "WRITE_CONTACTS", "READ_CALL_LOG", "READ_PHONE_STATE"]
] + ["${applicationId}.PUSH", "${key}.PUSH"]
CLASSES = [".Main", "Main", "com.sdk.Push", "com.example.lib0.Work", ".Work", "${applicationId}.Named"]
COMPONENTS = ["activity", "activity-alias", "service", "receiver", "provider"]


class Writer:
    """Writes random manifests; `chance` keeps faults that end a merge rare enough."""

    def __init__(self, rng, libraries):
        self.rng = rng
        self.libraries = libraries
        # What 25.2.2 does with a removal below the element that it meets is not what happens today, so most
        # cases have none.
        self.below = rng.random() < 0.1

    def chance(self, probability):
        return self.rng.random() < probability

    def manifest(self, role, package, top):
        """`top`: whether no manifest of its merge has a higher priority."""
        rng = self.rng
        self.removals = top or self.below
        a, t = rng.choice([("android", "tools"), ("android", "tools"), ("a", "t"), ("android", "x")])
        self.a, self.t = a, t
        head = f'<manifest xmlns:{a}="{ANDROID}"'
        head += f'{rng.choice([" ", chr(10)])}xmlns:{t}="http://schemas.android.com/tools"'
        if package:
            head += f' package="{package}"'
        lines = [head + ">"]
        if self.chance(0.15):
            sdk = "    <uses-sdk"
            if role == "app" and self.chance(0.7):
                sdk += f' {t}:overrideLibrary="{", ".join(rng.sample(self.libraries, min(2, len(self.libraries))))}"'
            lines.append(sdk + " />")
        if self.removals and self.chance(0.1):
            lines.append(f'    <uses-permission {t}:node="removeAll" />')
        for name in self.sample(PERMISSIONS, 5):
            line = self.element("    ", "uses-permission", name, self.permission_attributes())
            lines += [line, line] if self.chance(0.03) else [line]
        if self.removals and self.chance(0.05):
            lines.append(f'    <uses-permission {t}:node="removeAll" />')
        for name in self.sample(["com.example.app.P1", "com.example.app.P2"], 1):
            lines.append(self.element("    ", "permission", name, [(a, "protectionLevel", "signature")] * self.chance(0.5)))
        if self.chance(0.7):
            lines.append("    <application>")
            for name in self.sample(["KEY", "OTHER_KEY"], 2):
                lines.append(self.element("        ", "meta-data", name, [(a, "value", rng.choice(["1", "1", "2", "${key}"]))]))
            seen = set()
            for name in self.sample(CLASSES, 4):
                kind = rng.choice(COMPONENTS)
                if (kind, name.lstrip(".")) in seen:
                    continue
                seen.add((kind, name.lstrip(".")))
                lines += self.component(kind, name)
            lines.append("    </application>")
        lines.append("</manifest>")
        return "\n".join(lines) + "\n"

    def sample(self, pool, most):
        return self.rng.sample(pool, self.rng.randint(0, min(most, len(pool))))

    def permission_attributes(self):
        attributes = []
        if self.chance(0.3):
            attributes.append((self.a, "maxSdkVersion", self.rng.choice(["28", "28", "28", "30"])))
        if self.chance(0.1):
            attributes.append((self.a, "usesPermissionFlags", "neverForLocation"))
        return attributes

    def component(self, kind, name):
        attributes = []
        if kind == "activity-alias":
            attributes.append((self.a, "targetActivity", self.rng.choice([".Main", "Main"])))
        if self.chance(0.3):
            attributes.append((self.a, "permission", self.rng.choice(["p.One", "p.One", "p.Two"])))
        if self.chance(0.3):
            attributes.append((self.a, "exported", self.rng.choice(["true", "true", "false"])))
        children = []
        for key in self.sample(["KEY", "INNER"], 2):
            children.append(self.element("            ", "meta-data", key, [(self.a, "value", self.rng.choice(["1", "1", "2"]))]))
        if self.chance(0.4):
            action = self.rng.choice(["VIEW", "SEND"])
            children.append(f'            <intent-filter><action {self.a}:name="{action}" /></intent-filter>')
        return [self.element("        ", kind, name, attributes, bool(children))] + (
            children + [f"        </{kind}>"] if children else [])

    def element(self, indent, tag, name, attributes, opened=False):
        """One start tag, with instructions to the merge now and then."""
        rng, t = self.rng, self.t
        text = f'<{tag} {self.a}:name="{name}"'
        for prefix, key, value in attributes:
            text += f'{rng.choice([" ", " ", chr(10) + indent])}{prefix}:{key}="{value}"'
        written = {key for _, key, _ in attributes}
        if self.chance(0.2):
            node = rng.choice(["merge", "replace", "strict", "mergeOnlyAttributes"]
                              + ["remove", "remove", "remove", "removeAll"] * self.removals)
            if node != "removeAll" or self.chance(0.1):
                text += f' {t}:node="{node}"'
                if node == "remove" and self.libraries and self.chance(0.4):
                    text += f' {t}:selector="{rng.choice(self.libraries)}"'
        for key in ["maxSdkVersion", "permission", "exported", "value"]:
            # The merger stumbles over one name in two spellings, here and in another manifest.
            prefix = "android:"
            if key in written and self.chance(0.4):
                text += f' {t}:replace="{prefix}{key}"' if f"{t}:replace" not in text else ""
            elif key not in written and self.chance(0.04):
                text += f' {t}:remove="{prefix}{key}"' if f"{t}:remove" not in text else ""
        return indent + text + (">" if opened else " />")


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def generate(rng, directory):
    """A random case; returns what is needed to merge it with the build tools."""
    count = rng.choice([0, 1, 1, 2, 2, 3])
    packages = [f"com.example.lib{number}" for number in range(count)]
    writer = Writer(rng, packages)
    flavors = rng.choice([[], [], ["xiaomi"], ["xiaomi", "full"]])
    variant = "".join([*flavors[:1], *(flavor.title() for flavor in flavors[1:])]) 
    combined = variant
    variant = variant + "Release" if variant else "release"
    sets = ([variant] if flavors else []) + ["release"] + ([combined] if len(flavors) > 1 else []) + flavors
    # A library without a minimum is rare: it implies permissions for every app.
    versions = lambda: {key: value for key, value in [("min", rng.choice([21, 21, 21, 3, 14, None])),
                                                     ("target", rng.choice([None, None, 34, 3, 15]))] if value}
    modules = [{"path": ":app", "package": "com.example.app", "sets": sets, "min": 21, "target": rng.choice([34, 34, 34, 15, 3])}]
    modules[0]["key"] = "APP"
    for number, package in enumerate(packages):
        modules.append({"path": f":lib{number}", "package": package, "sets": ["release"], **versions()})
    if rng.random() < 0.3 and count:
        modules[1]["key"] = "LIB"
    project = f'variant = "{variant}"\n'
    for module in modules:
        role = module["path"][1:].rstrip("0123456789")
        config = [f"{key} = {module[key]}" for key in ("min", "target") if key in module]
        if "key" in module:
            config.append(f'placeholders = {{ key = "{module["key"]}" }}')
        in_gradle = rng.random() < 0.5
        project += f'\n[[module]]\npath = "{module["path"]}"\n'
        if in_gradle:
            project += f'namespace = "{module["package"]}"\n'
        project += f'default = {{ {", ".join(config)} }}\n'
        if role == "app":
            dependencies = ", ".join(f'":lib{number}"' for number in range(count))
            project += f"dependencies = [{dependencies}]\n"
            if flavors:
                project += 'dimensions = ["one", "two"]\n'
                entries = [f'{{ name = "{name}", dimension = "{dimension}" }}' for name, dimension in zip(flavors, ["one", "two"])]
                project += f'flavor = [{", ".join(entries)}]\n'
        folder = os.path.join(directory, module["path"][1:], "src")
        module["files"] = []
        for source_set in module["sets"]:
            if rng.random() < (0.4 if role == "app" else 0.2):
                path = os.path.join(folder, source_set, "AndroidManifest.xml")
                write(path, writer.manifest(role, None, role == "app" and not module["files"]))
                module["files"].append(path)
        module["main"] = os.path.join(folder, "main", "AndroidManifest.xml")
        top = role == "app" and not module["files"]
        write(module["main"], writer.manifest(role, None if in_gradle else module["package"], top))
    heading = "# Removals below.\n\n" if writer.below else ""
    write(os.path.join(directory, "project.toml"), heading + project)
    return modules


def filled(path, module):
    """The manifest as today's plugin gives it to the merger: with package and SDK versions, lines unchanged."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    android = re.search(r"xmlns:(\w+)=\"" + re.escape(ANDROID), text).group(1)
    if " package=" not in text:
        text = text.replace("<manifest ", f'<manifest package="{module["package"]}" ', 1)
    sdk = "".join(f' {android}:{name}SdkVersion="{module[name]}"' for name in ("min", "target") if name in module)
    if "<uses-sdk" in text:
        text = text.replace("<uses-sdk", "<uses-sdk" + sdk, 1)
    elif sdk:
        text = text.replace("</manifest>", f"<uses-sdk{sdk} /></manifest>")
    target = path.replace("/src/", "/filled/")
    write(target, text)
    return target


def instructions(directory, modules):
    """The lines for Oracle.java that merge one case, libraries first."""
    application, libraries = modules[0], modules[1:]
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
    local = lambda element: element.tag.split("}")[-1]
    for child in root:
        if local(child) == "uses-permission" and name(child):
            permissions[name(child)].add((name(child, "maxSdkVersion"), name(child, "usesPermissionFlags")))
        for component in child if local(child) == "application" else []:
            if local(component) == "meta-data":
                meta_data.add((None, name(component), name(component, "value")))
            elif local(component) in COMPONENTS:
                actions = {name(action) for action in component.iter("action")}
                components.add((local(component), name(component), name(component, "permission"),
                                name(component, "exported"), tuple(sorted(actions))))
                for inner in component.findall("meta-data"):
                    meta_data.add((name(component), name(inner), name(inner, "value")))
    lines = collections.defaultdict(lambda: collections.defaultdict(set))
    with open(os.path.join(directory, "real.xml.actions"), encoding="utf-8") as file:
        for record in file:
            key, action, path, line = record.rstrip("\n").split("\t")
            path = os.path.relpath(path, directory).replace("/filled/", "/src/")
            key = key.removeprefix("android:")
            if key.startswith("uses-permission#"):
                lines[key.split("#", 1)[1]][action].add(f"{path}:{line}")
    evidence = {}
    for permission in permissions:
        records = lines.get(permission, {})
        found = (records.get("ADDED", set()) | records.get("MERGED", set())) - records.get("REJECTED", set())
        evidence[permission] = found, records.get("IMPLIED", set())
    return (dict(permissions), components, meta_data, evidence), None


def our_outcome(directory):
    with open(os.path.join(directory, "found.toml"), "rb") as file:
        found = tomllib.load(file)
    permissions, evidence = {}, {}
    for one in found["permission"]:
        limit = str(one["max"]) if "max" in one else None
        permissions[one["name"]] = {(limit, "|".join(one.get("flags", [])) or None)}
        evidence[one["name"]] = set(one["lines"]), one.get("implied", False)
    exported = {True: "true", False: "false", None: None}
    components = {(one["kind"], one["name"], one.get("permission"), exported[one.get("exported")],
                   tuple(one.get("actions", []))) for one in found.get("component", [])}
    meta_data = {(one.get("component"), one["name"], one.get("value")) for one in found.get("meta_data", [])}
    return (permissions, components, meta_data, evidence), found["problems"]


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
    ours, problems = our_outcome(directory)
    # The merger loses its own books, or stumbles over `tools:remove` and `tools:replace` of one attribute in two
    # manifests, and stops without a word on the manifests.
    if error and re.search("No record for key|Multiple entries with same key", error):
        return []
    # Libraries from repositories are not known here, so any package may be one of theirs; and a placeholder
    # without a value is no value that could differ.
    if error and re.search(r"is not a valid library identifier|value=\(\$\{", error):
        return []
    # 25.2.2 keeps what a lower source set of a library asks for in the library's own manifest.
    if error and 'tagged with tools:node="strict"' in error and glob.glob(os.path.join(directory, "real-lib*.xml")):
        return []
    if error:
        return [] if problems else [f"the build refuses this: {error.strip()[:600]}"]
    if problems:
        return [f"problems that the build does not see: {problems}"]
    # What is implied in a manifest that calls the namespace otherwise goes into the report without its name, and
    # is not recognised as the same permission later.
    foreign_prefix = False
    for path in glob.glob(os.path.join(directory, "app/src/*/AndroidManifest.xml")):
        with open(path, encoding="utf-8") as file:
            foreign_prefix |= "xmlns:android=" not in file.read()
    differences = []
    for what, theirs, mine in zip(["permissions", "components", "meta-data"], real, ours):
        if isinstance(theirs, dict):
            # What it implies stands beside a declaration that came in with the same library; today it does not.
            theirs = {name: settled(values, mine.get(name), real[3][name][1] or foreign_prefix)
                      for name, values in theirs.items()}
        if theirs != mine:
            if isinstance(theirs, dict):
                theirs, mine = set((k, *sorted(v, key=str)) for k, v in theirs.items()), set((k, *v) for k, v in mine.items())
            differences.append(f"{what}: only theirs {sorted(theirs - mine, key=str)}, only ours {sorted(mine - theirs, key=str)}")
    # The report says nothing of elements that an overlay alone brings, and calls what an overlay replaces added.
    if len(glob.glob(os.path.join(directory, "app/filled/*"))) > 1:
        return differences
    for permission, (lines, implied) in real[3].items():
        mine = ours[3].get(permission)
        if mine is None or any("real-" in line for line in lines):
            continue
        if not lines and implied:
            if not mine[1] or not implied <= mine[0]:
                differences.append(f"{permission}: implied from {sorted(implied)}, ours {mine}")
        elif mine[1] or foreign_prefix:
            continue
        elif lines != mine[0] and "PUSH" not in permission:
            differences.append(f"{permission}: lines {sorted(lines)}, ours {sorted(mine[0])}")
    return differences


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
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
        rng = random.Random(options.seed)
        lines = []
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
            lines += instructions(folder, generate(rng, folder))
        subprocess.run(["java", "-cp", f"{classes}:{classpath}", "Oracle"], input="\n".join(lines) + "\n",
                       text=True, check=True)
    subprocess.run(["cargo", "test", "--quiet", "--test", "main", "--", "--ignored", "--exact", "manifest::oracle"],
                   cwd=ROOT, env={**os.environ, "QINGDAN_ORACLE": directory}, check=True, stdout=subprocess.DEVNULL)
    explained = 0
    refused = sum(bool(glob.glob(os.path.join(folder, "*.error"))) for folder in folders)
    differing = 0
    for folder in folders:
        differences = compare(folder)
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

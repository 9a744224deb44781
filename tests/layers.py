"""The one-way rule: a module includes only what its build file lets it.

python3 tests/layers.py [SOURCE_FOLDER] checks src/; --self-test checks this checker against made-up trees.

- `#include "module/..."` in src/NAME/ must name NAME itself or a module of the DEPENDS line of src/NAME/CMakeLists.txt,
  or one that such a module may include. app may include every module.
- A module is included only by its name from src/: no "../", no file without a folder.
- Headers of third-party libraries stand in .cpp files only, and only where the build file names the library; app links
  what it needs in its own words and is held to the first half alone.
"""
import os
import re
import sys
import tempfile

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
# Folder of an include -> how LIBRARIES names the library.
THIRD_PARTY = {"boost": "Boost::", "Eigen": "Eigen3::", "unicode": "ICU::", "CLI": "CLI11::", "yaml-cpp": "yaml-cpp",
               "coin": "PkgConfig::Clp", "cairo": "PkgConfig::Pango", "pango": "PkgConfig::Pango", "minizip": "PkgConfig::Minizip",
               "xlsxwriter.h": "PkgConfig::Xlsxwriter", "expat.h": "EXPAT::",
               "openssl": "OpenSSL::", "sodium.h": "PkgConfig::Sodium", "soci": "SOCI::",
               "spdlog": "spdlog::", "prometheus": "Prometheus::"}
TESTING = {"gtest", "gmock", "rapidcheck", "rapidcheck.h"}
FREE = "app"


def read_modules(src, faults):
    """NAME -> (modules of its DEPENDS, text of its LIBRARIES)."""
    modules = {}
    for name in sorted(os.listdir(src)):
        path = os.path.join(src, name, "CMakeLists.txt")
        if not os.path.isfile(path):
            if os.path.isdir(os.path.join(src, name)):
                faults.append(f"{os.path.join(src, name)}: no CMakeLists.txt")
            continue
        with open(path, encoding="utf-8") as file:
            text = re.sub(r"#[^\n]*", "", file.read())
        if name == FREE:
            modules[name] = (None, None)
            continue
        call = re.search(r"\btenon_module\s*\(([^)]*)\)", text)
        if not call:
            faults.append(f"{path}: no tenon_module(...)")
            continue
        words = call.group(1).split()
        if words[0] != name:
            faults.append(f"{path}: declares the module '{words[0]}', expected '{name}'")
        lists = {"": [], "DEPENDS": [], "LIBRARIES": []}
        key = ""
        for word in words[1:]:
            if word in lists:
                key = word
            else:
                lists[key].append(word)
        modules[name] = (lists["DEPENDS"], " ".join(lists["LIBRARIES"]))
    return modules


def closure(name, modules, path, faults):
    """All that `name` may include, itself too; reports modules that do not exist and cycles."""
    if name in path:
        faults.append("modules depend on each other: " + " -> ".join(path[path.index(name):] + [name]))
        return {name}
    reach = {name}
    for other in modules[name][0]:
        if other not in modules or other == FREE:
            faults.append(f"src/{name}/CMakeLists.txt: DEPENDS names '{other}', which is no module to build on")
            continue
        reach |= closure(other, modules, path + [name], faults)
    return reach


def check(root):
    src = os.path.join(root, "src")
    faults = []
    modules = read_modules(src, faults)
    allowed = {name: closure(name, modules, [], faults) for name in modules if name != FREE}
    includes = 0
    for folder, folders, files in os.walk(src):
        folders.sort()
        module = os.path.relpath(folder, src).split(os.sep)[0]
        for file_name in sorted(files):
            if not file_name.endswith((".h", ".cpp")) or module not in modules:
                continue
            path = os.path.join(folder, file_name)
            with open(path, encoding="utf-8") as file:
                for number, line in enumerate(file, 1):
                    match = INCLUDE.match(line)
                    if not match:
                        continue
                    includes += 1
                    what = judge(module, file_name, match.group(1), match.group(2), modules, allowed)
                    if what:
                        faults.append(f"{os.path.relpath(path, root)}:{number}: {what}")
    return sorted(set(faults)), len(modules), includes


def judge(module, file_name, quote, target, modules, allowed):
    """What is wrong with one include; None if nothing is."""
    first = target.split("/")[0]
    if first in THIRD_PARTY:
        if file_name.endswith(".h"):
            return f"<{target}>: headers of {first} belong in .cpp files"
        if module != FREE and THIRD_PARTY[first] not in modules[module][1]:
            return f"<{target}>: {module} does not link {THIRD_PARTY[first]}… (LIBRARIES in its CMakeLists.txt)"
        return None
    if first in TESTING:
        return None if file_name.endswith("_test.cpp") else f"<{target}>: only in tests"
    if quote == "<":
        return f"<{target}>: write includes of our own modules with quotes" if first in modules else None
    if "/" not in target or first == "..":
        return f'"{target}": name the file from src/ on, as in "{module}/…"'
    if first == "support":
        return f'"{target}": what is in tests/ is for tests' if not file_name.endswith("_test.cpp") else None
    if first not in modules:
        return f'"{target}": no module \'{first}\''
    if module != FREE and first not in allowed[module]:
        return f'"{target}": {module} may include only {", ".join(sorted(allowed[module]))}'
    return None


SOUND = {
    "src/base/CMakeLists.txt": "tenon_module(base LIBRARIES ICU::uc)\n",
    "src/base/text.h": '#include <string>\n',
    "src/base/text.cpp": '#include "base/text.h"\n#include <unicode/ucnv.h>\n',
    "src/model/CMakeLists.txt": "# plain records\ntenon_module(model\n  DEPENDS base)\n",
    "src/model/record.h": '#include "base/text.h"\n',
    "src/risk/CMakeLists.txt": "tenon_module(risk DEPENDS model LIBRARIES Eigen3::Eigen)\n",
    "src/risk/risk.cpp": '#include <Eigen/Dense>\n#include "base/text.h"\n#include "model/record.h"\n',
    "src/risk/risk_test.cpp": "#include <gtest/gtest.h>\n",
    "src/app/CMakeLists.txt": "add_executable(tenon main.cpp)\n",
    "src/app/main.cpp": '#include <CLI/CLI.hpp>\n#include "risk/risk.h"\n',
}
# What is changed, and a part of the fault it must give.
VIOLATIONS = [
    ({"src/model/record.h": '#include "risk/risk.h"\n'}, "src/model/record.h:1: \"risk/risk.h\": model may include only"),
    ({"src/base/text.h": '\n  #  include "model/record.h"\n'}, "src/base/text.h:2:"),
    ({"src/risk/risk.h": "#include <Eigen/Dense>\n"}, "belong in .cpp files"),
    ({"src/model/record.cpp": "#include <boost/json.hpp>\n"}, "model does not link Boost::"),
    ({"src/risk/risk.cpp": '#include "app/main.h"\n'}, "risk may include only"),
    ({"src/risk/risk.cpp": '#include "risk.h"\n'}, "name the file from src/ on"),
    ({"src/risk/risk.cpp": '#include "../base/text.h"\n'}, "name the file from src/ on"),
    ({"src/risk/risk.cpp": '#include "store/store.h"\n'}, "no module 'store'"),
    ({"src/risk/risk.cpp": "#include <base/text.h>\n"}, "with quotes"),
    ({"src/risk/risk.cpp": "#include <gtest/gtest.h>\n"}, "only in tests"),
    ({"src/base/CMakeLists.txt": "tenon_module(base DEPENDS risk LIBRARIES ICU::uc)\n"}, "depend on each other"),
    ({"src/model/CMakeLists.txt": "tenon_module(model DEPENDS bass)\n"}, "DEPENDS names 'bass'"),
    ({"src/app/app.h": "#include <CLI/CLI.hpp>\n"}, "belong in .cpp files"),
    ({"src/store/store.cpp": ""}, "no CMakeLists.txt"),
]


def self_test():
    failed = 0
    for changes, expected in [({}, None)] + VIOLATIONS:
        with tempfile.TemporaryDirectory() as root:
            for path, text in {**SOUND, **changes}.items():
                full = os.path.join(root, path)
                os.makedirs(os.path.dirname(full), exist_ok=True)
                with open(full, "w", encoding="utf-8") as file:
                    file.write(text)
            faults, _, _ = check(root)
        good = not faults if expected is None else any(expected in fault for fault in faults)
        if not good:
            failed += 1
            print(f"self-test: {changes or 'the sound tree'} gave {faults}, expected {expected}", file=sys.stderr)
    print(f"self-test: {1 + len(VIOLATIONS) - failed} of {1 + len(VIOLATIONS)} trees judged rightly")
    return 1 if failed else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    root = arguments[0] if arguments else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    faults, modules, includes = check(root)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"layers: {modules} modules, {includes} includes, {len(faults)} faults")
    # A check that finds nothing to check is broken.
    return 1 if faults or modules == 0 or includes == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Says which .cpp files of a module can be compiled as one: fewer, larger units, for builds from nothing.

python3 cmake/unity_groups.py SIZE INCLUDE_FOLDER ... -- FILE ... writes lines "GROUP FILE", GROUP counted from 0; a file
that must stay alone has no line. --self-test checks this script against made-up files.

In one unit the unnamed namespaces of its files are one namespace. Two files therefore stay apart if one of them keeps a
name to itself (in an unnamed namespace, by `using`, by an explicit specialization) that the other keeps too or gets from
a header of ours. A file with `using namespace`, with #define or with #undef stays alone. Names are read from the first
column, where clang-format puts all that stands in namespaces, so this is no parser: what it does not see ends as an error
of the compiler (redefinition, ambiguous), which another name mends, or NO_UNITY in the tenon_module of the folder.
"""
import os
import re
import sys
import tempfile

INCLUDE = re.compile(r'^#include "([^"]+)"', re.M)
# Calls of macros: TEST, RC_GTEST_PROP, INSTANTIATE_TEST_SUITE_P, ours.
MACRO = re.compile(r"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\(")
ALIAS = re.compile(r"^namespace\s+(\w+)\s*=\s*([\w:]+)")
TYPE = re.compile(r"^(?:struct|class|enum class|enum struct|enum|union)\s+(?:\[\[.*?\]\]\s*)?(\w+)")


def without_templates(text):
    """`std::map<int, A<B>> x` -> `std::map x`."""
    while True:
        shorter = re.sub(r"<[^<>]*>", "", text)
        if shorter == text:
            return text
        text = shorter


def statements(text):
    """(inside an unnamed namespace, first words of a declaration) of all that begins in the first column."""
    unnamed = 0
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if re.match(r"namespace\s*\{", line):
            unnamed += 1
        elif re.match(r"\}\s*// namespace$", line) and unnamed > 0:
            unnamed -= 1
        elif re.match(r"[A-Za-z_\[]", line):
            # A declaration may be broken before its name; a body or a semicolon ends what is of interest.
            words = line
            for following in lines[at + 1:at + 6]:
                if re.search(r"[{;=]", words) or not following.startswith((" ", "\t")) and words.endswith((")", ",")):
                    break
                if words.startswith("template") or not re.search(r"[(]", without_templates(words)):
                    words += " " + following.strip()
                else:
                    break
            yield unnamed > 0, words


def name_of(words):
    """The name that a declaration brings into its namespace, or None."""
    words = re.sub(r"//.*", "", words)
    words = re.sub(r"\[\[.*?\]\]\s*", "", words)
    if words.startswith("template"):
        special = re.match(r"template\s*<\s*>\s*(?:struct|class)\s+([^{:]*(?:::[^{:]+)*)", words)
        if special:
            return special.group(1).strip()
        words = re.sub(r"^template\s*", "", words)
        depth = 0
        for at, sign in enumerate(words):
            depth += (sign == "<") - (sign == ">")
            if depth == 0:
                words = words[at + 1:].strip()
                break
        words = re.sub(r"^requires\s+\S+\s+", "", words)
    kind = TYPE.match(words)
    if kind:
        return kind.group(1)
    alias = ALIAS.match(words)
    if alias:  # The same one twice is no fault.
        return f"{alias.group(1)} = {alias.group(2)}"
    alias = re.match(r"(?:using|namespace|concept)\s+(\w+)\s*[={]", words)
    if alias:
        return alias.group(1)
    imported = re.match(r"using\s+(?:typename\s+)?[\w:]*?(\w+);", words)
    if imported:
        return imported.group(1)
    if MACRO.match(words) or words.startswith(("namespace", "public", "private", "return", "static_assert", "extern")):
        return None
    found = re.match(r"[\w:\s&*]*?([\w:~]+)\s*(?:[(={;]|\[)", without_templates(words))
    if not found or "::" in found.group(1) or "operator" in words.split("(")[0]:
        return None
    return found.group(1)


class Sources:
    """The files of ours, each read once."""

    def __init__(self, folders):
        self.folders = folders
        self.texts = {}
        self.closed = {}

    def text(self, path):
        if path not in self.texts:
            with open(path, encoding="utf-8") as file:
                self.texts[path] = file.read()
        return self.texts[path]

    def headers(self, path):
        """All headers of ours that `path` includes, directly or not."""
        found = set()
        waiting = [path]
        while waiting:
            for name in INCLUDE.findall(self.text(waiting.pop())):
                for folder in self.folders:
                    header = os.path.join(folder, name)
                    if header not in found and os.path.isfile(header):
                        found.add(header)
                        waiting.append(header)
        return found

    def declared(self, header):
        if header not in self.closed:
            text = self.text(header)
            self.closed[header] = {name_of(words) for _, words in statements(text)} - {None}
            self.closed[header] |= set(re.findall(r"^namespace tenon::(?:\w+::)*(\w+) \{", text, re.M))
        return self.closed[header]

    def shared_names(self, path):
        return set().union(*(self.declared(header) for header in self.headers(path)))

    def own_names(self, path):
        own = set()
        for unnamed, words in statements(self.text(path)):
            if unnamed or words.startswith(("using", "static", "template")) or re.match(r"namespace\s+\w+\s*=", words):
                own.add(name_of(words))
        return own - {None}

    def used_names(self, path):
        """Names from other libraries that a header of ours could hide: GoogleTest's namespace."""
        means_theirs = re.search(r"(?<![:\w])testing::", self.text(path)) and "testing" not in self.shared_names(path)
        return {"testing"} if means_theirs else set()

    def stays_alone(self, path):
        return re.search(r"^(using namespace (?!std::\w*literals)|\s*#\s*(define|undef)\b)", self.text(path), re.M) is not None


class Unit:
    def __init__(self):
        self.members, self.own, self.used, self.shared = [], set(), set(), set()


def clash(some, others):
    """Whether a name stands for two things; an alias of the same namespace in both does not."""
    names = {name.split(" = ")[0] for name in some} & {name.split(" = ")[0] for name in others}
    return bool(names - {name.split(" = ")[0] for name in some & others if " = " in name})


def group(files, folders, size):
    """Lists of files; first fit in the order of the names, so that a new file moves few others."""
    sources = Sources(folders)
    groups = []
    for path in sorted(files):
        if sources.stays_alone(path):
            continue
        own, used, shared = sources.own_names(path), sources.used_names(path), sources.shared_names(path)
        for unit in groups:
            fits = len(unit.members) < size and not clash(own, unit.own)
            if fits and not clash(own | used, unit.shared) and not clash(unit.own | unit.used, shared):
                break
        else:
            unit = Unit()
            groups.append(unit)
        unit.members.append(path)
        unit.own |= own
        unit.used |= used
        unit.shared |= shared
    return [unit.members for unit in groups if len(unit.members) > 1]


def self_test():
    cases = [
        # What two files hold after their `namespace tenon {`, and whether they can be one unit.
        ("namespace {\nint one() {\n", "namespace {\nint two() {\n", True),
        ("namespace {\nint one() {\n", "namespace {\ndouble one(double x) {\n", False),
        ("namespace {\nconstexpr double kOne = 1;\n", "namespace {\nconstexpr int kOne = 1;\n", False),
        ("namespace {\nconst std::map<int, std::set<int>> made{{1, {}}};\n", "namespace {\nbool made(int x);\n", False),
        ("namespace {\nclass One {\n", "namespace {\nstruct One final : Base {\n", False),
        ("namespace {\ntemplate <class T, class U>\nT one(U x) {\n", "namespace {\nint one;\n", False),
        ("namespace {\nstd::vector<std::string>\n    one(int x) {\n", "namespace {\nint one[3];\n", False),
        ("template <>\nstruct Arbitrary<One> {\n", "template <>\nstruct Arbitrary<One> {\n", False),
        ("template <>\nstruct Arbitrary<One> {\n", "template <>\nstruct Arbitrary<Two> {\n", True),
        ("using a::One;\n", "namespace {\nint One = 1;\n", False),
        ("int One::one() {\n", "int Two::one() {\n", True),
        ("namespace {\nint one() {\n", "int shared_call() {\n  int one = 1;\n", True),
        ("using namespace process;\n", "int x();\n", False),
        ("namespace {\nnamespace json = boost::json;\n", "namespace {\nnamespace json = boost::json;\n", True),
        ("namespace {\nnamespace json = boost::json;\n", "namespace {\nnamespace json = other;\n", False),
        ("namespace {\nnamespace json = boost::json;\n", "namespace {\nint json(int x);\n", False),
        ("WITH_DATABASES(One);\n", "WITH_DATABASES(Two);\n", True),
        ("#define ONE 1\n", "int x();\n", False),
        # The header of all declares `from_header`, the header of the first but not of the second the namespace testing.
        ("namespace {\nint from_header(double x) {\n", "int x();\n", False),
        ('#include "testing.h"\n', "class One : public testing::Test {\n", False),
        ('#include "testing.h"\n', "class One : public ::testing::Test {\n", True),
        ("class One : public testing::Test {\n", "class Two : public testing::Test {\n", True),
    ]
    failures = 0
    for first, second, together in cases:
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("a.cpp", "b.cpp")]
            with open(os.path.join(folder, "all.h"), "w", encoding="utf-8") as file:
                file.write("namespace tenon {\nint from_header(int x);\n}  // namespace tenon\n")
            with open(os.path.join(folder, "testing.h"), "w", encoding="utf-8") as file:
                file.write("namespace tenon::testing {\n}  // namespace tenon::testing\n")
            for path, text in zip(paths, (first, second)):
                with open(path, "w", encoding="utf-8") as file:
                    file.write('#include "all.h"\nnamespace tenon {\n' + text)
            if (len(group(paths, [folder], 8)) == 1) != together:
                failures += 1
                print(f"expected {'one unit' if together else 'two units'}:\n{first}---\n{second}", file=sys.stderr)
            many = [os.path.join(folder, f"many{i}.cpp") for i in range(5)]
            for i, path in enumerate(many):
                with open(path, "w", encoding="utf-8") as file:
                    file.write(f"namespace {{\nint only_{i}() {{\n")
            if sorted(map(len, group(many, [folder], 3))) != [2, 3]:
                failures += 1
                print("expected five files in units of at most three", file=sys.stderr)
    return failures


def main(words):
    if words == ["--self-test"]:
        return 1 if self_test() else 0
    if len(words) < 3 or not words[0].isdigit() or "--" not in words:
        print(__doc__, file=sys.stderr)
        return 2
    cut = words.index("--")
    for number, members in enumerate(group(words[cut + 1:], words[1:cut], int(words[0]))):
        for path in members:
            print(number, path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

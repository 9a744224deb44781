#include "exchange/yaml_tree.h"

#include <gtest/gtest.h>

#include <string>

namespace tenon {
namespace {

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  text.resize(bytes);
  return text;
}

// The tree on one line: {key: value} [item] 'quoted' plain ~
std::string show(const YamlDocument& document, std::uint32_t index = 0) {
  const YamlNode& node = document.node(index);
  std::string text;
  switch (node.kind) {
    case YamlKind::kNull:
      return "~";
    case YamlKind::kScalar:
      return node.is_plain ? node.text : "'" + node.text + "'";
    case YamlKind::kSequence:
      for (const auto child : node.children) text += (text.empty() ? "" : ", ") + show(document, child);
      return "[" + text + "]";
    case YamlKind::kMapping:
      for (std::size_t i = 0; i < node.children.size(); i += 2) {
        text += (text.empty() ? "" : ", ") + show(document, node.children[i]) + ": " +
                show(document, node.children[i + 1]);
      }
      return "{" + text + "}";
  }
  return "?";
}

std::string parsed(std::string_view text) {
  FaultList faults;
  const auto document = parse_yaml("x.yaml", text, faults);
  EXPECT_EQ(faults.to_string(), "");
  return document ? show(*document) : "nothing";
}

// The only fault.
Fault refused(std::string_view text) {
  FaultList faults;
  const auto document = parse_yaml("x.yaml", text, faults);
  EXPECT_EQ(faults.error_count(), 1U) << faults.to_string();
  EXPECT_EQ(faults.warning_count(), 0U) << faults.to_string();
  return faults.errors().empty() ? Fault{} : faults.errors().front();
}

void expect_refused(std::string_view text, std::size_t line, std::size_t column, std::string_view part) {
  const Fault fault = refused(text);
  EXPECT_EQ(fault.file, "x.yaml");
  EXPECT_EQ(fault.line, line) << text.substr(0, 200) << "\n" << to_string(fault);
  EXPECT_EQ(fault.column, column) << text.substr(0, 200) << "\n" << to_string(fault);
  EXPECT_NE(fault.expected.find(part), std::string::npos) << to_string(fault);
}

TEST(YamlTree, ReadsWhatPeopleWrite) {
  EXPECT_EQ(parsed("a: 1\nb: [x, 'y', \"z\\n\"]\nc: {d: ~, e: }\n"),
            "{a: 1, b: [x, 'y', 'z\n'], c: {d: ~, e: ~}}");
  EXPECT_EQ(parsed("- |\n  two\n  lines\n- >\n  one\n  line\n"), "['two\nlines\n', 'one line\n']");
  EXPECT_EQ(parsed("# only\na: b # end\n...\n"), "{a: b}");
}

TEST(YamlTree, AcceptsEveryLineEndAndAMark) {
  EXPECT_EQ(parsed("\xEF\xBB\xBF"
                   "a: 1\r\nb: 2\rc: 3"),
            "{a: 1, b: 2, c: 3}");
}

TEST(YamlTree, ReadsEveryEscapeAsUtf8) {
  EXPECT_EQ(parsed(R"(["\_\N\L\P", "\u82cf\_\xe9", "\U0001F600\/\e"])"),
            "['\u00A0\u0085\u2028\u2029', '苏\u00A0é', '😀/\x1b']");
}

TEST(YamlTree, KeepsTwiceTheSameKey) {
  EXPECT_EQ(parsed("a: 1\na: 2\n"), "{a: 1, a: 2}");
}

TEST(YamlTree, PlacesCountCharactersNotBytes) {
  FaultList faults;
  const auto document = parse_yaml("x", "光刻胶: [苏州, 上海]\nb: 1\n", faults);
  ASSERT_TRUE(document);
  const YamlNode& list = document->node(document->root().children[1]);
  EXPECT_EQ(list.line, 1U);
  EXPECT_EQ(list.column, 6U);
  EXPECT_EQ(document->node(list.children[1]).column, 11U);
  EXPECT_EQ(document->node(document->root().children[2]).line, 2U);
}

TEST(YamlTree, AliasesBecomeCopies) {
  EXPECT_EQ(parsed("a: &x {k: [1, 2]}\nb: *x\nc: &y z\nd: [*x, *y]\n"),
            "{a: {k: [1, 2]}, b: {k: [1, 2]}, c: z, d: [{k: [1, 2]}, z]}");
  EXPECT_EQ(parsed("a: &x 1\nb: &x 2\nc: *x\n"), "{a: 1, b: 2, c: 2}");
}

TEST(YamlTree, RefusesSyntaxErrorsWithTheirPlace) {
  expect_refused("a: b: c\n", 1, 5, "a text with a colon needs quotes");
  expect_refused("a: 1\n\tb: 2\n", 2, 1, "a tab in the indentation");
  expect_refused("a:\n\tb: 2\n", 2, 3, "a tab in the indentation");
  expect_refused("a:\n  b: 1\n c: 2\n", 3, 2, "not indented like the keys above");
  expect_refused("k: 1\na: {zh: 苏州, en: Suzhou\nb: 1", 2, 4, "{ is not closed");
  expect_refused("a:\n  - [1, 2\n", 2, 5, "[ is not closed");
  expect_refused("a: \"abc\nd", 2, 2, "ends inside a text in quotes");
  expect_refused("a: 1\nb: %3\n", 2, 4, "put it into quotes");
  expect_refused("a: *x\n", 1, 4, "alias names nothing");
}

TEST(YamlTree, KeepsWhatStandsBeforeASyntaxError) {
  FaultList faults;
  const auto document = parse_yaml("x", "a: 1\nb: {c: 2}\nd: e: f\n", faults);
  ASSERT_TRUE(document);
  EXPECT_EQ(faults.error_count(), 1U);
  EXPECT_TRUE(document->root().is_cut);
  EXPECT_EQ(show(*document), "{a: 1, b: {c: 2}, d: e}");
  EXPECT_FALSE(document->node(document->root().children[3]).is_cut);
}

TEST(YamlTree, RefusesASecondDocument) {
  expect_refused("a: 1\n---\nb: 2\n", 2, 1, "a second document");
  expect_refused("- a\nb: 1\n", 2, 1, "a second document");
  EXPECT_EQ(parsed("---\na: 1\n...\n"), "{a: 1}");
}

TEST(YamlTree, RefusesTags) {
  expect_refused("a: 1\nb: !!str 2\n", 2, 4, "tags are not read");
  expect_refused("b: !thing\n  a: 1\n", 1, 4, "tags are not read");
}

TEST(YamlTree, RefusesControlCharactersAndOtherBytes) {
  // The parser would take 4 for the end of the file.
  expect_refused("a: 1\nb苏: \x04x\nc: 3\n", 2, 5, "a control character");
  expect_refused(std::string_view("a: \0b", 5), 1, 4, "a control character");
  expect_refused("a: \xC3(", 1, 0, "not UTF-8");
  expect_refused(std::string_view("\xFF\xFE"
                                  "a\0",
                                  4),
                 0, 0, "UTF-16");
}

TEST(YamlTree, ReadsGb18030WithAWarning) {
  FaultList faults;
  const auto document = parse_yaml("x", "a: \xCB\xD5\xD6\xDD\n", faults);
  ASSERT_TRUE(document);
  EXPECT_EQ(show(*document), "{a: 苏州}");
  EXPECT_EQ(faults.warning_count(), 1U);
  EXPECT_FALSE(faults.has_errors());
}

TEST(YamlTree, RefusesNothing) {
  for (const std::string_view text : {"", "\n\n", "# words\n", "%YAML 1.2\n"}) {
    expect_refused(text, 0, 0, "the file is empty");
  }
}

TEST(YamlTree, RefusesWhatIsTooMuch) {
  expect_refused(repeated("a", kMaxYamlBytes + 1), 0, 0, "at most 1048576 are read");
  expect_refused(repeated("[", kMaxYamlDepth + 1) + repeated("]", kMaxYamlDepth + 1), 1, kMaxYamlDepth + 1,
                 "more than 24 deep");
  expect_refused("a: &a [[[[[[[[[[[[x]]]]]]]]]]]]\nb: [[[[[[[[[[[[*a]]]]]]]]]]]]\n", 2, 16,
                 "more than 24 deep");
  EXPECT_EQ(parsed(repeated("[", kMaxYamlDepth) + repeated("]", kMaxYamlDepth)),
            repeated("[", kMaxYamlDepth) + repeated("]", kMaxYamlDepth));
  expect_refused("a: &a [" + repeated("~,", 2000) + "]\nb: [" + repeated("*a,", 1800) + "]\n", 2, 1499,
                 "more than 500000 values");
}

TEST(YamlTree, RefusesAliasBombs) {
  std::string laughs = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 30; ++i) {
    const std::string n = std::to_string(i);
    const std::string before = "*a" + std::to_string(i - 1);
    laughs += "a" + n + ": &a" + n + " [" + before + ", " + before + "]\n";
  }
  FaultList faults;
  EXPECT_TRUE(parse_yaml("x", laughs, faults));
  EXPECT_EQ(faults.error_count(), 1U);

  // Few nodes, much text.
  expect_refused("a: &a " + repeated("x", 100'000) + "\nb: [" + repeated("*a, ", 80) + "]\n", 2, 45,
                 "bytes of text");
  expect_refused("a: &a [1, *a]\n", 1, 11, "inside what it names");
  expect_refused("a: &a {b: {c: *a}}\n", 1, 15, "inside what it names");
}

TEST(YamlTree, TakesHostileFilesInLinearTime) {
  for (const std::string_view piece :
       {"{", "- ",  "? ",    "a: ", "x ", "#\n",   "\n", "&a ", "!a ", " ",      "\"",
        "'", "|\n", "- a\n", "[\"", ",",  "a: b,", "-",  ":",   "*a",  "%a b\n", "x\n "}) {
    FaultList faults;
    (void)parse_yaml("x", repeated(piece, 1U << 14U), faults);
  }
}

}  // namespace
}  // namespace tenon

#include "exchange/yaml_tree.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "exchange/text_file.h"

namespace tenon {
namespace {

// Only '\n' ends lines, as the parser counts them.
std::string with_plain_line_ends(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      plain += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      plain += '\n';
    }
  }
  return plain;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n') || byte == 0x7F;
}

// The parser turns the escapes \N and \_ into single bytes, 85 and A0, where UTF-8 has two. O(bytes).
std::string with_whole_characters(std::string_view text) {
  std::string whole;
  for (std::size_t valid = find_invalid_utf8(text); valid < text.size(); valid = find_invalid_utf8(text)) {
    whole += text.substr(0, valid);
    whole += '\xC2';
    whole += text[valid];
    text.remove_prefix(valid + 1);
  }
  whole += text;
  return is_valid_utf8(whole) ? whole : "?";
}

struct Place {
  std::size_t line = 0;
  std::size_t column = 0;
};

// Lines and columns in characters, 1-based, from lines and columns in bytes, 0-based. 4 bytes a byte of text.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text) : text_(text) {
    starts_.push_back(0);
    characters_before_.reserve(text.size() + 1);
    std::uint32_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      characters_before_.push_back(characters);
      if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) ++characters;
      if (text[i] == '\n') starts_.push_back(i + 1);
    }
    characters_before_.push_back(characters);
  }

  [[nodiscard]] std::string_view line(std::size_t index) const {
    if (index >= starts_.size()) return {};
    const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] - 1 : text_.size();
    return text_.substr(starts_[index], end - starts_[index]);
  }

  [[nodiscard]] Place place(std::size_t line, std::size_t column) const {
    line = std::min(line, starts_.size() - 1);
    const std::size_t offset = std::min(starts_[line] + column, text_.size());
    return {line + 1, characters_before_[offset] - characters_before_[starts_[line]] + std::size_t{1}};
  }

  [[nodiscard]] Place place(const YAML::Mark& mark) const {
    return place(static_cast<std::size_t>(std::max(mark.line, 0)),
                 static_cast<std::size_t>(std::max(mark.column, 0)));
  }

  [[nodiscard]] Place place_of_offset(std::size_t offset) const {
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
    const auto line = static_cast<std::size_t>(after - starts_.begin()) - 1;
    return place(line, offset - starts_[line]);
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
  std::vector<std::uint32_t> characters_before_;
};

// Ends the parse from inside a handler; caught in parse_yaml().
struct Refusal {
  Place place;
  std::string text;
};

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string file, const LineIndex& lines, FaultList& faults)
      : file_(std::move(file)), lines_(lines), faults_(faults) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (has_document_) {
      throw Refusal{lines_.place(mark),
                    "a second document begins here; expected one, all of it at the same indentation"};
    }
    has_document_ = true;
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    name(add(YamlKind::kNull, mark), anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const std::uint32_t index = add(YamlKind::kScalar, mark);
    check_tag(tag, index);
    document_.nodes[index].text = with_whole_characters(value);
    document_.nodes[index].is_plain = tag == "?";
    name(index, anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    begin(YamlKind::kSequence, mark, tag, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    begin(YamlKind::kMapping, mark, tag, anchor);
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapEnd() override { open_.pop_back(); }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto named = named_.find(anchor);
    if (named == named_.end()) throw Refusal{lines_.place(mark), "the alias names nothing"};
    if (std::find(open_.begin(), open_.end(), named->second) != open_.end()) {
      throw Refusal{lines_.place(mark), "the alias stands inside what it names"};
    }
    copy(named->second, open_.size() + 1, mark);
  }

  // What the error lies in: where it is cut, a key may lack its value.
  void cut() {
    for (const std::uint32_t index : open_) {
      YamlNode& node = document_.nodes[index];
      node.is_cut = true;
      if (node.kind == YamlKind::kMapping && node.children.size() % 2 == 1) node.children.pop_back();
    }
  }

  [[nodiscard]] std::optional<Place> innermost_open() const {
    if (open_.empty()) return std::nullopt;
    const YamlNode& node = document_.nodes[open_.back()];
    return Place{node.line, node.column};
  }

  YamlDocument take() { return std::move(document_); }

 private:
  std::uint32_t add(YamlKind kind, const YAML::Mark& mark) {
    const auto index = static_cast<std::uint32_t>(document_.nodes.size());
    const Place place = lines_.place(mark);
    if (index >= kMaxYamlNodes) {
      throw Refusal{place, "the file holds more than " + std::to_string(kMaxYamlNodes) +
                               " values, those that aliases repeat counted"};
    }
    if (!open_.empty()) document_.nodes[open_.back()].children.push_back(index);
    YamlNode node;
    node.kind = kind;
    node.line = place.line;
    node.column = place.column;
    document_.nodes.push_back(std::move(node));
    return index;
  }

  void begin(YamlKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    const std::uint32_t index = add(kind, mark);
    check_tag(tag, index);
    check_depth(open_.size() + 1, mark);
    name(index, anchor);
    open_.push_back(index);
  }

  void check_depth(std::size_t depth, const YAML::Mark& mark) const {
    if (depth > kMaxYamlDepth) {
      throw Refusal{lines_.place(mark),
                    "values lie in each other more than " + std::to_string(kMaxYamlDepth) + " deep"};
    }
  }

  void check_tag(const std::string& tag, std::uint32_t index) {
    if (tag == "?" || tag == "!" || tag.empty()) return;
    const YamlNode& node = document_.nodes[index];
    faults_.add(
        {Severity::kError, file_, node.line, node.column, "", tag, "tags are not read; leave it out"});
  }

  void name(std::uint32_t index, YAML::anchor_t anchor) {
    if (anchor != 0) named_[anchor] = index;
  }

  // Nodes are reached through their index, because `nodes` grows.
  void copy(std::uint32_t original, std::size_t depth, const YAML::Mark& mark) {
    const std::uint32_t index = add(document_.nodes[original].kind, mark);
    copied_bytes_ += document_.nodes[original].text.size();
    if (copied_bytes_ > kMaxYamlBytes) {
      throw Refusal{lines_.place(mark),
                    "aliases repeat more than " + std::to_string(kMaxYamlBytes) + " bytes of text"};
    }
    const std::vector<std::uint32_t> children = document_.nodes[original].children;
    document_.nodes[index] = document_.nodes[original];
    document_.nodes[index].children.clear();
    if (children.empty()) return;
    check_depth(depth, mark);
    open_.push_back(index);
    for (const std::uint32_t child : children) copy(child, depth + 1, mark);
    open_.pop_back();
  }

  std::string file_;
  const LineIndex& lines_;
  FaultList& faults_;
  YamlDocument document_;
  std::vector<std::uint32_t> open_;
  std::unordered_map<YAML::anchor_t, std::uint32_t> named_;
  std::size_t copied_bytes_ = 0;
  bool has_document_ = false;
};

struct Hint {
  std::string_view message;  // of the parser
  std::string_view text;
};

constexpr std::string_view kTabHint = "a tab in the indentation; indent with spaces";

// What the parser's commonest messages mean to the writer of a file.
const std::vector<Hint>& hints() {
  static const std::vector<Hint> hints = {
      {YAML::ErrorMsg::TAB_IN_INDENTATION, kTabHint},
      {YAML::ErrorMsg::MAP_VALUE, "a value cannot begin here; a text with a colon needs quotes"},
      {YAML::ErrorMsg::END_OF_MAP, "this line is not indented like the keys above it"},
      {YAML::ErrorMsg::END_OF_SEQ, "this line is not indented like the items above it"},
      {YAML::ErrorMsg::END_OF_MAP_FLOW, "the mapping that begins here with { is not closed"},
      {YAML::ErrorMsg::END_OF_SEQ_FLOW, "the list that begins here with [ is not closed"},
      {YAML::ErrorMsg::EOF_IN_SCALAR, "the file ends inside a text in quotes"},
      {YAML::ErrorMsg::UNKNOWN_TOKEN, "a text cannot begin with this character; put it into quotes"},
      {YAML::ErrorMsg::UNKNOWN_ANCHOR, "the alias names nothing"},
  };
  return hints;
}

Refusal explain(const YAML::ParserException& error, const LineIndex& lines, const TreeBuilder& builder) {
  Place place = lines.place(error.mark);
  const std::size_t line = static_cast<std::size_t>(std::max(error.mark.line, 0));
  const std::string_view text = lines.line(line);
  const std::string_view indentation = text.substr(0, text.find_first_not_of(" \t"));
  std::string message = error.msg;
  for (const Hint& hint : hints()) {
    if (error.msg == hint.message) message = hint.text;
  }
  const bool is_not_closed =
      error.msg == YAML::ErrorMsg::END_OF_MAP_FLOW || error.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW;
  if (is_not_closed && builder.innermost_open()) place = *builder.innermost_open();
  if (!is_not_closed && indentation.find('\t') != std::string_view::npos) message = kTabHint;
  return {place, "not YAML: " + message};
}

// The first control character; YAML forbids them, and the parser would take one of them for the end.
bool has_control_characters(const std::string& file, std::string_view text, const LineIndex& lines,
                            FaultList& faults) {
  const auto found = std::find_if(text.begin(), text.end(), is_control);
  if (found == text.end()) return false;
  const Place place = lines.place_of_offset(static_cast<std::size_t>(found - text.begin()));
  faults.add({Severity::kError, file, place.line, place.column, "", std::string(1, *found),
              "a control character; expected text"});
  return true;
}

}  // namespace

std::optional<YamlDocument> parse_yaml(const std::string& file, std::string_view bytes, FaultList& faults) {
  const auto refuse = [&](Place place, std::string expected) {
    faults.add({Severity::kError, file, place.line, place.column, "", "", std::move(expected)});
  };
  if (bytes.size() > kMaxYamlBytes) {
    refuse({}, "the file has " + std::to_string(bytes.size()) + " bytes; at most " +
                   std::to_string(kMaxYamlBytes) + " are read");
    return std::nullopt;
  }
  const auto decoded = decode_text(file, bytes, faults);
  if (!decoded) return std::nullopt;
  const std::string text = with_plain_line_ends(decoded->text());
  const LineIndex lines(text);
  if (has_control_characters(file, text, lines, faults)) return std::nullopt;

  TreeBuilder builder(file, lines, faults);
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Refusal& refusal) {
    refuse(refusal.place, refusal.text);
    builder.cut();
  } catch (const YAML::ParserException& error) {
    const Refusal refusal = explain(error, lines, builder);
    refuse(refusal.place, refusal.text);
    builder.cut();
  }
  YamlDocument document = builder.take();
  if (document.nodes.empty()) {
    if (!faults.has_errors()) refuse({}, "the file is empty; expected keys with values");
    return std::nullopt;
  }
  return document;
}

}  // namespace tenon

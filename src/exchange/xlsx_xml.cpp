#include "exchange/xlsx_xml.h"

#include <expat.h>

#include <cstring>
#include <exception>
#include <new>
#include <span>
#include <utility>

namespace tenon {
namespace {

constexpr int kChunkBytes = 1 << 16;

std::string_view without_prefix(const char* name) {
  const char* colon = std::strchr(name, ':');
  return colon == nullptr ? name : colon + 1;
}

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

}  // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (without_prefix(pair[0]) == name) return pair[1];
  }
  return std::nullopt;
}

struct XmlReader::State {
  State(PackagePartStream part, XmlHandler& target, const XlsxLimits& limits_of_file)
      : stream(std::move(part)), handler(target), limits(limits_of_file), parser(XML_ParserCreate(nullptr)) {
    if (!parser) throw std::bad_alloc();
  }

  PackagePartStream stream;
  XmlHandler& handler;
  XlsxLimits limits;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> parser;
  std::exception_ptr exception;
  std::string fault;
  std::size_t depth = 0;
  std::size_t quiet_bytes = 0;  // read since the last tag or text
  bool is_paused = false;
  bool is_last = false;  // the last piece of the part is with the parser
  bool is_over = false;

  void stop(std::string why) {
    if (fault.empty()) fault = std::move(why);
    XML_StopParser(parser.get(), XML_FALSE);
  }

  // No exception may pass through the parser, which is C.
  template <class Action>
  void guard(Action action) {
    quiet_bytes = 0;
    if (exception || !fault.empty()) return;
    try {
      action();
    } catch (...) {
      exception = std::current_exception();
      XML_StopParser(parser.get(), XML_FALSE);
    }
  }

  XmlStep refuse(std::string why) {
    if (fault.empty()) fault = std::move(why);
    is_over = true;
    return XmlStep::kFault;
  }

  // After the parser has returned.
  std::optional<XmlStep> judge(XML_Status status) {
    if (exception) {
      is_over = true;
      std::rethrow_exception(exception);
    }
    if (status == XML_STATUS_SUSPENDED) {
      is_paused = true;
      return XmlStep::kPaused;
    }
    if (status == XML_STATUS_ERROR) {
      return refuse("not well-formed XML at line " + std::to_string(XML_GetCurrentLineNumber(parser.get())) +
                    ": " + XML_ErrorString(XML_GetErrorCode(parser.get())));
    }
    if (is_last) {
      is_over = true;
      return XmlStep::kEnd;
    }
    return std::nullopt;
  }
};

namespace {

XmlReader::State& state_of(void* data) {
  return *static_cast<XmlReader::State*>(data);
}

void on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
  XmlReader::State& state = state_of(data);
  state.guard([&] {
    if (++state.depth > state.limits.xml_depth) {
      state.stop("XML nested deeper than " + std::to_string(state.limits.xml_depth) + " tags");
      return;
    }
    state.handler.start(without_prefix(name), XmlAttributes(attributes));
  });
}

void on_end(void* data, const XML_Char* /*name*/) {
  XmlReader::State& state = state_of(data);
  state.guard([&] {
    --state.depth;
    if (state.handler.end()) XML_StopParser(state.parser.get(), XML_TRUE);
  });
}

void on_text(void* data, const XML_Char* text, int size) {
  XmlReader::State& state = state_of(data);
  state.guard([&] { state.handler.text({text, static_cast<std::size_t>(size)}); });
}

void on_doctype(void* data, const XML_Char* /*name*/, const XML_Char* /*system*/, const XML_Char* /*pub*/,
                int /*has_internal_subset*/) {
  XmlReader::State& state = state_of(data);
  state.guard([&] { state.stop("a document type declaration, which no workbook has"); });
}

}  // namespace

XmlReader::XmlReader(PackagePartStream stream, XmlHandler& handler, const XlsxLimits& limits)
    : state_(std::make_unique<State>(std::move(stream), handler, limits)) {
  XML_SetUserData(state_->parser.get(), state_.get());
  XML_SetElementHandler(state_->parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(state_->parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(state_->parser.get(), on_doctype);
}

XmlReader::~XmlReader() = default;

XmlStep XmlReader::advance() {
  State& state = *state_;
  if (state.is_over) return state.fault.empty() ? XmlStep::kEnd : XmlStep::kFault;
  XML_Parser parser = state.parser.get();
  if (std::exchange(state.is_paused, false)) {
    if (const auto step = state.judge(XML_ResumeParser(parser))) return *step;
  }
  while (true) {
    if (state.quiet_bytes > state.limits.xml_token_bytes) return state.refuse("XML with an endless tag");
    void* buffer = XML_GetBuffer(parser, kChunkBytes);
    if (buffer == nullptr) throw std::bad_alloc();
    const auto count = state.stream.read({static_cast<char*>(buffer), std::size_t{kChunkBytes}});
    if (!count) return state.refuse(count.error().message);
    state.is_last = *count < std::size_t{kChunkBytes};
    state.quiet_bytes += *count;
    const auto status = XML_ParseBuffer(parser, static_cast<int>(*count), state.is_last ? 1 : 0);
    if (const auto step = state.judge(status)) return *step;
  }
}

const std::string& XmlReader::fault() const {
  return state_->fault;
}

}  // namespace tenon

// XML read as a stream of tags and text. Document type declarations are refused, and with them entities of
// the file's own. Memory: one tag.
//
// Names come without namespace prefix: programs choose prefixes freely, and the two namespaces of each
// vocabulary (transitional and strict) use the same names.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "exchange/xlsx_limits.h"
#include "exchange/xlsx_package.h"

namespace tenon {

// Of one tag; valid while it is handled.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;

 private:
  const char** pairs_;  // name, value, name, value, ..., nullptr
};

class XmlHandler {
 public:
  XmlHandler() = default;
  XmlHandler(const XmlHandler&) = delete;
  XmlHandler& operator=(const XmlHandler&) = delete;
  virtual ~XmlHandler() = default;

  virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
  // True: XmlReader::advance() is to return now.
  virtual bool end() = 0;
  // One text may come in several pieces.
  virtual void text(std::string_view text) = 0;
};

enum class XmlStep {
  kPaused,  // end() said so
  kEnd,
  kFault,  // fault() says what
};

// Reads one part of a package to a handler. Exceptions of the handler come out of advance().
class XmlReader {
 public:
  XmlReader(PackagePartStream stream, XmlHandler& handler, const XlsxLimits& limits);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  // Goes on to the next pause or the end.
  XmlStep advance();
  [[nodiscard]] const std::string& fault() const;

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace tenon

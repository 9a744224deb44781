#include "report/html_template.h"

#include "report/html_escape.h"

namespace tenon {

std::string html_words(std::string_view zh, std::string_view en) {
  if (zh == en) return html_escape(zh);
  return "<span class=\"zh\" lang=\"zh\">" + html_escape(zh) + "</span><span class=\"en\" lang=\"en\">" +
         html_escape(en) + "</span>";
}

std::string html_words(const Bilingual& text) {
  return html_words(text.zh, text.en);
}

std::string fill_template(std::string_view text, const std::function<std::string(std::string_view)>& value) {
  std::string out;
  for (;;) {
    const std::size_t begin = text.find("{{");
    const std::size_t end = begin == std::string_view::npos ? begin : text.find("}}", begin);
    if (end == std::string_view::npos) return out.append(text);
    out.append(text.substr(0, begin));
    const std::string_view name = text.substr(begin + 2, end - begin - 2);
    const std::size_t bar = name.find('|');
    if (!name.starts_with("t:")) {
      out.append(value(name));
    } else if (bar == std::string_view::npos) {
      out.append(html_escape(name.substr(2)));
    } else {
      out.append(html_words(name.substr(2, bar - 2), name.substr(bar + 1)));
    }
    text.remove_prefix(end + 2);
  }
}

}  // namespace tenon

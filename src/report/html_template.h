// The markup that pages share: templates with placeholders, and texts in two languages of which a style rule
// shows one.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "report/bilingual.h"

namespace tenon {

// The two languages of one text as escaped elements; the bare text where they are equal.
std::string html_words(std::string_view zh, std::string_view en);
std::string html_words(const Bilingual& text);

// Replaces every {{name}} of `text`: "t:中文|English" by both languages, everything else by what `value`
// gives for the name. Values are not looked into again.
std::string fill_template(std::string_view text, const std::function<std::string(std::string_view)>& value);

}  // namespace tenon

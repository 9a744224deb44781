// In which language names stand in tables for terminals.
#pragma once

namespace tenon {

enum class NameLanguage { kChinese, kEnglish, kBoth };

}  // namespace tenon

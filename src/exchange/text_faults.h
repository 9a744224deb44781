// What can be wrong with a text file and its CSV records, before their cells are looked at.
#pragma once

#include "exchange/fault_kind.h"

namespace tenon::fault_kinds {

inline constexpr FaultKind kWrongUnicode{"shape.unicode",
                                         "the file is {1}; expected UTF-8: save it as UTF-8 or GB18030",
                                         "文件是 {1} 编码；请另存为 UTF-8 或 GB18030"};
inline constexpr FaultKind kTooLargeToConvert{
    "shape.encoding_large",
    "the byte at offset {1} is not UTF-8, and the file is too large to try GB18030 (limit 256 MiB)",
    "第 {1} 字节不是 UTF-8，文件又太大（超过 256 MiB），不能按 GB18030 试读"};
inline constexpr FaultKind kUnknownEncoding{
    "shape.encoding", "the byte at offset {1} is not UTF-8, and the file is not GB18030 either",
    "第 {1} 字节不是 UTF-8，文件也不是 GB18030"};
inline constexpr FaultKind kDamagedUtf8{
    "shape.damaged", "the byte at offset {1} is not UTF-8: the file is UTF-8 with damaged characters",
    "第 {1} 字节不是 UTF-8：文件是 UTF-8，但有损坏的字符"};
inline constexpr FaultKind kReadAsGb18030{"shape.gb18030", "the file is not UTF-8; read as GB18030",
                                          "文件不是 UTF-8，已按 GB18030 读取"};

inline constexpr FaultKind kFieldCount{"shape.fields", "expected {1} fields as in the header, found {2}",
                                       "应与表头同为 {1} 列，实为 {2} 列"};
inline constexpr FaultKind kLongField{"shape.long_field",
                                      "the field is longer than {1} bytes; is a quote or line end missing?",
                                      "一格超过 {1} 字节；是否少了引号或换行？"};
inline constexpr FaultKind kLongQuotedField{
    "shape.long_quoted_field", "the quoted field is longer than {1} bytes; is a quote or line end missing?",
    "带引号的一格超过 {1} 字节；是否少了引号或换行？"};
inline constexpr FaultKind kLongRecord{"shape.long_record",
                                       "the record is longer than {1} bytes; is a quote or line end missing?",
                                       "一行超过 {1} 字节；是否少了引号或换行？"};
inline constexpr FaultKind kOpenQuote{"shape.open_quote", "the quote that opens here is never closed",
                                      "这里开始的引号没有结束"};
inline constexpr FaultKind kAfterQuote{
    "shape.after_quote",
    "expected a comma or the end of the record after the closing quote (a quote inside a quoted field is "
    "doubled)",
    "结束引号之后应是逗号或行尾（引号内的引号要写两个）"};
inline constexpr FaultKind kTooManyFields{"shape.too_many_fields", "the record has more than {1} fields",
                                          "这一行超过 {1} 列"};
inline constexpr FaultKind kNulByte{"shape.nul_byte", "a NUL byte: this is not a text file, or it is damaged",
                                    "有空字节：不是文本文件，或已损坏"};

inline constexpr FaultKind kTextFaults[] = {
    kWrongUnicode, kTooLargeToConvert, kUnknownEncoding, kDamagedUtf8, kReadAsGb18030,
    kFieldCount,   kLongField,         kLongQuotedField, kLongRecord,  kOpenQuote,
    kAfterQuote,   kTooManyFields,     kNulByte};

}  // namespace tenon::fault_kinds

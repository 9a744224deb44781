// Everything that can be wrong with the files of a dataset, beyond what text_faults.h has. The first part of
// a code is what people sort faults by.
#pragma once

#include "exchange/fault_kind.h"

namespace tenon::fault_kinds {

// How a number must not be written: {1} of the kinds of numbers.
struct FaultHint {
  std::string_view en;
  std::string_view zh;
};
inline constexpr FaultHint kNoThousands{", written without thousands separators", "，不写千位分隔符"};
inline constexpr FaultHint kNoPercentSign{", written without the % sign", "，不写 % 号"};
inline constexpr FaultHint kFinite{", finite", "，且有限"};
inline constexpr FaultHint kNoUnits{", written without blanks and units", "，不写空格和单位"};

inline constexpr FaultKind kFileMissing{"shape.file_missing", "the file is missing; a dataset must have it",
                                        "缺少这个文件；数据集必须有它"};
inline constexpr FaultKind kFileEmpty{"shape.file_empty", "the file is empty; expected a header: {1}",
                                      "文件是空的；应有表头：{1}"};
inline constexpr FaultKind kFileTooLarge{"shape.file_large", "the file has {1} bytes; at most {2} are read",
                                         "文件有 {1} 字节；最多读 {2} 字节"};
inline constexpr FaultKind kNoRows{"shape.no_rows", "the file has a header and no rows",
                                   "文件只有表头，没有数据行"};
inline constexpr FaultKind kTooManyFaultyRows{"shape.many_faults",
                                              "more than {1} faulty rows; the rest was not read",
                                              "有错的行超过 {1} 行；其余没有读"};
inline constexpr FaultKind kMisnamedFile{"shape.file_name", "not a file of a dataset, left out",
                                         "不是数据集的文件，未采用"};
inline constexpr FaultKind kOtherHeader{"columns.header", "expected the header {1}; found \"{2}\"",
                                        "表头应为 {1}；实为“{2}”"};
inline constexpr FaultKind kOtherSeparator{
    "columns.separator", "expected the header {1}; fields are separated by commas here; found \"{2}\"",
    "表头应为 {1}；列之间要用逗号分隔；实为“{2}”"};
inline constexpr FaultKind kColumnMissing{"columns.missing", "the column is missing", "缺少这一列"};
inline constexpr FaultKind kColumnTwice{"columns.twice", "the column stands in the header twice",
                                        "表头里这一列出现了两次"};
inline constexpr FaultKind kColumnUnknown{"columns.unknown", "an unknown column, left out",
                                          "不认识的列，未采用"};
inline constexpr FaultKind kColumnWithoutName{"columns.no_name", "a column without a name, left out",
                                              "没有列名的列，未采用"};
inline constexpr FaultKind kValueMissing{"missing.value", "a value is required", "此处必须有值"};
inline constexpr FaultKind kBothOrNeither{"missing.pair", "expected both of {1} and {2}, or neither",
                                          "{1} 与 {2} 应同时有或同时无"};
inline constexpr FaultKind kFactWithoutValue{
    "missing.fact_value", "expected a value: the fact itself has none", "此处应有值：所用的数字本身没有"};
inline constexpr FaultKind kIdTwice{"duplicate.id", "the id is already used on line {1}",
                                    "编号与第 {1} 行重复"};
inline constexpr FaultKind kSameInput{"duplicate.input", "the same input of the same product as on line {1}",
                                      "与第 {1} 行是同一产品的同一投入"};
inline constexpr FaultKind kSameUscc{"duplicate.uscc", "the same social credit code as on line {1}",
                                     "与第 {1} 行的统一社会信用代码相同"};
inline constexpr FaultKind kSameCapability{"duplicate.capability",
                                           "the same firm, product and region as on line {1}",
                                           "与第 {1} 行的企业、产品、地区都相同"};
inline constexpr FaultKind kSameSupply{
    "duplicate.supply", "the same supplier, customer and product; the values add up as on line {1}",
    "与第 {1} 行供方、需方、产品都相同；金额相加"};
inline constexpr FaultKind kSameFactUse{"duplicate.fact_use",
                                        "the same fact used for the same question as on line {1}",
                                        "与第 {1} 行是同一数字的同一用途"};
inline constexpr FaultKind kNotFound{"reference.not_found", "not found in {1}", "在 {1} 中找不到"};
inline constexpr FaultKind kNotFoundNorWorld{"reference.not_found_nor_world", "not found in {1} (nor WORLD)",
                                             "在 {1} 中找不到（也不是 WORLD）"};
inline constexpr FaultKind kUnknownProvider{"reference.provider",
                                            "expected a firm_id of firms.csv or a region_code of regions.csv",
                                            "应为 firms.csv 的企业编号或 regions.csv 的地区代码"};
inline constexpr FaultKind kTwofoldProvider{"reference.provider_both",
                                            "is both a firm of firms.csv and a region of regions.csv",
                                            "既是 firms.csv 的企业，又是 regions.csv 的地区"};
inline constexpr FaultKind kFactRow{"reference.fact_row",
                                    "expected the number of a data row of facts.csv, from 1 to {1}",
                                    "应为 facts.csv 数据行的序号，1 至 {1}"};
inline constexpr FaultKind kOtherThanFact{"reference.fact_differs",
                                          "expected \"{1}\" as in row {2} of facts.csv",
                                          "应为“{1}”，与 facts.csv 第 {2} 个数据行一致"};
inline constexpr FaultKind kOtherThanReviewed{
    "reference.fact_changed", "expected \"{1}\" as in row {2} of facts.csv: does the review still hold?",
    "应为“{1}”，与 facts.csv 第 {2} 个数据行一致：原来的核定还成立吗？"};
inline constexpr FaultKind kStoreRow{"reference.store_row",
                                     "this row of the store would no longer fit the files that are given",
                                     "库中这一行与所交文件不再相容"};
inline constexpr FaultKind kStoreFile{
    "reference.store_file",
    "rows of the store that you may not see would no longer fit the files that are given",
    "库中有您看不到的行，与所交文件不再相容"};
inline constexpr FaultKind kOneOf{"choice.word", "expected one of {1}", "应为其中之一：{1}"};
inline constexpr FaultKind kGrade{
    "choice.grade",
    "expected one of A (primary), B (secondary), C (weak), M (general knowledge), S (synthetic)",
    "应为其中之一：A（官方）、B（二手）、C（弱）、M（常识，待核）、S（合成）"};
inline constexpr FaultKind kAnyNumberForm{"number.any", "expected a number{1}", "应为数字{1}"};
inline constexpr FaultKind kNotNegativeForm{"number.at_least_0", "expected a number of at least 0{1}",
                                            "应为不小于 0 的数{1}"};
inline constexpr FaultKind kPercentForm{"number.percent", "expected a number from 0 to 100 (percent){1}",
                                        "应为 0 至 100 的数（百分数）{1}"};
inline constexpr FaultKind kLongitudeForm{"number.longitude", "expected degrees east from -180 to 180{1}",
                                          "应为东经度数，-180 至 180{1}"};
inline constexpr FaultKind kLatitudeForm{"number.latitude", "expected degrees north from -90 to 90{1}",
                                         "应为北纬度数，-90 至 90{1}"};
inline constexpr FaultKind kWholeNumber{"number.whole", "expected a whole number from {1} to {2}",
                                        "应为 {1} 至 {2} 的整数"};
inline constexpr FaultKind kFlag{"number.flag", "expected 1 (yes) or 0 (no)", "应为 1（是）或 0（否）"};
inline constexpr FaultKind kBelowLow{"number.below_low", "expected at least the low value, {1}",
                                     "应不小于低值 {1}"};
inline constexpr FaultKind kFactPercent{
    "number.fact_percent",
    "expected a number from 0 to 100 where the unit is % (only metrics named ..._change may differ)",
    "单位为 % 时应为 0 至 100（只有名为 ..._change 的指标例外）"};
inline constexpr FaultKind kFactFlag{"number.fact_flag", "expected 1 (yes) or 0 (no) where the unit is flag",
                                     "单位为 flag 时应为 1（是）或 0（否）"};
inline constexpr FaultKind kFactNegative{
    "number.fact_negative", "expected a number of at least 0 (only metrics named ..._change may be negative)",
    "应为不小于 0 的数（只有名为 ..._change 的指标可为负）"};
inline constexpr FaultKind kGroupOfOne{"number.group_of_one", "expected 1 for leading_provider_share",
                                       "leading_provider_share 应为 1"};
inline constexpr FaultKind kGroupSize{
    "number.group_size", "expected how many providers hold the share together", "应写明是几家合计的份额"};
inline constexpr FaultKind kNoGroup{"number.no_group",
                                    "expected nothing: only shares of providers have a group",
                                    "此处应为空：只有提供者的份额才有家数"};
inline constexpr FaultKind kUsePercent{"number.use_percent", "expected a percentage from 0 to 100",
                                       "应为 0 至 100 的百分数"};
inline constexpr FaultKind kFactUnit{"number.fact_unit", "the fact's unit; this indicator needs {1}",
                                     "是所用数字的单位；这个指标需要 {1}"};
inline constexpr FaultKind kIndustryCode{
    "code.industry", "expected a code of GB/T 4754-2017: a letter A to T and up to four digits (C3974)",
    "应为 GB/T 4754-2017 行业代码：A 至 T 的一个字母加至多四位数字（C3974）"};
inline constexpr FaultKind kHsCode{"code.hs6", "expected six digits of the Harmonized System",
                                   "应为海关协调制度的六位数字"};
inline constexpr FaultKind kCountryCode{"code.country",
                                        "expected a country code of ISO 3166-1 alpha-3: three letters (DEU)",
                                        "应为 ISO 3166-1 三位字母国家代码（DEU）"};
inline constexpr FaultKind kCountryRegion{
    "code.country_region", "expected for a country a country code of ISO 3166-1 alpha-3: three letters (DEU)",
    "国家应使用 ISO 3166-1 三位字母代码（DEU）"};
inline constexpr FaultKind kPlaceCode{
    "code.place",
    "expected for a city or province a code of GB/T 2260: six digits that begin with a province (320500)",
    "城市或省份应使用 GB/T 2260 代码：以省份开头的六位数字（320500）"};
inline constexpr FaultKind kUsccForm{
    "code.uscc",
    "expected a unified social credit code (GB 32100): 18 digits and letters without I, O, S, V, Z",
    "应为统一社会信用代码（GB 32100）：18 位数字和字母，不含 I、O、S、V、Z"};
inline constexpr FaultKind kUsccCheck{
    "code.uscc_check",
    "the check character (18th) does not fit: expected \"{1}\", or another character is wrong",
    "第 18 位校验码不符：应为 {1}，或前面有一位写错"};
inline constexpr FaultKind kUsccOrganisation{
    "code.uscc_organisation",
    "the check character of the organisation code (17th) does not fit: expected \"{1}\"; some early codes "
    "are so",
    "第 17 位（组织机构代码校验位）不符：应为 {1}；部分早期代码如此"};
inline constexpr FaultKind kOwnInput{"other.own_input", "a product cannot be an input of itself",
                                     "产品不能是自己的投入"};
inline constexpr FaultKind kOwnCustomer{"other.own_customer", "supplier and customer are the same firm",
                                        "供方与需方是同一企业"};
inline constexpr FaultKind kInputCycle{
    "other.input_cycle", "essential inputs form a cycle, so none of these could ever be made: {1}",
    "必需投入形成了环，其中哪一个都造不出来：{1}"};
inline constexpr FaultKind kParentCycle{"other.parent_cycle", "parents form a cycle: {1}",
                                        "上级关系形成了环：{1}"};
inline constexpr FaultKind kAloneInGroup{
    "other.alone_in_group", "no other input of this product is in the group: there is nothing to choose",
    "这个产品没有别的投入在此组：无可替换"};

inline constexpr FaultKind kDatasetFaults[] = {kFileMissing,
                                               kFileEmpty,
                                               kFileTooLarge,
                                               kNoRows,
                                               kTooManyFaultyRows,
                                               kMisnamedFile,
                                               kOtherHeader,
                                               kOtherSeparator,
                                               kColumnMissing,
                                               kColumnTwice,
                                               kColumnUnknown,
                                               kColumnWithoutName,
                                               kValueMissing,
                                               kBothOrNeither,
                                               kFactWithoutValue,
                                               kIdTwice,
                                               kSameInput,
                                               kSameUscc,
                                               kSameCapability,
                                               kSameSupply,
                                               kSameFactUse,
                                               kNotFound,
                                               kNotFoundNorWorld,
                                               kUnknownProvider,
                                               kTwofoldProvider,
                                               kFactRow,
                                               kOtherThanFact,
                                               kOtherThanReviewed,
                                               kStoreRow,
                                               kStoreFile,
                                               kOneOf,
                                               kGrade,
                                               kAnyNumberForm,
                                               kNotNegativeForm,
                                               kPercentForm,
                                               kLongitudeForm,
                                               kLatitudeForm,
                                               kWholeNumber,
                                               kFlag,
                                               kBelowLow,
                                               kFactPercent,
                                               kFactFlag,
                                               kFactNegative,
                                               kGroupOfOne,
                                               kGroupSize,
                                               kNoGroup,
                                               kUsePercent,
                                               kFactUnit,
                                               kIndustryCode,
                                               kHsCode,
                                               kCountryCode,
                                               kCountryRegion,
                                               kPlaceCode,
                                               kUsccForm,
                                               kUsccCheck,
                                               kUsccOrganisation,
                                               kOwnInput,
                                               kOwnCustomer,
                                               kInputCycle,
                                               kParentCycle,
                                               kAloneInGroup};

}  // namespace tenon::fault_kinds

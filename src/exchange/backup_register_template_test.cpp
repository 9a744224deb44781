#include "exchange/backup_register_template.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "exchange/backup_register_reader.h"
#include "support/dataset_builder.h"

namespace tenon {
namespace {

class Template : public testing::Test {
 protected:
  Template() {
    b_.product("P1");
    b_.product("P2");
    b_.data.products[1].name_zh = "产品P1";  // not unique any more
    b_.firm("A", "320500", "CHN", false);
    b_.firm("B", "320500", "CHN", false);
    b_.firm("S", "330000");
    b_.capability("A", "P1");
    b_.capability("B", "P2");
    b_.capability("S", "P1");
  }
  static std::vector<std::string> ids(const RegisterTemplate& sheet, const std::string& list) {
    std::vector<std::string> result;
    for (const TemplateList& one : sheet.lists) {
      if (one.id != list) continue;
      for (const TemplateChoice& choice : one.choices) result.push_back(choice.id);
    }
    return result;
  }
  DatasetBuilder b_;
};

TEST_F(Template, HasAColumnEachWithTitlesThatTheReaderKnows) {
  const RegisterTemplate sheet = backup_register_template(b_.data, {});
  ASSERT_EQ(sheet.columns.size(), kRegisterColumnCount);
  for (const TemplateColumn& column : sheet.columns) {
    EXPECT_EQ(register_column(column.title_zh), column.column) << column.title_zh;
    EXPECT_EQ(register_column(column.title_en), column.column) << column.title_en;
    EXPECT_EQ(register_column(column.title_zh + "\n" + column.name), column.column);
    EXPECT_LT(column.list.value_or(0), sheet.lists.size());
  }
  EXPECT_EQ(sheet.columns[6].title_zh, "预留产能 (元/年)");
  EXPECT_TRUE(sheet.columns[0].required);
}

TEST_F(Template, ListsHoldWhatMeansOneRecord) {
  const RegisterTemplate sheet = backup_register_template(b_.data, {});
  EXPECT_EQ(ids(sheet, "products"), (std::vector<std::string>{"P1", "P2"}));
  const auto& products = sheet.lists[2].choices;
  EXPECT_EQ(products[0].zh, "P1");  // the name stands for two
  EXPECT_EQ(products[0].en, "Product P1");
  EXPECT_EQ(ids(sheet, "firms"), (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(ids(sheet, "makers"), (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(ids(sheet, "regions").size(), b_.data.regions.size());
}

TEST_F(Template, CanBeNarrowedToSomeProductsAndWidenedToSyntheticFirms) {
  RegisterTemplateOptions options;
  options.products = {b_.product_id("P1")};
  options.use_synthetic = true;
  const RegisterTemplate sheet = backup_register_template(b_.data, options);
  EXPECT_EQ(ids(sheet, "products"), (std::vector<std::string>{"P1"}));
  EXPECT_EQ(ids(sheet, "makers"), (std::vector<std::string>{"A", "S"}));
  EXPECT_EQ(ids(sheet, "firms"), (std::vector<std::string>{"A", "B", "S"}));
}

TEST_F(Template, EveryStatusAndGradeToChooseIsRead) {
  const RegisterTemplate sheet = backup_register_template(b_.data, {});
  for (const std::size_t list : {std::size_t{0}, std::size_t{1}}) {
    for (const TemplateChoice& choice : sheet.lists[list].choices) {
      for (const std::string* word : {&choice.id, &choice.zh, &choice.en}) {
        FaultList faults;
        const std::string text = "id,product,stock_days," + std::string(list == 0 ? "status" : "grade") +
                                 "\nB1,P,1," + *word + "\n";
        EXPECT_TRUE(parse_backup_register(text, "t.csv", faults).ok()) << *word;
      }
    }
  }
}

TEST_F(Template, TheCsvIsAnEmptyRegisterThatCanBeFilledIn) {
  const RegisterTemplate sheet = backup_register_template(b_.data, {});
  for (const RegisterHeader header :
       {RegisterHeader::kEnglish, RegisterHeader::kChinese, RegisterHeader::kBoth}) {
    std::string text = template_csv(sheet, header);
    FaultList faults;
    auto reg = parse_backup_register(text, "t.csv", faults);
    ASSERT_TRUE(reg.ok()) << reg.error().message;
    EXPECT_EQ(faults.warning_count(), 0U);
    EXPECT_TRUE(reg->entries.empty());
    text += "B1,P1,,A,,,1000,30,,,,,,,,,,\n";
    reg = parse_backup_register(text, "t.csv", faults);
    ASSERT_TRUE(reg.ok());
    EXPECT_EQ(reg->entries.size(), 1U);
  }
  const std::string both = template_csv(sheet, RegisterHeader::kBoth);
  EXPECT_EQ(std::count(both.begin(), both.end(), '\n'), 3);
}

TEST_F(Template, ListsAsCsv) {
  const std::string text = template_lists_csv(backup_register_template(b_.data, {}));
  EXPECT_TRUE(text.starts_with("list,id,name_zh,name_en\nstatus,qualified,已认证,qualified\n"));
  EXPECT_NE(text.find("\nmakers,A,企业A,Firm A\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace tenon

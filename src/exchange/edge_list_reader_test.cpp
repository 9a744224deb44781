#include "exchange/edge_list_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/number.h"
#include "exchange/edge_list_writer.h"

namespace tenon {
namespace {

namespace fs = std::filesystem;
using testing::TempDir;

std::vector<std::string> names_of(const EdgeList& list) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < list.firms.size(); ++i) names.emplace_back(list.firms[i]);
  return names;
}

// "supplier>customer=weight/class" for every link, in the order of the network.
std::vector<std::string> links_of(const EdgeList& list) {
  std::vector<std::string> links;
  const Adjacency& customers = list.network.customers;
  for (std::size_t i = 0; i < list.network.firm_count; ++i) {
    for (std::size_t e = customers.begin(i); e < customers.end(i); ++e) {
      std::string link = std::string(list.firms[i]) + ">" + std::string(list.firms[customers.neighbour[e]]) +
                         "=" + format_number(customers.weight[e]);
      if (list.network.has_link_classes())
        link += "/" + std::to_string(static_cast<int>(customers.input_class[e]));
      links.push_back(std::move(link));
    }
  }
  return links;
}

std::vector<std::string> sectors_of(const EdgeList& list) {
  std::vector<std::string> sectors;
  for (const std::uint32_t sector : list.network.sector) sectors.push_back(list.sectors[sector]);
  return sectors;
}

std::string error_of(std::string_view text) {
  const auto list = parse_edge_list(text, "e.csv");
  return list.ok() ? "" : list.error().message;
}

std::string warnings_of(const Result<EdgeList>& list) {
  return list.ok() ? list->warnings.to_string() : "failed";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

using Strings = std::vector<std::string>;

TEST(EdgeList, FirmsInOrderOfAppearanceAndColumnsByName) {
  const auto list = parse_edge_list(
      "type,weight,buyer,supplierNACE,supplier,buyer_sector\n"
      "2,1.5,b,s1,a,s2\n"
      "0,2,a,s3,c,s1\n",
      "e.csv");
  ASSERT_TRUE(list.ok()) << list.error().message;
  EXPECT_EQ(names_of(*list), (Strings{"a", "b", "c"}));
  EXPECT_EQ(links_of(*list), (Strings{"a>b=1.5/2", "c>a=2/0"}));
  EXPECT_EQ(list->sectors, (Strings{"s1", "s2", "s3"}));
  EXPECT_EQ(sectors_of(*list), (Strings{"s1", "s2", "s3"}));
  EXPECT_EQ(list->warnings.warning_count(), 0U);
}

TEST(EdgeList, EncodingsLineEndsAndBlanks) {
  const Strings expected{"甲>乙=12.5", "乙>丙=3"};
  for (const std::string text : {
           "supplier,customer,weight\n甲,乙,12.5\n乙,丙,3\n",
           "\xEF\xBB\xBFsupplier,customer,weight\r\n甲,乙,12.5\r\n\r\n乙,丙,3",
           "supplier,customer,weight\r甲,乙,12.5\r乙,丙,3\r",
           "\n\"supplier\",\"customer\",weight\n甲,乙,12.5\n乙,丙,3\n",
           "supplier,customer,weight\n\"甲\",乙,\"12.5\"\n乙,\"丙\",3\n",
           " Supplier ,Customer,WEIGHT\n甲 ,　乙, 12.5\n乙, 丙,+3\n",
           "supplier,customer,weight\n甲,乙,１２．５\n乙,丙,３\n",
           // GB18030
           "supplier,customer,weight\n\xBC\xD7,\xD2\xD2,12.5\n\xD2\xD2,\xB1\xFB,3\n",
       }) {
    const auto list = parse_edge_list(text, "e.csv");
    ASSERT_TRUE(list.ok()) << text << list.error().message;
    EXPECT_EQ(links_of(*list), expected) << text;
  }
}

TEST(EdgeList, QuotedNamesMayHoldAnything) {
  const auto list = parse_edge_list("supplier,customer,weight\n\"a,1\",\"b\n\"\"2\"\"\",1\n", "e.csv");
  ASSERT_TRUE(list.ok()) << list.error().message;
  EXPECT_EQ(names_of(*list), (Strings{"a,1", "b\n\"2\""}));
}

TEST(EdgeList, OddRowsAreCountedInWarnings) {
  const auto list = parse_edge_list(
      "network,supplier,customer,weight,supplier_sector,customer_sector,type\n"
      "n,a,b,1,s,t,2\n"
      "n,a,b,2,s,t,2\n"
      "n,b,b,1,t,t,1\n"
      "n,a,c,0,s,t,1\n"
      "n,d,b,1,s,t,1\n"
      "n,a,d,1,u,s,1\n",
      "e.csv");
  ASSERT_TRUE(list.ok()) << list.error().message;
  EXPECT_EQ(links_of(*list), (Strings{"a>b=3/2", "a>d=1/1", "b>b=1/1", "d>b=1/2"}));
  EXPECT_EQ(names_of(*list), (Strings{"a", "b", "c", "d"}));
  EXPECT_EQ(sectors_of(*list), (Strings{"s", "t", "t", "s"}));
  const std::string warnings = warnings_of(list);
  EXPECT_TRUE(contains(warnings, "e.csv:1: warning: column 1 'network' unknown column, ignored")) << warnings;
  EXPECT_TRUE(contains(warnings, "1 row repeats a link")) << warnings;
  EXPECT_TRUE(contains(warnings, "1 link leads from a firm to itself")) << warnings;
  EXPECT_TRUE(contains(warnings, "1 row has weight 0")) << warnings;
  EXPECT_TRUE(contains(warnings, "1 row gives another type")) << warnings;
  EXPECT_TRUE(contains(warnings, "1 firm is given more than one sector, the first counts: 'a' is of 's'"))
      << warnings;
  EXPECT_EQ(list->warnings.warning_count(), 6U);
}

TEST(EdgeList, MissingSectorsAreOneSector) {
  const auto none = parse_edge_list("supplier,customer,weight\na,b,1\n", "e.csv");
  ASSERT_TRUE(none.ok());
  EXPECT_EQ(none->sectors, (Strings{""}));
  EXPECT_TRUE(contains(warnings_of(none), "no sectors are given"));
  const auto some =
      parse_edge_list("supplier,customer,weight,supplier_sector\na,b,1,s\nc,a,1,\nb,a,1,t\n", "e.csv");
  ASSERT_TRUE(some.ok());
  EXPECT_EQ(sectors_of(*some), (Strings{"s", "t", ""}));
  EXPECT_TRUE(contains(warnings_of(some), "1 firm has no sector"));
}

TEST(EdgeList, AllFaultsWithTheirPlaces) {
  const auto list = parse_edge_list(
      "supplier,customer,weight,type\n"
      "a,b,-1,0\n"
      "a,b,nan,1\n"
      "\n"
      "a,b,1\n"
      " ,b,1,1\n"
      "a,,1e400,3\n"
      "a,b,1,1,1\n",
      "e.csv");
  ASSERT_FALSE(list.ok());
  EXPECT_EQ(list.error().code, ErrorCode::kBadInput);
  EXPECT_EQ(list.error().message,
            "e.csv:2: error: column 3 'weight' found \"-1\": expected a finite number, 0 to 1e290\n"
            "e.csv:3: error: column 3 'weight' found \"nan\": expected a finite number, 0 to 1e290\n"
            "e.csv:5: error: expected 4 fields as in the header, found 3\n"
            "e.csv:6: error: column 1 'supplier' found \" \": the name of a firm is missing\n"
            "e.csv:7: error: column 2 'customer' the name of a firm is missing\n"
            "e.csv:7: error: column 3 'weight' found \"1e400\": expected a finite number, 0 to 1e290\n"
            "e.csv:7: error: column 4 'type' found \"3\": expected 0 (negligible), 1 (non-essential) or 2 "
            "(essential)\n"
            "e.csv:8: error: expected 4 fields as in the header, found 5");
}

TEST(EdgeList, FaultsAreCountedBeyondTheFirstHundredWhateverTheCut) {
  std::string text = "supplier,customer,weight\n";
  for (int row = 0; row < 1000; ++row) text += row % 3 == 0 ? "a,b,x\n" : "a,b,1\n";
  EdgeListOptions options;
  const auto whole = parse_edge_list(text, "e.csv", options);
  ASSERT_FALSE(whole.ok());
  EXPECT_TRUE(contains(whole.error().message, "e.csv:2: error"));
  EXPECT_TRUE(contains(whole.error().message, "e.csv:299: error"));  // the hundredth
  EXPECT_FALSE(contains(whole.error().message, "e.csv:302: error"));
  EXPECT_TRUE(contains(whole.error().message, "... and 234 more errors"));
  options.piece_bytes = 100;
  options.threads = 3;
  EXPECT_EQ(parse_edge_list(text, "e.csv", options).error().message, whole.error().message);
}

TEST(EdgeList, WrongHeadersAndEmptyFiles) {
  EXPECT_TRUE(contains(error_of(""), "the file is empty"));
  EXPECT_TRUE(contains(error_of("\xEF\xBB\xBF"), "the file is empty"));
  EXPECT_TRUE(contains(error_of("\r\n\n"), "the file is empty"));
  EXPECT_TRUE(contains(error_of("supplier,customer,weight\n"), "at least one link"));
  EXPECT_TRUE(contains(error_of("supplier,customer,weight\na,b,0\n"), "at least one link"));
  const std::string wrong = error_of("from,to,value\na,b,1\n");
  EXPECT_TRUE(contains(wrong, "e.csv:1: error: the header has no column 'supplier'")) << wrong;
  EXPECT_TRUE(contains(wrong, "no column 'customer' (or 'buyer')")) << wrong;
  EXPECT_TRUE(contains(wrong, "no column 'weight'")) << wrong;
  EXPECT_TRUE(
      contains(error_of("supplier,customer,buyer,weight\na,b,b,1\n"), "a second column for customer"));
  EXPECT_TRUE(contains(error_of("supplier,customer,weight\na,\"b,1\n"), "never closed"));
  EXPECT_TRUE(contains(error_of(std::string("supplier,customer,weight\na\0,b,1\n", 32)), "NUL"));
  const auto missing = read_edge_list("/nonexistent/e.csv");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

TEST(EdgeList, LongRowsAreRefused) {
  const std::string longer((std::size_t{1} << 20U) + 2, 'x');
  for (const std::string& text : {longer, "supplier,customer,weight\n" + longer,
                                  "supplier,customer,weight\na,b,1\n" + longer + ",b,1\na,b,1\n"}) {
    EXPECT_TRUE(contains(error_of(text), "longer than")) << error_of(text).substr(0, 300);
    EdgeListOptions options;
    options.piece_bytes = 1 << 16;
    EXPECT_FALSE(parse_edge_list(text, "e.csv", options).ok());
  }
  EXPECT_TRUE(contains(error_of("supplier,customer,weight\na,b,1\n" + longer + ",b,1\n"), "e.csv:3: error"));
}

// The obvious reader, on rows that are already split.
struct Row {
  std::string supplier, customer, weight, supplier_sector, customer_sector;
};

TEST(EdgeList, EveryCutAndPathAgreesWithMaps) {
  const bool ok = rc::check([] {
    const auto count = *rc::gen::inRange<std::size_t>(1, 40);
    const auto name = rc::gen::element<std::string>("a", "bb", "ccc", "丁", "e", "ff", "公司", "h");
    const auto sector = rc::gen::element<std::string>("", "s", "t", "农");
    std::vector<Row> rows;
    std::string plain = "supplier,customer,weight,supplier_sector,customer_sector\n";
    std::string quoted = plain;
    for (std::size_t i = 0; i < count; ++i) {
      const Row row{*name, *name, *rc::gen::element<std::string>("1", "2.5", "0", "1e3"), *sector, *sector};
      plain += row.supplier + "," + row.customer + "," + row.weight + "," + row.supplier_sector + "," +
               row.customer_sector + "\n";
      quoted += "\"" + row.supplier + "\"," + row.customer + "," + row.weight + "," + row.supplier_sector +
                ",\"" + row.customer_sector + "\"\r\n";
      rows.push_back(row);
    }

    Strings firms;
    std::map<std::string, std::string> sector_of;
    std::map<std::pair<std::string, std::string>, double> weight_of;
    for (const Row& row : rows) {
      for (const auto& [firm, its_sector] :
           {std::pair(row.supplier, row.supplier_sector), {row.customer, row.customer_sector}}) {
        if (std::find(firms.begin(), firms.end(), firm) == firms.end()) firms.push_back(firm);
        if (sector_of[firm].empty()) sector_of[firm] = its_sector;
      }
      if (row.weight != "0") weight_of[{row.supplier, row.customer}] += std::stod(row.weight);
    }
    Strings links;
    for (const std::string& supplier : firms) {
      for (const std::string& customer : firms) {
        const auto link = weight_of.find({supplier, customer});
        if (link != weight_of.end())
          links.push_back(supplier + ">" + customer + "=" + format_number(link->second));
      }
    }

    std::string first_warnings;
    for (const std::string& text : {plain, quoted}) {
      for (const std::size_t piece : {1, 7, 64, 1 << 20}) {
        EdgeListOptions options;
        options.piece_bytes = piece;
        options.threads = 3;
        const auto list = parse_edge_list(text, "e.csv", options);
        if (links.empty()) {
          RC_ASSERT(!list.ok());
          continue;
        }
        RC_ASSERT(list.ok());
        RC_ASSERT(names_of(*list) == firms);
        RC_ASSERT(links_of(*list) == links);
        for (std::size_t i = 0; i < firms.size(); ++i) RC_ASSERT(sectors_of(*list)[i] == sector_of[firms[i]]);
        if (first_warnings.empty()) first_warnings = warnings_of(list);
        RC_ASSERT(warnings_of(list) == first_warnings);
      }
    }
  });
  EXPECT_TRUE(ok);
}

TEST(EdgeList, ReadsBackWhatTheGeneratorWrites) {
  GeneratorOptions options;
  options.firms = 3000;
  options.mean_degree = 6;
  options.sectors = 40;
  const auto economy = plan_economy(options);
  ASSERT_TRUE(economy.ok());
  const fs::path folder = fs::path(TempDir()) / "edge_list_generated";
  fs::create_directories(folder);
  const auto written = write_synthetic_edges(*economy, folder / "e.csv", folder / "r.csv", 2);
  ASSERT_TRUE(written.ok());
  EXPECT_EQ(written->bytes, fs::file_size(folder / "e.csv"));
  const auto list = read_edge_list(folder / "e.csv");
  ASSERT_TRUE(list.ok()) << list.error().message;
  EXPECT_EQ(list->warnings.to_string(), "");

  const auto generated = generate_network(options);
  ASSERT_TRUE(generated.ok());
  const auto built = build_firm_network(generated->links, generated->sector, generated->sector_count);
  ASSERT_TRUE(built.ok());
  EXPECT_EQ(list->network.link_count(), built->network.link_count());
  std::map<std::string, std::uint32_t> id_of;
  for (std::uint32_t firm = 0; firm < options.firms; ++firm)
    id_of[synthetic_firm_name(firm, options.firms)] = firm;
  for (std::size_t i = 0; i < list->firms.size(); ++i) {
    const std::uint32_t firm = id_of.at(std::string(list->firms[i]));
    EXPECT_NEAR(list->network.out_strength[i], built->network.out_strength[firm],
                1e-9 * built->network.out_strength[firm]);
    EXPECT_EQ(list->sectors[list->network.sector[i]], synthetic_sector_name(built->network.sector[firm], 40));
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace tenon

#include "exchange/dataset_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>

#include "base/file.h"

namespace tenon {
namespace {

// A small dataset that is right; tests spoil one file each.
class Files {
 public:
  std::map<std::string, std::string> texts = {
      {"regions.csv",
       "region_code,name_zh,name_en,parent_code,tier,lon,lat\n"
       "CHN,中国,China,,country,,\n"
       "YRD,长三角,Yangtze River Delta,CHN,area,,\n"
       "320000,江苏省,Jiangsu,YRD,province,,\n"
       "320500,苏州市,Suzhou,320000,city,120.6,31.3\n"
       "JPN,日本,Japan,,foreign,,\n"},
      {"chains.csv",
       "chain_id,name_zh,name_en,lead_region_code,lead_since\nDISP,新型显示,Display,320000,2020\n"},
      {"products.csv",
       "product_id,name_zh,name_en,chain_id,segment,gbt4754\n"
       "D1,玻璃基板,Glass,DISP,upstream,C3042\n"
       "D2,面板,Panel,DISP,中游,C3974\n"
       "D3,显示器,Display,DISP,downstream,\n"},
      {"inputs.csv", "input_id,product_id,essential\nD1,D2,1\nD2,D3,1\n"},
      {"firms.csv",
       "firm_id,name_zh,uscc,region_code,synthetic,parent_id\n"
       "F1,甲,91350100M000100Y43,320500,1,\n"
       "F2,乙,,JPN,0,F1\n"},
      {"supplies.csv", "supplier_id,customer_id,product_id,annual_value_cny\nF1,F2,D1,1e6\n"},
      {"shares.csv",
       "product_id,provider,share_low,share_high,share_scope,year,source,grade\n"
       "D1,F2,40,50,world,2024,s,A\nD1,JPN,80,90,world,2024,s,B\n"},
      {"facts.csv",
       "product_id,metric,low,high,approximate,unit,scope,year,source,url,grade\n"
       "D1,localisation_rate,0,20,0,%,China,2020,s,,B\n"
       "D1,price_change,-5,120,1,%,world,2021,s,,C\n"},
      {"fact_uses.csv",
       "fact_row,product_id,metric,scope,year,indicator,basis_region,group_size,reviewed_note\n"
       "1,D1,localisation_rate,China,2020,domestic_supply,CHN,,ok\n"},
  };

  void replace(const std::string& file, const std::string& from, const std::string& to) {
    std::string& text = texts.at(file);
    const std::size_t place = text.find(from);
    ASSERT_NE(place, std::string::npos) << from;
    text.replace(place, from.size(), to);
  }
  void append(const std::string& file, const std::string& rows) { texts.at(file) += rows; }

  [[nodiscard]] DatasetCheck check() const {
    DatasetFiles files;
    for (const auto& [name, text] : texts) files.emplace(name, text);
    return check_dataset_files("test", files);
  }

  // All faults, after checking that there is a dataset exactly if there is no error.
  [[nodiscard]] std::string faults() const {
    const DatasetCheck result = check();
    EXPECT_NE(result.dataset.has_value(), result.faults.has_errors());
    for (const auto* list : {&result.faults.errors(), &result.faults.warnings()}) {
      for (const Fault& fault : *list) {
        EXPECT_FALSE(fault.code.empty() || fault.expected_zh.empty()) << to_string(fault);
      }
    }
    return result.faults.to_string();
  }
};

struct Spoiling {
  const char* file;
  const char* from;
  const char* to;
  const char* fault;  // all of the report
};

TEST(DatasetReader, ReadsWhatIsRight) {
  const DatasetCheck check = Files().check();
  ASSERT_TRUE(check.dataset) << check.faults.to_string();
  EXPECT_EQ(check.faults.to_string(), "");
  const Dataset& d = *check.dataset;
  EXPECT_EQ(d.name, "test");
  EXPECT_EQ(d.regions[3].parent, RegionId(2));
  EXPECT_EQ(d.regions[3].lon, 120.6);
  EXPECT_EQ(d.regions[4].tier, Tier::kForeign);
  EXPECT_EQ(d.chains[0].lead_region, RegionId(2));
  EXPECT_EQ(d.chains[0].lead_since, 2020);
  EXPECT_EQ(d.products[1].segment, Segment::kMidstream);
  EXPECT_EQ(d.inputs[1].input, ProductId(1));
  EXPECT_TRUE(d.inputs[1].essential);
  EXPECT_EQ(d.firms[1].parent, FirmId(0));
  EXPECT_TRUE(d.firms[0].synthetic);
  EXPECT_EQ(d.supplies[0].annual_value_cny, 1e6);
  EXPECT_EQ(d.shares[0].firm, FirmId(1));
  EXPECT_EQ(d.shares[1].region, RegionId(4));
  EXPECT_EQ(d.shares[1].provenance.grade, 'B');
  EXPECT_EQ(d.facts[1].low, -5);
  EXPECT_EQ(d.fact_uses[0].indicator, Indicator::kDomesticSupply);
  EXPECT_EQ(d.fact_uses[0].basis_region, "CHN");
}

TEST(DatasetReader, OptionalFilesMayBeMissing) {
  Files files;
  for (const char* name : {"firms.csv", "supplies.csv", "shares.csv", "facts.csv", "fact_uses.csv"}) {
    files.texts.erase(name);
  }
  EXPECT_EQ(files.faults(), "");
}

TEST(DatasetReader, EveryFaultHasItsPlaceAndReason) {
  const Spoiling cases[] = {
      // Values
      {"inputs.csv", "D1,D2,1", "D1,D2,yes",
       "inputs.csv:2: error: column 3 'essential' found \"yes\": expected 1 (yes) or 0 (no)\n"},
      {"regions.csv", "120.6", "190",
       "regions.csv:5: error: column 6 'lon' found \"190\": expected degrees east from -180 to 180\n"},
      {"regions.csv", "120.6", "",
       "regions.csv:5: error: column 6 'lon' expected both of lon and lat, or neither\n"},
      {"regions.csv", "JPN,日本,Japan,,foreign", "JPN,日本,Japan,,foriegn",
       "regions.csv:6: error: column 5 'tier' found \"foriegn\": expected one of city, province, area, "
       "country, "
       "foreign; did you mean \"foreign\"?\n"},
      {"supplies.csv", "1e6", "\"1,000,000\"",
       "supplies.csv:2: error: column 4 'annual_value_cny' found \"1,000,000\": expected a number of at "
       "least 0, "
       "written without thousands separators\n"},
      {"supplies.csv", "1e6", "-1",
       "supplies.csv:2: error: column 4 'annual_value_cny' found \"-1\": expected a number of at least 0\n"},
      {"supplies.csv", "1e6", "NaN",
       "supplies.csv:2: error: column 4 'annual_value_cny' found \"NaN\": expected a number of at least 0, "
       "finite\n"},
      {"supplies.csv", "1e6", "inf",
       "supplies.csv:2: error: column 4 'annual_value_cny' found \"inf\": expected a number of at least 0, "
       "finite\n"},
      {"supplies.csv", "1e6", "", "supplies.csv:2: error: column 4 'annual_value_cny' a value is required\n"},
      {"shares.csv", "40,50", "40,50%",
       "shares.csv:2: error: column 4 'share_high' found \"50%\": expected a number from 0 to 100 (percent), "
       "written "
       "without the % sign\n"},
      {"shares.csv", "40,50", "40,120",
       "shares.csv:2: error: column 4 'share_high' found \"120\": expected a number from 0 to 100 "
       "(percent)\n"},
      {"shares.csv", "40,50", "60,50",
       "shares.csv:2: error: column 4 'share_high' found \"50\": expected at least the low value, 60\n"},
      {"shares.csv", "s,A", "s,Z",
       "shares.csv:2: error: column 8 'grade' found \"Z\": expected one of A (primary), B (secondary), C "
       "(weak), M "
       "(general knowledge), S (synthetic)\n"},
      {"facts.csv", "0,20,0,%", "0,120,0,%",
       "facts.csv:2: error: column 4 'high' found \"120\": expected a number from 0 to 100 where the unit is "
       "% (only "
       "metrics named ..._change may differ)\n"},
      {"facts.csv", "0,20,0,%", "30,20,0,%",
       "facts.csv:2: error: column 4 'high' found \"20\": expected at least the low value, 30\n"},
      {"facts.csv", "0,20,0,%", "-3,20,0,t",
       "facts.csv:2: error: column 3 'low' found \"-3\": expected a number of at least 0 (only metrics named "
       "..._change may be negative)\nfact_uses.csv:0"},
      {"chains.csv", "320000,2020", "320000,2020-11-18",
       "chains.csv:2: error: column 5 'lead_since' found \"2020-11-18\": expected a whole number from 1900 "
       "to 2100\n"},
      // Codes
      {"regions.csv", "320500,", "380500,",
       "regions.csv:5: error: column 1 'region_code' found \"380500\": expected for a city or province a "
       "code of GB/T "
       "2260: six digits that begin with a province (320500)\n"},
      {"products.csv", "C3042", "U3042",
       "products.csv:2: error: column 6 'gbt4754' found \"U3042\": expected a code of GB/T 4754-2017: a "
       "letter A to T "
       "and up to four digits (C3974)\n"},
      {"firms.csv", "Y43", "Y44",
       "firms.csv:2: error: column 3 'uscc' found \"91350100M000100Y44\": the check character (18th) does "
       "not fit: "
       "expected \"3\", or another character is wrong\n"},
      // References
      {"inputs.csv", "D2,D3,1", "D2,D33,1",
       "inputs.csv:3: error: column 2 'product_id' found \"D33\": not found in products.csv; did you mean "
       "\"D3\"?\n"},
      {"supplies.csv", "F1,F2", "F1,Nobody",
       "supplies.csv:2: error: column 2 'customer_id' found \"Nobody\": not found in firms.csv\n"},
      {"shares.csv", "D1,JPN", "D1,KOR",
       "shares.csv:3: error: column 2 'provider' found \"KOR\": expected a firm_id of firms.csv or a "
       "region_code of "
       "regions.csv\n"},
      {"inputs.csv", "D1,D2,1", "D2,D2,1",
       "inputs.csv:2: error: column 1 'input_id' found \"D2\": a product cannot be an input of itself\n"},
      {"products.csv", "D3,", "D1,",
       "products.csv:4: error: column 1 'product_id' found \"D1\": the id is already used on line 2\n"
       "inputs.csv:3: error: column 2 'product_id' found \"D3\": not found in products.csv"},
      // Headers and files
      {"inputs.csv", "input_id,", "inptu_id,",
       "inputs.csv:1: error: 'input_id' the column is missing\ninputs.csv:1: warning: column 1 'inptu_id' an "
       "unknown "
       "column, left out; did you mean \"input_id\"?\n"},
      {"inputs.csv", "essential", "product_id",
       "inputs.csv:1: error: 'essential' the column is missing\ninputs.csv:1: error: column 3 'product_id' "
       "the column "
       "stands in the header twice\n"},
      {"inputs.csv", "input_id,product_id,essential", "a;b;c",
       "inputs.csv:1: error: expected the header input_id,product_id,essential; fields are separated by "
       "commas here; "
       "found \"a;b;c\"\n"},
      {"inputs.csv", "D1,D2,1", "D1,D2",
       "inputs.csv:2: error: expected 3 fields as in the header, found 2\n"},
      {"inputs.csv", "D2,D3,1", "D2,\"D3,1",
       "inputs.csv:3: error: found \"D3,1\": the quote that opens here is never closed\n"},
      // Facts in use
      {"fact_uses.csv", "\n1,D1", "\n3,D1",
       "fact_uses.csv:2: error: column 1 'fact_row' found \"3\": expected the number of a data row of "
       "facts.csv, from 1 "
       "to 2\n"},
      {"fact_uses.csv", "1,D1,loc", "1,D2,loc",
       "fact_uses.csv:2: error: column 2 'product_id' found \"D2\": expected \"D1\" as in row 1 of "
       "facts.csv\n"},
      {"fact_uses.csv", "localisation_rate", "price_change",
       "fact_uses.csv:2: error: column 3 'metric' found \"price_change\": expected \"localisation_rate\" as "
       "in row 1 of "
       "facts.csv\n"},
      {"fact_uses.csv", "domestic_supply", "lead_time_days",
       "fact_uses.csv:2: error: column 6 'indicator' found \"%\": the fact's unit; this indicator needs "
       "days\n"},
      {"fact_uses.csv", "domestic_supply,CHN", "domestic_supply,DEU",
       "fact_uses.csv:2: error: column 7 'basis_region' found \"DEU\": not found in regions.csv (nor "
       "WORLD)\n"},
      {"fact_uses.csv", "domestic_supply,CHN,", "top_group_share,CHN,",
       "fact_uses.csv:2: error: column 8 'group_size' found \"0\": expected how many providers hold the "
       "share "
       "together\n"},
  };
  for (const Spoiling& spoiling : cases) {
    Files files;
    files.replace(spoiling.file, spoiling.from, spoiling.to);
    const std::string report = files.faults();
    const std::string expected = spoiling.fault;
    // The follow-up of a fault is cut where a case ends without a line end or with a file name only.
    const std::string head =
        expected.ends_with(":0") ? expected.substr(0, expected.rfind("fact_uses")) : expected;
    EXPECT_EQ(report.substr(0, head.size()), head) << report;
  }
}

TEST(DatasetReader, WarningsDoNotStandInTheWay) {
  const Spoiling cases[] = {
      {"inputs.csv", "essential\n", "essential,colour\n",
       "inputs.csv:1: warning: column 4 'colour' an unknown column, left out\n"},
      {"supplies.csv", "F1,F2,", "F1,F1,",
       "supplies.csv:2: warning: column 2 'customer_id' found \"F1\": supplier and customer are the same "
       "firm\n"},
      {"fact_uses.csv", ",China,", ",Chinas,",
       "fact_uses.csv:2: warning: column 4 'scope' found \"Chinas\": expected \"China\" as in row 1 of "
       "facts.csv: does "
       "the review still hold?\n"},
  };
  for (const Spoiling& spoiling : cases) {
    Files files;
    files.replace(spoiling.file, spoiling.from, spoiling.to);
    if (std::string(spoiling.to).ends_with("colour\n")) {
      files.replace("inputs.csv", "D1,D2,1", "D1,D2,1,red");
      files.replace("inputs.csv", "D2,D3,1", "D2,D3,1,");
    }
    EXPECT_EQ(files.faults(), spoiling.fault);
    EXPECT_TRUE(files.check().dataset);
  }
}

TEST(DatasetReader, DuplicatesAreNamedWithTheFirst) {
  Files files;
  files.append("inputs.csv", "D1,D2,0\n");
  EXPECT_EQ(files.faults(),
            "inputs.csv:4: error: 'input_id' the same input of the same product as on line 2\n");
  files = Files();
  files.append("supplies.csv", "F1,F2,D1,5\n");
  EXPECT_EQ(
      files.faults(),
      "supplies.csv:3: warning: the same supplier, customer and product; the values add up as on line 2\n");
  files = Files();
  files.append("firms.csv", "F3,丙,91350100M000100Y43,,,\n");
  EXPECT_EQ(files.faults(), "firms.csv:4: warning: 'uscc' the same social credit code as on line 2\n");
}

TEST(DatasetReader, EssentialCyclesAreNamedInFull) {
  Files files;
  files.append("inputs.csv", "D3,D1,1\n");
  EXPECT_EQ(files.faults(),
            "inputs.csv:2: error: essential inputs form a cycle, so none of these could ever be made: D1 "
            "(玻璃基板) -> "
            "D2 (面板) -> D3 (显示器) -> D1 (玻璃基板)\n");
  files = Files();
  files.append("inputs.csv", "D3,D1,0\n");
  EXPECT_EQ(files.faults(), "");  // an optional input may close a circle

  files = Files();
  files.replace("inputs.csv", "essential\n", "essential,alternative_group\n");
  files.replace("inputs.csv", "D1,D2,1", "D1,D2,1,g");
  files.replace("inputs.csv", "D2,D3,1", "D2,D3,1,");
  files.append("inputs.csv", "D3,D2,1,g\n");
  EXPECT_NE(files.faults().find("D2 (面板) -> D3 (显示器) -> D2 (面板)"), std::string::npos)
      << files.faults();
}

TEST(DatasetReader, ParentCyclesAreNamed) {
  Files files;
  files.replace("regions.csv", "CHN,中国,China,,country", "CHN,中国,China,YRD,country");
  EXPECT_NE(files.faults().find("parents form a cycle: "), std::string::npos);
  files = Files();
  files.replace("firms.csv", "320500,1,", "320500,1,F1");
  EXPECT_EQ(files.faults(), "firms.csv:2: error: 'parent_id' parents form a cycle: F1 (甲) -> F1 (甲)\n");
}

TEST(DatasetReader, FullWidthDigitsAreReadInNumbersAndCodes) {
  Files files;
  files.replace("regions.csv", "320500,苏州市", "３２０５００,苏州市");
  files.replace("supplies.csv", "1e6", "１２．５");
  files.replace("supplies.csv", "F1,F2", "Ｆ１,F2");
  files.replace("products.csv", "C3042", "ｃ3042");
  const DatasetCheck check = files.check();
  ASSERT_TRUE(check.dataset) << check.faults.to_string();
  EXPECT_EQ(check.dataset->regions[3].code, "320500");
  EXPECT_EQ(check.dataset->supplies[0].annual_value_cny, 12.5);
  EXPECT_EQ(check.dataset->products[0].gbt4754, "C3042");
}

TEST(DatasetReader, AllFaultsOfAllFilesComeAtOnce) {
  Files files;
  files.texts.erase("chains.csv");
  files.texts["products.csv"] = "";
  files.append("inputs.csv", "D1,D9,2\n");
  files.append("supplies.csv", "F9,F2,D1,x\n");
  const std::string report = files.faults();
  EXPECT_EQ(
      report,
      "chains.csv: error: the file is missing; a dataset must have it\n"
      "products.csv: error: the file is empty; expected a header: "
      "product_id,name_zh,name_en,chain_id,segment\n"
      "inputs.csv:4: error: column 3 'essential' found \"2\": expected 1 (yes) or 0 (no)\n"
      "supplies.csv:3: error: column 1 'supplier_id' found \"F9\": not found in firms.csv\n"
      "supplies.csv:3: error: column 4 'annual_value_cny' found \"x\": expected a number of at least 0\n");
}

TEST(DatasetReader, AFloodOfFaultsIsCountedNotKept) {
  Files files;
  for (int i = 0; i < 20'000; ++i) files.append("supplies.csv", "X,Y,Z,-1\n");
  const DatasetCheck check = files.check();
  EXPECT_EQ(check.faults.errors().size(), 100U);
  EXPECT_GT(check.faults.error_count(), 10'000U);
}

TEST(DatasetReader, ABadlySplitRowDoesNotSpoilReferencesToIt) {
  Files files;
  files.replace("products.csv", "D1,玻璃基板,Glass,DISP,upstream,C3042",
                "D1,玻璃基板,Gla,ss,DISP,upstream,C3042");
  EXPECT_EQ(files.faults(), "products.csv:2: error: expected 6 fields as in the header, found 7\n");
}

TEST(DatasetReader, ReferencesIntoAFileWithABadHeaderAreNotFollowed) {
  Files files;
  files.replace("products.csv", "name_zh", "name");
  EXPECT_EQ(files.faults(),
            "products.csv:1: error: 'name_zh' the column is missing\n"
            "products.csv:1: warning: column 2 'name' an unknown column, left out\n");
  files = Files();
  files.replace("regions.csv", "tier", "level");
  files.replace("firms.csv", "name_zh", "name");
  EXPECT_EQ(files.check().faults.error_count(), 2U) << files.faults();
}

TEST(DatasetReader, Gb18030IsReadWithAWarning) {
  Files files;
  files.texts["chains.csv"] = "chain_id,name_zh,name_en\nDISP,\xD0\xC2\xD0\xCD\xCF\xD4\xCA\xBE,Display\n";
  const DatasetCheck check = files.check();
  ASSERT_TRUE(check.dataset) << check.faults.to_string();
  EXPECT_EQ(check.dataset->chains[0].name_zh, "新型显示");
  EXPECT_EQ(check.faults.to_string(), "chains.csv: warning: the file is not UTF-8; read as GB18030\n");
}

TEST(DatasetReader, ReadsFolders) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / "tenon_dataset_reader_test" / "mine";
  fs::create_directories(folder);
  const Files files;
  for (const auto& [name, text] : files.texts)
    ASSERT_TRUE(write_file_atomically((folder / name).string(), text));
  const auto read = read_dataset(folder.string() + "/");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->dataset.name, "mine");
  EXPECT_EQ(read->dataset.products.size(), 3U);

  fs::rename(folder / "firms.csv", folder / "firm.csv");
  EXPECT_NE(read_dataset(folder.string()).error().message.find("did you mean \"firms.csv\"?"),
            std::string::npos);
  fs::remove(folder / "inputs.csv");
  fs::create_directory(folder / "inputs.csv");
  const auto failed = read_dataset(folder.string());
  EXPECT_EQ(failed.error().code, ErrorCode::kBadInput);
  EXPECT_NE(failed.error().message.find("not a regular file"), std::string::npos) << failed.error().message;
  fs::remove_all(folder.parent_path());
  EXPECT_EQ(read_dataset(folder.string()).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(check_dataset(folder.string()).faults.has_errors());
}

TEST(DatasetReader, TheBundledDatasetHasNoErrors) {
  const std::string folder = std::string(TENON_SOURCE_DIR) + "/data/delta";
  if (!std::filesystem::exists(folder + "/products.csv")) GTEST_SKIP() << "no dataset at " << folder;
  const auto read = read_dataset(folder);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->dataset.products.size(), 390U);
}

}  // namespace
}  // namespace tenon

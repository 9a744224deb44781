#include "report/html_page.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "report/page_data.h"
#include "report/report_fixture.h"

namespace tenon {
namespace {

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
    ++count;
  return count;
}

std::string between(const std::string& text, std::string_view begin, std::string_view end) {
  const std::size_t from = text.find(begin);
  if (from == std::string::npos) return "";
  const std::size_t start = from + begin.size();
  return text.substr(start, text.find(end, start) - start);
}

constexpr std::string_view kData = "<script type=\"application/json\" id=\"data\">";

TEST(HtmlPage, ListsEveryBreakPointWithoutScript) {
  const ReportFixture fixture = report_fixture();
  const std::string page = html_page(fixture.analysis(), {});
  EXPECT_EQ(count_of(page, "<tr id=\"r"), 5U);
  EXPECT_NE(page.find("浸没式光刻机"), std::string::npos);
  EXPECT_NE(page.find("Immersion scanner"), std::string::npos);
  EXPECT_NE(page.find("1 red, 1 orange"), std::string::npos);
  EXPECT_NE(page.find("--l:58;--h:80;--v:71"), std::string::npos);
  EXPECT_EQ(page.find("{{"), page.find("{{", page.find(kData))) << "a placeholder was left";
}

TEST(HtmlPage, AsksNobodyForAnything) {
  const ReportFixture fixture = report_fixture();
  const std::string page = html_page(fixture.analysis(), {});
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
  for (const char* loader : {"src=\"http", "url(http", "@import", "fetch(", "XMLHttpRequest",
                             "<link rel=\"stylesheet\"", "src=\"//", "WebSocket", "sendBeacon"}) {
    EXPECT_EQ(page.find(loader), std::string::npos) << loader;
  }
  EXPECT_EQ(count_of(page, "<link "), 1U);  // the empty icon
}

TEST(HtmlPage, OpensInTheLanguageAskedFor) {
  const ReportFixture fixture = report_fixture();
  EXPECT_NE(html_page(fixture.analysis(), {"en"}).find("<html lang=\"en\""), std::string::npos);
  EXPECT_NE(html_page(fixture.analysis(), {""}).find("<html lang=\"zh\""), std::string::npos);
}

TEST(HtmlPage, HostileNamesStayText) {
  const ReportFixture fixture = hostile_fixture();
  const std::string page = html_page(fixture.analysis(), {});
  EXPECT_EQ(page.find("<img"), std::string::npos);
  EXPECT_EQ(count_of(page, "<script"), 2U);
  EXPECT_EQ(count_of(page, "</script>"), 2U);
  EXPECT_EQ(count_of(page, "<!--"), 0U);
  EXPECT_EQ(page.find("javascript:"), std::string::npos);
  EXPECT_EQ(count_of(page, "<tr id=\"r"), 5U);
  const std::string embedded = between(page, kData, "</script>");
  const auto data = boost::json::parse(embedded);
  EXPECT_EQ(data.at("dataset").as_string(), hostile_text());
  EXPECT_EQ(data.at("points").as_array().size(), 5U);
  for (const auto& source : data.at("sources").as_array()) {
    const auto address = source.as_array()[1].as_string();
    EXPECT_TRUE(address.empty() || address.starts_with("https://")) << address;
  }
}

TEST(HtmlPage, IsTheSameForTheSameInput) {
  const ReportFixture fixture = report_fixture();
  EXPECT_EQ(html_page(fixture.analysis(), {}), html_page(fixture.analysis(), {}));
}

TEST(PageData, NamesTaiwanHongKongAndMacaoInFull) {
  const ReportFixture fixture = report_fixture();
  const auto data = boost::json::parse(page_data(fixture.analysis(), summarise(fixture.analysis()), ""));
  EXPECT_EQ(data.at("regions").as_array()[5].as_array()[1].as_string(), "中国台湾");
}

TEST(PageData, NamesNoSyntheticFirm) {
  const ReportFixture fixture = report_fixture();
  const std::string data = page_data(fixture.analysis(), summarise(fixture.analysis()), "");
  EXPECT_EQ(data.find("合成企业一"), std::string::npos);
  EXPECT_NE(data.find("Some Maker"), std::string::npos);
}

TEST(PageData, OfAnEmptyDatasetIsWhole) {
  const Dataset dataset;
  const BreakPointReport result;
  const Analysis analysis{dataset, result, 0};
  EXPECT_TRUE(boost::json::parse(page_data(analysis, summarise(analysis), "")).is_object());
  EXPECT_NE(html_page(analysis, {}).find("0 red among 0 products"), std::string::npos);
}

}  // namespace
}  // namespace tenon

#include "report/multi_regional_report.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string_view>
#include <vector>

#include "base/csv_writer.h"
#include "base/number.h"
#include "report/json_writer.h"

namespace tenon {
namespace {

// What an output must stay above not to count as a loss in "back to normal".
constexpr double kNearlyNormal = 0.999;

double ratio(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

double normal_of_run(const TableLoss& loss, const TableSimulation& simulation) {
  return loss.normal_output * simulation.days;
}

std::string percent(double share) {
  return format_fixed(100 * share, 2) + " %";
}

// Three digits after the leading one, grouped: "7,128,450", "12.35".
std::string amount(double value) {
  const double size = std::abs(value);
  if (size >= 1000 && size < 1e15) {
    return (value < 0 ? "-" : "") + format_count(static_cast<std::uint64_t>(std::llround(size)));
  }
  return size >= 10 ? format_fixed(value, 1) : format_fixed(value, 3);
}

// Positions by output lost, most first; equal ones in the order of the table.
std::vector<std::size_t> by_loss(const std::vector<TableLoss>& losses, std::size_t top) {
  std::vector<std::size_t> order(losses.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return losses[a].lost_output > losses[b].lost_output;
  });
  if (top > 0 && top < order.size()) order.resize(top);
  return order;
}

std::string sector_text(const TableSector& sector) {
  if (sector.name_zh.empty() && sector.name_en.empty()) return sector.name;
  std::string text = sector.name;
  for (const std::string* name : {&sector.name_zh, &sector.name_en}) {
    if (!name->empty() && *name != sector.name) text += " " + *name;
  }
  return text;
}

std::string region_text(const TableRegion& region) {
  return region.name + (region.is_outside ? " (outside 区域外)" : "");
}

std::string industry_text(const MultiRegionalTable& table, std::size_t i) {
  const TableIndustry& industry = table.industries[i];
  return table.regions[industry.region].name + " | " + sector_text(table.sectors[industry.sector]);
}

// First day from which total output stays above 99.9 % of normal; -1: not within the run.
int back_to_normal(const TableSimulation& simulation) {
  int day = simulation.days;
  while (day > 0 && simulation.totals[static_cast<std::size_t>(day) - 1].output >=
                        kNearlyNormal * simulation.normal.output) {
    --day;
  }
  return day < simulation.days ? day : -1;
}

std::string heading(const MultiRegionalTable& table, const TableSimulation& simulation) {
  std::string text =
      table.source + ": " + format_count(table.regions.size()) + " regions 区域, " +
      format_count(table.sectors.size()) + " sectors 部门, " + format_count(table.size()) +
      " industries 产业; " +
      (table.year ? "year 年份 " + std::to_string(*table.year) : "year not stated 年份未注明") + ", " +
      (table.unit.empty() ? "unit not stated 单位未注明" : "unit 单位 " + table.unit) + "\n";
  text += format_count(static_cast<std::uint64_t>(simulation.days)) + " days simulated 模拟天数";
  if (simulation.is_partial) text += "; PARTIAL: stopped before its end 结果不完整：模拟提前中止";
  text += "\n";
  const TableLoss& total = simulation.total;
  const double days = simulation.days;
  text += "output lost 产出损失 " + amount(total.lost_output) + " (" +
          percent(ratio(total.lost_output, normal_of_run(total, simulation))) + " of normal 占正常产出), " +
          "value added lost 增加值损失 " + amount(total.lost_value_added) + " (" +
          percent(ratio(total.lost_value_added, simulation.normal.value_added * days)) + "), " +
          "final demand unmet 未满足的最终需求 " + amount(total.unmet_final_demand) + " (" +
          percent(ratio(total.unmet_final_demand, simulation.normal.final_demand * days)) + ")\n";
  if (total.worst_day < 0) return text + "output never below normal 产出从未低于正常水平\n";
  text += "worst day 最严重的一天 " + std::to_string(total.worst_day) + ": output 产出 " +
          percent(total.worst_level) + "; ";
  const int back = back_to_normal(simulation);
  if (back < 0) return text + "not back above 99.9 % within the run 模拟期内未恢复到99.9 %以上\n";
  const std::string day = std::to_string(back);
  text += "above 99.9 % from day " + day + " on 第" + day + "天起恢复到99.9 %以上\n";
  return text;
}

std::string losses_table(const char* title, const std::vector<TableLoss>& losses,
                         const TableSimulation& simulation, const TableReportOptions& options,
                         const std::function<std::string(std::size_t)>& name_of) {
  TerminalTable shown;
  shown.columns = {{"#", Align::kRight},
                   {title, Align::kLeft, 60, 16},
                   {"lost 产出损失", Align::kRight},
                   {"% of normal 占正常", Align::kRight},
                   {"value added 增加值损失", Align::kRight},
                   {"unmet 未满足需求", Align::kRight},
                   {"worst day 最低日", Align::kRight},
                   {"level 最低水平", Align::kRight}};
  for (const std::size_t k : by_loss(losses, options.top)) {
    const TableLoss& loss = losses[k];
    shown.rows.push_back({std::to_string(shown.rows.size() + 1), name_of(k), amount(loss.lost_output),
                          format_fixed(100 * ratio(loss.lost_output, normal_of_run(loss, simulation)), 2),
                          amount(loss.lost_value_added), amount(loss.unmet_final_demand),
                          loss.worst_day < 0 ? "–" : std::to_string(loss.worst_day),
                          loss.worst_day < 0 ? "–" : percent(loss.worst_level)});
  }
  return render_table(shown, options.style) + "\n" + std::to_string(shown.rows.size()) + " of " +
         std::to_string(losses.size()) + ", by output lost 按产出损失排序\n";
}

void write_loss(JsonWriter& json, const TableLoss& loss, const TableSimulation& simulation) {
  json.key("normal_output").number(loss.normal_output);
  json.key("lost_output").number(loss.lost_output);
  json.key("lost_output_share").number(ratio(loss.lost_output, normal_of_run(loss, simulation)));
  json.key("lost_value_added").number(loss.lost_value_added);
  json.key("unmet_final_demand").number(loss.unmet_final_demand);
  json.key("worst_day");
  if (loss.worst_day < 0) {
    json.null();
  } else {
    json.integer(loss.worst_day);
  }
  json.key("worst_level").number(loss.worst_level);
}

void write_day(JsonWriter& json, const MultiRegionalDay& day) {
  json.key("output").number(day.output);
  json.key("value_added").number(day.value_added);
  json.key("final_demand").number(day.final_demand);
  json.key("final_consumption").number(day.final_consumption);
  json.key("rebuilding").number(day.rebuilding);
}

void write_sector(JsonWriter& json, const TableSector& sector) {
  json.key("sector").text(sector.name);
  json.key("sector_zh").text(sector.name_zh);
  json.key("sector_en").text(sector.name_en);
}

void field(CsvWriter& csv, double value) {
  csv.field(format_number(value));
}

std::string days_csv(const MultiRegionalTable& table, const TableSimulation& simulation) {
  CsvWriter csv;
  csv.field("day");
  for (std::size_t i = 0; i < table.size(); ++i) csv.field(industry_label(table, i));
  csv.end_record();
  for (std::size_t day = 0; day < static_cast<std::size_t>(simulation.days); ++day) {
    csv.field(std::to_string(day));
    for (std::size_t i = 0; i < table.size(); ++i) field(csv, simulation.output[day * table.size() + i]);
    csv.end_record();
  }
  return csv.take();
}

std::string industries_csv(const MultiRegionalTable& table, const TableSimulation& simulation) {
  CsvWriter csv;
  for (const char* name : {"day", "region", "sector", "output", "normal_output", "limiting_input"}) {
    csv.field(name);
  }
  csv.end_record();
  for (std::size_t day = 0; day < static_cast<std::size_t>(simulation.days); ++day) {
    for (std::size_t i = 0; i < table.size(); ++i) {
      const std::size_t at = day * table.size() + i;
      csv.field(std::to_string(day));
      csv.field(table.regions[table.industries[i].region].name);
      csv.field(table.sectors[table.industries[i].sector].name);
      field(csv, simulation.output[at]);
      field(csv, simulation.industries[i].normal_output);
      const bool limited = !simulation.limiting.empty() && simulation.limiting[at] != kNoLimit;
      csv.field(limited ? std::string_view(table.sectors[simulation.limiting[at]].name) : std::string_view());
      csv.end_record();
    }
  }
  return csv.take();
}

std::string losses_csv(const MultiRegionalTable& table, const TableSimulation& simulation) {
  CsvWriter csv;
  for (const char* name : {"region", "sector", "sector_zh", "sector_en", "source", "year", "unit", "days",
                           "partial", "normal_output", "lost_output", "lost_output_share", "lost_value_added",
                           "unmet_final_demand", "worst_day", "worst_level"}) {
    csv.field(name);
  }
  csv.end_record();
  for (std::size_t i = 0; i < table.size(); ++i) {
    const TableLoss& loss = simulation.industries[i];
    const TableSector& sector = table.sectors[table.industries[i].sector];
    csv.field(table.regions[table.industries[i].region].name);
    for (const std::string* name : {&sector.name, &sector.name_zh, &sector.name_en, &table.source}) {
      csv.field(*name);
    }
    csv.field(table.year ? std::to_string(*table.year) : "");
    csv.field(table.unit);
    csv.field(std::to_string(simulation.days));
    csv.field(simulation.is_partial ? "1" : "0");
    for (const double value :
         {loss.normal_output, loss.lost_output, ratio(loss.lost_output, normal_of_run(loss, simulation)),
          loss.lost_value_added, loss.unmet_final_demand}) {
      field(csv, value);
    }
    csv.field(loss.worst_day < 0 ? "" : std::to_string(loss.worst_day));
    field(csv, loss.worst_level);
    csv.end_record();
  }
  return csv.take();
}

}  // namespace

std::string table_report_text(const MultiRegionalTable& table, const TableSimulation& simulation,
                              const TableReportOptions& options) {
  std::string text = heading(table, simulation);
  text += "\n" + losses_table("region 区域", simulation.regions, simulation, options,
                              [&](std::size_t r) { return region_text(table.regions[r]); });
  text += "\n" + losses_table("sector 部门", simulation.sectors, simulation, options,
                              [&](std::size_t s) { return sector_text(table.sectors[s]); });
  text += "\n" + losses_table("industry 产业", simulation.industries, simulation, options,
                              [&](std::size_t i) { return industry_text(table, i); });
  return text;
}

std::string table_report_json(const MultiRegionalTable& table, const TableSimulation& simulation,
                              const TableReportOptions& options) {
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object();
  json.key("source").text(table.source);
  json.key("year").optional_integer(table.year);
  json.key("unit").text(table.unit);
  json.key("days").integer(simulation.days);
  json.key("partial").boolean(simulation.is_partial);
  json.key("normal").begin_object();
  write_day(json, simulation.normal);
  json.end_object();
  json.key("total").begin_object();
  write_loss(json, simulation.total, simulation);
  const int back = back_to_normal(simulation);
  json.key("back_to_normal_day").optional_integer(back < 0 ? std::nullopt : std::optional<int>(back));
  json.end_object();
  json.key("by_day").begin_array();
  for (std::size_t day = 0; day < simulation.totals.size(); ++day) {
    json.begin_object();
    write_day(json, simulation.totals[day]);
    json.key("broken_capital").number(simulation.broken_capital[day]);
    json.end_object();
  }
  json.end_array();
  json.key("regions").begin_array();
  for (const std::size_t r : by_loss(simulation.regions, options.top)) {
    json.begin_object();
    json.key("region").text(table.regions[r].name);
    json.key("outside").boolean(table.regions[r].is_outside);
    write_loss(json, simulation.regions[r], simulation);
    json.key("output_by_day").begin_array();
    for (std::size_t day = 0; day < simulation.totals.size(); ++day) {
      json.number(simulation.region_output[day * table.regions.size() + r]);
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.key("sectors").begin_array();
  for (const std::size_t s : by_loss(simulation.sectors, options.top)) {
    json.begin_object();
    write_sector(json, table.sectors[s]);
    write_loss(json, simulation.sectors[s], simulation);
    json.end_object();
  }
  json.end_array();
  json.key("industries").begin_array();
  for (const std::size_t i : by_loss(simulation.industries, options.top)) {
    json.begin_object();
    json.key("region").text(table.regions[table.industries[i].region].name);
    write_sector(json, table.sectors[table.industries[i].sector]);
    write_loss(json, simulation.industries[i], simulation);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

std::string table_report_csv(const MultiRegionalTable& table, const TableSimulation& simulation,
                             TableCsv shape) {
  switch (shape) {
    case TableCsv::kDays:
      return days_csv(table, simulation);
    case TableCsv::kIndustries:
      return industries_csv(table, simulation);
    case TableCsv::kLosses:
      return losses_csv(table, simulation);
  }
  return {};
}

}  // namespace tenon

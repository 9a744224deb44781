#include "service/import_preview.h"

#include <utility>

#include "exchange/dataset_faults.h"
#include "exchange/dataset_reader.h"
#include "report/words.h"
#include "risk/break_points.h"
#include "service/dataset_import.h"
#include "store/break_point_store.h"

namespace tenon {
namespace {

constexpr const char* kSupplies = "supplies.csv";

// A fault of a restricted file that the caller does not bring, without what stands in it.
Fault without_values(const Fault& fault) {
  return placed({fault.severity, fault.file, fault.line, fault.column, fault.column_name, "", ""},
                said(fault_kinds::kStoreRow));
}

// The faults that the caller may know of, and how many errors those are.
std::size_t take_faults(const FaultList& found, const ImportQuestion& question, FaultList& faults) {
  std::size_t withheld = 0;
  for (const std::vector<Fault>* list : {&found.errors(), &found.warnings()}) {
    for (const Fault& fault : *list) {
      const bool is_others = fault.file.ends_with(kSupplies) && !question.given.contains(kSupplies);
      if (!is_others) {
        faults.add(fault);
      } else if (question.with_supplies) {
        faults.add(without_values(fault));
      } else if (fault.severity == Severity::kError && ++withheld == 1) {
        faults.add(placed({Severity::kError, fault.file, 0, 0, "", "", ""}, said(fault_kinds::kStoreFile)));
      }
    }
  }
  return found.error_count() - withheld + (withheld > 0 ? 1 : 0);
}

// Rows of a file with its header, as it stands in the store and as it would.
FilePreview preview_of(const RowCounts& counts, bool was_there, bool is_there) {
  FilePreview preview{counts.added, counts.changed, 0, counts.removed};
  if (!was_there && preview.added > 0) --preview.added;
  if (!is_there && preview.removed > 0) --preview.removed;
  if (is_there && counts.rows > 0) preview.unchanged = counts.rows - 1 - preview.added - preview.changed;
  return preview;
}

using SubjectKey = std::pair<std::string, std::string>;

std::map<SubjectKey, const BreakPoint*> by_subject(const Dataset& dataset, const BreakPointReport& report) {
  std::map<SubjectKey, const BreakPoint*> points;
  for (const BreakPoint& point : report.break_points) {
    const bool is_firm = point.subject.type == SubjectType::kFirm;
    points[{is_firm ? "firm" : "product", is_firm ? dataset.firms[point.subject.index].id
                                                  : dataset.products[point.subject.index].id}] = &point;
  }
  return points;
}

void name_subject(const Dataset& dataset, const BreakPoint& point, LevelPreview& level) {
  if (point.subject.type == SubjectType::kFirm) {
    level.name_zh = dataset.firms[point.subject.index].name_zh;
    level.name_en = dataset.firms[point.subject.index].name_en;
  } else {
    level.name_zh = dataset.products[point.subject.index].name_zh;
    level.name_en = dataset.products[point.subject.index].name_en;
  }
}

std::optional<double> score_of(const BreakPoint& point) {
  return point.score ? std::optional(point.score->value) : std::nullopt;
}

std::vector<LevelPreview> level_changes(const Dataset& before, const BreakPointReport& then,
                                        const Dataset& after, const BreakPointReport& now) {
  const auto old_points = by_subject(before, then);
  const auto new_points = by_subject(after, now);
  std::map<SubjectKey, LevelPreview> levels;
  for (const auto& [subject, point] : old_points) {
    LevelPreview& level = levels[subject];
    name_subject(before, *point, level);
    level.level_before = id_of(point->level);
    level.score_before = score_of(*point);
  }
  for (const auto& [subject, point] : new_points) {
    LevelPreview& level = levels[subject];
    name_subject(after, *point, level);
    level.level = id_of(point->level);
    level.score = score_of(*point);
  }
  std::vector<LevelPreview> changed;
  for (auto& [subject, level] : levels) {
    if (level.level_before == level.level) continue;
    std::tie(level.subject_kind, level.subject_id) = subject;
    changed.push_back(std::move(level));
  }
  return changed;
}

// Under the scope and method of the newest recorded analysis; not compared where either dataset has not the
// scope.
Result<void> compare_levels(Database& database, DatasetShelf& shelf, const ImportQuestion& question,
                            const Dataset& after, ImportPreview& preview) {
  const auto before =
      shelf.load(question.name, preview.before, question.actor, question.time, "break_point.read");
  if (!before) return before.error();
  auto analysis = newest_analysis(database, question.name);
  if (!analysis) return analysis.error();
  BreakPointOptions options;
  if (*analysis) {
    options.scope = (*analysis)->scope;
    options.use_synthetic = (*analysis)->method.find("\"synthetic\":true") != std::string::npos;
  }
  const auto then = find_break_points(*before->dataset, options);
  const auto now = find_break_points(after, options);
  if (!then || !now) return {};
  preview.are_levels_compared = true;
  preview.scope = options.scope;
  preview.levels = level_changes(*before->dataset, *then, after, *now);
  return {};
}

}  // namespace

Result<ImportPreview> preview_import(Database& database, DatasetShelf& shelf,
                                     const ImportQuestion& question) {
  ImportPreview preview;
  auto versions = list_versions(database, question.name);
  if (!versions && versions.error().code != ErrorCode::kNotFound) return versions.error();
  if (versions && !versions->empty()) preview.before = versions->back().version;
  if (question.expected && *question.expected != preview.before) {
    return Error{ErrorCode::kConflict, "the dataset '" + question.name + "' is at version " +
                                           std::to_string(preview.before) + ", not at " +
                                           std::to_string(*question.expected) + " any more"};
  }
  DatasetFiles files;
  for (const auto& [file, text] : question.files) files[file] = text;
  ReadOptions reading;
  reading.fault_limit = 1000;
  const DatasetCheck check = check_dataset_files(question.name, files, reading);
  preview.fault_count = take_faults(check.faults, question, preview.faults);
  if (!check.dataset) return preview;
  ImportOptions options;
  options.note = {question.actor, question.time, "", ""};
  options.is_dry_run = true;
  auto report = import_dataset(database, question.name, *check.dataset, options);
  if (!report) return report.error();
  preview.is_acceptable = true;
  preview.is_changed = report->is_changed;
  for (const auto& [file, counts] : report->files) {
    if (file == kSupplies && !question.with_supply_counts) continue;
    bool was_there = false;
    if (preview.before > 0) {
      const auto& kept = versions->back().files;
      const auto found = kept.find(file);
      was_there = found != kept.end() && found->second.rows > 0;
    }
    preview.files[file] = preview_of(counts, was_there, counts.rows > 0);
  }
  if (question.with_levels && preview.before > 0) {
    auto compared = compare_levels(database, shelf, question, *check.dataset, preview);
    if (!compared) return compared.error();
  }
  return preview;
}

}  // namespace tenon

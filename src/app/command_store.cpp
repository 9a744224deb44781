#include "app/command_store.h"

#include <filesystem>
#include <utility>
#include <vector>

#include "app/dataset_source.h"
#include "app/output.h"
#include "base/number.h"
#include "base/text.h"
#include "exchange/dataset_writer.h"
#include "report/json_writer.h"
#include "report/terminal_table.h"
#include "report/timestamp.h"
#include "service/dataset_import.h"
#include "store/store_copy.h"

namespace tenon {
namespace {

ImportNote note_of(const StoreOptions& options, const std::string& source) {
  return {command_line_actor(options.by), now_utc(), source, options.note};
}

// What was done with the whole store, in its own audit chain.
Result<void> log_operation(Database& store, const StoreOptions& options, const std::string& what) {
  return log_audit(store, event_of(command_line_actor(options.by), now_utc(), "system.backup", "store",
                                   store.shown_address(), "{\"what\":\"" + what + "\"}"));
}

void say(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void write_counts(JsonWriter& json, const std::map<std::string, RowCounts, std::less<>>& files) {
  json.key("files").begin_array();
  for (const auto& [file, counts] : files) {
    const auto number = [&](std::string_view key, std::size_t value) {
      json.key(key).integer(static_cast<std::int64_t>(value));
    };
    json.begin_object().key("file").text(file);
    number("rows", counts.rows);
    number("added", counts.added);
    number("changed", counts.changed);
    number("removed", counts.removed);
    number("moved", counts.moved);
    json.end_object();
  }
  json.end_array();
}

std::string import_json(const ImportReport& report, bool is_dry_run) {
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object().key("dataset").text(report.dataset).key("dry_run").boolean(is_dry_run);
  json.key("changed").boolean(report.is_changed);
  json.key("version_before").integer(report.before).key("version").integer(report.after);
  write_counts(json, report.files);
  json.key("warning_count").integer(static_cast<std::int64_t>(report.warnings.warning_count())).end_object();
  return json.take() + "\n";
}

std::vector<TableColumn> count_columns() {
  return {{"文件 file", Align::kLeft},     {"行 rows", Align::kRight},      {"新增 added", Align::kRight},
          {"修改 changed", Align::kRight}, {"删除 removed", Align::kRight}, {"移动 moved", Align::kRight}};
}

std::string import_table(const ImportReport& report, bool is_dry_run) {
  TerminalTable table{count_columns(), {}};
  for (const auto& [file, counts] : report.files) {
    table.rows.push_back({file, format_count(counts.rows), format_count(counts.added),
                          format_count(counts.changed), format_count(counts.removed),
                          format_count(counts.moved)});
  }
  std::string text = report.dataset + ": ";
  if (!report.is_changed) {
    text += "nothing differs from version " + std::to_string(report.before) + " 与第 " +
            std::to_string(report.before) + " 版相同，未生成新版本\n\n";
  } else if (is_dry_run) {
    text += "what would change after version " + std::to_string(report.before) +
            "; nothing was written 试运行，未写入\n\n";
  } else {
    text += "version " + std::to_string(report.after) + " 第 " + std::to_string(report.after) + " 版\n\n";
  }
  return text + render_table(table, style_of_standard_output()) +
         "Rows include the header of each file. 行数含表头。\n";
}

std::string datasets_text(const std::vector<StoredDataset>& datasets, const std::string& format) {
  if (format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    json.begin_object().key("datasets").begin_array();
    for (const StoredDataset& one : datasets) {
      json.begin_object().key("name").text(one.name).key("newest_version").integer(one.newest_version);
      json.key("created_at")
          .text(format_utc(one.created_at))
          .key("created_by")
          .text(one.created_by)
          .end_object();
    }
    json.end_array().end_object();
    return json.take() + "\n";
  }
  TerminalTable table{{{"数据集 dataset", Align::kLeft},
                       {"最新版 newest", Align::kRight},
                       {"建立 created", Align::kLeft},
                       {"建立人 by", Align::kLeft}},
                      {}};
  for (const StoredDataset& one : datasets) {
    table.rows.push_back(
        {one.name, std::to_string(one.newest_version), format_utc(one.created_at), one.created_by});
  }
  return render_table(table, style_of_standard_output());
}

std::string versions_text(const std::vector<DatasetVersion>& versions, const std::string& format) {
  if (format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    json.begin_object().key("versions").begin_array();
    for (const DatasetVersion& one : versions) {
      json.begin_object().key("version").integer(one.version).key("at").text(format_utc(one.note.at));
      json.key("by").text(one.note.by).key("source").text(one.note.source).key("note").text(one.note.note);
      json.key("restores");
      one.restores ? json.integer(*one.restores) : json.null();
      write_counts(json, one.files);
      json.end_object();
    }
    json.end_array().end_object();
    return json.take() + "\n";
  }
  TerminalTable table{{{"版本 version", Align::kRight},
                       {"时间 at", Align::kLeft},
                       {"由 by", Align::kLeft},
                       {"来源 source", Align::kLeft, 40, 10},
                       {"说明 note", Align::kLeft, 50, 10},
                       {"新增 added", Align::kRight},
                       {"修改 changed", Align::kRight},
                       {"删除 removed", Align::kRight},
                       {"移动 moved", Align::kRight}},
                      {}};
  for (const DatasetVersion& one : versions) {
    RowCounts sum;
    for (const auto& [file, counts] : one.files) {
      sum.added += counts.added;
      sum.changed += counts.changed;
      sum.removed += counts.removed;
      sum.moved += counts.moved;
    }
    std::string note = one.note.note;
    if (one.restores) note += (note.empty() ? "" : "; ") + ("= " + std::to_string(*one.restores));
    table.rows.push_back({std::to_string(one.version), format_utc(one.note.at), one.note.by, one.note.source,
                          note, format_count(sum.added), format_count(sum.changed), format_count(sum.removed),
                          format_count(sum.moved)});
  }
  return render_table(table, style_of_standard_output());
}

std::string changes_text(const std::vector<RowChange>& changes, const std::string& format) {
  if (format == "json") {
    JsonWriter json(JsonWriter::Layout::kIndented);
    json.begin_object().key("changes").begin_array();
    for (const RowChange& change : changes) {
      json.begin_object().key("file").text(change.file).key("before");
      change.before ? json.text(*change.before) : json.null();
      json.key("after");
      change.after ? json.text(*change.after) : json.null();
      json.end_object();
    }
    json.end_array().end_object();
    return json.take() + "\n";
  }
  std::string text;
  std::string file;
  for (const RowChange& change : changes) {
    if (change.file != file) {
      file = change.file;
      text += file + "\n";
    }
    if (change.before) text += "- " + *change.before + "\n";
    if (change.after) text += "+ " + *change.after + "\n";
  }
  return text;
}

std::string counted(const CopyCount& count) {
  return format_count(static_cast<std::size_t>(count.rows)) + " rows of " + std::to_string(count.tables) +
         " tables";
}

}  // namespace

int run_import(const ImportCommand& options) {
  const std::string name =
      options.name.empty()
          ? std::filesystem::path(options.folder + "/").lexically_normal().parent_path().filename().string()
          : options.name;
  auto store = open_store(options.address, false);
  if (!store) return report_error(store.error());
  ImportOptions import;
  import.note = note_of(options, options.folder);
  import.expected = options.expected;
  import.is_dry_run = options.is_dry_run;
  const auto report = import_dataset_folder(*store, name, options.folder, import);
  if (!report) return report_error(report.error());
  report_faults(report->warnings);
  return write_output(options.out, options.format == "json" ? import_json(*report, options.is_dry_run)
                                                            : import_table(*report, options.is_dry_run));
}

int run_export(const ExportCommand& options) {
  if (options.out.empty()) {
    return report_error(
        {ErrorCode::kInvalidArgument, "--out FOLDER: expected a folder that does not exist yet"});
  }
  const auto name = stored_name(options.dataset);
  if (!name) return report_error(name.error());
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const auto dataset = load_dataset(*store, name->name, name->version, command_line_actor(options.by),
                                    now_utc(), "export.firm_level");
  if (!dataset) return report_error(dataset.error());
  const auto written = write_dataset(*dataset, options.out);
  return written ? kExitDone : report_error(written.error());
}

int run_versions(const VersionsCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  if (options.name.empty()) {
    const auto datasets = list_datasets(*store);
    if (!datasets) return report_error(datasets.error());
    return write_output(options.out, datasets_text(*datasets, options.format));
  }
  if (options.change) {
    const std::size_t limit = options.top == 0 ? SIZE_MAX / 2 : options.top;
    const auto changes = changes_of_version(*store, options.name, *options.change, limit);
    if (!changes) return report_error(changes.error());
    if (changes->size() == limit)
      say("tenon: only the first " + std::to_string(limit) + " rows; --top 0 for all\n");
    return write_output(options.out, changes_text(*changes, options.format));
  }
  const auto versions = list_versions(*store, options.name);
  if (!versions) return report_error(versions.error());
  return write_output(options.out, versions_text(*versions, options.format));
}

int run_undo(const UndoCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  const auto version = undo_import(*store, options.name, options.older, note_of(options, ""));
  if (!version) return report_error(version.error());
  const auto versions = list_versions(*store, options.name);
  if (!versions) return report_error(versions.error());
  return write_output(options.out, versions_text({versions->back()}, options.format));
}

int run_store_save(const StoreCopyCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  if (const auto logged = log_operation(*store, options, "save"); !logged)
    return report_error(logged.error());
  const auto count = back_up(*store, options.target);
  if (!count) return report_error(count.error());
  say("tenon: saved " + counted(*count) + " in " + options.target + "\n");
  return kExitDone;
}

int run_store_restore(const StoreCopyCommand& options) {
  auto store = open_store(options.address, false);
  if (!store) return report_error(store.error());
  const auto count = restore_backup(options.target, *store);
  if (!count) return report_error(count.error());
  if (const auto logged = log_operation(*store, options, "restore"); !logged)
    return report_error(logged.error());
  say("tenon: restored " + counted(*count) + " into " + store->shown_address() + "\n");
  return kExitDone;
}

int run_store_copy(const StoreCopyCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  auto target = open_store(options.target, false);
  if (!target) return report_error(target.error());
  if (const auto logged = log_operation(*store, options, "copy"); !logged)
    return report_error(logged.error());
  const auto count = copy_database(*store, *target);
  if (!count) return report_error(count.error());
  say("tenon: copied " + counted(*count) + " into " + target->shown_address() + "\n");
  return kExitDone;
}

}  // namespace tenon

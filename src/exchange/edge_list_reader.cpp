// The text is cut at line ends into pieces; threads read the pieces, each with its own firm numbers; the
// pieces' firms are then merged in file order, which gives every firm the number of its first appearance
// however the text was cut. Quotes could hide line ends, so a text with quotes below its header is one piece,
// read by the CSV reader.
#include "exchange/edge_list_reader.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "base/file.h"
#include "base/number.h"
#include "base/parallel.h"
#include "base/text.h"
#include "exchange/csv_reader.h"
#include "exchange/edge_list_columns.h"
#include "exchange/edge_list_piece.h"
#include "exchange/text_file.h"

namespace tenon {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr CsvLimits kLimits{kMaxEdgeListRow, kMaxEdgeListRow, 4096};

// How the text can be read.
struct Cut {
  std::string_view header;  // up to and including its line end; empty: the file has no rows at all
  std::vector<std::string_view> pieces;  // the rest, whole lines
  bool plain = true;                     // every line is a row: no quotes, NUL or lone CR where they matter
  bool utf8 = true;
};

struct Contents {
  bool special = false;  // a quote, NUL or lone CR
  bool beyond_ascii = false;
};

Contents scan(std::string_view text) {
  unsigned special = 0;
  unsigned high = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char c = text[i];
    special |= static_cast<unsigned>(c == '"') | static_cast<unsigned>(c == '\0') |
               (static_cast<unsigned>(c == '\r') & static_cast<unsigned>(text[i + 1] != '\n'));
    high |= static_cast<unsigned char>(c) & 0x80U;
  }
  if (!text.empty()) {
    const char last = text.back();
    special |= static_cast<unsigned>(last == '"' || last == '\0' || last == '\r');
    high |= static_cast<unsigned char>(last) & 0x80U;
  }
  return {special != 0, high != 0};
}

// Whether the header line is one record of its own.
bool is_one_record(std::string_view line) {
  CsvReader reader("", line, kLimits);
  return reader.next() == CsvStep::kRecord && reader.next() == CsvStep::kEnd;
}

Cut cut(std::string_view text, const EdgeListOptions& options) {
  Cut result;
  const auto line_end = [&](std::size_t from) -> std::optional<std::size_t> {
    const std::string_view window = text.substr(from, kMaxEdgeListRow + 2);
    const std::size_t at = window.find('\n');
    if (at != std::string_view::npos) return from + at + 1;
    if (from + window.size() == text.size()) return text.size();
    return std::nullopt;
  };
  // Without a line end in sight the CSV reader decides: CR may end the lines, or a row is too long.
  const auto give_up = [&]() -> Cut { return {text, {}, false, is_valid_utf8(text)}; };

  std::size_t begin = text.find_first_not_of("\r\n");
  if (begin == std::string_view::npos) return result;
  const auto header_end = line_end(begin);
  if (!header_end) return give_up();
  result.header = text.substr(0, *header_end);
  for (begin = *header_end; begin < text.size();) {
    const std::size_t nominal = begin + std::max<std::size_t>(options.piece_bytes, 1) - 1;
    const auto end = nominal >= text.size() ? text.size() : line_end(nominal);
    if (!end) return give_up();
    result.pieces.push_back(text.substr(begin, *end - begin));
    begin = *end;
  }

  std::atomic<bool> plain{is_one_record(result.header)};
  std::atomic<bool> utf8{is_valid_utf8(result.header)};
  parallel_chunks(result.pieces.size(), 1, options.threads, [&](unsigned, std::size_t piece, std::size_t) {
    const Contents contents = scan(result.pieces[piece]);
    if (contents.special) plain = false;
    if (contents.beyond_ascii && !is_valid_utf8(result.pieces[piece])) utf8 = false;
  });
  result.plain = plain;
  result.utf8 = utf8;
  return result;
}

// Adds a piece's faults with lines counted from the begin of the file.
void take_faults(EdgeListPiece& piece, std::size_t lines_before, FaultList& faults) {
  const std::size_t dropped = piece.fault_count - piece.faults.size();
  for (Fault& fault : piece.faults) {
    if (fault.line > 0) fault.line += lines_before;
    faults.add(std::move(fault));
  }
  // Those that the piece did not keep are beyond the limit of the list too: they only count.
  for (std::size_t fault = 0; fault < dropped; ++fault) faults.add({});
}

struct Merged {
  LinkList links;
  NameTable firms;
  std::vector<std::string_view> sector;  // of each firm; views into the text or a piece
  std::size_t firms_with_other_sectors = 0;
  std::uint32_t first_with_other_sector = 0;
};

std::optional<Merged> merge(std::vector<EdgeListPiece>& pieces, bool has_types, unsigned threads) {
  Merged merged;
  NameSlots slots;
  std::vector<char> has_other_sector;
  std::vector<std::vector<std::uint32_t>> global(pieces.size());
  std::vector<std::size_t> first_link(pieces.size());
  std::size_t links = 0;
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    EdgeListPiece& piece = pieces[p];
    global[p].reserve(piece.firms.size());
    for (const EdgeListPiece::Firm& firm : piece.firms) {
      const auto found =
          slots.find(firm.hash, [&](std::uint32_t id) { return merged.firms[id] == firm.name; });
      if (!found) {
        if (merged.firms.size() >= std::numeric_limits<std::uint32_t>::max() - 2) return std::nullopt;
        const auto id = static_cast<std::uint32_t>(merged.firms.size());
        merged.firms.append(firm.name);
        merged.sector.push_back(firm.sector);
        has_other_sector.push_back(firm.has_other_sector ? 1 : 0);
        slots.insert(firm.hash, id);
        global[p].push_back(id);
        continue;
      }
      std::string_view& sector = merged.sector[*found];
      if (sector.empty()) sector = firm.sector;
      if (firm.has_other_sector || (!firm.sector.empty() && firm.sector != sector))
        has_other_sector[*found] = 1;
      global[p].push_back(*found);
    }
    first_link[p] = links;
    links += piece.links.weight.size();
    piece.firms = {};
    piece.slots = {};
  }
  merged.firms_with_other_sectors =
      static_cast<std::size_t>(std::count(has_other_sector.begin(), has_other_sector.end(), 1));
  merged.first_with_other_sector = static_cast<std::uint32_t>(
      std::find(has_other_sector.begin(), has_other_sector.end(), 1) - has_other_sector.begin());

  LinkList& all = merged.links;
  all.supplier.resize(links);
  all.customer.resize(links);
  all.weight.resize(links);
  if (has_types) all.input_class.resize(links);
  parallel_chunks(pieces.size(), 1, threads, [&](unsigned, std::size_t p, std::size_t) {
    LinkList& part = pieces[p].links;
    for (std::size_t link = 0; link < part.weight.size(); ++link) {
      all.supplier[first_link[p] + link] = global[p][part.supplier[link]];
      all.customer[first_link[p] + link] = global[p][part.customer[link]];
    }
    const auto target = static_cast<std::ptrdiff_t>(first_link[p]);
    std::copy(part.weight.begin(), part.weight.end(), all.weight.begin() + target);
    if (has_types)
      std::copy(part.input_class.begin(), part.input_class.end(), all.input_class.begin() + target);
    part = {};
  });
  return merged;
}

std::string counted(std::uint64_t count, const char* one, const char* many) {
  return format_count(count) + " " + (count == 1 ? one : many);
}

void warn(const std::string& file, std::string text, FaultList& warnings) {
  warnings.add({Severity::kWarning, file, 0, 0, "", "", std::move(text)});
}

// Numbers the sectors in the order of the firms.
std::vector<std::uint32_t> number_sectors(const std::string& file, const Merged& merged, EdgeList& list) {
  std::map<std::string_view, std::uint32_t> ids;
  std::vector<std::uint32_t> sector_of_firm;
  sector_of_firm.reserve(merged.sector.size());
  std::uint64_t without = 0;
  for (const std::string_view sector : merged.sector) {
    if (sector.empty()) ++without;
    const auto [entry, fresh] = ids.try_emplace(sector, static_cast<std::uint32_t>(ids.size()));
    if (fresh) list.sectors.emplace_back(sector);
    sector_of_firm.push_back(entry->second);
  }
  if (without == merged.sector.size()) {
    warn(file, "no sectors are given: all firms are taken to be of one sector", list.warnings);
  } else if (without > 0) {
    warn(file,
         counted(without, "firm has", "firms have") + " no sector and form one of their own, without a name",
         list.warnings);
  }
  if (merged.firms_with_other_sectors > 0) {
    const std::uint32_t firm = merged.first_with_other_sector;
    warn(file,
         counted(merged.firms_with_other_sectors, "firm is", "firms are") +
             " given more than one sector, the first counts: '" + printable(merged.firms[firm], 80) +
             "' is of '" + printable(merged.sector[firm], 80) + "', among others",
         list.warnings);
  }
  return sector_of_firm;
}

void warn_of_counts(const std::string& file, const NetworkCounts& counts, FaultList& warnings) {
  if (counts.duplicates > 0) {
    warn(file,
         counted(counts.duplicates, "row repeats a link", "rows repeat a link") +
             " of an earlier row: weights summed",
         warnings);
  }
  if (counts.self_loops > 0) {
    warn(file, counted(counts.self_loops, "link leads", "links lead") + " from a firm to itself: kept",
         warnings);
  }
  if (counts.zero_weights > 0) {
    warn(file, counted(counts.zero_weights, "row has", "rows have") + " weight 0: no link", warnings);
  }
  if (counts.class_conflicts > 0) {
    warn(file,
         counted(counts.class_conflicts, "row gives", "rows give") +
             " another type than the first row of the same customer and supplier sector: the first counts",
         warnings);
  }
}

Error bad_input(const FaultList& faults) {
  std::string text = faults.to_string();
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return {ErrorCode::kBadInput, std::move(text)};
}

Result<EdgeList> build(const std::string& file, Merged merged, EdgeList list, FaultList& faults) {
  std::vector<std::uint32_t> sector_of_firm = number_sectors(file, merged, list);
  auto built = build_firm_network(std::move(merged.links), std::move(sector_of_firm),
                                  static_cast<std::uint32_t>(list.sectors.size()));
  if (!built) return Error{ErrorCode::kBadInput, file + ": " + built.error().message};
  if (built->network.link_count() == 0) {
    faults.add({Severity::kError, file, 0, 0, "", "", "expected at least one link with a weight above 0"});
    return bad_input(faults);
  }
  list.network = std::move(built->network);
  list.counts = built->counts;
  list.firms = std::move(merged.firms);
  warn_of_counts(file, list.counts, list.warnings);
  return list;
}

}  // namespace

Result<EdgeList> parse_edge_list(std::string_view bytes, const std::string& file,
                                 const EdgeListOptions& options) {
  FaultList faults;
  std::string_view text = bytes;
  if (text.starts_with(kUtf8Mark)) text.remove_prefix(kUtf8Mark.size());
  Cut parts = cut(text, options);
  std::optional<DecodedText> decoded;
  if (!parts.utf8) {
    decoded = decode_text(file, bytes, faults);
    if (!decoded) return bad_input(faults);
    text = decoded->text();
    parts = cut(text, options);
  }
  if (parts.header.empty()) {
    faults.add({Severity::kError, file, 0, 0, "", "",
                "the file is empty; expected a header with supplier,customer,weight"});
    return bad_input(faults);
  }

  CsvReader reader(file, parts.plain ? parts.header : text, kLimits);
  if (reader.next() != CsvStep::kRecord) {
    faults.add(reader.fault());
    return bad_input(faults);
  }
  const auto columns = find_columns(reader.fields(), file, reader.line(), faults);
  if (!columns) return bad_input(faults);

  std::vector<EdgeListPiece> pieces(parts.plain ? parts.pieces.size() : 1);
  if (parts.plain) {
    std::atomic<std::uint64_t> done{parts.header.size()};
    parallel_chunks(pieces.size(), 1, options.threads, [&](unsigned, std::size_t p, std::size_t) {
      read_plain_rows(*columns, file, parts.pieces[p], pieces[p]);
      const std::uint64_t now = done += parts.pieces[p].size();
      if (options.progress) options.progress(now, text.size());
    });
  } else {
    read_csv_rows(*columns, file, reader, pieces[0]);
    if (options.progress) options.progress(text.size(), text.size());
  }
  std::size_t lines_before =
      parts.plain ? static_cast<std::size_t>(std::count(parts.header.begin(), parts.header.end(), '\n')) : 0;
  for (EdgeListPiece& piece : pieces) {
    take_faults(piece, lines_before, faults);
    lines_before += piece.lines;
  }
  if (faults.has_errors()) return bad_input(faults);

  auto merged = merge(pieces, columns->type != EdgeListColumns::kAbsent, options.threads);
  if (!merged) return Error{ErrorCode::kTooLarge, file + ": more than 2^32 - 3 firms"};
  EdgeList list;
  list.warnings = faults;
  return build(file, std::move(*merged), std::move(list), faults);
}

Result<EdgeList> read_edge_list(const std::string& path, const EdgeListOptions& options) {
  const auto file = MappedFile::open(path);
  if (!file) return file.error();
  return parse_edge_list(file->bytes(), path, options);
}

}  // namespace tenon

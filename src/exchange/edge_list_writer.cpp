#include "exchange/edge_list_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

#include "base/atomic_file.h"
#include "base/number.h"

namespace tenon {
namespace {

std::size_t digits_of(std::uint64_t number) {
  return std::to_string(number).size();
}

void append_numbered(std::string& text, char prefix, std::uint64_t number, std::size_t width) {
  std::array<char, 20> digits{};
  const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  const auto count = static_cast<std::size_t>(end - digits.data());
  text += prefix;
  text.append(width - std::min(width, count), '0');
  text.append(digits.data(), count);
}

std::size_t firm_width(std::uint32_t count) {
  return std::max<std::size_t>(6, digits_of(count));
}
std::size_t sector_width(std::uint32_t count) {
  return std::max<std::size_t>(3, digits_of(count));
}

struct Block {
  LinkList links;
  std::string text;
};

void append_text(const SyntheticEconomy& economy, Block& block) {
  const std::size_t firm_digits = firm_width(economy.options.firms);
  const std::size_t sector_digits = sector_width(economy.options.sectors);
  std::array<char, 32> number{};
  const LinkList& links = block.links;
  for (std::size_t link = 0; link < links.supplier.size(); ++link) {
    append_numbered(block.text, 'F', std::uint64_t{links.supplier[link]} + 1, firm_digits);
    block.text += ',';
    append_numbered(block.text, 'F', std::uint64_t{links.customer[link]} + 1, firm_digits);
    block.text += ',';
    block.text.append(number.data(),
                      std::to_chars(number.data(), number.data() + number.size(), links.weight[link]).ptr);
    block.text += ',';
    append_numbered(block.text, 'S', std::uint64_t{economy.sector[links.supplier[link]]} + 1, sector_digits);
    block.text += ',';
    append_numbered(block.text, 'S', std::uint64_t{economy.sector[links.customer[link]]} + 1, sector_digits);
    block.text += ',';
    block.text += static_cast<char>('0' + static_cast<int>(links.input_class[link]));
    block.text += '\n';
  }
}

}  // namespace

std::string synthetic_firm_name(std::uint32_t firm, std::uint32_t firm_count) {
  std::string name;
  append_numbered(name, 'F', std::uint64_t{firm} + 1, firm_width(firm_count));
  return name;
}

std::string synthetic_sector_name(std::uint32_t sector, std::uint32_t sector_count) {
  std::string name;
  append_numbered(name, 'S', std::uint64_t{sector} + 1, sector_width(sector_count));
  return name;
}

Result<WrittenEdges> write_synthetic_edges(const SyntheticEconomy& economy, const std::string& path,
                                           const std::string& revenue_path, unsigned threads,
                                           const Progress& progress) {
  constexpr std::string_view kHeader = "supplier,customer,weight,supplier_sector,customer_sector,type\n";
  auto edges = AtomicFile::create(path);
  if (!edges) return edges.error();
  std::optional<AtomicFile> revenue_file;
  if (!revenue_path.empty()) {
    auto created = AtomicFile::create(revenue_path);
    if (!created) return created.error();
    revenue_file.emplace(std::move(created).value());
  }
  if (auto written = edges->write(kHeader); !written) return written.error();

  WrittenEdges result;
  result.bytes = kHeader.size();
  std::vector<double> sales(economy.options.firms, 0.0);
  std::vector<Block> blocks(block_slots(threads));
  auto streamed = for_each_block(
      economy, threads,
      [&](std::size_t slot, std::uint32_t first, std::uint32_t last) {
        Block& block = blocks[slot];
        block.links = {};
        block.text.clear();
        append_links(economy, first, last, block.links);
        append_text(economy, block);
      },
      [&](std::size_t slot) -> Result<void> {
        const Block& block = blocks[slot];
        for (std::size_t link = 0; link < block.links.supplier.size(); ++link) {
          sales[block.links.supplier[link]] += block.links.weight[link];
        }
        result.links += block.links.supplier.size();
        result.bytes += block.text.size();
        return edges->write(block.text);
      },
      progress);
  if (!streamed) return streamed.error();

  if (revenue_file) {
    std::string text = "firm,revenue\n";
    const std::vector<double> revenue = revenue_of_firms(economy, sales);
    for (std::uint32_t firm = 0; firm < economy.options.firms; ++firm) {
      // A firm without any link is not in the edge list, and a value for it could not be matched.
      if (economy.supplier_count[firm] == 0 && !(sales[firm] > 0)) continue;
      text += synthetic_firm_name(firm, economy.options.firms) + "," + format_number(revenue[firm]) + "\n";
    }
    if (auto written = revenue_file->write(text); !written) return written.error();
  }
  if (auto committed = edges->commit(); !committed) return committed.error();
  if (revenue_file) {
    if (auto committed = revenue_file->commit(); !committed) return committed.error();
  }
  return result;
}

}  // namespace tenon

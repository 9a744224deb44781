// The evidence files of a dataset: shares.csv, facts.csv, fact_uses.csv, and what a row of each must say to
// be coherent.
#pragma once

#include "exchange/dataset_columns.h"
#include "model/dataset.h"

namespace tenon {

// A, B, C, M or S; see Provenance.
template <auto M>
Column<RecordOf<M>> grade(std::string_view name, Presence presence) {
  return {name, presence,
          [name](std::string_view cell, auto& record, RowSite& row) {
            const std::string value = normalise_code(cell);
            if (value.size() != 1 || std::string_view("ABCMS").find(value[0]) == std::string_view::npos) {
              row.error(name, cell, said(fault_kinds::kGrade));
              return;
            }
            (record.*M).grade = value[0];
          },
          [](const auto& record, const Dataset&) {
            const char value = (record.*M).grade;
            return value == ' ' ? std::string() : std::string(1, value);
          }};
}

FileFormat<Share> shares_format();
FileFormat<Fact> facts_format();
FileFormat<FactUse> fact_uses_format();

}  // namespace tenon

// What the views of a dataset have in common: the analysis they show, their head, what they compare with.
//
// A view is ready to be drawn: one request, everything judged. All of them come from an AnalysisShelf, so no
// view can tell of supplies between firms.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "api/endpoint.h"
#include "report/json_writer.h"
#include "service/analysis_shelf.h"
#include "store/break_point_store.h"
#include "store/case_store.h"

namespace tenon {

// The analysis that name, version and scope of the call ask for; else why not. An unknown scope is a fault of
// the parameter.
HttpReply answer_view(ApiServices& s, const ApiCall& call,
                      const std::function<HttpReply(const AnalysedVersion&)>& answer);

// The chain that the parameter "chain" names, absent where it names none, to `answer`; a chain that the
// dataset has not is a fault of the parameter.
HttpReply answer_of_chain(const ApiCall& call, const Dataset& dataset,
                          const std::function<HttpReply(std::optional<ChainId>)>& answer);

// Member "about" of the open object.
void write_about(JsonWriter& json, const AnalysedVersion& view);

// The newest recorded analysis of an older version in the same scope, judged anew.
struct Comparison {
  RegisteredAnalysis recorded;
  std::shared_ptr<const AnalysedVersion> before;
  std::map<std::string_view, const BreakPoint*> products;  // by id

  // nullptr: it was not there.
  [[nodiscard]] const BreakPoint* find(std::string_view product) const;
};
// Absent: there is none, or the older version does not know the scope.
Result<std::optional<Comparison>> comparison_of(ApiServices& s, const ApiCall& call,
                                                const AnalysedVersion& view);
// Members "compared_with"; "change" or another key.
void write_comparison(JsonWriter& json, const std::optional<Comparison>& comparison);
void write_change(JsonWriter& json, std::string_view key, const BreakPoint* before);

// Cases about break points and products that the caller may see; absent: he may see none of any kind.
using SeenCases = std::optional<std::vector<CaseRow>>;
Result<SeenCases> seen_cases(ApiServices& s, const ApiCall& call, const CaseFilter& filter);
// Whether the case is about the product: by its id, as "DATASET/product/ID", or by its record in the
// register.
bool is_about(const CaseRow& row, const std::string& dataset, const std::string& product,
              std::optional<std::int64_t> register_id);

// The views, a file each.
HttpReply ranking_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view);
HttpReply chains_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view);
HttpReply chain_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view);
HttpReply overview_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view);
HttpReply cities_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view);
HttpReply city_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view);
HttpReply product_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view);
HttpReply firm_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view);
HttpReply gaps_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view);
HttpReply evidence_view(ApiServices& s, const ApiCall& call, const AnalysedVersion& view);

}  // namespace tenon

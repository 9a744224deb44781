// Views of a dataset, ready to be drawn.
#include "api/dataset_place.h"
#include "api/endpoint.h"
#include "api/view_ground.h"

namespace tenon {

ApiEndpoints view_endpoints(ApiServices& s) {
  using View = HttpReply (*)(ApiServices&, const ApiCall&, const AnalysedVersion&);
  const auto located = [&s](const ApiCall& call) { return locate_dataset(s.database, call); };
  const auto endpoint = [&](const char* operation, View view) {
    return ApiEndpoint{operation,
                       [&s, view](const ApiCall& call) {
                         return answer_view(s, call, [&](const AnalysedVersion& analysed) {
                           return view(s, call, analysed);
                         });
                       },
                       located};
  };
  return {
      endpoint("read_ranking", ranking_view), endpoint("read_chains", chains_view),
      endpoint("read_chain", chain_view),     endpoint("read_overview", overview_view),
      endpoint("read_cities", cities_view),   endpoint("read_city", city_view),
      endpoint("read_product", product_view), endpoint("read_firm", firm_view),
      endpoint("read_gaps", gaps_view),       endpoint("read_evidence", evidence_view),
  };
}

}  // namespace tenon

#include "store/next_id.h"

#include <soci/soci.h>

namespace tenon {

long long next_id(Connection& connection, const std::string& table) {
  long long largest = 0;
  connection.session() << "SELECT COALESCE(max(id), 0) FROM " + table, soci::into(largest);
  return largest + 1;
}

}  // namespace tenon

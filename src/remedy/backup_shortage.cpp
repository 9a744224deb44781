#include "remedy/backup_shortage.h"

#include <algorithm>
#include <vector>

namespace tenon {

Shortage shortage_of(double gap, double cushion, std::span<const BackupDelivery> deliveries,
                     double horizon_days) {
  std::vector<BackupDelivery> order(deliveries.begin(), deliveries.end());
  std::sort(order.begin(), order.end(), [](const BackupDelivery& a, const BackupDelivery& b) {
    return a.ready_day != b.ready_day ? a.ready_day < b.ready_day : a.per_day < b.per_day;
  });
  Shortage shortage;
  double day = 0;
  double rate = 0;
  double left = cushion;
  const auto go_to = [&](double next) {
    const double slope = rate - gap;
    const double after = left + slope * (next - day);
    if (after < 0 && slope < 0) {
      if (!shortage.first_day) shortage.first_day = left <= 0 ? day : day + left / -slope;
      // What is missing is lost, not owed: nothing is left, and nothing is made up for.
      shortage.amount += -after;
      left = 0;
    } else {
      left = after;
    }
    day = next;
  };
  for (const BackupDelivery& delivery : order) {
    if (delivery.ready_day >= horizon_days) break;
    go_to(delivery.ready_day);
    rate += delivery.per_day;
  }
  go_to(horizon_days);
  return shortage;
}

}  // namespace tenon

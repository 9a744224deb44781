// What acts on cases ask to be told and computed. Both are rows that are stored in the transaction of the act
// (case_desk.cpp): a notification for each person, organisation or region that stands in the relation, and a
// request for each computation, which recompute_desk.h carries out.
//
// Texts tell the case, its type and the transition or due date, never the values of fields: what is sealed
// stays sealed. Who did it is not notified of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "process/case.h"
#include "service/audit_log.h"
#include "store/notification_store.h"

namespace tenon {

// The notifications that events of a case ask for: by NotificationAsked to those in the relation; by Reminded
// to owner and lead province. Each address once an event. Pure. `c`: the case with the events applied.
std::vector<NotificationRow> notifications_of(const process::ProcessType& type, const process::Case& c,
                                              std::span<const process::EventRecord> events);

// Within a write transaction: keeps those and the requests of RecomputeAsked.
void keep_errands(Connection& connection, const process::ProcessType& type, const process::Case& c,
                  std::span<const process::EventRecord> events);

// Of the reader alone; who the reader is, is the caller's business. Reading one's own is no entry in the
// audit chain.
Result<std::vector<NotificationRow>> list_notifications(Database& database, const NotificationReader& reader,
                                                        const NotificationFilter& filter = {});
Result<std::int64_t> unread_notifications(Database& database, const NotificationReader& reader);
// kNotFound: none of that id for the reader.
Result<void> read_notification(Database& database, const NotificationReader& reader, std::int64_t id,
                               UtcTime time);
Result<std::int64_t> read_all_notifications(Database& database, const NotificationReader& reader,
                                            UtcTime time);

}  // namespace tenon

// A record in the course of an act: what the use cases of record_desk.h and governance_desk.h share. Inside
// of the module.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/result.h"
#include "service/record_desk.h"

namespace tenon {

Error missing_record(const std::string& name);

bool is_permitted(const RecordRow& record, RecordAct act, const RecordCaller& caller);

// Within a transaction. kNotFound: none, or not for this caller.
Result<RecordRow> permitted_record(Connection& connection, std::int64_t id, RecordAct act,
                                   const RecordCaller& caller);

AuditEvent record_audit(const RecordRow& record, const std::string& what, const RecordCaller& caller);

// The act in a write transaction; one that came too late or is not permitted is told in the audit chain.
// `about`: id or kind of the record.
Result<RecordRow> in_record_act(Database& database, const RecordCaller& caller, const std::string& about,
                                const std::string& what,
                                const std::function<Result<RecordRow>(Connection&)>& work);

// Within a write transaction, each with its entry in the audit chain. They check names, texts and links, but
// not whether the caller may, but for the first.
Result<RecordRow> put_new_record(Connection& connection, const NewRecord& record, const RecordCaller& caller);
// kInvalidArgument: the record is archived.
Result<RecordRow> put_revision(Connection& connection, const RecordRow& record, std::int64_t expected,
                               const RecordChange& change, std::optional<std::int64_t> restores,
                               const RecordCaller& caller, const std::string& what);
Result<RecordRow> put_standing(Connection& connection, const RecordRow& record, std::int64_t expected,
                               const RecordStanding& standing, const RecordCaller& caller,
                               const std::string& what);

// kInvalidArgument: a text of chain governance that brings countersignatures, which only countersign_* make
// (governance_desk.h).
Result<void> check_own_signatures(const std::string& kind, const std::string& text);

}  // namespace tenon

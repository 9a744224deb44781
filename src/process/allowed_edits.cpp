#include "process/allowed_edits.h"

#include "process/access.h"
#include "process/field_check.h"

namespace tenon::process {

AllowedEdits allowed_edits(const ProcessType& type, const Case& c, const Actor& actor) {
  AllowedEdits edits;
  if (c.type_id != type.id || c.type_version != type.version) return edits;
  for (const Field& field : type.fields) {
    if (!why_not_filled(type, c, field, actor, false)) edits.fields.push_back(field.id);
  }
  for (const EntryKind& kind : type.entries) {
    if (may(kind.who, c, actor)) edits.entries.push_back(kind.id);
  }
  const State* state = find_state(type, c.state);
  edits.may_assign = state != nullptr && !state->is_final() && may(type.assign, c, actor);
  edits.may_comment = may(type.comment, c, actor);
  return edits;
}

}  // namespace tenon::process

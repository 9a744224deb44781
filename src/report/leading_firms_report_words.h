// Words and names that the forms of leading_firms_report.h share; not for others.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/backup_words.h"
#include "report/bilingual.h"
#include "report/leading_firms_report.h"
#include "report/words.h"

namespace tenon {

std::string_view id_of(LeaderPart part);           // output, risk, reach, influence, chains
std::string_view id_of(SingleReason reason);       // no_other_maker, ...
std::string_view id_of(CooperationKind kind);      // alliance, test_line, second_source, merger
std::string_view id_of(CooperationCaveat caveat);  // quality_accepted, ...

Words words_of(SingleReason reason);
Words words_of(CooperationKind kind);
Words words_of(CooperationCaveat caveat);
// Who has to do what.
Words acts_of(CooperationKind kind);

// Firms joined by a separator.
Bilingual names_of_partners(const Dataset& dataset, const Cooperation& cooperation);

// What has to be said with every such report, in order.
std::vector<Bilingual> leaders_notes(const LeadersReport& report);

}  // namespace tenon

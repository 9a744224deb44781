// The words and identifiers that reports use for the parts of a scenario, in both languages, and the scenario
// told in sentences. All functions are pure.
#pragma once

#include <string>
#include <string_view>

#include "model/scenario.h"
#include "report/bilingual.h"
#include "report/words.h"
#include "scenario/simulation.h"

namespace tenon {

std::string_view id_of(EventKind kind);       // capacity, import, link, demand
std::string_view id_of(RecoveryCurve curve);  // step, linear, fixed_rate, convex, ...
std::string_view id_of(RationingRule rule);   // proportional, final_demand_last, ...
std::string_view id_of(OrderRule rule);       // follows_demand, target_follows_output, ...
std::string_view id_of(StopCause cause);      // none, capacity, input, demand

Words words_of(EventKind kind);
Words words_of(RecoveryCurve curve);
Words words_of(RationingRule rule);
Words words_of(OrderRule rule);
Words words_of(StopCause cause);

// The event's name, else its id.
Bilingual event_name(const ScenarioEvent& event);
Bilingual scenario_name(const Scenario& scenario);

// "产能损失 80%，第 0–44 天，之后 30 天线性恢复" / "80% of capacity lost, days 0–44, then linear recovery
// over 30 days".
Bilingual event_sentence(const ScenarioEvent& event);

// What an event aims at: the names of its selectors as the file has them, "product: IC-01 · region: JPN".
Bilingual target_text(const EventTarget& target);

// Last day on which the event takes something, for drawing: the end of full loss for step recovery; where
// loss only fades, the day on which less than a hundredth of it is left; never beyond `horizon_days` - 1.
int last_day_drawn(const ScenarioEvent& event, int horizon_days);

}  // namespace tenon

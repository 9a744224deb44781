#include "model/governance_words.h"

#include <cstddef>
#include <iterator>

namespace tenon {
namespace {

constexpr ScenarioWord kArtefactStates[] = {
    {"missing", "缺", "missing"},
    {"draft", "起草中", "draft"},
    {"in_review", "审议中", "in review"},
    {"approved", "已通过", "approved"},
};
static_assert(std::size(kArtefactStates) == static_cast<std::size_t>(ArtefactState::kApproved) + 1);

constexpr ScenarioWord kPlanItemStates[] = {
    {"open", "未开始", "open"},
    {"running", "进行中", "running"},
    {"done", "已完成", "done"},
    {"dropped", "已取消", "dropped"},
};
static_assert(std::size(kPlanItemStates) == static_cast<std::size_t>(PlanItemState::kDropped) + 1);

}  // namespace

std::span<const ScenarioWord> artefact_state_words() {
  return kArtefactStates;
}
std::span<const ScenarioWord> plan_item_state_words() {
  return kPlanItemStates;
}

}  // namespace tenon

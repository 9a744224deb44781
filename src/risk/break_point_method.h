// The judgement in the break-point index, all in one place: every constant that is a choice rather than a
// datum. docs/methods_break_points.md gives the reasons.
#pragma once

namespace tenon {

struct BreakPointMethod {
  // Dependence. Where only the country's part of world supply is known, own makers cover at most supply over
  // demand; this is its part of world demand.
  double use_share_of_world = 0.30;
  double use_share_of_world_low = 0.20;
  double use_share_of_world_high = 0.60;
  double world_proxy_factor = 0.8;        // quality of a world-market figure against one on the country's use
  double flag_factor = 0.6;               // quality of a choke-point flag against a figure
  double drift_down_per_old_year = 0.04;  // how far dependence may have fallen, each year before `old_before`
  double drift_up_per_old_year = 0.01;
  double plausible_quality = 0.6;      // figures of at least this part of the best quality widen the interval
  double maker_ratio = 3;              // named makers only: one foreign maker weighs 1/3 to 3 domestic ones
  double unlisted_makers = 1;          // own makers of volume that the list may have missed
  double outside_scope_weight = 0.25;  // a source elsewhere in the country against one abroad

  // Exposure.
  double exposure_base = 0.6;           // exposure of full dependence on many unrestricted sources
  double control_weight = 0.5;          // an export control in force, against a single source (1)
  double choke_point_weight = 0.3;      // on a published choke-point list
  double old_flag_factor = 0.5;         // flags dated before `old_before`
  double inner_fragility_weight = 0.3;  // single source or failed N-1 test inside the scope

  // Recovery.
  double half_difficulty_makers = 2;  // independent makers that halve the difficulty: N-1 needs two
  double country_maker_weight = 0.5;  // a maker elsewhere in the country
  double surge = 0.3;                 // own makers can raise output by this part where capacity is unknown
  double surge_low = 0.1;
  double surge_high = 0.5;
  double half_difficulty_days = 365;  // uncovered days that count one half
  double maker_part = 0.4;            // weights of the parts of recovery, renormalised over those known
  double surge_part = 0.4;
  double time_part = 0.2;

  // Score: importance^a x exposure^b x recovery^c, a + b + c = 1.
  double importance_exponent = 0.25;  // the least: reach depends on how finely a chain is cut into products
  double exposure_exponent = 0.40;
  double recovery_exponent = 0.35;
};

}  // namespace tenon

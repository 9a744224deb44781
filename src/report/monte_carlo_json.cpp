#include <string>

#include "report/json_writer.h"
#include "report/monte_carlo_report.h"
#include "report/timestamp.h"

namespace tenon {
namespace {

class Writer {
 public:
  explicit Writer(const MonteCarloReport& report)
      : report_(report), result_(*report.result), json_(JsonWriter::Layout::kIndented) {}

  std::string text() {
    json_.begin_object();
    head();
    figures("result", result_);
    hazards();
    dimensions();
    comparison();
    texts("assumptions", report_.assumptions);
    texts("gaps", report_.gaps);
    json_.end_object();
    return json_.take() + "\n";
  }

 private:
  void bilingual(std::string_view key, const Bilingual& text) {
    json_.key(key).begin_object().key("zh").text(text.zh).key("en").text(text.en).end_object();
  }
  void texts(std::string_view key, const std::vector<Bilingual>& list) {
    json_.key(key).begin_array();
    for (const Bilingual& text : list) {
      json_.begin_object().key("zh").text(text.zh).key("en").text(text.en).end_object();
    }
    json_.end_array();
  }
  void estimate(std::string_view key, const Estimate& value) {
    json_.key(key).begin_object();
    json_.key("value").number(value.value);
    json_.key("low").optional_number(value.low);
    json_.key("high").optional_number(value.high);
    json_.end_object();
  }
  void count(std::string_view key, std::uint64_t value) {
    json_.key(key).integer(static_cast<std::int64_t>(value));
  }

  void head() {
    json_.key("dataset").text(report_.dataset);
    json_.key("hazards_id").text(report_.hazards->id);
    bilingual("hazards_name", {report_.hazards->name_zh, report_.hazards->name_en});
    bilingual("scope", report_.scope);
    bilingual("measure", report_.measure);
    json_.key("currency").text(report_.currency);
    json_.key("normal_year");
    if (report_.normal_year > 0) {
      json_.number(report_.normal_year);
    } else {
      json_.null();
    }
    json_.key("generated_at").text(format_utc(report_.generated_at));
    json_.key("synthetic").boolean(report_.synthetic);
    json_.key("partial").boolean(result_.is_partial());
    bilingual("answer", monte_carlo_sentence(report_));
    // As text: seeds and fingerprints have 64 bits, JSON readers often 53.
    json_.key("seed").text(std::to_string(result_.seed));
    json_.key("inputs").text(std::to_string(result_.inputs));
    json_.key("end").text(result_.end == MonteCarloEnd::kPrecision ? "precision"
                          : result_.end == MonteCarloEnd::kMaximum ? "maximum"
                                                                   : "stopped");
    json_.key("expected_precision").number(result_.expected_half_width);
    json_.key("expected_precision_asked").optional_number(result_.expected_precision);
    json_.key("conditional_precision").number(result_.conditional_half_width);
    json_.key("conditional_precision_asked").optional_number(result_.conditional_precision);
    json_.key("conditional_level").number(result_.conditional_level);
  }

  static std::string_view id_of(IntervalMethod method) {
    switch (method) {
      case IntervalMethod::kStudent:
        return "student";
      case IntervalMethod::kBootstrap:
        return "bootstrap";
      case IntervalMethod::kControl:
        return "control";
      case IntervalMethod::kNone:
        break;
    }
    return "none";
  }

  void control(const MonteCarloResult& result) {
    json_.key("control");
    if (!result.control) {
      json_.null();
      return;
    }
    json_.begin_object();
    count("years", result.control->years);
    json_.key("variance_left").number(result.control->variance_left);
    json_.key("share_beyond").number(result.control->share_beyond);
    estimate("plain", result.control->plain);
    json_.key("plain_interval").text(id_of(result.control->plain_method));
    json_.end_object();
  }

  void figures(std::string_view key, const MonteCarloResult& result) {
    const LossEstimates& e = result.estimates;
    json_.key(key).begin_object();
    count("years", result.years);
    count("event_years", result.event_years);
    json_.key("confidence").number(e.confidence);
    estimate("expected", e.expected);
    json_.key("expected_interval").text(id_of(e.expected_method));
    control(result);
    json_.key("standard_deviation").number(e.standard_deviation);
    json_.key("skewness").number(e.skewness);
    json_.key("largest").number(e.largest);
    estimate("loss_probability", e.loss_probability);
    json_.key("return_periods").begin_array();
    for (const ReturnPeriodLoss& period : e.return_periods) {
      json_.begin_object();
      json_.key("years").number(period.years);
      estimate("loss", period.loss);
      json_.end_object();
    }
    json_.end_array();
    json_.key("tails").begin_array();
    for (const TailRisk& tail : e.tails) {
      json_.begin_object();
      json_.key("level").number(tail.level);
      estimate("value_at_risk", tail.value_at_risk);
      estimate("conditional_value_at_risk", tail.conditional_at_risk);
      json_.end_object();
    }
    json_.end_array();
    json_.key("curve").begin_array();
    for (const CurvePoint& point : e.curve) {
      json_.begin_object();
      json_.key("loss").number(point.loss).key("exceedance").number(point.exceedance);
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  void hazards() {
    json_.key("hazards").begin_array();
    for (std::size_t h = 0; h < result_.hazards.size(); ++h) {
      const Hazard& hazard = report_.hazards->hazards[h];
      json_.begin_object();
      json_.key("id").text(hazard.id.text);
      bilingual("name", {hazard.name_zh, hazard.name_en});
      json_.key("events_per_year");
      if (report_.events_per_year.empty()) {
        json_.null();
      } else {
        json_.number(report_.events_per_year[h]);
      }
      estimate("expected", result_.hazards[h].expected);
      json_.key("tails").begin_array();
      for (const double part : result_.hazards[h].tail) json_.number(part);
      json_.end_array();
      bilingual("note", {hazard.note_zh, hazard.note_en});
      json_.key("sources").begin_array();
      for (const Provenance& source : hazard.sources) {
        json_.begin_object();
        json_.key("text").text(source.source).key("url").text(source.url);
        json_.key("year").optional_integer(source.year);
        json_.key("grade").text(source.grade == ' ' ? "" : std::string(1, source.grade));
        json_.end_object();
      }
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
  }

  void dimensions() {
    const std::size_t groups = result_.groups.size();
    std::size_t at = 0;
    json_.key("dimensions").begin_array();
    for (const BreakdownLabels& labels : report_.dimensions) {
      json_.begin_object();
      json_.key("id").text(labels.id);
      bilingual("name", {labels.name_zh, labels.name_en});
      json_.key("groups").begin_array();
      for (const GroupLabel& label : labels.groups) {
        json_.begin_object();
        json_.key("id").text(label.id);
        bilingual("name", {label.name_zh, label.name_en});
        estimate("expected", result_.groups[at]);
        json_.key("by_hazard").begin_array();
        for (std::size_t h = 0; h < result_.hazards.size(); ++h) {
          json_.number(result_.hazard_groups[h * groups + at]);
        }
        json_.end_array();
        json_.end_object();
        ++at;
      }
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
  }

  void comparison() {
    json_.key("comparison");
    if (!report_.comparison) {
      json_.null();
      return;
    }
    const MonteCarloComparison& both = *report_.comparison;
    const PairedComparison& paired = *both.paired;
    json_.begin_object();
    bilingual("first", both.first_label);
    bilingual("second", both.second_label);
    count("years", paired.years);
    estimate("expected", paired.expected);
    json_.key("correlation").number(paired.correlation);
    json_.key("variance_ratio").number(paired.variance_ratio);
    estimate("share_lower", paired.share_lower);
    estimate("share_higher", paired.share_higher);
    json_.key("tails").begin_array();
    for (const TailDifference& tail : paired.tails) {
      json_.begin_object();
      json_.key("level").number(tail.level);
      estimate("conditional_value_at_risk", tail.conditional_at_risk);
      json_.end_object();
    }
    json_.end_array();
    figures("second_result", *both.second);
    json_.end_object();
  }

  const MonteCarloReport& report_;
  const MonteCarloResult& result_;
  JsonWriter json_;
};

}  // namespace

std::string monte_carlo_json(const MonteCarloReport& report) {
  return Writer(report).text();
}

}  // namespace tenon

#include "risk/input_output.h"

#include <gtest/gtest.h>

#include <cmath>

#include "risk/input_output_example.h"

namespace tenon {
namespace {

TEST(InputOutput, SolvesTheTwoSectorTextbookExample) {
  const auto system = solve_input_output({150, 500, 200, 100}, {1000, 2000}, IoBasis::kTotal);
  ASSERT_TRUE(system.ok());
  EXPECT_EQ(system->coefficients, (std::vector<double>{0.15, 0.25, 0.2, 0.05}));
  // det(I - A) = 0.85 * 0.95 - 0.25 * 0.2 = 0.7575
  const std::vector<double> leontief = {0.95 / 0.7575, 0.25 / 0.7575, 0.2 / 0.7575, 0.85 / 0.7575};
  for (std::size_t at = 0; at < 4; ++at) EXPECT_NEAR(system->leontief[at], leontief[at], 1e-15);
  EXPECT_NEAR(system->leontief[0], 1.2541, 5e-5);
  EXPECT_NEAR(system->leontief[3], 1.1221, 5e-5);
  EXPECT_NEAR(system->ghosh[1], leontief[1] * 2, 1e-15);
  EXPECT_NEAR(system->ghosh[2], leontief[2] / 2, 1e-15);
  // lambda^2 - 0.2 lambda - 0.0425 = 0
  EXPECT_NEAR(spectral_radius(*system).value(), 0.1 + std::sqrt(0.01 + 0.0425), 1e-14);
  EXPECT_NEAR(system->condition_number, 1.2 * (1.15 / 0.7575), 1e-14);
  EXPECT_LT(system->residual, 1e-15);
}

TEST(InputOutput, SplitsImportsByProportionality) {
  const IoTable table = example_three_sectors();
  const auto shares = import_shares(table);
  EXPECT_NEAR(shares[0].value(), 40.0 / 130, 1e-15);  // 100 + 40 - 10
  EXPECT_NEAR(shares[1].value(), 10.0 / 180, 1e-15);  // 200 + 10 - 30
  EXPECT_EQ(shares[2], 0.0);
  const auto domestic = intermediate_use(table, IoBasis::kDomestic);
  EXPECT_NEAR(domestic[1], 60 * (90.0 / 130), 1e-13);
  EXPECT_EQ(domestic[6], 10);
  for (const IoBasis basis : {IoBasis::kDomestic, IoBasis::kTotal}) {
    const auto use = intermediate_use(table, basis);
    const auto demand = final_demand(table, basis);
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_NEAR(use[i * 3] + use[i * 3 + 1] + use[i * 3 + 2] + demand[i], table.gross_output[i], 1e-12);
    }
  }
}

TEST(InputOutput, ReadsSeparateImportsAsTheyAre) {
  const IoTable table = example_separate_imports();
  EXPECT_EQ(intermediate_use(table, IoBasis::kDomestic), (std::vector<double>{10, 20, 30, 40}));
  EXPECT_EQ(intermediate_use(table, IoBasis::kTotal), (std::vector<double>{11, 22, 33, 44}));
  EXPECT_EQ(final_demand(table, IoBasis::kDomestic), (std::vector<double>{70, 80}));
  // Imports leave final use again, so that output is reached on both bases.
  EXPECT_EQ(final_demand(table, IoBasis::kTotal), (std::vector<double>{67, 73}));
  const auto shares = import_shares(table);
  EXPECT_NEAR(shares[0].value(), 5.0 / (100 + 5 - 20 - 1),
              1e-15);  // what is exported again is no domestic use
}

TEST(InputOutput, KeepsSectorsWithoutOutputOutOfTheWay) {
  // Sector 2 makes nothing; its product is used all the same, from stocks or imports.
  const auto system = solve_input_output({10, 0, 5, 0}, {100, 0}, IoBasis::kTotal);
  ASSERT_TRUE(system.ok());
  EXPECT_EQ(system->coefficients, (std::vector<double>{0.1, 0, 0.05, 0}));
  EXPECT_NEAR(system->leontief[2], 0.05 / 0.9, 1e-15);
  EXPECT_EQ(system->ghosh[1], 0);
  EXPECT_EQ(system->ghosh[2], 0);
  EXPECT_EQ(system->ghosh[3], 1);
}

TEST(InputOutput, LeavesAnUndefinedImportShareOut) {
  IoTable table = example_three_sectors();
  table.gross_output[2] = 0;
  table.imports[2] = 0;
  table.final_use[2 * 2 + 1] = 5;  // exports of something that is neither made nor imported
  EXPECT_EQ(import_shares(table)[2], std::nullopt);
}

TEST(InputOutput, RefusesWhatHasNoSolution) {
  const auto code = [](std::vector<double> use, std::vector<double> output) {
    const auto system = solve_input_output(use, output, IoBasis::kTotal);
    return system.ok() ? std::optional<ErrorCode>() : system.error().code;
  };
  EXPECT_EQ(code({1, 0, 0, 0.5}, {1, 1}), ErrorCode::kBadInput);  // sector 1 eats all that it makes
  EXPECT_EQ(code({0, 1, 1, 0}, {1, 1}), ErrorCode::kBadInput);    // a closed circle
  EXPECT_EQ(code({0.5}, {1, 1}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code({}, {}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code({0.5}, {-1}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code({std::nan("")}, {1}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code({1e300}, {1e-300}), ErrorCode::kInvalidArgument);  // a coefficient that overflows
  EXPECT_EQ(code({0.5}, {1}), std::nullopt);
}

}  // namespace
}  // namespace tenon

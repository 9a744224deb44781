#include "risk/input_output.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace tenon {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using MatrixView = Eigen::Map<Matrix>;

constexpr std::size_t kMostSectors = 10'000;
constexpr std::size_t kMostSectorsForEigenvalues =
    1'000;  // all eigenvalues cost some 10 n^3: beyond, minutes

MatrixView view(std::vector<double>& values, std::size_t n) {
  return {values.data(), static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(n)};
}

// What part of the domestic use of each product the import-proportionality assumption takes for imported.
std::vector<double> assumed_import_share(const IoTable& table) {
  std::vector<double> share;
  share.reserve(table.size());
  for (const auto& known : import_shares(table)) share.push_back(std::clamp(known.value_or(0), 0.0, 1.0));
  return share;
}

}  // namespace

double exports_of(const IoTable& table, std::size_t i) {
  const std::size_t at = i * table.final_uses.size() + table.exports;
  return table.final_use[at] + (table.imported_final_use.empty() ? 0 : table.imported_final_use[at]);
}

std::vector<std::optional<double>> import_shares(const IoTable& table) {
  const std::size_t n = table.size();
  std::vector<std::optional<double>> shares(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double domestic_use = table.gross_output[i] + table.imports[i] - exports_of(table, i);
    if (domestic_use > 0) shares[i] = table.imports[i] / domestic_use;
  }
  return shares;
}

std::vector<double> intermediate_use(const IoTable& table, IoBasis basis) {
  const std::size_t n = table.size();
  std::vector<double> use = table.intermediate;
  if (table.layout == IoLayout::kSeparateImports) {
    if (basis == IoBasis::kTotal) {
      for (std::size_t at = 0; at < use.size(); ++at) use[at] += table.imported_intermediate[at];
    }
  } else if (basis == IoBasis::kDomestic) {
    const std::vector<double> share = assumed_import_share(table);
    for (std::size_t at = 0; at < use.size(); ++at) use[at] *= 1 - share[at / n];
  }
  return use;
}

std::vector<double> final_demand(const IoTable& table, IoBasis basis) {
  const std::size_t n = table.size();
  const std::size_t categories = table.final_uses.size();
  const bool separate = table.layout == IoLayout::kSeparateImports;
  std::vector<double> share(n, 0);
  if (!separate && basis == IoBasis::kDomestic) share = assumed_import_share(table);
  std::vector<double> demand(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t c = 0; c < categories; ++c) {
      const std::size_t at = i * categories + c;
      demand[i] += c == table.exports ? table.final_use[at] : (1 - share[i]) * table.final_use[at];
      if (separate && basis == IoBasis::kTotal) demand[i] += table.imported_final_use[at];
    }
    if (basis == IoBasis::kTotal) demand[i] -= table.imports[i];
  }
  return demand;
}

std::vector<double> total_value_added(const IoTable& table) {
  const std::size_t n = table.size();
  std::vector<double> total(n, 0);
  for (std::size_t at = 0; at < table.value_added.size(); ++at) total[at % n] += table.value_added[at];
  return total;
}

Result<IoSystem> solve_input_output(const IoTable& table, IoBasis basis) {
  return solve_input_output(intermediate_use(table, basis), table.gross_output, basis);
}

Result<IoSystem> solve_input_output(const std::vector<double>& intermediate,
                                    const std::vector<double>& output, IoBasis basis) {
  const std::size_t n = output.size();
  if (n == 0 || intermediate.size() != n * n) {
    return Error{ErrorCode::kInvalidArgument,
                 "input-output: intermediate use must be n x n and output n, n > 0"};
  }
  if (n > kMostSectors) {
    return Error{ErrorCode::kTooLarge, "input-output: " + std::to_string(n) + " sectors; at most " +
                                           std::to_string(kMostSectors) + " fit a dense inverse"};
  }
  for (std::size_t j = 0; j < n; ++j) {
    if (!std::isfinite(output[j]) || output[j] < 0) {
      return Error{ErrorCode::kInvalidArgument, "input-output: the output of sector number " +
                                                    std::to_string(j + 1) + " is not a number >= 0"};
    }
  }

  IoSystem system;
  system.basis = basis;
  system.size = n;
  system.output = output;
  system.coefficients.assign(n * n, 0);
  for (std::size_t at = 0; at < n * n; ++at) {
    const double x = output[at % n];
    const double coefficient = x > 0 ? intermediate[at] / x : 0;
    if (!std::isfinite(intermediate[at]) || !std::isfinite(coefficient)) {
      return Error{ErrorCode::kInvalidArgument, "input-output: use of product number " +
                                                    std::to_string(at / n + 1) + " by sector number " +
                                                    std::to_string(at % n + 1) + " is not finite"};
    }
    system.coefficients[at] = coefficient;
  }

  const MatrixView a = view(system.coefficients, n);
  const auto size = static_cast<Eigen::Index>(n);
  const Matrix system_matrix = Matrix::Identity(size, size) - a;
  const Eigen::PartialPivLU<Matrix> factors(system_matrix);
  // Below this no digit of the inverse is right. A zero pivot makes rcond() 0 or, after a division, not a
  // number.
  if (!(factors.rcond() > std::numeric_limits<double>::epsilon())) {
    return Error{
        ErrorCode::kBadInput,
        "input-output: I - A is singular, so there is no Leontief inverse (a group of sectors may use up all "
        "that it makes)"};
  }
  system.leontief.assign(n * n, 0);
  MatrixView l = view(system.leontief, n);
  l = factors.inverse();
  const auto one_norm = [](const auto& matrix) { return matrix.cwiseAbs().colwise().sum().maxCoeff(); };
  system.condition_number = one_norm(system_matrix) * one_norm(l);
  system.residual = (system_matrix * l - Matrix::Identity(size, size)).cwiseAbs().maxCoeff();
  if (!std::isfinite(system.residual)) {
    return Error{ErrorCode::kBadInput,
                 "input-output: the Leontief inverse overflows: I - A is nearly singular"};
  }

  system.ghosh.assign(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const double ratio = output[i] > 0 ? output[j] / output[i] : 0;
      system.ghosh[i * n + j] = i == j ? system.leontief[i * n + j] : system.leontief[i * n + j] * ratio;
    }
  }
  return system;
}

std::optional<double> spectral_radius(const IoSystem& system) {
  if (system.size > kMostSectorsForEigenvalues) return std::nullopt;
  const auto size = static_cast<Eigen::Index>(system.size);
  const Eigen::EigenSolver<Matrix> solver(Eigen::Map<const Matrix>(system.coefficients.data(), size, size),
                                          /*computeEigenvectors=*/false);
  if (solver.info() != Eigen::Success) return std::nullopt;
  const double radius = solver.eigenvalues().cwiseAbs().maxCoeff();
  return std::isfinite(radius) ? std::optional<double>(radius) : std::nullopt;
}

}  // namespace tenon

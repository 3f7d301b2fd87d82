// On-demand list prices in US dollars. They change: whoever changes one changes kAsOf, and the bill has the last word.
#include "cloud/prices.h"

#include <fmt/format.h>

#include <algorithm>

#include "cloud/desired.h"

namespace darties::cloud {
namespace {

constexpr std::string_view kAsOf = "2025-11-01";
constexpr std::string_view kHome = "us-east-1";
constexpr double kHoursOfMonth = 730;
constexpr std::string_view kUnit = "RPU";  // of Serverless

struct ListPrice {
  std::string_view region;
  std::string_view type;
  double hourly;
};

constexpr ListPrice kPrices[] = {
    {"us-east-1", "dc2.large", 0.25},     {"us-east-1", "dc2.8xlarge", 4.80},
    {"us-east-1", "ra3.large", 0.543},    {"us-east-1", "ra3.xlplus", 1.086},
    {"us-east-1", "ra3.4xlarge", 3.26},   {"us-east-1", "ra3.16xlarge", 13.04},
    {"us-east-1", kUnit, 0.375},          {"us-west-2", "dc2.large", 0.25},
    {"us-west-2", "dc2.8xlarge", 4.80},   {"us-west-2", "ra3.large", 0.543},
    {"us-west-2", "ra3.xlplus", 1.086},   {"us-west-2", "ra3.4xlarge", 3.26},
    {"us-west-2", "ra3.16xlarge", 13.04}, {"us-west-2", kUnit, 0.36},
};

/// Types that AWS offers; some have no price here yet.
constexpr std::string_view kTypes[] = {"ra3.large", "ra3.xlplus", "ra3.4xlarge", "ra3.16xlarge",
                                       "rg.large",  "rg.xlarge",  "rg.4xlarge",  "rg.12xlarge",
                                       "dc2.large", "dc2.8xlarge"};

std::optional<double> list_price(std::string_view region, std::string_view type) {
  for (const ListPrice& price : kPrices) {
    if (price.region == region && price.type == type) return price.hourly;
  }
  return std::nullopt;
}

}  // namespace

std::string_view prices_as_of() { return kAsOf; }

std::vector<std::string> known_node_types() { return {std::begin(kTypes), std::end(kTypes)}; }

std::optional<Price> price_of(const Desired& desired, std::string_view region) {
  const bool serverless = desired.kind == ClusterKind::kServerless;
  const std::string_view type = serverless ? kUnit : std::string_view(desired.node_type);
  const int count = serverless ? desired.base_capacity : desired.nodes;
  const auto here = list_price(region, type);
  const auto one = here ? here : list_price(kHome, type);
  if (!one) return std::nullopt;
  return Price{.hourly = *one * count, .of_this_region = here.has_value(), .at_most = serverless};
}

std::string price_text(const Desired& desired, std::string_view region) {
  const auto price = price_of(desired, region);
  if (!price) {
    return fmt::format("not known for {}: see https://aws.amazon.com/redshift/pricing/",
                       desired.node_type);
  }
  const std::string where =
      price->of_this_region ? "" : ", price of us-east-1, others exceed it by up to a third";
  return fmt::format("{:.2f} USD an hour{}, {:.0f} USD a month (list price of {}{}; storage apart)",
                     price->hourly, price->at_most ? " while it works" : "",
                     price->hourly * kHoursOfMonth, kAsOf, where);
}

}  // namespace darties::cloud

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace darties::cloud {

struct Desired;

/// What a cluster costs while it is up, in US dollars, without storage, transfer and taxes.
struct Price {
  double hourly = 0;
  bool of_this_region =
      false;             ///< else the price of us-east-1, which others exceed by up to a third
  bool at_most = false;  ///< Serverless: only while it works
};

/// From the table in prices.cpp; none for types that are not in it.
std::optional<Price> price_of(const Desired& desired, std::string_view region);
/// The day the table was last compared, "2025-11-01".
std::string_view prices_as_of();
/// "0.54 USD an hour, 396 USD a month (…)", or that it is not known.
std::string price_text(const Desired& desired, std::string_view region);

/// The node types that can be asked for.
std::vector<std::string> known_node_types();

}  // namespace darties::cloud

#pragma once

#include <string>
#include <string_view>

#include "cli/samples/random.h"

namespace darties::samples {

/// Invented names, made of word lists. All UTF-8.
std::string invent_artist(Random& random);
std::string invent_title(Random& random);

struct PersonName {
  std::string_view first;
  std::string_view last;
  bool female = false;
};
/// Never a Lily: the one Lily of the sample is written into the script.
PersonName invent_person(Random& random);

/// A metropolitan area as the event logs name it: "Lansing-East Lansing, MI".
std::string_view pick_metro_area(Random& random);
/// A browser's User-Agent; most begin and end with a double quote, as in the real logs.
std::string pick_user_agent(Random& random);

struct ArtistHome {
  std::string_view location;
  std::string_view latitude;  ///< as written in JSON, "null" when unknown
  std::string_view longitude;
};
ArtistHome pick_artist_home(Random& random);

}  // namespace darties::samples

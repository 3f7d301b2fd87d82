#include "cli/samples/music_words.h"

#include <initializer_list>
#include <iterator>

namespace darties::samples {
namespace {

constexpr std::string_view kAdjectives[] = {
    "Amber",     "Broken",  "Crimson",  "Distant",  "Electric", "Faded",       "Golden",
    "Hollow",    "Idle",    "Jealous",  "Lonely",   "Midnight", "Narrow",      "Open",
    "Paper",     "Quiet",   "Rusty",    "Silver",   "Tender",   "Unwritten",   "Velvet",
    "Wandering", "Yellow",  "Bitter",   "Careless", "Daylight", "Early",       "Frozen",
    "Gentle",    "Hidden",  "Islanded", "Jagged",   "Little",   "Magnetic",    "Northern",
    "Old",       "Plastic", "Restless", "Southern", "Thirsty",  "Upside-Down", "Violet",
    "Winter",    "Second"};
constexpr std::string_view kNouns[] = {
    "Harbour",    "Lantern",  "Mirror",   "Signal", "Orchard", "Bridge",   "Carousel", "Anchor",
    "Diamond",    "Engine",   "Feather",  "Garden", "Highway", "Island",   "Jukebox",  "Kitchen",
    "Ladder",     "Meadow",   "Needle",   "Ocean",  "Parade",  "Quarry",   "River",    "Station",
    "Tambourine", "Umbrella", "Valley",   "Window", "Year",    "Zeppelin", "Balcony",  "Candle",
    "Drum",       "Elevator", "Fountain", "Guitar", "Horizon", "Iceberg",  "Journal",  "Kite",
    "Lighthouse", "Machine",  "Notebook", "Orbit",  "Piano",   "Question", "Railroad", "Shadow",
    "Telephone",  "Voice"};
constexpr std::string_view kFirstNames[] = {
    "Amelia", "Bianca", "Chloe",  "Daria", "Esther", "Freya", "Greta", "Hannah", "Ines",  "Julia",
    "Klara",  "Lena",   "Maya",   "Nora",  "Olga",   "Paula", "Rosa",  "Sofia",  "Tessa", "Ursula",
    "Vera",   "Wanda",  "Yasmin", "Zoe",   "Adrian", "Boris", "Caleb", "Dennis", "Emil",  "Felix",
    "Gavin",  "Hugo",   "Ivan",   "Jonas", "Kevin",  "Liam",  "Marco", "Nathan", "Oscar", "Peter"};
constexpr std::size_t kFemaleNames = 24;
constexpr std::string_view kLastNames[] = {
    "Abbott",    "Barnes", "Castillo", "Dawson",  "Ellison",   "Fischer", "Grant",   "Harper",
    "Ingram",    "Jensen", "Keller",   "Lambert", "Mercer",    "Norris",  "Ortega",  "Porter",
    "Quinn",     "Ramsey", "Salazar",  "Turner",  "Underwood", "Vargas",  "Watkins", "Young",
    "Zimmerman", "Becker", "Chandler", "Dixon",   "Emerson",   "Foley",   "Gibson",  "Hartman",
    "Irwin",     "Joyce",  "Knox",     "Logan",   "Maddox",    "Nolan",   "Osborne", "Pruitt",
    "Reyes",     "Stone",  "Tucker",   "Vance",   "Wilkins"};
constexpr std::string_view kAccentedNames[] = {
    "Björn Lindqvist", "Café Équinoxe",    "Los Niños del Río", "Señor Relámpago",
    "Ólafur Þorsson",  "Die Grünen Hügel", "Société de l'Écho", "João Trovão"};
constexpr std::string_view kAccentedTitles[] = {
    "Déjà Là",         "Corazón de Papel", "Für Übermorgen",      "Ces Gens Là",
    "São Só Saudades", "Ætherlight",       "Niño Soldado del Mar"};
constexpr std::string_view kNicknames[] = {"Odd", "Slim", "Thunder", "Baby", "Professor"};
constexpr std::string_view kTitleTails[] = {
    " (Album Version)", " (Live)",     " (LP Version)", " (Remix)",
    " (Feat. Malone)",  " [Explicit]", " / Reprise",    " (2006 Digital Remaster)"};

constexpr std::string_view kMetroAreas[] = {"San Francisco-Oakland-Hayward, CA",
                                            "Portland-South Portland, ME",
                                            "Lansing-East Lansing, MI",
                                            "Chicago-Naperville-Elgin, IL-IN-WI",
                                            "Atlanta-Sandy Springs-Roswell, GA",
                                            "Waterloo-Cedar Falls, IA",
                                            "Lake Havasu City-Kingman, AZ",
                                            "San Jose-Sunnyvale-Santa Clara, CA",
                                            "New Orleans-Metairie, LA",
                                            "Lubbock, TX",
                                            "Harrisburg-Carlisle, PA",
                                            "Saginaw, MI",
                                            "Phoenix-Mesa-Scottsdale, AZ",
                                            "La Crosse-Onalaska, WI-MN",
                                            "New Haven-Milford, CT",
                                            "New York-Newark-Jersey City, NY-NJ-PA",
                                            "Red Bluff, CA",
                                            "Janesville-Beloit, WI",
                                            "Winston-Salem, NC",
                                            "Tampa-St. Petersburg-Clearwater, FL",
                                            "Augusta-Richmond County, GA-SC",
                                            "Birmingham-Hoover, AL",
                                            "Salinas, CA",
                                            "Yuba City, CA",
                                            "Klamath Falls, OR",
                                            "Marinette, WI-MI",
                                            "Houston-The Woodlands-Sugar Land, TX",
                                            "Cedar Rapids, IA",
                                            "Eugene, OR",
                                            "Plymouth, IN"};

struct Browser {
  std::string_view text;
  bool quoted;
};
constexpr std::string_view kWebKit = " AppleWebKit/537.36 (KHTML, like Gecko) ";
constexpr Browser kBrowsers[] = {
    {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_4){}Chrome/36.0.1985.143 Safari/537.36", true},
    {"Mozilla/5.0 (X11; Linux x86_64){}Chrome/37.0.2062.94 Safari/537.36", true},
    {"Mozilla/5.0 (X11; Linux x86_64){}Ubuntu Chromium/36.0.1985.125 Chrome/36.0.1985.125 "
     "Safari/537.36",
     true},
    {"Mozilla/5.0 (Windows NT 6.1; WOW64){}Chrome/36.0.1985.125 Safari/537.36", true},
    {"Mozilla/5.0 (Windows NT 6.3; WOW64){}Chrome/36.0.1985.143 Safari/537.36", true},
    {"Mozilla/5.0 (Windows NT 5.1){}Chrome/36.0.1985.143 Safari/537.36", true},
    {"Mozilla/5.0 (iPhone; CPU iPhone OS 7_1_2 like Mac OS X){}Version/7.0 Mobile/11D257 "
     "Safari/9537.53",
     true},
    {"Mozilla/5.0 (Windows NT 5.1; rv:31.0) Gecko/20100101 Firefox/31.0", false},
    {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10.9; rv:31.0) Gecko/20100101 Firefox/31.0", false},
    {"Mozilla/5.0 (Windows NT 6.1; WOW64; rv:31.0) Gecko/20100101 Firefox/31.0", false},
    {"Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; WOW64; Trident/5.0)", false}};

constexpr ArtistHome kHomes[] = {{"Nashville, TN.", "36.16778", "-86.77836"},
                                 {"Denmark", "56.27609", "9.51695"},
                                 {"Zagreb Croatia", "45.80726", "15.9676"},
                                 {"California - SF", "37.77916", "-122.42005"},
                                 {"London, England", "51.50632", "-0.12714"},
                                 {"Bogotá, Colombia", "4.65637", "-74.11779"},
                                 {"Lyon, France", "45.7589", "4.84139"},
                                 {"Hamilton, Ontario", "43.25", "-79.86667"},
                                 {"Oslo / Bergen", "null", "null"},
                                 {"Gainesville, FL", "null", "null"},
                                 {"Noci (BA)", "null", "null"},
                                 {"Hamtramck, MI", "null", "null"}};

/// Takes its parts as a list in braces, which C++ evaluates from left to right: draws keep their
/// order everywhere.
std::string join(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

std::string invent_person_artist(Random& random) {
  if (random.chance(940)) return join({random.pick(kFirstNames), " ", random.pick(kLastNames)});
  return join(
      {random.pick(kFirstNames), " \"", random.pick(kNicknames), "\" ", random.pick(kLastNames)});
}

std::string invent_accented_artist(Random& random) {
  if (random.chance(450)) return std::string(random.pick(kAccentedNames));
  return join({"DJ ", random.pick(kNouns)});
}

std::string invent_plain_title(Random& random) {
  switch (random.below(6)) {
    case 0:
      return join({"The ", random.pick(kNouns)});
    case 1:
      return join({random.pick(kNouns), " of the ", random.pick(kNouns)});
    case 2:
      return join({"My ", random.pick(kAdjectives), " ", random.pick(kNouns)});
    case 3:
      return join({"Don't Wake the ", random.pick(kNouns)});
    case 4:
      return random.chance(120) ? std::string(random.pick(kAccentedTitles))
                                : join({random.pick(kNouns), "s"});
    default:
      return join({random.pick(kAdjectives), " ", random.pick(kNouns)});
  }
}

}  // namespace

std::string invent_artist(Random& random) {
  switch (random.below(10)) {
    case 0:
      return join({"The ", random.pick(kAdjectives), " ", random.pick(kNouns), "s"});
    case 1:
      return join({random.pick(kNouns), " & ", random.pick(kNouns)});
    case 2:
      return join({random.pick(kAdjectives), " ", random.pick(kNouns)});
    case 3:
      return join({random.pick(kFirstNames), " FEATURING ", random.pick(kLastNames)});
    case 4:
      return invent_accented_artist(random);
    case 5:
      return join({random.pick(kLastNames), "/", random.pick(kLastNames)});
    case 6:
      return join(
          {random.pick(kNouns), " of ", random.pick(kAdjectives), " ", random.pick(kNouns)});
    default:
      return invent_person_artist(random);
  }
}

std::string invent_title(Random& random) {
  std::string title = invent_plain_title(random);
  if (random.chance(250)) title += random.pick(kTitleTails);
  if (random.chance(3))
    title += ' ';  // as in the real logs: a few titles end or begin with a blank
  if (random.chance(1)) title.insert(0, " ");
  return title;
}

PersonName invent_person(Random& random) {
  const auto first = random.below(std::size(kFirstNames));
  return {
      .first = kFirstNames[first], .last = random.pick(kLastNames), .female = first < kFemaleNames};
}

std::string_view pick_metro_area(Random& random) { return random.pick(kMetroAreas); }

std::string pick_user_agent(Random& random) {
  const Browser& browser = random.pick(kBrowsers);
  std::string text(browser.text);
  if (const auto gap = text.find("{}"); gap != std::string::npos) text.replace(gap, 2, kWebKit);
  return browser.quoted ? join({"\"", text, "\""}) : text;
}

ArtistHome pick_artist_home(Random& random) {
  if (random.chance(400)) return {.location = "", .latitude = "null", .longitude = "null"};
  return random.pick(kHomes);
}

}  // namespace darties::samples

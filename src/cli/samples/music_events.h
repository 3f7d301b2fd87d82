#pragma once

#include <filesystem>

#include "cli/samples/music_catalogue.h"
#include "cli/samples/random.h"
#include "cli/samples/sample_file.h"
#include "cli/samples/sparkify_sample.h"

namespace darties::samples {

/// Lets people listen to the catalogue for a month (or a year at large scales), writes one file of
/// events a day in the order of their times, and counts what it wrote into `truth`. Memory grows
/// with the listeners, not with the events.
void write_music_events(const std::filesystem::path& log_folder, const MusicCatalogue& catalogue,
                        const Random& random, const Progress& progress, SparkifyTruth& truth);

}  // namespace darties::samples

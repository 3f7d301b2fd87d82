#pragma once

#include <string>
#include <vector>

#include "warehouse/load/load_plan.h"
#include "warehouse/load/object_list.h"
#include "warehouse/loaded_rows.h"

namespace darties {

/// The statements by which a load notes which file each of its rows came from: its rows are kept in a temporary table,
/// from which they go into the user's table and, as hashes, into darties_internal.loaded_rows.
class NotedRows {
 public:
  /// Everything is borrowed. `ledger` is the name the rows are noted under.
  NotedRows(const std::string& ledger, const load::LoadPlan& plan,
            const std::vector<load::LoadObject>& objects);

  /// Keeps the rows of this relation, whose last column is the number of the object.
  std::string keep(const std::string& rows) const;
  /// The kept rows without that number.
  std::string relation() const;
  std::string note() const;
  std::string drop() const;

 private:
  const std::string& ledger_;
  const load::LoadPlan& plan_;
  const std::vector<load::LoadObject>& objects_;
};

}  // namespace darties

#include "source/formats/document_budget.h"

#include "base/error.h"
#include "base/text.h"
#include "source/limits.h"

namespace darties {

void DocumentBudget::take(std::size_t text_bytes) {
  ++cells_;
  text_bytes_ += text_bytes;
  if (cells_ > kMostDocumentCells) {
    throw Error(ErrorKind::kInvalid, "a document that becomes more than {} cells",
                kMostDocumentCells);
  }
  if (text_bytes_ > kMostDocumentText) {
    throw Error(ErrorKind::kInvalid, "a document whose cells become more than {} of text",
                human_bytes(kMostDocumentText));
  }
}

}  // namespace darties

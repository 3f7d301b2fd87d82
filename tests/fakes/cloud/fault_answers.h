#pragma once

#include "fakes/cloud/faults.h"
#include "fakes/cloud/wire.h"

namespace darties::fakes {

/// Whether this fault spoils an answer that was right, so that the call is carried out.
bool carries_out(FaultKind kind);

/// What the fault makes of the answer (empty where the call was not carried out).
WireAnswer spoil(WireAnswer answer, const FaultRule& rule, const CallName& call);

/// "error", "html", "cut", "reset", "silence", "delay", "slow", "corrupt", "wrong_etag", "redirect", "error_in_200",
/// "hold". Throws Refusal for another word.
FaultKind fault_kind(const std::string& word);

}  // namespace darties::fakes

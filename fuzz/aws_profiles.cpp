// ~/.aws/config and ~/.aws/credentials, and the command line of a credential_process in them.
#include "base/aws/credential_process.h"
#include "base/aws/profiles.h"
#include "fuzz/answer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return darties::fuzz::answer(data, size, [](std::string_view text) {
    darties::aws::Profiles profiles;
    profiles.add(text, "config", darties::aws::Profiles::Kind::kConfig);
    profiles.add(text, "credentials", darties::aws::Profiles::Kind::kCredentials);
    for (const auto& name : profiles.names()) {
      const auto command = profiles.find(name)->text("credential_process");
      if (!command.empty()) darties::aws::split_command(command);
    }
  });
}

// fake_cloud [PORT]: prints its port, and serves until its standard input ends or it is ended by a signal.

#include <cstdio>
#include <cstdlib>

#include "fakes/cloud/fake_cloud.h"

int main(int argc, char** argv) {
  darties::fakes::FakeCloud cloud(argc > 1 ? std::atoi(argv[1]) : 0);
  std::printf("%d\n", cloud.port());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  return 0;
}

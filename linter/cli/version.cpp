#include "cli/commands.h"
#include "cli/streams.h"

namespace slicecop::cli {

int run(const VersionCommand& /*command*/, Rules /*rules*/) {
  return write_output("slicecop " SLICECOP_VERSION "\n") ? status_ok : status_error;
}

}  // namespace slicecop::cli

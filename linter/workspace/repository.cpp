#include "workspace/repository.h"

#include "config/folders.h"
#include "platform/files.h"

namespace slicecop::workspace {

std::string repository_root(const std::string& folder) {
  for (std::string above = folder; !above.empty(); above = config::parent_folder(above)) {
    if (platform::file_status(config::join(above, ".git"))) return above;
  }
  return folder;
}

}  // namespace slicecop::workspace

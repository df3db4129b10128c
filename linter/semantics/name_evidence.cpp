#include "semantics/name_evidence.h"

namespace slicecop::semantics {

bool sounds_like_buffer(std::string_view name) {
  for (const std::string_view word : {"data", "buf", "buff", "buffer", "payload", "packet", "pkt", "chunk", "raw",
                                      "blob", "frame", "datagram", "octets", "bytes_", "bytestring", "byte_string"}) {
    if (name == word) return true;
  }
  for (const std::string_view ending : {"_bytes", "_buf", "_buffer", "_payload", "_packet", "_chunk"}) {
    if (name.ends_with(ending)) return true;
  }
  return name.starts_with("raw_");
}

}  // namespace slicecop::semantics

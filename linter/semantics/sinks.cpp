#include "semantics/sinks.h"

#include <algorithm>
#include <array>
#include <utility>

namespace slicecop::semantics {

namespace {

using Entry = std::pair<std::string_view, UseKind>;

// Measured on CPython 3.8 to 3.13 (tests/data/compat, tests/data/aliasing.jsonl); sorted by name.
constexpr std::array special_sinks{
    Entry{"PIL.Image.frombuffer", UseKind::kept},
    Entry{"array.array.extend", UseKind::iterated},
    Entry{"asyncio.streams.StreamWriter.write", UseKind::kept},
    Entry{"asyncio.streams.StreamWriter.writelines", UseKind::kept},
    Entry{"asyncio.transports.DatagramTransport.sendto", UseKind::kept},
    Entry{"asyncio.transports.WriteTransport.write", UseKind::kept},
    Entry{"asyncio.transports.WriteTransport.writelines", UseKind::kept},
    Entry{"builtins.all", UseKind::iterated},
    Entry{"builtins.any", UseKind::iterated},
    Entry{"builtins.ascii", UseKind::silent_sink},
    Entry{"builtins.bool", UseKind::measured},
    Entry{"builtins.bytearray", UseKind::converted},
    Entry{"builtins.bytes", UseKind::converted},
    Entry{"builtins.dict", UseKind::stored},
    Entry{"builtins.dict.fromkeys", UseKind::iterated},
    Entry{"builtins.enumerate", UseKind::iterated},
    Entry{"builtins.filter", UseKind::iterated},
    Entry{"builtins.format", UseKind::silent_sink},
    Entry{"builtins.frozenset", UseKind::iterated},
    Entry{"builtins.getattr", UseKind::silent_sink},
    Entry{"builtins.hasattr", UseKind::silent_sink},
    Entry{"builtins.hash", UseKind::hashed},
    Entry{"builtins.int.from_bytes", UseKind::parsed},
    Entry{"builtins.isinstance", UseKind::silent_sink},
    Entry{"builtins.iter", UseKind::iterated},
    Entry{"builtins.len", UseKind::measured},
    Entry{"builtins.list", UseKind::iterated},
    Entry{"builtins.list.append", UseKind::stored},
    Entry{"builtins.list.count", UseKind::compared},
    Entry{"builtins.list.extend", UseKind::iterated},
    Entry{"builtins.list.index", UseKind::compared},
    Entry{"builtins.list.insert", UseKind::stored},
    Entry{"builtins.list.remove", UseKind::compared},
    Entry{"builtins.map", UseKind::iterated},
    Entry{"builtins.max", UseKind::iterated},
    Entry{"builtins.memoryview", UseKind::kept},
    Entry{"builtins.min", UseKind::iterated},
    Entry{"builtins.ord", UseKind::bytes_sink},
    Entry{"builtins.print", UseKind::silent_sink},
    Entry{"builtins.repr", UseKind::silent_sink},
    Entry{"builtins.reversed", UseKind::iterated},
    Entry{"builtins.set", UseKind::iterated},
    Entry{"builtins.set.add", UseKind::hashed},
    Entry{"builtins.sorted", UseKind::iterated},
    Entry{"builtins.str", UseKind::silent_sink},
    Entry{"builtins.sum", UseKind::iterated},
    Entry{"builtins.tuple", UseKind::iterated},
    Entry{"builtins.tuple.count", UseKind::compared},
    Entry{"builtins.tuple.index", UseKind::compared},
    Entry{"builtins.type", UseKind::silent_sink},
    Entry{"builtins.zip", UseKind::iterated},
    Entry{"collections.Counter", UseKind::iterated},
    Entry{"collections.deque", UseKind::iterated},
    Entry{"collections.deque.append", UseKind::stored},
    Entry{"collections.deque.appendleft", UseKind::stored},
    Entry{"io.BytesIO", UseKind::kept},                               // shares bytes, copies a view: never a gain
    Entry{"multiprocessing.queues.Queue.put", UseKind::silent_sink},  // a view is lost without an error
    Entry{"numpy.frombuffer", UseKind::kept},
    Entry{"pickle.PickleBuffer", UseKind::silent_sink},  // what can be written is a bytearray afterwards
    Entry{"pyarrow.BufferReader", UseKind::kept},
    Entry{"pyarrow.py_buffer", UseKind::kept},
    Entry{"queue.Queue.put", UseKind::stored},
    Entry{"queue.Queue.put_nowait", UseKind::stored},
    Entry{"random.Random", UseKind::silent_sink},
    Entry{"random.seed", UseKind::silent_sink},
    Entry{"struct.Struct.iter_unpack", UseKind::kept},
    Entry{"struct.Struct.unpack", UseKind::parsed},
    Entry{"struct.Struct.unpack_from", UseKind::parsed},
    Entry{"struct.iter_unpack", UseKind::kept},
    Entry{"struct.pack", UseKind::bytes_sink},  // "s" takes no view
    Entry{"struct.unpack", UseKind::parsed},
    Entry{"struct.unpack_from", UseKind::parsed},
};

static_assert(std::ranges::is_sorted(special_sinks, {}, &Entry::first));

}  // namespace

std::optional<UseKind> special_sink_of_element(std::string_view callee) {
  for (const std::string_view ordering : {"builtins.max", "builtins.min", "builtins.sorted"}) {
    if (callee == ordering) return UseKind::bytes_sink;
  }
  for (const std::string_view hashing : {"builtins.set", "builtins.frozenset", "builtins.dict.fromkeys"}) {
    if (callee == hashing) return UseKind::hashed;
  }
  if (callee == "builtins.all" || callee == "builtins.any") return UseKind::measured;
  const std::optional<UseKind> kind = special_sink(callee);
  if (kind == UseKind::iterated || kind == UseKind::compared) return UseKind::stored;
  return kind == UseKind::converted ? UseKind::bytes_sink : kind;
}

bool substitutes(std::string_view callee) {
  for (const std::string_view name : {"re.sub", "re.subn", "re.Pattern.sub", "re.Pattern.subn"}) {
    if (callee == name) return true;
  }
  return false;
}

bool is_held_by_result(std::string_view callee) {
  if (!callee.starts_with("re.")) return false;
  for (const std::string_view name : {".match", ".search", ".fullmatch", ".finditer", ".scanner"}) {
    if (callee.ends_with(name)) return true;
  }
  return false;
}

bool takes_everything(std::string_view callee) {
  return callee == "io.BufferedIOBase.write" || callee == "io.BufferedWriter.write" || callee == "io.BytesIO.write" ||
         callee == "typing.IO.write";
}

bool takes_little(std::string_view callee) {
  static constexpr std::array<std::string_view, 17> takers{"base64.b16decode",
                                                           "binascii.a2b_hex",
                                                           "binascii.a2b_uu",
                                                           "binascii.b2a_base64",
                                                           "binascii.b2a_uu",
                                                           "binascii.unhexlify",
                                                           "builtins.complex",
                                                           "builtins.float",
                                                           "builtins.int",
                                                           "builtins.int.from_bytes",
                                                           "decimal.Decimal",
                                                           "ipaddress.IPv4Address",
                                                           "ipaddress.IPv6Address",
                                                           "ipaddress.ip_address",
                                                           "socket.inet_ntoa",
                                                           "socket.inet_ntop",
                                                           "uuid.UUID"};
  if (std::ranges::find(takers, callee) != takers.end()) return true;
  const bool is_method = callee.starts_with("builtins.bytes.") || callee.starts_with("builtins.bytearray.");
  return is_method && !callee.ends_with(".join") && !callee.ends_with(".extend");
}

bool fills(std::string_view function) {
  for (const std::string_view ending : {"into", "into1", "from_buffer", "readv"}) {
    if (function.ends_with(ending)) return true;
  }
  return false;
}

std::optional<UseKind> special_sink(std::string_view callee) {
  const auto* const found = std::ranges::lower_bound(special_sinks, callee, {}, &Entry::first);
  if (found == special_sinks.end() || found->first != callee) return {};
  return found->second;
}

}  // namespace slicecop::semantics

// What the table inside the program says of the standard library and of a few others.

#include "stubs/table.h"

#include "catch.h"
#include "describe.h"

using namespace describe;

namespace {

// The result of each overload of `function` whose parameter takes the literal.
std::vector<std::string> results_for(const Spelling& spelling, std::string_view function, std::string_view parameter,
                                     std::string_view literal) {
  const Table& table = spelling.table();
  std::vector<std::string> results;
  const std::optional<types::StringId> id = table.find_literal(literal);
  table.each_signature(spelling.find(function).id, 12, [&](const Signature& signature) {
    for (std::uint32_t i = 0; i < signature.parameter_count; ++i) {
      const Parameter candidate = table.parameter(signature, i);
      if (candidate.name != parameter) continue;
      for (const Type member : spelling.pool().members(candidate.type)) {
        const types::TypeNode& node = spelling.pool()[member];
        if (id && node.form == types::Form::literal && node.payload == *id)
          results.push_back(spelling.type(signature.result));
      }
    }
    return true;
  });
  return results;
}

std::vector<std::string> linearization(const Spelling& spelling, std::string_view name) {
  std::vector<std::string> names;
  for (const Type type : spelling.table().linearization(spelling.find(name).id)) names.push_back(spelling.type(type));
  return names;
}

bool has(const Spelling& spelling, std::string_view name, ClassFlag flag) {
  return spelling.table().class_at(spelling.find(name).id).has(flag);
}

}  // namespace

TEST_CASE("the known classes have the first ids") {
  const Table& table = Table::builtin();
  for (ClassId id = 0; id < types::known_class_names.size(); ++id) {
    CHECK(table.class_at(id).name == types::known_class_names[id].name);
    CHECK(table.module_name(table.class_at(id).module) == types::known_class_names[id].module);
  }
}

TEST_CASE("a function says what it takes and gives") {
  const Spelling read;
  CHECK(read("zlib.crc32") == "(data: Buffer, value: int = ..., /) -> int");
  CHECK(read("struct.unpack") == "(format: bytes | str, buffer: Buffer, /) -> tuple[Any]");
  CHECK(read("socket.socket.send") == "(self, data: Buffer, flags: int = ..., /) -> int");
  CHECK(read("os.write") == "(fd: int, data: Buffer, /) -> int");
  CHECK(read("pathlib.Path.read_bytes") == "(self) -> bytes");
  CHECK(read("bytes.join") == "nothing");
  CHECK(read("builtins.bytes.join") == "(self, iterable_of_bytes: Iterable[Buffer], /) -> bytes");
}

TEST_CASE("overloads come in order, and those of open are told apart by the mode") {
  const Spelling read;
  CHECK(read("builtins.bytes.__getitem__") ==
        "(self, key: SupportsIndex, /) -> int; (self, key: slice[None | SupportsIndex], /) -> bytes");
  const std::vector<std::string> binary = results_for(read, "builtins.open", "mode", "\"rb\"");
  REQUIRE_FALSE(binary.empty());
  CHECK(binary.front() == "FileIO");  // with buffering=0
  CHECK(std::ranges::find(binary, "BufferedReader") != binary.end());
  CHECK(results_for(read, "builtins.open", "mode", "\"w\"") == std::vector<std::string>{"TextIOWrapper"});
  CHECK(results_for(read, "builtins.open", "mode", "\"zz\"").empty());
}

TEST_CASE("a coroutine gives what it awaits, wrapped") {
  const Spelling read;
  CHECK(read("asyncio.StreamReader.read") == "(self, n: int = ...) -> Coroutine[Any, Any, bytes]");
  CHECK(read.table().function_at(read.find("asyncio.StreamReader.read").id).has(FunctionFlag::coroutine));
}

TEST_CASE("versions tell what exists") {
  CHECK(Spelling(Table::builtin(), 10)("hashlib.file_digest") == "nothing");
  CHECK(Spelling(Table::builtin(), 11)("hashlib.file_digest") != "nothing");
  CHECK(Spelling(Table::builtin(), 11)("asyncore.dispatcher.send") == "(self, data: Buffer) -> int");
  CHECK(Spelling(Table::builtin(), 12)("asyncore.dispatcher.send") == "nothing");
  CHECK(Spelling(Table::builtin(), 10)("tomllib.loads") == "nothing");
  CHECK(Spelling(Table::builtin(), 8)("zlib.crc32") != "nothing");
  CHECK(Spelling(Table::builtin(), 20)("zlib.crc32") != "nothing");
  CHECK(Table::builtin().module("asyncore", 11));
  CHECK_FALSE(Table::builtin().module("asyncore", 12));
  CHECK(Table::builtin().module("asyncore"));
}

TEST_CASE("one overload may exist in some versions only, and a type differ from version to version") {
  CHECK(Spelling(Table::builtin(), 9)("builtins.int.to_bytes").find("byteorder: \"big\" | \"little\",") !=
        std::string::npos);
  CHECK(Spelling(Table::builtin(), 12)("builtins.int.to_bytes").find("= ...") != std::string::npos);
  CHECK(Spelling(Table::builtin(), 13)("_typeshed.ConvertibleToInt").find("SupportsTrunc") != std::string::npos);
  CHECK(Spelling(Table::builtin(), 14)("_typeshed.ConvertibleToInt").find("SupportsTrunc") == std::string::npos);
  // The same alias where it is used.
  CHECK(Spelling(Table::builtin(), 13)("builtins.int.__new__").find("SupportsTrunc") != std::string::npos);
  CHECK(Spelling(Table::builtin(), 14)("builtins.int.__new__").find("SupportsTrunc") == std::string::npos);
}

TEST_CASE("re-exports lead to the definition") {
  const Spelling read;
  CHECK(read("os.path.join").starts_with("(a: str, /, *paths: str) -> str"));
  CHECK(read.find("os.path.join").id == read.find("posixpath.join").id);
  CHECK(read.find("collections.abc.Sequence").id == read.find("typing.Sequence").id);
  CHECK(read.find("socket.socket.recv_into").id == read.find("_socket.socket.recv_into").id);
  CHECK(read.find("io.BytesIO").id == class_id(types::Known::bytes_io));
  CHECK(read("socket.error") == "class OSError");
  CHECK(read("xml.etree.ElementTree") == "module xml.etree.ElementTree");
  CHECK(read("asyncio.StreamReader") == "class StreamReader");  // from .streams import *
  CHECK(read("os.sys") == "nothing");                           // imported, not exported
}

TEST_CASE("aliases and special forms are apart from values") {
  const Spelling read;
  CHECK(read("_typeshed.StrPath") == "alias PathLike[str] | str");
  CHECK(read("_typeshed.ReadableBuffer") == "class Buffer");
  CHECK(read.find("_typeshed.ReadableBuffer").id == class_id(types::Known::buffer));
  CHECK(read.find("typing.Optional").kind == SymbolKind::special_form);
  CHECK(read.find("collections.abc.Callable").kind == SymbolKind::special_form);
  CHECK(read("typing.List") == "class list");
  CHECK(read("typing_extensions.OrderedDict") == "class OrderedDict");

  const Symbol generic = read.find("_typeshed.GenericPath");
  REQUIRE(generic.kind == SymbolKind::alias);
  REQUIRE(read.table().alias_parameters(generic).size() == 1);
  CHECK(read.table().type_variable(read.table().alias_parameters(generic)[0]).name == "AnyStr");
}

TEST_CASE("Buffer is one class, whatever the version and the module") {
  for (const PythonVersion version : {PythonVersion{9}, PythonVersion{12}}) {
    CHECK(Spelling(Table::builtin(), version).find("typing_extensions.Buffer").id == class_id(types::Known::buffer));
  }
  CHECK(Spelling().find("collections.abc.Buffer").id == class_id(types::Known::buffer));
}

TEST_CASE("type variables keep their constraints, bounds and defaults") {
  const Spelling read;
  const Symbol symbol = read.find("typing.AnyStr");
  REQUIRE(symbol.kind == SymbolKind::type_variable);
  CHECK(read.type(read.table().type_variable(symbol.id).constraints) == "bytes | str");

  const ClassId view = class_id(types::Known::memoryview);
  REQUIRE(read.table().class_at(view).type_parameters.size() == 1);
  CHECK(read.type(read.table().type_variable(read.table().class_at(view).type_parameters[0]).default_type) == "int");
  CHECK(read.type(read.table().type_variable(read.find("_typeshed.SupportsRichComparisonT").id).bound) ==
        "SupportsDunderGT[Any] | SupportsDunderLT[Any]");
}

TEST_CASE("generic classes speak in their own variables") {
  const Spelling read;
  CHECK(read("builtins.dict.get") ==
        "(self, key: _KT, default: None = ..., /) -> None | _VT; (self, key: _KT, default: _VT, /) -> _VT; "
        "(self, key: _KT, default: _T, /) -> _T | _VT");
  CHECK(read("re.Pattern.match")
            .find("(self: Pattern[bytes], string: Buffer, pos: int = ..., endpos: int = ...) -> "
                  "Match[bytes] | None") != std::string::npos);
  CHECK(read("re.compile").starts_with("(pattern: AnyStr, flags: RegexFlag | int = ...) -> Pattern[AnyStr]"));
}

TEST_CASE("properties, variables and constants give a value") {
  const Spelling read;
  CHECK(read("builtins.memoryview.nbytes") == "property int");
  CHECK(read("builtins.memoryview.obj") == "property Buffer");
  CHECK(read("os.environb") == "_Environ[bytes]");
  CHECK(read("io.DEFAULT_BUFFER_SIZE") == "8192");
  CHECK(read("socket.AF_INET") == "AddressFamily");
  CHECK(read("http.HTTPStatus.OK") == "HTTPStatus");
  CHECK(read("random.seed") == "method seed of Random");
}

TEST_CASE("the order of bases is Python's, with their arguments") {
  const Spelling read;
  CHECK(linearization(read, "io.BytesIO") == std::vector<std::string>{"BytesIO", "BufferedIOBase", "_BufferedIOBase",
                                                                      "IOBase", "_IOBase", "BinaryIO", "IO[bytes]",
                                                                      "object"});
  CHECK(linearization(read, "io.BufferedReader") ==
        std::vector<std::string>{"BufferedReader[_BufferedReaderStreamT]", "BufferedIOBase", "_BufferedIOBase",
                                 "IOBase", "_IOBase", "BinaryIO", "IO[bytes]", "object"});
  CHECK(linearization(read, "builtins.bytes") == std::vector<std::string>{"bytes", "Sequence[int]", "Reversible[int]",
                                                                          "Collection[int]", "Iterable[int]",
                                                                          "Container[Any]", "object"});
  CHECK(linearization(read, "builtins.object") == std::vector<std::string>{"object"});
}

TEST_CASE("flags tell what kind of class it is") {
  const Spelling read;
  for (const char* name : {"builtins.bytes", "builtins.bytearray", "builtins.memoryview", "mmap.mmap", "array.array",
                           "ctypes.Array", "ctypes.c_uint32", "pickle.PickleBuffer"}) {
    INFO(name);
    CHECK(has(read, name, ClassFlag::buffer));
  }
  for (const char* name : {"builtins.str", "io.BytesIO", "builtins.list", "socket.socket"}) {
    INFO(name);
    CHECK_FALSE(has(read, name, ClassFlag::buffer));
  }
  CHECK(has(read, "typing.Iterable", ClassFlag::protocol));
  CHECK_FALSE(has(read, "builtins.bytes", ClassFlag::protocol));
  CHECK(has(read, "socket.AddressFamily", ClassFlag::enumeration));
  CHECK(has(read, "urllib.parse.ParseResult", ClassFlag::named_tuple));
}

TEST_CASE("named tuples and data classes have the constructor that Python writes") {
  const Spelling read;
  CHECK(read("inspect.Attribute.__new__").starts_with("(cls, name: str, kind: "));
  CHECK(read("inspect.Attribute.__new__").ends_with("defining_class: type, object: Any) -> Self"));
  CHECK(read("inspect.Attribute.name") == "str");
}

TEST_CASE("flags of functions tell how a method is bound") {
  const Spelling read;
  const auto function = [&](std::string_view name) { return read.table().function_at(read.find(name).id); };
  CHECK(function("builtins.bytes.fromhex").has(FunctionFlag::class_method));
  CHECK(function("builtins.bytes.maketrans").has(FunctionFlag::static_method));
  CHECK(function("builtins.bytes.find").has(FunctionFlag::method));
  CHECK(function("builtins.bytes.__new__").has(FunctionFlag::class_method));
  CHECK_FALSE(function("zlib.crc32").has(FunctionFlag::method));
  CHECK(function("builtins.bytes.find").owner == class_id(types::Known::bytes));
  CHECK(read.table().module_name(function("zlib.crc32").module) == "zlib");
}

TEST_CASE("third-party libraries of typeshed are there, without their plain constants") {
  const Spelling read;
  CHECK(read("requests.Response.content") == "property None | bytes");  // typeshed: bytes | MaybeNone
  CHECK(read("serial.Serial.write") != "nothing");
  CHECK(read("google.protobuf.message.Message.ParseFromString") == "(self, serialized: bytes) -> int");
  CHECK(read("win32con.GENERIC_READ") == "nothing");
  CHECK(read("pandas.DataFrame") == "nothing");
}

TEST_CASE("everything of a module can be listed") {
  const Table& table = Table::builtin();
  std::vector<std::string> names;
  table.each_symbol(*table.module("binascii"), 12, [&](std::string_view name, const Symbol&) {
    names.emplace_back(name);
    return true;
  });
  CHECK(std::ranges::is_sorted(names));
  CHECK(std::ranges::find(names, "crc32") != names.end());
  CHECK(std::ranges::adjacent_find(names) == names.end());
}

TEST_CASE("a new pool on top of the table knows its types") {
  types::Pool pool(Table::builtin().pool());
  const std::size_t before = pool.size();
  CHECK(static_cast<std::size_t>(pool.instance(types::Known::bytes)) < before);
  CHECK(static_cast<std::size_t>(pool.instance(types::Known::iterable, {pool.instance(types::Known::buffer)})) <
        before);
  CHECK(pool.size() == before);
  CHECK(static_cast<std::size_t>(pool.instance(types::first_document_id)) == before);
}

TEST_CASE("literals are found by their spelling, in the table's own") {
  const Table& table = Table::builtin();
  REQUIRE(table.find_literal("\"rb\""));
  CHECK(table.literal(*table.find_literal("\"rb\"")) == "\"rb\"");
  CHECK_FALSE(table.find_literal("\"no such mode\""));
  CHECK_FALSE(table.find_literal(""));
}

TEST_CASE("bytes that are no table of this version are refused") {
  alignas(8) std::array<std::byte, 256> bytes{};
  CHECK_FALSE(Table::from_bytes(bytes));
  CHECK_FALSE(Table::from_bytes({}));
}

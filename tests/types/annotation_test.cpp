// Annotations as text, and the type each is read to, written the way Python would write it.
#include "types/annotation.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "catch.h"
#include "syntax/parse.h"

using namespace slicecop;
using namespace slicecop::types;

namespace {

constexpr TypeVariableId variable_t = 1;
constexpr TypeVariableId variable_u = 2;
constexpr ClassId packet = 100;
constexpr ClassId colour = 101;

// Knows builtins, typing under its own name and as `t`, two classes, and a few aliases.
class Names : public NameResolver {
 public:
  explicit Names(Pool& pool) : pool_(pool) {}

  NameMeaning resolve(std::string_view name) override {
    const auto strip = [&](std::string_view prefix) {
      return name.starts_with(prefix) ? name.substr(prefix.size()) : "";
    };
    for (const std::string_view prefix : {"typing.", "t.", ""}) {
      const std::string_view rest = prefix.empty() ? name : strip(prefix);
      if (const SpecialForm form = special_form("typing", rest); form != SpecialForm::none) return {.special = form};
    }
    for (std::size_t i = 0; i < known_class_names.size(); ++i) {
      if (known_class_names[i].name == name) return class_named(static_cast<ClassId>(i));
    }
    if (name == "Packet" || name == "wire.Packet") return class_named(packet);
    if (name == "Colour") return class_named(colour);
    if (name == "T") return {.type = pool_.make(Form::type_variable, variable_t)};
    if (name == "PacketType") return {.type = pool_.class_object(packet), .alias = true};
    if (name == "Data") return {.type = pool_.join(pool_.instance(Known::bytes), pool_.instance(Known::str))};
    if (name == "Pairs") return pairs();
    return {};
  }

  StringId intern(std::string_view literal) override {
    for (std::size_t i = 0; i < literals.size(); ++i) {
      if (literals[i] == literal) return static_cast<StringId>(i);
    }
    literals.emplace_back(literal);
    return static_cast<StringId>(literals.size() - 1);
  }

  std::vector<std::string> literals;

 private:
  NameMeaning class_named(ClassId id) { return {.type = pool_.class_object(id)}; }

  // Pairs = dict[T, U]
  NameMeaning pairs() {
    static constexpr std::array<TypeVariableId, 2> parameters{variable_t, variable_u};
    const std::array<Type, 2> arguments{pool_.make(Form::type_variable, variable_t),
                                        pool_.make(Form::type_variable, variable_u)};
    return {.type = pool_.instance(class_id(Known::dict), arguments), .alias = true, .parameters = parameters};
  }

  Pool& pool_;
};

class Reader {
 public:
  Reader() : names_(pool_) {}

  // The type of `name: annotation`, spelt out.
  std::string operator()(const std::string& annotation) {
    const std::string source = "name: " + annotation + "\n";
    const auto tree = syntax::parse(source);
    const syntax::Node assignment = tree->root().first_child().first_child();
    return spell(read_annotation(assignment.child(syntax::Field::type), pool_, names_));
  }

  // The type of an expression that stands where a value does, as in `Alias = expression`.
  std::string expression(const std::string& source) {
    const auto tree = syntax::parse(source);
    return spell(read_annotation(tree->root().first_child().first_child(), pool_, names_));
  }

 private:
  std::string spell(Type type) {
    const TypeNode node = pool_[type];
    switch (node.form) {
      case Form::unknown:
        return "?";
      case Form::never:
        return "Never";
      case Form::none:
        return "None";
      case Form::any:
        return "Any";
      case Form::self_type:
        return "Self";
      case Form::type_variable:
        return node.payload == variable_t ? "T" : "U";
      case Form::literal:
        return names_.literals[node.payload];
      case Form::instance:
        return class_name(node.payload) + list_of(type, 0, "[", "]");
      case Form::class_object:
        return "type[" + class_name(node.payload) + list_of(type, 0, "[", "]") + "]";
      case Form::tuple:
        return "(" + list_of(type, 0, "", "") + ")";
      case Form::union_of:
        return list_of(type, 0, "{", "}");
      case Form::callable:
        return (node.payload == 1 ? "(" + list_of(type, 1, "", "") + ")" : "(...)") + "->" +
               spell(pool_.argument(type, 0));
      default:
        return "something else";
    }
  }

  static std::string class_name(ClassId id) {
    if (id == packet) return "Packet";
    if (id == colour) return "Colour";
    return std::string(known_class_names[id].name);
  }

  std::string list_of(Type type, std::size_t first, const std::string& open, const std::string& close) {
    std::vector<std::string> parts;
    for (std::size_t i = first; i < pool_.arguments(type).size(); ++i) parts.push_back(spell(pool_.argument(type, i)));
    if (pool_.form(type) == Form::union_of) std::ranges::sort(parts);
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : ",") + part;
    return out.empty() ? "" : open + out + close;
  }

  Pool pool_;
  Names names_;
};

}  // namespace

TEST_CASE("a class name means an instance of it") {
  Reader read;
  CHECK(read("bytes") == "bytes");
  CHECK(read("wire.Packet") == "Packet");
  CHECK(read("(bytes)") == "bytes");
  CHECK(read("None") == "None");
  CHECK(read("nowhere") == "?");
  CHECK(read("nowhere.bytes") == "?");
}

TEST_CASE("Any and object are the same, and so are Never and NoReturn") {
  Reader read;
  CHECK(read("Any") == "Any");
  CHECK(read("object") == "Any");
  CHECK(read("typing.NoReturn") == "Never");
  CHECK(read("Self") == "Self");
}

TEST_CASE("unions are sets, however they are written") {
  Reader read;
  const std::string both = read("bytes | None");
  CHECK(both == "{None,bytes}");
  CHECK(read("None | bytes") == both);
  CHECK(read("Optional[bytes]") == both);
  CHECK(read("typing.Optional[bytes]") == both);
  CHECK(read("t.Union[bytes, None]") == both);
  CHECK(read("\"bytes | None\"") == both);
  CHECK(read("'Optional[\"bytes\"]'") == both);
  CHECK(read("bytes | bytes") == "bytes");
  CHECK(read("Union[bytes, Union[str, bytes]] | str") == "{bytes,str}");
  CHECK(read("bytes | nowhere") == "{?,bytes}");
}

TEST_CASE("a class may have arguments") {
  Reader read;
  CHECK(read("list[bytes]") == "list[bytes]");
  CHECK(read("dict[str, list[bytes | None]]") == "dict[str,list[{None,bytes}]]");
  CHECK(read("wire.Packet[bytes, str]") == "Packet[bytes,str]");
  CHECK(read("list['bytes']") == "list[bytes]");
  CHECK(read("list[nowhere]") == "list");
}

TEST_CASE("tuples of known length are apart from those of any length") {
  Reader read;
  CHECK(read("tuple[int, str]") == "(int,str)");
  CHECK(read("Tuple[(int, str)]") == "(int,str)");
  CHECK(read("tuple[()]") == "()");
  CHECK(read("tuple[bytes, ...]") == "tuple[bytes]");
  CHECK(read("tuple") == "tuple");
  CHECK(read("Tuple") == "tuple");
  CHECK(read("tuple[int, *tuple[str, ...]]") == "tuple");
  CHECK(read("tuple[int, Unpack[T]]") == "tuple");
}

TEST_CASE("type[X] is the class itself") {
  Reader read;
  CHECK(read("type[bytes]") == "type[bytes]");
  CHECK(read("Type[list[bytes]]") == "type[list[bytes]]");
  CHECK(read("type[bytes | str]") == "{type[bytes],type[str]}");
  CHECK(read("type[T]") == "type[T]");
  CHECK(read("type[Any]") == "type");
  CHECK(read("type") == "type");
}

TEST_CASE("literals keep their value, spelt one way") {
  Reader read;
  CHECK(read("Literal['rb', \"wb\"]") == "{\"rb\",\"wb\"}");
  CHECK(read("Literal[b'x']") == "b\"x\"");
  CHECK(read("Literal[-1, 0x10, True, None]") == "{-1,16,None,True}");
  CHECK(read("t.Literal['a'] | None") == "{\"a\",None}");
  CHECK(read("Literal[Literal[1], 2]") == "{1,2}");
  CHECK(read("Literal[Colour.RED]") == "Colour.RED");
  CHECK(read("LiteralString") == "str");
}

TEST_CASE("callables") {
  Reader read;
  CHECK(read("Callable[[int, bytes], str]") == "(int,bytes)->str");
  CHECK(read("Callable[[], None]") == "()->None");
  CHECK(read("Callable[..., bytes]") == "(...)->bytes");
  CHECK(read("Callable") == "(...)->?");
}

TEST_CASE("wrappers that say nothing about the type are looked through") {
  Reader read;
  CHECK(read("Annotated[bytes, 'a comment', 3]") == "bytes");
  CHECK(read("ClassVar[Final[bytes]]") == "bytes");
  CHECK(read("Final") == "?");
  CHECK(read("TypeGuard[bytes]") == "bool");
}

TEST_CASE("an alias stands for its type") {
  Reader read;
  CHECK(read("Data") == "{bytes,str}");
  CHECK(read("Data | None") == "{None,bytes,str}");
  CHECK(read("PacketType") == "type[Packet]");
  CHECK(read("Pairs[str, bytes]") == "dict[str,bytes]");
  CHECK(read("Pairs[T, list[T]]") == "dict[T,list[T]]");
  CHECK(read("Pairs[str]") == "dict[str,?]");
  CHECK(read("Pairs") == "dict");
}

TEST_CASE("the same spelling in the place of a value") {
  Reader read;
  CHECK(read.expression("Union[bytes, str]") == "{bytes,str}");
  CHECK(read.expression("list[bytes] | None") == "{None,list[bytes]}");
  CHECK(read.expression("Callable[[int], dict[str, bytes]]") == "(int)->dict[str,bytes]");
}

TEST_CASE("what is no annotation is unknown") {
  Reader read;
  for (const char* text : {"3", "f(x)", "bytes if x else str", "[bytes]", "x[0].y", "''", "'bytes,'", "'import os'",
                           "'bytes; str'", "'a b'", "f'bytes'", "lambda: 0", "bytes[str][int]"}) {
    INFO(text);
    CHECK(read(text) == "?");
  }
}

TEST_CASE("annotations of any depth and length are read in bounded time") {
  Reader read;
  std::string nested = "bytes";
  const auto wrapped = [](int times, const std::string& inner) {
    std::string text;
    for (int i = 0; i < times; ++i) text += "list[";
    return text + inner + std::string(static_cast<std::size_t>(times), ']');
  };
  nested = wrapped(20, nested);
  CHECK(read(nested).starts_with("list[list["));
  nested = wrapped(5000, nested);
  CHECK(read(nested).size() == std::string("list[]").size() * 32 + std::string("list").size());

  std::string chain = "bytes";
  for (int i = 0; i < 20000; ++i) chain += " | None";
  CHECK(read(chain) == "{None,bytes}");

  const std::string parentheses(5000, '(');
  CHECK(read(parentheses + "bytes" + std::string(5000, ')')) == "bytes");

  std::string wide = "bytes";
  for (int i = 0; i < 20000; ++i) wide += ", str";
  CHECK(read("Union[" + wide + "]") == "{bytes,str}");
  CHECK(read("tuple[" + wide + "]") == "tuple");
  CHECK(read("Literal[" + wide + "]") == "{bytes,str}");

  std::string names = "bytes";
  for (int i = 0; i < 20000; ++i) names += ".bytes";
  CHECK(read(names) == "?");
}

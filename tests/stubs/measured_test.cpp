// The table against measured behaviour: every recorded expression that hands a slice to a library function, run once
// with bytes and once with a memoryview, agrees with the declared type of the parameter that takes it.

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "accepts.h"
#include "catch.h"
#include "syntax/parse.h"
#include "syntax/views.h"

using namespace describe;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

constexpr std::array<PythonVersion, 2> measured_versions{11, 13};

struct Record {
  std::string op;
  std::string verdict;
  std::set<PythonVersion> versions;
};

// The value of a string field of one line of JSON, which has no escapes but \" and \\ in it.
std::string field(const std::string& line, const std::string& name) {
  const std::size_t start = line.find("\"" + name + "\": \"");
  if (start == std::string::npos) return {};
  std::string value;
  for (std::size_t i = start + name.size() + 5; line[i] != '"'; ++i) {
    if (line[i] == '\\') ++i;
    value += line[i];
  }
  return value;
}

// Those of contiguous slices of bytes.
std::vector<Record> records() {
  std::vector<Record> all;
  for (const auto& entry : std::filesystem::directory_iterator(SLICECOP_SOURCE_DIR "/tests/data/compat")) {
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      if (field(line, "over") != "bytes" || field(line, "slice") != "contiguous") continue;
      Record record{.op = field(line, "op"), .verdict = field(line, "verdict"), .versions = {}};
      const std::size_t list = line.find("\"versions\"");
      const std::string versions = line.substr(list, line.find(']', list) - list);
      for (const PythonVersion version : measured_versions) {
        if (versions.find("\"3." + std::to_string(version)) != std::string::npos) record.versions.insert(version);
      }
      all.push_back(record);
    }
  }
  std::ranges::sort(all, {}, &Record::op);
  return all;
}

// The call in which `x` itself is an argument, and which one it is.
struct Handed {
  std::string callee;
  std::string keyword = {};
  std::uint32_t position = 0;
  std::uint32_t arguments = 0;
  std::set<std::string> keywords = {};
};

std::vector<Handed> handed(const syntax::Tree& tree) {
  std::vector<Handed> all;
  for (syntax::NodeId id = 0; id < tree.size(); ++id) {
    const syntax::Call call(tree.node(id));
    if (!call) continue;
    Handed found{.callee = std::string(call.function().text())};
    bool has_x = false;
    for (const Node argument : call.arguments().children()) {
      if (argument.is(Kind::keyword_argument)) {
        found.keywords.emplace(argument.child(Field::name).text());
        if (argument.child(Field::value).text() != "x") continue;
        found.keyword = argument.child(Field::name).text();
        has_x = true;
      } else {
        if (argument.text() == "x") {
          found.position = found.arguments;
          found.keyword.clear();
          has_x = true;
        }
        ++found.arguments;
      }
    }
    if (has_x) all.push_back(found);
  }
  return all;
}

class Judge {
 public:
  explicit Judge(PythonVersion version)
      : version_(version), spelling_(Table::builtin(), version), accepts_(spelling_, version) {}
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;

  // What the parameter says of a memoryview; nothing where the callee is not one of the table's.
  std::optional<Accepts> judge(const Handed& handed) {
    const std::string name = qualified(handed.callee);
    std::optional<Accepts> best;
    for (const std::string& target : {name + ".__new__", name + ".__init__", name}) {
      const Symbol symbol = spelling_.find(target);
      const bool of_class = target.ends_with("__");
      if (of_class && spelling_.find(name).kind != SymbolKind::class_) continue;
      if (symbol.kind == SymbolKind::function) consider(symbol.id, handed, of_class || is_method(name), best);
    }
    return best;
  }

 private:
  // `b"..".find` is bytes.find; a bare name is a builtin.
  static std::string qualified(const std::string& callee) {
    for (const char* const kind : {"bytearray", "b", "''"}) {
      const std::string prefix(kind);
      if (prefix == "''" || !callee.starts_with(prefix == "b" ? "b'" : prefix + "(")) continue;
      return "builtins." + std::string(prefix == "b" ? "bytes" : prefix) + callee.substr(callee.rfind('.'));
    }
    if (callee.find('.') == std::string::npos) return "builtins." + callee;
    if (callee.starts_with("bytes.") || callee.starts_with("int.") || callee.starts_with("dict."))
      return "builtins." + callee;
    return callee;
  }

  bool is_method(const std::string& name) const {
    const Symbol symbol = spelling_.find(name);
    if (symbol.kind != SymbolKind::function) return false;
    return spelling_.table().function_at(symbol.id).has(FunctionFlag::method);
  }

  void consider(FunctionId id, const Handed& handed, bool skip_first, std::optional<Accepts>& best) const {
    spelling_.table().each_signature(id, version_, [&](const Signature& signature) {
      const std::optional<Type> type = parameter(signature, handed, skip_first);
      if (!type) return true;
      best = std::max(best.value_or(Accepts::no), accepts_(*type));
      return true;
    });
  }

  // The declared type of the parameter that takes x, if the arguments fit the signature.
  std::optional<Type> parameter(const Signature& signature, const Handed& handed, bool skip_first) const {
    std::uint32_t position = 0;
    bool takes_any_number = false;
    std::optional<Type> found;
    for (std::uint32_t i = skip_first ? 1 : 0; i < signature.parameter_count; ++i) {
      const Parameter parameter = spelling_.table().parameter(signature, i);
      const bool takes_position = parameter.kind < ParameterKind::variadic;
      const bool is_rest = parameter.kind == ParameterKind::variadic && handed.position >= position;
      if (handed.keyword.empty() ? (takes_position && position == handed.position) || is_rest
                                 : parameter.name == handed.keyword) {
        if (!found) found = parameter.type;
      }
      const bool given =
          handed.keywords.contains(std::string(parameter.name)) || (takes_position && position < handed.arguments);
      if (!given && !parameter.has_default && (takes_position || parameter.kind == ParameterKind::keyword_only)) {
        return std::nullopt;
      }
      if (takes_position) ++position;
      takes_any_number = takes_any_number || parameter.kind == ParameterKind::variadic;
    }
    return takes_any_number || handed.arguments <= position ? found : std::nullopt;
  }

  PythonVersion version_;
  Spelling spelling_;
  Acceptance accepts_;
};

// An expression and a version in which what is measured is not what the declaration lets expect.
struct Finding {
  std::string op;
  PythonVersion version;
  std::string verdict;
};

std::vector<Finding> findings(Accepts declared, const std::string& verdict, std::size_t& compared) {
  std::vector<Finding> all;
  std::map<PythonVersion, Judge> judges;
  for (const PythonVersion version : measured_versions) judges.try_emplace(version, version);
  for (const Record& record : records()) {
    const auto tree = syntax::parse(record.op);
    // Where bytes raise as well, the value is at fault.
    if (!tree || tree->root().has_error() || record.verdict.starts_with("same (both")) continue;
    for (const Handed& call : handed(*tree)) {
      for (const PythonVersion version : record.versions) {
        if (judges.at(version).judge(call) != declared) continue;
        ++compared;
        if (record.verdict.starts_with(verdict)) all.push_back({record.op, version, record.verdict});
      }
    }
  }
  return all;
}

}  // namespace

TEST_CASE("what is declared to take any buffer takes a view") {
  // The parameter is right, but the function does more with some values than take them.
  const std::set<std::string> not_of_the_parameter{
      "re.match(b'h',x).expand(br'\\g<0>')",  // Match.expand, before 3.12
      "re.sub(b'(o)', br'<\\1>', x)",         // a template with groups, before 3.12
  };
  std::size_t compared = 0;
  for (const Finding& finding : findings(Accepts::buffer, "raises", compared)) {
    if (not_of_the_parameter.contains(finding.op)) continue;
    INFO(finding.op << " on 3." << int{finding.version} << ": " << finding.verdict);
    CHECK(false);
  }
  CHECK(compared > 250);
}

TEST_CASE("what is declared to take bytes and no view raises, or is of no use") {
  const std::set<std::string> of_no_use{
      "os.access(x,0)",           "os.path.exists(x)",        "os.stat(x) and 1",  // with a warning; no more in 3.13
      "struct.calcsize(x)",       "struct.unpack(x,b'abcd')",                      // a format
      "urllib.parse.parse_qs(x)",                                                  // from 3.12
  };
  std::size_t compared = 0;
  for (const Finding& finding : findings(Accepts::no, "same", compared)) {
    if (of_no_use.contains(finding.op)) continue;
    INFO(finding.op << " on 3." << int{finding.version} << ": " << finding.verdict);
    CHECK(false);
  }
  CHECK(compared > 50);
}
TEST_CASE("what is declared to take any buffer does the same with a view") {
  const std::set<std::string> of_the_result{
      "re.match(b'h',x).string",  // the match keeps its subject
      "str(x)",                   // the declaration with an encoding takes a buffer, this one takes everything
  };
  std::size_t compared = 0;
  for (const Finding& finding : findings(Accepts::buffer, "differs", compared)) {
    if (of_the_result.contains(finding.op)) continue;
    INFO(finding.op << " on 3." << int{finding.version} << ": " << finding.verdict);
    CHECK(false);
  }
  CHECK(compared > 250);
}

// What is taken out of a container, added to and put back.
#include "engine/patterns/put_back.h"

#include <string>

#include "catch.h"
#include "engine/patterns/repeated.h"
#include "semantics/model_of.h"

using namespace slicecop;
using namespace slicecop::engine;
using semantics::ModelOf;

namespace {

// "item <- what it was" of every assignment that puts something back; where it comes back to grow again, " again".
std::string puts_back(std::string_view code) {
  ModelOf file(code);
  std::string found;
  for (syntax::NodeId id = 0; id < file.tree.size(); ++id) {
    const syntax::Assignment assignment(file.tree.node(id));
    const std::optional<PutBack> back = assignment ? put_back(file.model, assignment) : std::nullopt;
    if (!back) continue;
    found += std::string(back->item.text()) + " <- " + std::string(back->before.text());
    found += repeated_binding(file.model, back->item) ? " again; " : "; ";
  }
  return found;
}

}  // namespace

TEST_CASE("an item that is read, added to and bound") {
  CHECK(puts_back("class C:\n"
                  "  def feed(self, key, data):\n"
                  "    self.table[key] = self.table.get(key, b'') + data\n") ==
        "self.table[key] <- self.table.get(key, b'') again; ");
  CHECK(puts_back("def f(chunks):\n"
                  "  table = {}\n"
                  "  for chunk in chunks:\n"
                  "    table['a'] = table.setdefault('a', b'') + chunk + b'\\n'\n") ==
        "table['a'] <- table.setdefault('a', b'') again; ");
}

TEST_CASE("an item that is taken out and put back later") {
  CHECK(puts_back("def subscribe(link):\n"
                  "  images = {}\n"
                  "  def on_message(message):\n"
                  "    data = images.pop(message.key, bytes()) + message.data\n"
                  "    if not message.done:\n"
                  "      images[message.key] = data\n"
                  "  link.run(on_message)\n") == "images[message.key] <- images.pop(message.key, bytes()) again; ");
}

TEST_CASE("what is put elsewhere, or something else, is not put back") {
  CHECK(puts_back("def f(table, key, data):\n  table[key] = table.get(data, b'') + data\n").empty());
  CHECK(puts_back("def f(table, key, data):\n  table[key] = other.get(key, b'') + data\n").empty());
  CHECK(puts_back("def f(table, key, data):\n  table[key] = table.get(key, b'')\n").empty());
  CHECK(puts_back("def f(table, key, data):\n  table[key] = data + table.get(key, b'')\n").empty());
  CHECK(puts_back("def f(table, key, data):\n"
                  "  new = table.pop(key, b'') + data\n"
                  "  new = data\n"
                  "  table[key] = new\n")
            .empty());
  CHECK(puts_back("def f(table, key, data):\n  new = table.pop(key, b'') + data\n  table[data] = new\n").empty());
}

TEST_CASE("a container of one call alone does not bring it back") {
  CHECK(puts_back("def f(key, data):\n"
                  "  table = {}\n"
                  "  table[key] = table.get(key, b'') + data\n") == "table[key] <- table.get(key, b''); ");
}

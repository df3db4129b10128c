// Our tables of single-byte codecs against Python's own, byte by byte and both ways.
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "catch.h"
#include "python.h"
#include "text/encoding.h"
#include "text/single_byte_codec.h"

namespace slicecop::text {
namespace {

std::expected<Encoding, EncodingError> declared(const std::string& name) {
  return detect_encoding("# coding: " + name + "\n");
}

/// `entry` is `CHARACTER/BYTE` in hexadecimal, or `-`.
void check_byte(const Encoding& encoding, unsigned byte, const std::string& entry) {
  CAPTURE(encoding.name, byte, entry);
  const auto text = decode(std::string(1, static_cast<char>(byte)), encoding);
  REQUIRE(text.has_value() == (entry != "-"));
  if (!text) return;
  const std::size_t slash = entry.find('/');
  REQUIRE(to_hex(*text) == entry.substr(0, slash));

  const auto encoded = encode(*text, encoding);
  REQUIRE(encoded.has_value());
  if (has_ambiguous_bytes(encoding)) {
    // Python takes the highest of the bytes for one character, which turns every space of a mac-arabic file into 0xa0.
    REQUIRE(static_cast<unsigned char>(encoded->front()) <= byte);
    REQUIRE(decode(*encoded, encoding) == *text);
  } else {
    REQUIRE(to_hex(*encoded) == entry.substr(slash + 1));
  }
}

TEST_CASE("every single-byte codec of the machine's Python is ours, byte by byte and both ways") {
  std::set<std::string> compared;
  std::vector<std::string> unknown_aliases;
  for (const std::string& line : ask_python("python_codecs.py", "")) {
    std::istringstream words(line);
    std::string kind;
    std::string spelling;
    std::string name;
    words >> kind >> spelling >> name;
    CAPTURE(kind, spelling, name);
    const auto encoding = declared(spelling);
    if (!encoding && kind == "alias") {
      unknown_aliases.push_back(spelling);
      continue;
    }
    REQUIRE(encoding.has_value());
    REQUIRE(encoding->name == name);
    if (kind == "alias") continue;

    std::string entry;
    for (unsigned byte = 0; byte < 256; ++byte) {
      REQUIRE(words >> entry);
      check_byte(*encoding, byte, entry);
    }
    compared.insert(name);
  }
  // A Python newer than the one our tables were made with may have a few names more; many mean that they are out of
  // date.
  CAPTURE(unknown_aliases);
  CHECK(unknown_aliases.size() <= 5);
  for (const SingleByteCodec& codec : single_byte_codecs()) {
    CAPTURE(codec.name);
    CHECK(compared.contains(std::string(codec.name)));
  }
}

TEST_CASE("a codec goes by all its names, in any spelling") {
  const auto [spelling, name] = GENERATE(table<std::string, std::string>({{"latin-1", "iso8859-1"},
                                                                          {"Latin_1", "iso8859-1"},
                                                                          {"latin1", "iso8859-1"},
                                                                          {"L1", "iso8859-1"},
                                                                          {"iso-8859-1", "iso8859-1"},
                                                                          {"ISO_8859-1", "iso8859-1"},
                                                                          {"iso-latin-1-unix", "iso8859-1"},
                                                                          {"latin-1-dos", "iso8859-1"},
                                                                          {"iso-8859-15", "iso8859-15"},
                                                                          {"latin9", "iso8859-15"},
                                                                          {"cp1252", "cp1252"},
                                                                          {"windows-1252", "cp1252"},
                                                                          {"CP-1252", ""},
                                                                          {"cp1252-dos", ""},
                                                                          {"1252", "cp1252"},
                                                                          {"koi8-r", "koi8-r"},
                                                                          {"mac-roman", "mac-roman"},
                                                                          {"MacRoman", "mac-roman"},
                                                                          {"ascii", "ascii"},
                                                                          {"us-ascii", "ascii"},
                                                                          {"ANSI_X3.4-1968", "ascii"},
                                                                          {"646", "ascii"},
                                                                          {"utf8", "utf-8"},
                                                                          {"U8", "utf-8"},
                                                                          {"UTF_8", "utf-8"},
                                                                          {"utf-8-sig", "utf-8"},
                                                                          {"cp65001", "utf-8"}}));
  CAPTURE(spelling);
  const auto encoding = declared(spelling);
  CHECK((encoding ? encoding->name : "") == name);
  if (!encoding) CHECK(encoding.error().message == "unsupported encoding `" + spelling + "`");
}

TEST_CASE("what is no single-byte text codec is reported as unsupported") {
  const std::string name = GENERATE("utf-16", "utf-7", "shift_jis", "gbk", "euc-jp", "big5", "rot13", "hex", "idna",
                                    "unicode_escape", "mbcs", "klingon", "_", "koi8.r");
  const auto encoding = declared(name);
  REQUIRE_FALSE(encoding.has_value());
  CHECK(encoding.error().message == "unsupported encoding `" + name + "`");
  CHECK(encoding.error().offset == std::string("# coding: ").size());
}

TEST_CASE("a name of any length makes a short message") {
  const auto encoding = declared(std::string(1'000'000, 'x'));
  REQUIRE_FALSE(encoding.has_value());
  CHECK(encoding.error().message.size() < 100);
}

}  // namespace
}  // namespace slicecop::text

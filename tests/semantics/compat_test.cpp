// The classes of uses against measured behaviour: all records of tests/data/compat, each an expression over a slice
// that was run with the copy and with a view of the same bytes.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "catch.h"
#include "semantics/model_of.h"
#include "semantics/recorded.h"
#include "semantics/view_of.h"

using namespace slicecop;
using namespace slicecop::semantics;

namespace {

constexpr std::array<stubs::PythonVersion, 3> measured_versions{8, 11, 13};

struct Record {
  std::string op;
  std::string category;
  std::string over;
  bool has_step = false;
  std::string verdict;
  std::vector<stubs::PythonVersion> versions;

  // Where both raise, there is nothing to keep the same.
  [[nodiscard]] bool is_same() const { return verdict.starts_with("same"); }
  [[nodiscard]] bool works_on_a_view() const { return verdict == "same"; }
};

std::vector<Record> records() {
  std::vector<Record> all;
  for (const auto& entry : std::filesystem::directory_iterator(recorded::folder / "compat")) {
    for (const std::string& line : recorded::lines_of(entry.path())) {
      Record record{.op = recorded::field(line, "op"),
                    .category = recorded::field(line, "category"),
                    .over = recorded::field(line, "over"),
                    .has_step = recorded::field(line, "slice") == "step2",
                    .verdict = recorded::field(line, "verdict"),
                    .versions = {}};
      const std::size_t list = line.find("\"versions\"");
      const std::string versions = line.substr(list, line.find(']', list) - list);
      for (const stubs::PythonVersion version : measured_versions) {
        if (versions.find("\"3." + std::to_string(version) + '"') != std::string::npos) {
          record.versions.push_back(version);
        }
      }
      all.push_back(std::move(record));
    }
  }
  return all;
}

// The programs of compat_programs.py, by op.
std::map<std::string, std::string> programs() {
  constexpr std::string_view heading = "# op: ";
  std::map<std::string, std::string> all;
  std::string* program = nullptr;
  for (const std::string& line : recorded::lines_of(recorded::folder / "compat_programs.py")) {
    if (line.starts_with(heading)) {
      program = &all[line.substr(heading.size())];
    } else if (program != nullptr) {
      *program += line + '\n';
    }
  }
  return all;
}

constexpr std::string_view imports =
    "import array, ast, asyncio, audioop, base64, binascii, bisect, bz2, codecs, collections, collections.abc\n"
    "import concurrent.futures, contextvars, copy, csv, ctypes, dataclasses, datetime, dbm.dumb, decimal, difflib\n"
    "import email, email.feedparser, email.message, email.mime.application, enum, fractions, functools, gzip\n"
    "import hashlib, hmac, html, http.client, imghdr, io, ipaddress, itertools, json, logging, lzma, marshal, mmap\n"
    "import multiprocessing, multiprocessing.shared_memory, operator, os, pathlib, pickle, plistlib, queue, quopri\n"
    "import random, re, secrets, shelve, smtplib, socket, socketserver, sqlite3, ssl, statistics, struct\n"
    "import subprocess, sys, tarfile, tempfile, textwrap, typing, unittest, urllib.parse, urllib.request, uuid, wave\n"
    "import weakref, wsgiref.handlers, xml.dom.minidom, xml.etree.ElementTree, xml.parsers.expat, xmlrpc.client\n"
    "import zipfile, zlib\n";

std::string code_of(const Record& record, const std::map<std::string, std::string>& programs) {
  const auto program = programs.find(record.op);
  const bool is_statement = record.op.starts_with("y = ");
  const std::string body = program != programs.end() ? program->second
                           : is_statement            ? record.op + "\nreturn y"
                                                     : "return " + record.op;
  return std::string(imports) + "async def f(data: " + (record.over == "mmap" ? "mmap.mmap" : record.over) +
         ", sock: socket.socket, fd: int, out: io.BytesIO, text: typing.TextIO,\n"
         "            writer: asyncio.StreamWriter, transport: asyncio.WriteTransport,\n"
         "            datagrams: asyncio.DatagramTransport):\n    x = data[" +
         (record.has_step ? "4:90:2" : "4:90") + "]\n" + recorded::indented(body, 4);
}

Promise promise_of(const std::string& code, stubs::PythonVersion version) {
  ModelOf file(code, version);
  for (syntax::NodeId id = 0; id < file.tree.size(); ++id) {
    const syntax::Subscript slice(file.tree.node(id));
    if (slice && slice.value().text() == "data") return promise_of(uses_in_the_end(file.model, slice.node()));
  }
  FAIL("no slice");
  return {};
}

std::string in_words(const Record& record) {
  std::string text = record.op + " over " + record.over + (record.has_step ? ", every second byte" : "") + ", on";
  for (const stubs::PythonVersion version : record.versions) text += " 3." + std::to_string(version);
  return text + ": " + record.verdict;
}

}  // namespace

TEST_CASE("each record is a program that the model can read") {
  const std::vector<Record> all = records();
  const auto written_out = programs();
  REQUIRE(all.size() == 2610);
  std::set<std::string> used;
  for (const Record& record : all) {
    if (written_out.contains(record.op)) used.insert(record.op);
    INFO(in_words(record) << '\n' << code_of(record, written_out));
    if (syntax::parse(code_of(record, written_out))->root().has_error()) CHECK(false);
  }
  CHECK(used.size() == written_out.size());
}

TEST_CASE("where a view raises or gives something else, no class says that it does the same") {
  const auto written_out = programs();
  std::size_t checked = 0;
  for (const Record& record : records()) {
    if (record.is_same()) continue;
    ++checked;
    const std::string code = code_of(record, written_out);
    // Code for 3.8 runs on the later versions, too.
    for (const stubs::PythonVersion target : measured_versions) {
      if (target > record.versions.back()) continue;
      INFO(in_words(record) << "\nfor 3." << int{target});
      if (promise_of(code, target) != Promise::copy) CHECK(false);
    }
  }
  CHECK(checked == 1077);
}

TEST_CASE("where a view does the same, few classes ask for the copy") {
  // Of each category, for how many records at most. What is asked of the type of a value, and what is done with the
  // value itself, is never offered a view; nor is what would leave the function.
  const std::map<std::string, int> most{
      {"asyncio", 3},
      {"builtin", 10},
      {"bytes method, argument", 3},
      {"bytes method, receiver", 6},
      {"codecs/text", 9},
      {"in-place", 6},
      {"isinstance/type", 29},
      {"match", 1},
      {"operator", 27},
      {"os/io", 5},
      {"path", 9},
      {"process/ipc", 4},
      {"re", 3},
      {"serialization", 2},
      {"socket", 3},
      {"stdlib misc", 79},
      {"struct", 3},
      {"hashlib/hmac", 0},
      {"compression", 0},
      {"binascii/base64", 0},
  };
  const auto written_out = programs();
  std::map<std::string, int> asking;
  int views = 0;
  int slower = 0;
  for (const Record& record : records()) {
    if (!record.works_on_a_view() || record.has_step) continue;
    const Promise promise = promise_of(code_of(record, written_out), record.versions.back());
    if (promise == Promise::view) ++views;
    if (promise == Promise::slower) ++slower;
    if (promise == Promise::copy) ++asking[record.category];
  }
  for (const auto& [category, count] : asking) {
    INFO(category);
    CHECK(count <= most.at(category));
  }
  CHECK(views >= 786);
  CHECK(slower >= 192);
}

TEST_CASE("a slice with a step is offered to nothing that takes buffers") {
  const auto written_out = programs();
  std::size_t checked = 0;
  for (Record record : records()) {
    if (record.has_step || record.over != "bytes") continue;
    record.has_step = true;
    ++checked;
    INFO(in_words(record));
    ModelOf file(code_of(record, written_out));
    for (const Use& use : file.model.uses_of(file.find(syntax::Kind::subscript, "data[4:90:2]")).all) {
      if (use.kind == UseKind::buffer_sink || use.kind == UseKind::assigned_into) CHECK(false);
    }
  }
  CHECK(checked == 652);
}

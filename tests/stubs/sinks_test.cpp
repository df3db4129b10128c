// Which parameters of the standard library are declared to take any buffer, and which take bytes only: the measured
// lists, by name. (measured_test.cpp compares expression by expression; this says what the rules count on.)

#include "sinks.h"
#include "catch.h"

using namespace describe;

TEST_CASE("any buffer is taken") {
  constexpr Sink sinks[] = {
      {"array.array.frombytes", "buffer"},
      {"asyncio.AbstractEventLoop.sock_sendall", "data"},
      {"asyncio.DatagramTransport.sendto", "data"},
      {"asyncio.StreamReader.feed_data", "data"},
      {"asyncio.StreamWriter.write", "data"},
      {"asyncio.WriteTransport.write", "data"},
      {"asyncio.subprocess.Process.communicate", "input"},
      {"base64.b64decode", "s"},
      {"base64.b64encode", "s"},
      {"binascii.crc32", "data"},
      {"binascii.hexlify", "data"},
      {"builtins.bytearray.__setitem__", "value"},
      {"builtins.bytearray.extend", "iterable_of_ints"},
      {"builtins.bytes.__add__", "value"},
      {"builtins.bytes.count", "sub"},
      {"builtins.bytes.find", "sub"},
      {"builtins.bytes.replace", "old"},
      {"builtins.bytes.split", "sep"},
      {"builtins.bytes.startswith", "prefix"},
      {"builtins.int.from_bytes", "bytes"},
      {"builtins.memoryview.__setitem__", "value"},
      {"bz2.BZ2File.write", "data"},
      {"bz2.compress", "data"},
      {"gzip.GzipFile.write", "data"},
      {"gzip.decompress", "data"},
      {"hashlib._Hash.update", "obj"},
      {"hashlib.blake2b.__new__", "key"},
      {"hashlib.pbkdf2_hmac", "password"},
      {"hashlib.sha256", "string"},
      {"hmac.HMAC.update", "msg"},
      {"hmac.compare_digest", "a"},
      {"hmac.new", "msg"},
      {"http.client.HTTPConnection.request", "body"},
      {"io.BufferedWriter.write", "buffer"},
      {"io.BytesIO.__init__", "initial_bytes"},
      {"io.BytesIO.readinto", "buffer"},
      {"io.BytesIO.write", "buffer"},
      {"io.FileIO.write", "b"},
      {"lzma.LZMAFile.write", "data"},
      {"marshal.loads", "bytes"},
      {"mmap.mmap.find", "view"},
      {"mmap.mmap.write", "bytes"},
      {"multiprocessing.connection.Connection.send_bytes", "buf"},
      {"os.pwrite", "buffer"},
      {"os.write", "data"},
      {"pathlib.Path.write_bytes", "data"},
      {"pickle.loads", "data"},
      {"plistlib.loads", "value"},
      {"re.Pattern.match", "string"},
      {"re.search", "string"},
      {"re.sub", "string"},
      {"socket.socket.recv_into", "buffer"},
      {"socket.socket.send", "data"},
      {"socket.socket.sendall", "data"},
      {"socket.socket.sendto", "data"},
      {"socket.socket.setsockopt", "value"},
      {"sqlite3.Blob.write", "data"},
      {"ssl.MemoryBIO.write", "b"},
      {"ssl.SSLSocket.send", "data"},
      {"struct.Struct.unpack", "buffer"},
      {"struct.Struct.unpack_from", "buffer"},
      {"struct.iter_unpack", "buffer"},
      {"struct.pack_into", "buffer"},
      {"struct.unpack", "buffer"},
      {"subprocess.Popen.communicate", "input"},
      {"subprocess.run", "input"},
      {"tempfile.SpooledTemporaryFile.write", "s"},
      {"typing.IO.write", "s"},
      {"urllib.request.urlopen", "data"},
      {"wave.Wave_write.writeframes", "data"},
      {"xml.etree.ElementTree.fromstring", "text"},
      {"zipfile.ZipFile.writestr", "data"},
      {"zlib._Compress.compress", "data"},
      {"zlib._Decompress.decompress", "data"},
      {"zlib.adler32", "data"},
      {"zlib.crc32", "data"},
  };
  for (const Sink& sink : sinks) {
    INFO(sink.function << " " << sink.parameter);
    CHECK(accepts(sink) == Accepts::buffer);
  }
}

TEST_CASE("bytes are taken and a view is not") {
  constexpr Sink sinks[] = {
      {"builtins.bytes.center", "fillchar"},
      {"builtins.bytes.hex", "sep"},
      {"builtins.bytes.partition", "sep"},  // gives the separator back
      {"builtins.open", "mode"},
      {"builtins.ord", "c"},
      {"ctypes.c_char_p.__init__", "value"},
      {"ctypes.create_string_buffer", "init"},
      {"email.message_from_bytes", "s"},
      {"email.parser.BytesFeedParser.feed", "data"},
      {"hmac.new", "key"},
      {"json.loads", "s"},
      {"os.fsdecode", "filename"},
      {"re.compile", "pattern"},
      {"re.match", "pattern"},
      {"tarfile.TarInfo.frombuf", "buf"},
      {"urllib.parse.quote", "string"},
      {"urllib.parse.unquote_to_bytes", "string"},
      {"uuid.UUID.__init__", "bytes"},
      {"uuid.UUID.__init__", "bytes_le"},
      {"wsgiref.handlers.BaseHandler.write", "data"},
      {"xmlrpc.client.Binary.__init__", "data"},
  };
  for (const Sink& sink : sinks) {
    INFO(sink.function << " " << sink.parameter);
    CHECK(accepts(sink) == Accepts::no);
  }
}

TEST_CASE("the declaration says nothing of buffers") {
  constexpr Sink sinks[] = {
      {"array.array.__new__", "initializer"},  // one item per byte of a view
      {"builtins.print", "values"},
      {"builtins.sum", "iterable"},
      {"collections.deque.append", "x"},
      {"copy.copy", "x"},
      {"json.dumps", "obj"},
      {"pickle.dumps", "obj"},
      {"queue.Queue.put", "item"},
      {"struct.pack", "v"},
  };
  for (const Sink& sink : sinks) {
    INFO(sink.function << " " << sink.parameter);
    CHECK(accepts(sink) == Accepts::general);
  }
}

TEST_CASE("what an iterable holds is declared too") {
  CHECK(accepts_elements({"builtins.bytes.join", "iterable_of_bytes"}) == Accepts::buffer);
  CHECK(accepts_elements({"io.BufferedWriter.writelines", "lines"}) == Accepts::buffer);
  CHECK(accepts_elements({"os.writev", "buffers"}) == Accepts::buffer);
  CHECK(accepts_elements({"socket.socket.sendmsg", "buffers"}) == Accepts::buffer);
  CHECK(accepts_elements({"builtins.str.join", "iterable"}) == Accepts::no);
}

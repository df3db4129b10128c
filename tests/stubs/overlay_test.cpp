// What the overlay says of packages that typeshed does not have. Each line was run with bytes, a bytearray and a view
// under the versions that the stub names.

#include "catch.h"
#include "sinks.h"

using namespace describe;

TEST_CASE("third-party functions that take any buffer") {
  constexpr Sink sinks[] = {
      {"Crypto.Cipher._Mode.decrypt_and_verify", "received_mac_tag"},
      {"Crypto.Cipher._Mode.encrypt", "plaintext"},
      {"Crypto.Hash.HMAC.new", "msg"},
      {"Crypto.Hash.SHA256.new", "data"},
      {"Crypto.Util.strxor.strxor", "term1"},
      {"Cryptodome.Hash.SHA256.new", "data"},
      {"OpenSSL.SSL.Connection.send", "buf"},
      {"OpenSSL.SSL.Connection.write", "buf"},
      {"PIL.Image.Image.frombytes", "data"},
      {"PIL.Image.frombuffer", "data"},
      {"PIL.Image.frombytes", "data"},
      {"anyio.Path.write_bytes", "data"},
      {"bitarray.bitarray.frombytes", "bytes"},
      {"blake3.blake3.update", "data"},
      {"brotli.Decompressor.process", "data"},
      {"brotli.decompress", "string"},
      {"bson.decode", "data"},
      {"crc32c.crc32c", "data"},
      {"cryptography.hazmat.primitives.asymmetric.rsa.RSAPrivateKey.sign", "data"},
      {"cryptography.hazmat.primitives.ciphers.AEADCipherContext.authenticate_additional_data", "data"},
      {"cryptography.hazmat.primitives.ciphers.CipherContext.update", "data"},
      {"cryptography.hazmat.primitives.ciphers.CipherContext.update_into", "buf"},
      {"cryptography.hazmat.primitives.ciphers.CipherContext.update_into", "data"},
      {"cryptography.hazmat.primitives.ciphers.aead.AESGCM.decrypt", "data"},
      {"cryptography.hazmat.primitives.ciphers.aead.ChaCha20Poly1305.encrypt", "nonce"},
      {"cryptography.hazmat.primitives.hashes.Hash.update", "data"},
      {"cryptography.hazmat.primitives.hmac.HMAC.update", "data"},
      {"cryptography.hazmat.primitives.kdf.hkdf.HKDF.derive", "key_material"},
      {"cryptography.hazmat.primitives.serialization.load_der_public_key", "data"},
      {"h11.Connection.receive_data", "data"},
      {"isal.isal_zlib.crc32", "data"},
      {"lz4.block.decompress", "source"},
      {"lz4.frame.LZ4FrameFile.write", "data"},
      {"lz4.frame.compress", "data"},
      {"lz4.frame.decompress_chunk", "data"},
      {"mmh3.hash_from_buffer", "key"},
      {"msgpack.Unpacker.feed", "next_bytes"},
      {"msgpack.loads", "packed"},
      {"msgpack.unpackb", "packed"},
      {"numpy.frombuffer", "buffer"},
      {"orjson.loads", "obj"},
      {"pyarrow.NativeFile.write", "data"},
      {"pyarrow.py_buffer", "obj"},
      {"trio.SocketStream.send_all", "data"},
      {"trio.abc.SendStream.send_all", "data"},
      {"trio.socket.SocketType.send", "bytes"},
      {"urllib3.response.HTTPResponse.readinto", "b"},
      {"xxhash.xxh64.update", "input"},
      {"xxhash.xxh64_digest", "input"},
      {"zlib_ng.zlib_ng._Decompress.decompress", "data"},
      {"zstandard.ZstdCompressionWriter.write", "data"},
      {"zstandard.ZstdDecompressor.decompress", "data"},
      {"zstandard.decompress", "data"},
  };
  for (const Sink& sink : sinks) {
    INFO(sink.function << " " << sink.parameter);
    CHECK(accepts(sink) == Accepts::buffer);
  }
}

TEST_CASE("third-party functions that take bytes only, or may keep what they are given") {
  constexpr Sink sinks[] = {
      {"Crypto.Cipher.AES.new", "nonce"},  // CTR appends to it
      {"Crypto.Util.Padding.pad", "data_to_pad"},
      {"Crypto.Util.Padding.unpad", "padded_data"},  // gives a view back as a view
      {"OpenSSL.crypto.load_certificate", "buffer"},
      {"PIL.ImageFile.Parser.feed", "data"},
      {"aiohttp.ClientWebSocketResponse.send_bytes", "data"},
      {"aiohttp.web.StreamResponse.write", "data"},
      {"anyio.abc.ByteSendStream.send", "item"},
      {"cbor2.loads", "s"},
      {"cryptography.fernet.Fernet.encrypt", "data"},
      {"cryptography.hazmat.primitives.asymmetric.ed25519.Ed25519PrivateKey.sign", "data"},
      {"cryptography.hazmat.primitives.asymmetric.rsa.RSAPublicKey.verify", "signature"},
      {"cryptography.hazmat.primitives.ciphers.AEADDecryptionContext.finalize_with_tag", "tag"},
      {"cryptography.hazmat.primitives.cmac.CMAC.update", "data"},  // since 42 any buffer
      {"cryptography.hazmat.primitives.constant_time.bytes_eq", "a"},
      {"cryptography.hazmat.primitives.hmac.HMAC.verify", "signature"},
      {"cryptography.hazmat.primitives.padding.PaddingContext.update", "data"},
      {"cryptography.x509.load_der_x509_certificate", "data"},
      {"google_crc32c.extend", "chunk"},
      {"mmh3.hash", "key"},
      {"nacl.secret.SecretBox.encrypt", "plaintext"},
      {"nacl.signing.SigningKey.sign", "message"},
      {"snappy.StreamDecompressor.decompress", "data"},
      {"tornado.iostream.IOStream.write", "data"},
      {"twisted.internet.interfaces.ITransport.write", "data"},
  };
  for (const Sink& sink : sinks) {
    INFO(sink.function << " " << sink.parameter);
    CHECK(accepts(sink) == Accepts::no);
  }
}

TEST_CASE("what would prove too much is Any") {
  constexpr Sink sinks[] = {
      {"Crypto.Cipher.AES.new", "key"},  // too small for a view to pay
      {"Crypto.Cipher._Blocks.decrypt", "ciphertext"},
      {"cryptography.hazmat.primitives.ciphers.aead.AESGCM.__init__", "key"},
      {"msgpack.packb", "o"},
      {"numpy.array", "object"},
      {"zmq.Socket.send", "data"},  // kept with copy=False
      {"zstandard.ZstdDecompressor.stream_reader", "source"},
  };
  for (const Sink& sink : sinks) {
    INFO(sink.function << " " << sink.parameter);
    CHECK(accepts(sink) == Accepts::general);
  }
}

TEST_CASE("slices of arrays and of Arrow's buffers are what they were") {
  const Spelling read;
  CHECK(read("numpy.ndarray.__getitem__") ==
        "(self, key: slice, /) -> Self; (self, key: list[bool] | list[int] | ndarray, /) -> ndarray; "
        "(self, key: Any, /) -> Any");
  CHECK(read("pyarrow.Buffer.__getitem__") == "(self, key: slice, /) -> Buffer; (self, key: int, /) -> int");
  CHECK(read("h5py.Dataset.__getitem__") == "(self, args: slice, /) -> ndarray; (self, args: Any, /) -> Any");
  for (const char* name : {"numpy.ndarray", "numpy.memmap", "pyarrow.Buffer", "zmq.Frame"}) {
    INFO(name);
    CHECK(read.table().class_at(read.find(name).id).has(ClassFlag::buffer));
  }
  for (const char* name : {"h5py.Dataset", "bitarray.bitarray", "PIL.Image.Image"}) {
    INFO(name);
    CHECK_FALSE(read.table().class_at(read.find(name).id).has(ClassFlag::buffer));
  }
}

TEST_CASE("a package under two names is one package") {
  const Spelling read;
  CHECK(read.find("Cryptodome.Hash.SHA256.new").id == read.find("Crypto.Hash.SHA256.new").id);
  CHECK(read.find("fastapi.UploadFile").id == read.find("starlette.datastructures.UploadFile").id);
  CHECK(read.find("numpy.typing.NDArray").kind != SymbolKind::none);
  CHECK(read.find("msgpack.loads").id == read.find("msgpack.unpackb").id);
}

TEST_CASE("what the overlay does not declare does not exist for the table") {
  const Spelling read;
  for (const char* name : {"numpy.random", "httpx.AsyncHTTPTransport", "cryptography.hazmat.backends", "PIL.ImageDraw",
                           "numpy.ndarray.argsort", "httpx.Response.headers"}) {
    INFO(name);
    CHECK(read(name) == "nothing");
  }
}

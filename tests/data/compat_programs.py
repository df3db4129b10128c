# The expressions of compat/*.jsonl that are told in words or in short, as programs. A line `# op: OP` opens the one for
# OP; `x` is the slice, and what the other names are is said by the function that the test puts around each program.

# op: functools.singledispatch on bytes/bytearray
@functools.singledispatch
def kind(value):
    return "default"
kind.register(bytes)(lambda value: "bytes")
return kind(x)

# op: x[0:2]=b'AB' (same length)
x[0:2] = b"AB"
return bytes(x)

# op: x[0:2]=b'ABC' (resize)
x[0:2] = b"ABC"
return bytes(x)

# op: x[0]=65
x[0] = 65
return bytes(x)

# op: x += b'a'
x += b"a"
return bytes(x)

# op: x *= 2
x *= 2
return bytes(x)

# op: del x[0:2]
del x[0:2]
return bytes(x)

# op: y = b''; y += x
y = b""
y += x
return y

# op: y = bytearray(); y += x
y = bytearray()
y += x
return y

# op: for/unpack: a,*rest = x
a, *rest = x
return a, rest

# op: x = x[2:] loop until empty
count = 0
while x:
    x = x[2:]
    count += 1
return count

# op: random.shuffle(x) len kept
random.shuffle(x)
return len(x)

# op: logging "%s"
logging.getLogger("test").warning("%s", x)

# op: logging.Formatter '%s' % view
return logging.LogRecord("test", logging.INFO, "", 1, "got %s", (x,), None).getMessage()

# op: print(x)
print(x)

# op: set(x)==set(PAY)
return set(x) == set(b"hello world")

# op: dict.fromkeys(x)==dict.fromkeys(PAY)
return dict.fromkeys(x) == dict.fromkeys(b"hello world")

# op: frozenset([x])==frozenset([PAY])
return frozenset([x]) == frozenset([b"hello world"])

# op: collections.Counter(x)==collections.Counter(PAY)
return collections.Counter(x) == collections.Counter(b"hello world")

# op: struct.pack_into('<H',x,0,7); x
struct.pack_into("<H", x, 0, 7)
return bytes(x)

# op: hmac.update(x)
h = hmac.new(b"k", b"", "sha256")
h.update(x)
return h.hexdigest()

# op: hashlib.sha256().update(x)
h = hashlib.sha256()
h.update(x)
return h.hexdigest()

# op: zlib.decompressobj().decompress(x) +unused_data
d = zlib.decompressobj()
return d.decompress(x) + d.unused_data

# op: zlib.decompressobj().decompress(x,3) unconsumed_tail
d = zlib.decompressobj()
return d.decompress(x, 3) + d.unconsumed_tail

# op: bz2 file .write(x)
with bz2.open(out, "wb") as f:
    f.write(x)

# op: lzma file .write(x)
with lzma.open(out, "wb") as f:
    f.write(x)

# op: gzip.GzipFile(fileobj=o,mode='wb').write(x)
return gzip.GzipFile(fileobj=out, mode="wb").write(x)

# op: quopri.encodestring/decodestring(x)
return quopri.decodestring(x), quopri.encodestring(x)

# op: socket.send(x)
return sock.send(x)

# op: socket.sendall(x)
return sock.sendall(x)

# op: socket.sendmsg([x,x])
return sock.sendmsg([x, x])

# op: socket.recv_into(x)
return sock.recv_into(x), bytes(x)

# op: socket.recv_into(x,3)
return sock.recv_into(x, 3), bytes(x)

# op: socket.recvmsg_into([x])
return sock.recvmsg_into([x])[0], bytes(x)

# op: socket.sendto(x,addr)
return sock.sendto(x, ("localhost", 80))

# op: socket.makefile('wb').write(x)
return sock.makefile("wb").write(x)

# op: socket.setsockopt(l,o,x)
sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, x)

# op: os.writev(fd,[x,x])
return os.writev(fd, [x, x])

# op: os.readv(fd,[x])
return os.readv(fd, [x]), bytes(x)

# op: os.preadv(fd,[x],0)
return os.preadv(fd, [x], 0), bytes(x)

# op: FileIO(buffering=0).write(x)
return open("name", "wb", buffering=0).write(x)

# op: BufferedWriter.write(x)
return open("name", "wb").write(x)

# op: BufferedWriter.write(x) large
return open("name", "wb").write(x)

# op: file.writelines([x,x])
open("name", "wb").writelines([x, x])

# op: text file.write(x)
return open("name", "w").write(x)

# op: FileIO.readinto(x)
return open("name", "rb", buffering=0).readinto(x), bytes(x)

# op: BufferedReader.readinto(x)
return open("name", "rb").readinto(x), bytes(x)

# op: io.BytesIO(b'HELLO').readinto(x)
return io.BytesIO(b"HELLO").readinto(x)

# op: BytesIO().write(x)
b = io.BytesIO()
b.write(x)
return b.getvalue()

# op: BytesIO().writelines([x])
b = io.BytesIO()
b.writelines([x])
return b.getvalue()

# op: sys.stdout.buffer.write(x) (subst. BufferedWriter)
return sys.stdout.buffer.write(x)

# op: subprocess communicate(input=x)
p = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
return p.communicate(input=x)

# op: subprocess communicate(input=x) 1 MB
p = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
return p.communicate(input=x)

# op: subprocess args [.., x]
return subprocess.check_output([b"echo", x])

# op: Popen.stdin.write(x)
p = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
return p.stdin.write(x)

# op: multiprocessing Connection.send_bytes(x)
reader, writer = multiprocessing.Pipe()
writer.send_bytes(x)
return reader.recv_bytes()

# op: multiprocessing Connection.send(x)
reader, writer = multiprocessing.Pipe()
writer.send(x)
return reader.recv()

# op: Connection.recv_bytes_into(x)
reader, writer = multiprocessing.Pipe()
return reader.recv_bytes_into(x), bytes(x)

# op: multiprocessing.Queue.put(x); get(timeout)
q = multiprocessing.Queue()
q.put(x)
return q.get(timeout=1)

# op: queue.Queue put/get (same thread)
q = queue.Queue()
q.put(x)
return bytes(q.get())

# op: ProcessPool argument pickling (ForkingPickler.dumps)
with concurrent.futures.ProcessPoolExecutor() as pool:
    return pool.submit(len, x).result()

# op: re.match(b'h',x).expand(br'\g<0>')
return re.match(b"h", x).expand(rb"\g<0>")

# op: StreamReader wrapper codecs.getreader(utf8)(BytesIO(x))
return codecs.getreader("utf8")(io.BytesIO(x)).read()

# op: (c_ubyte*4).from_buffer(x); write through
a = (ctypes.c_ubyte * 4).from_buffer(x)
a[0] = 1
return bytes(x)

# op: random.seed(x); random()
random.seed(x)
return random.random()

# op: array.frombytes(x)
a = array.array("B")
a.frombytes(x)
return a

# op: array('I').frombytes(x)
a = array.array("I")
a.frombytes(x)
return a

# op: array.extend(x)
a = array.array("B")
a.extend(x)
return a

# op: array += x
a = array.array("B")
a += x
return a

# op: bytearray.extend(x)
b = bytearray()
b.extend(x)
return b

# op: bytearray[1:2]=x
b = bytearray(b"abc")
b[1:2] = x
return b

# op: memoryview slice assign: mv[0:n]=x
mv = memoryview(bytearray(11))
mv[0:11] = x
return bytes(mv)

# op: list.extend(x)
items = []
items.extend(x)
return items

# op: list slice assign
items = [1, 2]
items[0:1] = x
return items

# op: mmap.write(x)
m = mmap.mmap(-1, 100)
return m.write(x)

# op: mmap[a:b]=x
m = mmap.mmap(-1, 100)
m[0:11] = x
return m[:]

# op: mmap.find(x)
m = mmap.mmap(-1, 100)
return m.find(x)

# op: sqlite3 BLOB parameter
db = sqlite3.connect(":memory:")
db.execute("insert into t values (?)", (x,))
return db.execute("select * from t").fetchall()

# op: sqlite3 where col = ? (x)
db = sqlite3.connect(":memory:")
return db.execute("select * from t where col = ?", (x,)).fetchall()

# op: sqlite3 Blob.write(x)
db = sqlite3.connect(":memory:")
db.blobopen("t", "col", 1).write(x)

# op: zipfile.writestr(n,x)
zipfile.ZipFile(out, "w").writestr("name", x)

# op: zipfile.writestr deflated
zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED).writestr("name", x)

# op: zipfile open('w').write(x)
with zipfile.ZipFile(out, "w").open("name", "w") as member:
    member.write(x)

# op: zipfile.ZipFile.comment = x
z = zipfile.ZipFile(out, "w")
z.comment = x

# op: tarfile.addfile(BytesIO(x))
tarfile.open(fileobj=out, mode="w").addfile(tarfile.TarInfo("name"), io.BytesIO(x))

# op: tarfile.TarInfo.frombuf(x)
return tarfile.TarInfo.frombuf(x, "utf-8", "strict")

# op: ssl.MemoryBIO.write(x)
b = ssl.MemoryBIO()
b.write(x)
return b.read()

# op: dbm.dumb value
with dbm.dumb.open("name", "n") as db:
    db[b"key"] = x

# op: dbm.dumb key
with dbm.dumb.open("name", "n") as db:
    db[x] = b"value"

# op: shelve value
with shelve.open("name") as db:
    db["key"] = x

# op: functools.lru_cache argument
@functools.lru_cache
def size(value):
    return len(value)
return size(x), size(b"hello world")

# op: dataclass(frozen) eq
@dataclasses.dataclass(frozen=True)
class Field:
    value: bytes
return Field(x) == Field(b"hello world")

# op: dataclasses.asdict
@dataclasses.dataclass
class Field:
    value: bytes
return dataclasses.asdict(Field(x))

# op: enum by value
class Verb(enum.Enum):
    HELLO = b"hello world"
return Verb(x)

# op: int subclass/IntEnum(x[0])
class Number(enum.IntEnum):
    H = 104
return Number(x[0])

# op: unittest assertEqual
unittest.TestCase().assertEqual(x, b"hello world")

# op: string.decode via 'errors' str(x,'utf8','replace')
return str(x, "utf8", "replace")

# op: bytes subclass constructor
class Line(bytes):
    pass
return Line(x)

# op: NamedTuple/tuple hash
return hash((x, 1)) == hash((b"hello world", 1))

# op: threading-local/ctx pass-through
holder = contextvars.ContextVar("holder")
holder.set(x)
return bytes(holder.get())

# op: audioop.max/add/lin2ulaw(x)
return audioop.max(x, 1), audioop.add(x, x, 1), audioop.lin2ulaw(x, 1)

# op: wave.writeframes(x)
w = wave.open(out, "wb")
w.writeframes(x)

# op: smtplib quoting: smtplib._quote_periods(x)
return smtplib._quote_periods(x)

# op: email MIMEApplication(x)
return email.mime.application.MIMEApplication(x).get_payload()

# op: EmailMessage.add_attachment(x)
m = email.message.EmailMessage()
m.add_attachment(x, maintype="application", subtype="x")
return m.as_bytes()

# op: email BytesFeedParser.feed(x)
p = email.feedparser.BytesFeedParser()
p.feed(x)

# op: email.message_from_bytes(x).get('A')
return email.message_from_bytes(x).get("A")

# op: http.client request body=x
http.client.HTTPConnection("localhost").request("POST", "/", body=x)

# op: urllib.request.urlopen(data=x)
return urllib.request.urlopen("http://localhost", data=x).read()

# op: csv.writer.writerow([x])
csv.writer(text).writerow([x])

# op: socketserver._SocketWriter.write(x)
return socketserver._SocketWriter(sock).write(x)

# op: tempfile.SpooledTemporaryFile.write(x)
with tempfile.SpooledTemporaryFile() as f:
    f.write(x)

# op: SharedMemory.buf[:n]=x
m = multiprocessing.shared_memory.SharedMemory(create=True, size=100)
m.buf[:11] = x

# op: ctypes char array .raw = x
a = ctypes.create_string_buffer(20)
a.raw = x

# op: ctypes char array .value = x
a = ctypes.create_string_buffer(20)
a.value = x

# op: ctypes.Structure.from_buffer_copy(x)
class Pair(ctypes.Structure):
    _fields_ = [("a", ctypes.c_uint8), ("b", ctypes.c_uint8)]
return Pair.from_buffer_copy(x).a

# op: wsgiref handler write(x)
h = wsgiref.handlers.SimpleHandler(out, out, out, {})
h.write(x)

# op: bytes.__eq__ via operator.eq / list.remove(x)
items = [b"hello world"]
items.remove(x)
return operator.eq(x, b"hello world")

# op: str(x, errors='strict') no encoding
return str(x, errors="strict")

# op: int.from_bytes(x[:2], 'little') after view slice
return int.from_bytes(x[:2], "little")

# op: reversed slice bytes(x[::-1])
return bytes(x[::-1])

# op: os.write(fd, x[1:]) (slice of slice)
return os.write(fd, x[1:])

# op: imaplib/ftplib/telnet style: CRLF in x
return b"\r\n" in x

# op: x.endswith via x[-2:] == b'..'
return x[-2:] == b"ld"

# op: x[:n] == other[:n] slices
other = b"hello world"
return x[:4] == other[:4]

# op: bytes.find with x slice as needle: d.find(x[2:4])
return b"say hello".find(x[2:4])

# op: asyncio StreamWriter.write(x)
writer.write(x)

# op: asyncio StreamWriter.writelines([x,x])
writer.writelines([x, x])

# op: asyncio transport.write(x)
transport.write(x)

# op: asyncio loop.sock_sendall(s,x)
await asyncio.get_running_loop().sock_sendall(sock, x)

# op: asyncio StreamReader.feed_data(x)
reader = asyncio.StreamReader()
reader.feed_data(x)
return await reader.read(4)

# op: asyncio subprocess communicate(x)
p = await asyncio.create_subprocess_exec("cat", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
return await p.communicate(x)

# op: asyncio datagram transport.sendto(x)
datagrams.sendto(x)

# op: StreamReader.readuntil(x)
reader = asyncio.StreamReader()
return await reader.readuntil(x)

# op: match: case b'hello world'
match x:
    case b"hello world":
        return "hit"
return "miss"

# op: match: case bytes()
match x:
    case bytes():
        return "hit"
return "miss"

# op: match: case bytes() | bytearray()
match x:
    case bytes() | bytearray():
        return "hit"
return "miss"

# op: match: case [*_] (sequence pattern)
match x:
    case [*_]:
        return "hit"
return "miss"

# op: match: case [a, b]
match x:
    case [a, b]:
        return "hit"
return "miss"

# op: match x[:2]: case b'he'
match x[:2]:
    case b"he":
        return "hit"
return "miss"

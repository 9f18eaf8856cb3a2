package import SystemPackage

/// What isorip asks of a file system, call by call, and nothing else.
///
/// Everything that writes an image, a map or a record goes through here, so that a test can put a
/// file system in its place that fails at the N-th call or loses power.
package protocol FileSystem: Sendable {
    /// Opens a file; the descriptor is closed in a child process.
    func open(_ path: String, _ mode: FileOpening) throws(Errno) -> FileDescriptor

    /// Gives a descriptor back.
    func close(_ file: FileDescriptor)

    /// Takes the file for this process alone, or throws `wouldBlock` if another one has it.
    ///
    /// A file system without locks grants it.
    func lock(_ file: FileDescriptor) throws(Errno)

    /// Says what an open file is.
    func status(of file: FileDescriptor) throws(Errno) -> FileStatus

    /// Says what is found at a path.
    func status(at path: String) throws(Errno) -> FileStatus

    /// Reads at most as many bytes as fit into the buffer from `index` on.
    ///
    /// - Returns: How many bytes were read; 0 at the end of the file.
    func read(
        _ file: FileDescriptor, into buffer: inout MutableSpan<UInt8>, from index: Int,
        at offset: Int
    ) throws(Errno) -> Int

    /// Writes some of the bytes, at least one.
    func write(
        _ file: FileDescriptor, _ bytes: borrowing Span<UInt8>, at offset: Int
    ) throws(Errno) -> Int

    /// Sets a file's size; what is added is a hole.
    func resize(_ file: FileDescriptor, to size: Int) throws(Errno)

    /// Makes a part of a file a hole; throws `notSupported` where that cannot be done.
    func punchHole(_ file: FileDescriptor, at offset: Int, count: Int) throws(Errno)

    /// Where the next bytes that are not part of a hole begin; nil if there are none.
    func nextData(_ file: FileDescriptor, from offset: Int) throws(Errno) -> Int?

    /// Begins to bring a part of a file to the disk, without waiting for it.
    func startWriteBack(_ file: FileDescriptor, at offset: Int, count: Int)

    /// Brings a file's bytes and size to stable storage.
    func sync(_ file: FileDescriptor) throws(Errno)

    /// Gives a file another name in the same directory, in one step.
    ///
    /// A file that has that name already loses it if `replacing`; else `fileExists` is thrown, and
    /// `notSupported` where a file system cannot do that in one step.
    func rename(_ path: String, to new: String, replacing: Bool) throws(Errno)

    /// Takes a name away from a file.
    func remove(_ path: String) throws(Errno)

    /// Brings the names in a directory to stable storage.
    func syncDirectory(_ path: String) throws(Errno)

    /// How many bytes an ordinary user can still write to the file system that holds a path.
    func freeSpace(at path: String) throws(Errno) -> Int
}

/// How a file is opened.
package enum FileOpening: Hashable, Sendable {
    /// For reading.
    case reading
    /// A file that exists, for reading and writing.
    case writing
    /// A file that does not exist yet, for reading and writing.
    case creating
}

/// What a file system knows of a file.
package struct FileStatus: Hashable, Sendable {
    /// What kind of thing has the name.
    package enum Kind: Hashable, Sendable {
        case file
        case directory
        case other
    }

    /// What kind of thing it is.
    package var kind: Kind
    /// How long it is, in bytes.
    package var size: Int
    /// How much of it takes up space, in bytes.
    package var allocated: Int
    /// How many names it has.
    package var linkCount: Int
    /// The device and the inode: what makes it this file and no other.
    package var identity: [UInt64]

    package init(kind: Kind, size: Int, allocated: Int, linkCount: Int, identity: [UInt64]) {
        self.kind = kind
        self.size = size
        self.allocated = allocated
        self.linkCount = linkCount
        self.identity = identity
    }
}

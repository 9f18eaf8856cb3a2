import DiscIO
import SystemPackage
import Testing

/// What isorip relies on, of the real file system and of the simulated one.
@Suite struct FileSystemTests {
    private let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    private var systems: [any FileSystem] { [LinuxFileSystem(), SimulatedFileSystem()] }

    private var path: String { directory.path("file") }

    private func errno(_ body: () throws(Errno) -> Void) -> Errno? {
        do throws(Errno) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    private func write(
        _ bytes: [UInt8], at offset: Int, _ file: FileDescriptor, _ system: any FileSystem
    ) throws {
        var done = 0
        while done < bytes.count {
            done += try system.write(file, bytes.span.extracting(done...), at: offset + done)
        }
    }

    private func read(
        _ count: Int, at offset: Int, _ file: FileDescriptor, _ system: any FileSystem
    ) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0xAA, count: count + 1)
        var bytes = buffer.mutableSpan
        let done = try system.read(file, into: &bytes, from: 1, at: offset)
        return Array(buffer[1...].prefix(done))
    }

    @Test func `a file is created once and opened afterwards`() throws {
        for system in systems {
            let open = { (mode: FileOpening) throws(Errno) in
                system.close(try system.open(path, mode))
            }
            #expect(errno { () throws(Errno) in try open(.writing) } == .noSuchFileOrDirectory)
            #expect(errno { () throws(Errno) in try open(.creating) } == nil)
            #expect(errno { () throws(Errno) in try open(.creating) } == .fileExists)
            #expect(errno { () throws(Errno) in try open(.reading) } == nil)
            try system.remove(path)
            #expect(errno { () throws(Errno) in try system.remove(path) } == .noSuchFileOrDirectory)
        }
    }

    @Test func `a descriptor has the lock for itself until it is closed`() throws {
        for system in systems {
            let first = try system.open(path, .creating)
            let second = try system.open(path, .writing)
            try system.lock(first)
            #expect(errno { () throws(Errno) in try system.lock(second) } == .wouldBlock)
            system.close(first)
            #expect(errno { () throws(Errno) in try system.lock(second) } == nil)
            system.close(second)
        }
    }

    @Test func `bytes, holes and sizes`() throws {
        for system in systems {
            let file = try system.open(path, .creating)
            defer { system.close(file) }
            try system.resize(file, to: 300_000)
            #expect(try system.nextData(file, from: 0) == nil)
            try write([UInt8](repeating: 7, count: 65_536), at: 65_536, file, system)
            #expect(try system.nextData(file, from: 0) == 65_536)
            #expect(try system.nextData(file, from: 70_000) == 70_000)
            #expect(try system.nextData(file, from: 131_072) == nil)
            #expect(try system.status(of: file).allocated == 65_536)
            #expect(try read(3, at: 65_535, file, system) == [0, 7, 7])
            #expect(try read(9, at: 299_998, file, system) == [0, 0])
            #expect(try read(9, at: 300_000, file, system) == [])
            try system.punchHole(file, at: 65_536, count: 65_536)
            #expect(try system.nextData(file, from: 0) == nil)
            #expect(try read(2, at: 65_536, file, system) == [0, 0])
            try system.sync(file)
            let status = try system.status(of: file)
            #expect(status.kind == .file && status.size == 300_000 && status.linkCount == 1)
            #expect(status.allocated == 0)
            #expect(try system.status(at: path) == status)
        }
    }

    @Test func `a new name replaces a file only if that is wanted`() throws {
        let new = directory.path("new")
        for system in systems {
            for name in [path, new] { system.close(try system.open(name, .creating)) }
            let refused = errno { () throws(Errno) in
                try system.rename(path, to: new, replacing: false)
            }
            #expect(refused == .fileExists)
            let identity = try system.status(at: path).identity
            try system.rename(path, to: new, replacing: true)
            #expect(try system.status(at: new).identity == identity)
            try system.rename(new, to: path, replacing: false)
            #expect(try system.status(at: path).identity == identity)
            try system.syncDirectory(directory.path(""))
            #expect(try system.freeSpace(at: directory.path("")) > 0)
        }
    }

    @Test func `a removed file has no name left`() throws {
        for system in systems {
            let file = try system.open(path, .creating)
            defer { system.close(file) }
            try system.remove(path)
            #expect(try system.status(of: file).linkCount == 0)
        }
    }

    @Test func `directories and devices are told apart from files`() throws {
        let system = LinuxFileSystem()
        #expect(try system.status(at: directory.path("")).kind == .directory)
        #expect(try system.status(at: "/dev/null").kind == .other)
        let error = errno { () throws(Errno) in _ = try system.open(directory.path(""), .writing) }
        #expect(error == .isDirectory)
    }
}

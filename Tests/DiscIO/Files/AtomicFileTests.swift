import DiscIO
import SystemPackage
import Testing

@Suite struct AtomicFileTests {
    private static let old = [UInt8]("the old text, as it was".utf8)
    private static let new = [UInt8](repeating: 0x6E, count: 3_000)

    private func load(_ file: AtomicFile) throws(OutputError) -> [UInt8]? {
        var text: [UInt8] = []
        let isThere = try file.read { (bytes) throws(OutputError) in
            for index in bytes.indices { text.append(bytes[index]) }
        }
        return isThere ? text : nil
    }

    @Test func `a file is made, replaced and read, and nothing is left beside it`() throws {
        let directory = try TemporaryFolder()
        let file = AtomicFile(directory.path("a"), in: LinuxFileSystem())
        #expect(try load(file) == nil)
        try file.create(with: Self.old)
        #expect(try load(file) == Self.old)
        try file.replace(with: Self.new)
        #expect(try load(file) == Self.new)
        try file.replace(with: [])
        #expect(try load(file) == [])
        #expect(directory.names == ["a"])
    }

    @Test func `creating never overwrites`() throws {
        let directory = try TemporaryFolder()
        try directory.write("a", Self.old)
        let error = #expect(throws: OutputError.self) {
            try AtomicFile(directory.path("a"), in: LinuxFileSystem()).create(with: Self.new)
        }
        #expect(error?.reason == .exists)
        #expect(directory.bytes("a") == Self.old)
        #expect(directory.names == ["a"])
    }

    @Test func `a name of 255 bytes is not too long for the file beside it`() throws {
        let directory = try TemporaryFolder()
        let name = String(repeating: "n", count: 255)
        try AtomicFile(directory.path(name), in: LinuxFileSystem()).replace(with: Self.new)
        #expect(directory.bytes(name) == Self.new)
        let error = #expect(throws: OutputError.self) {
            try AtomicFile(directory.path(name + "n"), in: LinuxFileSystem()).create(with: [])
        }
        #expect(error?.description.contains("the name is too long") == true)
        #expect(directory.names == [name])
    }

    @Test(arguments: [true, false], ImageWriterFaultTests.kinds.indices)
    func `the file is whole, old or new, whatever fails`(replacing: Bool, kind: Int) throws {
        try sweep(replacing: replacing, kind: kind, hasNewNames: true)
    }

    @Test(arguments: [true, false], ImageWriterFaultTests.kinds.indices)
    func `where no new name can be given in one step, the file is whole or empty`(
        replacing: Bool, kind: Int
    ) throws {
        try sweep(replacing: replacing, kind: kind, hasNewNames: false)
    }

    private func sweep(replacing: Bool, kind: Int, hasNewNames: Bool) throws {
        for call in 0..<25 {
            let system = SimulatedFileSystem(
                trouble: ImageWriterFaultTests.kinds[kind](call), hasNewNames: hasNewNames,
                seed: UInt64(call))
            system.put(Self.old, at: "old")
            let file = AtomicFile(replacing ? "old" : "new", in: system)
            var isDone = true
            do throws(OutputError) {
                try replacing ? file.replace(with: Self.new) : file.create(with: Self.new)
            } catch {
                isDone = false
            }
            let survivor = SimulatedFileSystem(afterPowerLossOf: system, seed: UInt64(call))
            let before = replacing ? Self.old : nil
            for found in [system, survivor].map({ $0.bytes(replacing ? "old" : "new") }) {
                let isClaim = found == [] && !replacing && !hasNewNames
                #expect(found == before || found == Self.new || isClaim)
                if isDone { #expect(found == Self.new) }
            }
            if kind == 0 { #expect(system.names.allSatisfy { !$0.contains("tmp") }) }
            guard !replacing, survivor.bytes("new") != Self.new else { continue }
            // What a crash leaves is in nobody's way.
            try AtomicFile("new", in: survivor).create(with: Self.new)
            #expect(survivor.bytes("new") == Self.new)
        }
    }

    @Test func `where no new name can be given in one step, nothing is overwritten`() throws {
        let system = SimulatedFileSystem(hasNewNames: false)
        let file = AtomicFile("a", in: system)
        let create = { () -> OutputError.Reason? in
            do throws(OutputError) {
                try file.create(with: Self.new)
                return nil
            } catch {
                return error.reason
            }
        }
        system.put([7], at: "a")
        #expect(create() == .exists)
        #expect(system.bytes("a") == [7])
        // Another program is about to give this name to its own file.
        system.put([], at: "a")
        let other = try system.open("a", .writing)
        try system.lock(other)
        #expect(create() == .exists)
        #expect(system.bytes("a") == [])
        system.close(other)
        #expect(create() == nil)
        #expect(system.bytes("a") == Self.new)
        #expect(create() == .exists)
        #expect(system.names == ["a"])
    }
}

import Foundation
import Testing

/// Names are bytes: a path that is no UTF-8 is a path like any other.
@Suite struct ByteNameTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("disc.txt", SmallDisc.cleanCD.script())
    }

    private func expect(_ line: String, says text: String = "") throws {
        let end = try Program.shell(line, in: folder)
        #expect(end.status == 0, "\(line): \(end.output)")
        #expect(text.isEmpty || end.output.contains(text), "\(line): \(end.output)")
    }

    @Test func `an image with a byte E9 in its name is ripped, verified, read and merged`() throws {
        let image = "$'caf\\xE9.iso'"
        try expect("cp disc.txt $'\\xE9.txt'")
        try expect(
            "isorip rip --simulate $'\\xE9.txt' -o \(image)", says: "caf\\xE9.iso: complete")
        try expect("test -f \(image) && test -f $'caf\\xE9.iso.map'")
        try expect("sha256sum --status -c $'caf\\xE9.iso.sha256'")
        try expect("isorip verify \(image)", says: "ok      record")
        try expect("isorip verify \(image) --simulate disc.txt", says: "identical to the disc")
        try expect("isorip report \(image)", says: "caf\\xE9.iso")
        try expect("isorip report --html $'\\xE9.html' \(image) && test -f $'\\xE9.html'")
        try expect("isorip info \(image)", says: "$'caf\\351.iso'")
        try expect("isorip info --json \(image)", says: #""caf\uEFE9.iso""#)
        try expect("isorip ls \(image)", says: "ok")
        try expect(
            "isorip extract \(image) / -o $'out\\xE9' && test -d $'out\\xE9'", says: "copied")
        try expect("mkdir $'\\xE9'")
        try expect("isorip rip \(image) -o $'\\xE9/../two.iso' && test -f two.iso")
        try expect("isorip merge \(image) two.iso -o $'m\\xE9.iso' && cmp two.iso $'m\\xE9.iso'")
        try expect("isorip rip --simulate disc.txt -o \(image)", says: "complete image")
    }

    @Test func `the sheet of an image may have such a name`() throws {
        let sector = [UInt8](repeating: 0, count: 2352)
        try folder.write("a.bin", [UInt8]((0..<400).flatMap { _ in sector }))
        try folder.write(
            "a.cue", "FILE \"a.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n")
        try expect(
            """
            sed 's/a\\.bin/\\xE9.bin/' a.cue >$'\\xE9.cue' && mv a.bin $'\\xE9.bin' && \
            isorip info $'\\xE9.cue'
            """, says: "400 sectors")
    }

    @Test func `two names that differ in such a byte are two files`() throws {
        try expect("isorip rip --simulate disc.txt -o $'\\xE8.iso' -q")
        let end = try Program.shell("isorip report $'\\xE9.iso'", in: folder)
        #expect(end.stderr == "isorip: \\xE9.iso does not exist; check the spelling\n")
    }
}

import DiscIO
import Foundation
import RescueCore

@testable import DiscSimulation
@testable import SCSITarget

/// A reader of bytes that anybody may have written, by the entry that the program uses.
protocol FuzzedInput {
    /// Good inputs, which changed ones are made of.
    var samples: [[UInt8]] { get }

    /// Reads an input; `cut` is how long the first of two pieces is, where bytes come in pieces.
    ///
    /// What is wrong with how it was read, or nil.
    func flaw(reading input: [UInt8], cut: Int) throws -> String?
}

/// The map beside an image: with a disc of known size, and as the map of another program.
struct FuzzedMap: FuzzedInput {
    let sectorCount: Int?

    var samples: [[UInt8]] {
        ["disc.iso.map", "damaged-rip.iso.map"].map { name in
            Array(((try? Repository.text(of: "Tests/Golden/\(name)")) ?? "").utf8)
        } + [
            Array(
                """
                # Mapfile. Created by GNU ddrescue version 1.27
                0x00012000     ?               1
                #      pos        size  status
                0x00000000  0x00010000  +
                0x00010000  0x00002800  -
                0x00012800  0x00010000  /
                0x00022800  0x00010000  *
                0x00032800  0x00010000  ?\n
                """.utf8)
        ]
    }

    func flaw(reading input: [UInt8], cut: Int) -> String? {
        var reader = MapfileReader(sectorCount: sectorCount)
        do throws(MapfileError) {
            try reader.take(input.span.extracting(..<cut))
            try reader.take(input.span.extracting(cut...))
            let mapfile = try reader.finish(isWhole: sectorCount != nil)
            if let sectorCount, mapfile.map.sectorCount != sectorCount { return "another size" }
            let again = try Mapfile(
                parsing: mapfile.text(), sectorCount: mapfile.map.sectorCount)
            guard again.map == mapfile.map else { return "written otherwise" }
            let script = FaultScript(damageIn: mapfile.map)
            guard script.rules.allSatisfy({ $0.range.end <= mapfile.map.sectorCount }) else {
                return "damage behind the end"
            }
        } catch {
            return error.line > 0 && !error.description.isEmpty ? nil : "no line"
        }
        return nil
    }
}

/// A file that `sha256sum -c` reads, and lists of checksums in all formats.
struct FuzzedList: FuzzedInput {
    private static let sum = String(repeating: "0a", count: 32)

    var samples: [[UInt8]] {
        [
            "\(Self.sum)  disc.iso\n", "\\\(Self.sum) *a\\nb\\\\disc.iso\n", "\(Self.sum)\n",
            "SHA256 (old/disc.iso) = \(Self.sum)\nMD5 (disc.iso) = \(Self.sum.prefix(32))\n",
            "# a remark\n\n\(Self.sum.prefix(40))  ./disc.iso\r\n\(Self.sum)\(Self.sum)  disc.iso\n",
        ].map { Array($0.utf8) }
    }

    func flaw(reading input: [UInt8], cut: Int) -> String? {
        var whole = ChecksumListReader(name: "disc.iso")
        whole.take(input.span)
        var parts = ChecksumListReader(name: "disc.iso")
        parts.take(input.span.extracting(..<cut))
        parts.take(input.span.extracting(cut...))
        let sums = whole.finish()
        guard parts.finish() == sums else { return "pieces are read otherwise" }
        let all = sums.map(\.digits) + [ChecksumFile.sum(in: input)].compactMap(\.self)
        return all.allSatisfy { [32, 40, 64, 128].contains($0.utf8.count) } ? nil : "no sum"
    }
}

/// A DAT file.
struct FuzzedDAT: FuzzedInput {
    private static let sums = SumSet(
        sha256: String(repeating: "1", count: 64), sha1: String(repeating: "2", count: 40),
        md5: String(repeating: "3", count: 32), crc32: "44444444")

    var samples: [[UInt8]] {
        [
            """
            <?xml version="1.0"?><!DOCTYPE datafile PUBLIC "-//x//y" [<!ENTITY a "b">]>
            <datafile><!-- a < b --><game name="A &amp; B &#x263A;"><rom name='a.iso' size="2048"
            sha1="\(Self.sums.sha1)" md5="\(Self.sums.md5)"/></game><machine name="C">
            <rom name="c" size="4096" crc="\(Self.sums.crc32)" status="baddump" /></machine>
            <![CDATA[<rom size="2048"/>]]></datafile>
            """
        ].map { Array($0.utf8) }
    }

    func flaw(reading input: [UInt8], cut: Int) -> String? {
        let volume = VolumeSums(sectorCount: 2, sums: Self.sums)
        var whole = DATReader(size: 2048, sums: Self.sums, volume: volume)
        whole.take(input.span)
        var parts = DATReader(size: 2048, sums: Self.sums, volume: volume)
        parts.take(input.span.extracting(..<cut))
        parts.take(input.span.extracting(cut...))
        guard parts.matches == whole.matches, parts.fileCount == whole.fileCount else {
            return "pieces are read otherwise"
        }
        return whole.matches.allSatisfy { !$0.agreeing.isEmpty } ? nil : "nothing agrees"
    }
}

/// A fault script.
struct FuzzedScript: FuzzedInput {
    var samples: [[UInt8]] {
        [
            """
            disc CD-R
            size 20000     # sectors
            label DISC_1
            seed 7
            content sparse
            sense-lba no
            ecc partial
            drive speed=8 rotation=clv cache=64 failing-read=2.5 timeout=60
            decline commands=450 errors=0.5
            dead 500 16 lba=yes
            flaky 9000 32 p=0.3
            first 12000 1 n=3
            slow 10000 320 s=0.5
            wrong 3000 1 every-other
            slow-only 2000 16 x=4
            sense 4000 1 03/02/00
            hang 4100 1
            event change at-command 500 seed=7 label=OTHER size=300 silent
            event gone at-second 13.3
            event not-ready at-command 9 s=5
            """, "disc 0x10\ncontent image a disc.iso # no remark\n",
            "disc DVD+R DL\nsize 100000000\nevent short at-command 2147483647\n",
        ].map { Array($0.utf8) }
    }

    func flaw(reading input: [UInt8], cut: Int) -> String? {
        let text = String(decoding: input, as: UTF8.self)
        guard let script = try? FaultScript(parsing: text) else { return nil }
        guard (try? FaultScript(parsing: script.text)) == script else { return "written otherwise" }
        guard let count = script.sectorCount else { return nil }
        let isInside = script.rules.allSatisfy { $0.range.end <= count }
        return isInside ? nil : "damage behind the end"
    }
}

/// The layout of a disc, in the drive lab and in tests.
struct FuzzedLayout: FuzzedInput {
    var samples: [[UInt8]] {
        [
            "track data 2000 tao\nsession\ntrack audio 3000\nsession\ntrack data rest\n",
            "form2 1000 50\nclaims 2004\nlayers 2\nprotected css\nstatus appendable\n",
        ].map { Array($0.utf8) }
    }

    func flaw(reading input: [UInt8], cut: Int) -> String? {
        let lines = String(decoding: input, as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { line in
                LayoutText.keywords.contains { line.split(separator: " ").first ?? "" == $0 }
            }
        let layout = try? LayoutText.layout(lines, profile: .cdR, sectorCount: 40_000)
        guard let layout else { return nil }
        return layout.sectorCount <= 40_000 ? nil : "larger than its disc"
    }
}

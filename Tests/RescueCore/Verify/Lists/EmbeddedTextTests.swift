import RescueCore
import Testing

/// The texts that isomd5sum and libisofs leave on a disc, when they are not what they should be.
@Suite struct EmbeddedTextTests {
    private static let sum = String(repeating: "a", count: 32)

    /// A primary volume descriptor of 1000 sectors with a text in its application use field.
    private func descriptor(_ text: String) -> [UInt8] {
        var sector = [UInt8](repeating: 0x20, count: Sector.size)
        sector[0] = 1
        sector.replaceSubrange(84..<88, with: [0, 0, 3, 0xE8])
        sector.replaceSubrange(883..<883 + text.utf8.count, with: text.utf8)
        return sector
    }

    @Test func `an implanted sum is read with and without fragments`() throws {
        let bare = try #require(
            ImplantedSum(descriptor: descriptor("ISO MD5SUM = \(Self.sum);SKIPSECTORS = 15;")))
        #expect(bare.md5 == Self.sum)
        #expect(bare.byteCount == 985 * Sector.size)
        #expect(bare.fragmentCount == 0)
        #expect(bare.digits(ofFragment: 1).isEmpty)
        let digits = (0..<60).map { String($0 % 10) }.joined()
        let whole = try #require(
            ImplantedSum(
                descriptor: descriptor(
                    "ISO MD5SUM = \(Self.sum);SKIPSECTORS = 15;RHLISOSTATUS=0;"
                        + "FRAGMENT SUMS = \(digits);FRAGMENT COUNT = 20;")))
        #expect(whole.digits(ofFragment: 1).elementsEqual("012".utf8))
        #expect(whole.digits(ofFragment: 20).elementsEqual("789".utf8))
        #expect(whole.digits(ofFragment: 21).isEmpty)
        #expect(whole.digits(ofFragment: 0).isEmpty)
        #expect(whole.fragment(at: 0) == 0)
        #expect(whole.fragment(at: whole.byteCount - 1) >= 20)
    }

    @Test(arguments: [
        "", "ISO MD5SUM = \(sum);", "SKIPSECTORS = 15;", "ISO MD5SUM = abc;SKIPSECTORS = 15;",
        "ISO MD5SUM = \(sum);SKIPSECTORS = 1001;", "ISO MD5SUM = \(sum);SKIPSECTORS = -1;",
        "ISO MD5SUM = \(sum);SKIPSECTORS = 99999999999999999999;",
        "ISO MD5SUM = \(sum.dropLast())g;SKIPSECTORS = 15;",
    ])
    func `what is no implanted sum is none`(text: String) {
        #expect(ImplantedSum(descriptor: descriptor(text)) == nil)
    }

    /// The sector of a tag.
    private func tag(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return bytes + [UInt8](repeating: 0, count: Sector.size - bytes.count)
    }

    @Test func `a tag is read where it belongs`() throws {
        let text =
            "libisofs_tree_checksum_tag_v1 pos=56 range_start=32 range_size=24 next=1867 "
            + "md5=\(Self.sum) self=\(Self.sum)\n"
        let found = try #require(ChecksumTag(sector: tag(text), at: 56))
        #expect(found.kind == .tree)
        #expect(found.range == SectorRange(32, 56))
        #expect(found.next == 1867)
        #expect(String(decoding: found.ownText, as: UTF8.self) + " self=\(Self.sum)\n" == text)
        #expect(ChecksumTag(sector: tag(text), at: 57) == nil)
    }

    @Test(arguments: [
        "next=9223372036854775807", "next=-1", "session_start=9223372036854775800",
        "session_start=4294967296", "next=none",
    ])
    func `a tag leads to no sector that cannot be`(next: String) throws {
        let text =
            "libisofs_rlsb32_checksum_tag_v1 pos=56 range_start=32 range_size=24 \(next) "
            + "md5=\(Self.sum) self=\(Self.sum)\n"
        let found = try #require(ChecksumTag(sector: tag(text), at: 56))
        #expect(found.next == nil)
    }

    @Test(arguments: [
        "libisofs_checksum_tag_v1",
        "libisofs_checksum_tag_v2 pos=56 range_start=32 range_size=24 md5=\(sum) self=\(sum)\n",
        "libisofs_checksum_tag_v1 pos=56 range_start=33 range_size=24 md5=\(sum) self=\(sum)\n",
        "libisofs_checksum_tag_v1 pos=56 range_start=-8 range_size=64 md5=\(sum) self=\(sum)\n",
        "libisofs_checksum_tag_v1 pos=56 range_start=56 range_size=0 md5=\(sum) self=\(sum)\n",
        "libisofs_checksum_tag_v1 pos=56 range_start=32 range_size=24 md5=\(sum)\n",
        "libisofs_checksum_tag_v1 pos=56 range_start=32 range_size=24 md5=abc self=\(sum)\n",
        "libisofs_checksum_tag_v1 range_start=32 range_size=24 md5=\(sum) self=\(sum)\n",
        "libisofs_checksum_tag_v1 pos=56 range_start=9223372036854775807 range_size=1 md5= self=\n",
    ])
    func `what is no tag is none`(text: String) {
        #expect(ChecksumTag(sector: tag(text), at: 56) == nil)
    }

    @Test(arguments: 0..<200)
    func `whatever the bytes are, reading them ends`(seed: Int) {
        var random = TestRandom(seed: UInt64(seed))
        var sector = descriptor(
            "ISO MD5SUM = \(Self.sum);SKIPSECTORS = 15;FRAGMENT SUMS = \(Self.sum)\(Self.sum);"
                + "FRAGMENT COUNT = 20;")
        for _ in 0..<8 {
            sector[Int.random(in: 80..<1100, using: &random)] = .random(in: 0...255, using: &random)
        }
        if let found = ImplantedSum(descriptor: sector) {
            #expect(found.byteCount >= 0)
            #expect((0...61).allSatisfy { found.digits(ofFragment: $0).count <= 60 })
            #expect(found.fragment(at: found.byteCount) >= 0)
        }
    }
}

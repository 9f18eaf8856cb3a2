import RescueCore
import Testing

/// The sum of one file, out of the lists that people keep.
@Suite struct ChecksumListReaderTests {
    private static let md5 = String(repeating: "a1", count: 16)
    private static let sha256 = String(repeating: "0F", count: 32)

    private func sums(of name: String, in text: String, piece: Int = 1000) -> [String] {
        var reader = ChecksumListReader(name: name)
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: piece) {
            reader.take(bytes.span.extracting(start..<min(start + piece, bytes.count)))
        }
        return reader.finish().map { "\($0.kind.rawValue) \($0.digits.prefix(4))" }
    }

    @Test(arguments: [
        "\(md5)  disc.iso\n", "\(md5) *disc.iso\n", "\(md5)  disc.iso", "\(md5)  ./disc.iso\r\n",
        "\(md5)  /srv/mirror/disc.iso\n", "MD5 (disc.iso) = \(md5)\n", "MD5(disc.iso)= \(md5)\n",
        "\\\(md5)  a/../disc.iso\n", "\(md5)\n", "\(md5.uppercased())  disc.iso\n",
        "# a remark\n\n\(sha256)  other.iso\n\(md5)  disc.iso\n\(md5)  xdisc.iso\n",
    ])
    func `a line in any of the formats is understood`(text: String) {
        for piece in [1, 7, 1000] {
            #expect(sums(of: "disc.iso", in: text, piece: piece) == ["MD5 a1a1"])
        }
    }

    @Test(arguments: [
        "\(md5)  other.iso\n", "\(md5) disc.iso\n", "\(md5.dropLast())  disc.iso\n",
        "\(md5)  disc.iso.sig\n", "SHA256 (disc.iso) = \(md5)\n", "BLAKE2b (disc.iso) = \(md5)\n",
        "xx\(md5.dropFirst(2))  disc.iso\n", "", "\n\n", "\(md5)\n\(md5)\n", "\(md5)  \n",
        "\(md5)  disc.iso/x\n",
    ])
    func `what is not of the file is passed over`(text: String) {
        #expect(sums(of: "disc.iso", in: text) == [])
    }

    @Test func `names are unescaped as coreutils escapes them`() {
        #expect(sums(of: "a\nb\\c\rd", in: "\\\(Self.md5)  a\\nb\\\\c\\rd\n") == ["MD5 a1a1"])
        #expect(sums(of: "a\\nb", in: "\(Self.md5)  a\\nb\n") == ["MD5 a1a1"])
        #expect(sums(of: "a)b", in: "MD5 (a)b) = \(Self.md5)\n") == ["MD5 a1a1"])
    }

    @Test func `the very name is preferred to that name in a directory`() {
        let text = "\(Self.sha256)  old/disc.iso\n\(Self.md5)  disc.iso\n"
        #expect(sums(of: "disc.iso", in: text) == ["MD5 a1a1"])
    }

    @Test func `several sums are all given`() {
        let text = "\(Self.sha256)  disc.iso\n\(Self.md5)  disc.iso\n\(Self.md5)  disc.iso\n"
        #expect(sums(of: "disc.iso", in: text) == ["MD5 a1a1", "SHA-256 0f0f"])
    }

    @Test(arguments: ["", "  disc.iso", "  other.iso", "  old/disc.iso"])
    func `a list of very many sums takes no memory`(name: String) {
        var reader = ChecksumListReader(name: "disc.iso")
        for number in 0..<5_000 {
            let digits = String(number, radix: 16)
            let sum = String(repeating: "0", count: 32 - digits.count) + digits
            reader.take(Array("\(sum)\(name)\n".utf8).span)
        }
        #expect(Self.size(of: reader) < 1_000)
        // Those of the file itself contradict each other, which a few of them show as well.
        #expect(reader.finish().count == (name.hasSuffix("disc.iso") ? 64 : 0))
    }

    /// How many values something is made of.
    private static func size(of value: Any) -> Int {
        1 + Mirror(reflecting: value).children.reduce(0) { $0 + size(of: $1.value) }
    }

    @Test func `a line of gigabytes takes no memory, and does not hide the next one`() {
        var reader = ChecksumListReader(name: "disc.iso")
        let piece = [UInt8](repeating: 0x61, count: 1 << 16)
        for _ in 0..<20 { reader.take(piece.span) }
        reader.take(Array("  disc.iso\n\(Self.md5)  disc.iso\n".utf8).span)
        #expect(MemoryLayout.size(ofValue: reader) < 1000)
        #expect(reader.finish().map(\.kind) == [.md5])
    }
}

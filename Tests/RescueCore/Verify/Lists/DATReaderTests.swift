import RescueCore
import Testing

/// An image, looked up in a list of known discs.
@Suite struct DATReaderTests {
    private static let sums = SumSet(
        sha256: String(repeating: "2", count: 64), sha1: String(repeating: "1", count: 40),
        md5: String(repeating: "5", count: 32), crc32: "0badcafe")

    private func reader(_ text: String, piece: Int = 4096) -> DATReader {
        var reader = DATReader(size: 2048, sums: Self.sums)
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: piece) {
            reader.take(bytes.span.extracting(start..<min(start + piece, bytes.count)))
        }
        return reader
    }

    private static let good = #"""
        <?xml version="1.0"?>
        <!DOCTYPE datafile PUBLIC "-//Logiqx//DTD ROM Management Datafile//EN" "http://x/d.dtd">
        <datafile>
          <header><name>IBM PC</name></header>
          <game name="Some &amp; Other &#x41; (Disc 1)">
            <category>Applications</category>
            <rom name="a > b.iso" size="2048" crc="0BADCAFE" md5="55555555555555555555555555555555" sha1="1111111111111111111111111111111111111111"/>
          </game>
          <machine name='Else'><rom name='x.iso' size='2048' crc='00000000' /></machine>
        </datafile>
        """#

    @Test func `the volume alone is found, too, and told from the whole`() {
        let volume = VolumeSums(
            sectorCount: 1,
            sums: SumSet(sha256: "", sha1: "", md5: "", crc32: "0badcafe"))
        let list =
            #"<datafile><game name="G"><rom name="v" size="2048" crc="0badcafe"/>"#
            + #"<rom name="w" size="4096" crc="00000001"/></game></datafile>"#
        let other = SumSet(sha256: "", sha1: "", md5: "", crc32: "00000001")
        var reader = DATReader(size: 4096, sums: other, volume: volume)
        reader.take(Array(list.utf8).span)
        #expect(reader.matches.map(\.file) == ["v", "w"])
        #expect(reader.matches.map(\.isOfVolume) == [true, false])
        var without = DATReader(size: 4096, sums: other)
        without.take(Array(list.utf8).span)
        #expect(without.matches.map(\.file) == ["w"])
    }

    @Test(arguments: [1, 2, 3, 17, 4096])
    func `a disc is found by size and sums, and named`(piece: Int) {
        let reader = reader(Self.good, piece: piece)
        #expect(reader.isList)
        #expect(reader.fileCount == 2)
        #expect(reader.matches.map(\.game) == ["Some & Other A (Disc 1)"])
        #expect(reader.matches.map(\.file) == ["a > b.iso"])
        #expect(reader.matches.map(\.agreeing) == [["SHA-1", "MD5", "CRC-32"]])
        #expect(reader.matches.map(\.isBadDump) == [false])
    }

    @Test(arguments: [
        #"<rom name="x" size="2047" crc="0badcafe"/>"#,
        #"<rom name="x" size="2048"/>"#,
        #"<rom name="x" size="2048" crc="" sha1=""/>"#,
        #"<rom name="x" size="2048" crc="0badcafe" md5="00000000000000000000000000000000"/>"#,
        #"<rom name="x" size="2048" crc="0badcafe" status="nodump"/>"#,
        #"<!-- <rom name="x" size="2048" crc="0badcafe"/> -->"#,
        #"<![CDATA[<rom name="x" size="2048" crc="0badcafe"/>]]>"#,
        #"<?x <rom name="x" size="2048" crc="0badcafe"/> ?>"#,
        #"<!DOCTYPE a [ <!ENTITY b '<rom size="2048" crc="0badcafe"/>'> ]>"#,
        #"</rom name="x" size="2048" crc="0badcafe">"#,
        #"<rom name="x size="2048" crc="0badcafe"#,
    ])
    func `what is another file, or none, does not match`(text: String) {
        #expect(reader("<datafile>" + text + "</datafile>").matches == [])
    }

    @Test func `a bad dump matches and is called one`() {
        let text = #"<datafile><rom size="2048" crc="0badcafe" status="baddump"/></datafile>"#
        #expect(reader(text).matches.map(\.isBadDump) == [true])
    }

    @Test func `something else is no list`() {
        #expect(!reader("<html><body>not found</body></html>").isList)
        #expect(!reader("\u{FF}\u{FE}<\u{0}d\u{0}").isList)
    }

    @Test func `entities that grow do not, and a tag of megabytes is passed over`() {
        var text = "<!DOCTYPE bomb [<!ENTITY a 'aaaaaaaaaa'>"
        for name in "bcdefghij" {
            let last = String(UnicodeScalar(name.asciiValue! - 1))
            text += "<!ENTITY \(name) '&\(last);&\(last);&\(last);&\(last);&\(last);'>"
        }
        text += "]><datafile><game name='&j;'>"
        let long = String(repeating: "x", count: 3 << 20)
        text += "<rom name='\(long)' size='2048' crc='0badcafe'/>"
        text += "<rom name='y' size='2048' crc='0badcafe'/></game></datafile>"
        let reader = reader(text, piece: 1 << 16)
        #expect(reader.matches.map(\.file) == ["y"])
        #expect(reader.matches.map(\.game) == ["&j;"])
    }

    @Test func `of very many matches the first ones are kept`() {
        let file = "<rom name='x' size='2048' crc='0badcafe'/>"
        let text = "<datafile>" + String(repeating: file, count: 100) + "</datafile>"
        #expect(reader(text).matches.count == DATReader.mostMatches)
        #expect(reader(text).fileCount == 100)
    }

    @Test(arguments: 0..<40)
    func `whatever comes, reading ends`(seed: Int) {
        var random = TestRandom(seed: UInt64(seed))
        var bytes = Array(Self.good.utf8)
        for _ in 0..<Int.random(in: 1...20, using: &random) {
            let place = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            default:
                let marks = Array("<>&\"'/!-[]".utf8).shuffled(using: &random)
                bytes.insert(contentsOf: marks, at: place)
            }
        }
        var reader = DATReader(size: 2048, sums: Self.sums)
        reader.take(bytes.span)
        #expect(reader.fileCount <= 40)
    }
}

import DiscIO
import RescueCore
import Testing

/// The answers of drives, by hand-made bytes: right, short, and nonsense.
@Suite struct ResponseTests {
    @Test func `INQUIRY gives type and names without padding`() {
        let data = InquiryData(Bytes.inquiry())
        #expect(data?.isOpticalDrive == true)
        #expect(
            data?.identity
                == DriveIdentity(vendor: "ACME", product: "BD-RE XQ-99", revision: "1.07"))
        #expect(InquiryData(Bytes.inquiry(type: 0))?.isOpticalDrive == false)
    }

    @Test func `INQUIRY text that is no ASCII cannot reach a terminal`() {
        var bytes = Bytes.inquiry()
        bytes.replaceSubrange(8..<12, with: [0x1B, 0x5B, 0x00, 0xFF])
        #expect(InquiryData(bytes)?.identity.vendor == "[")
    }

    @Test func `READ CAPACITY counts sectors, up to the largest disc`() {
        #expect(CapacityData(Bytes.capacity(1))?.sectorCount == 1)
        #expect(CapacityData(Bytes.capacity(2_295_104))?.sectorCount == 2_295_104)
        #expect(CapacityData(Bytes.capacity(62_500_864))?.sectorCount == 62_500_864)
        #expect(CapacityData([0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 8, 0])?.sectorCount == 1 << 31)
        #expect(CapacityData([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 8, 0]) == nil)
        #expect(CapacityData([UInt8](repeating: 0, count: 8)) == nil)
    }

    @Test func `GET CONFIGURATION gives the current profile`() {
        #expect(ProfileHeader(Bytes.configuration(0x0010))?.profile == .dvdROM)
        #expect(ProfileHeader(Bytes.configuration(0x0043))?.profile == .bdRE)
        #expect(ProfileHeader(Bytes.configuration(0xFFFF))?.profile == nil)
        #expect(ProfileHeader(Bytes.configuration(0xFFFF)) != nil)
        #expect(ProfileHeader([UInt8](repeating: 0, count: 8)) == nil)
    }

    @Test(
        arguments: [(0, .blank), (1, .appendable), (2, .complete), (3, .other)]
            as [(UInt8, DiscDescription.Status)])
    func `disc information gives the status`(byte: UInt8, status: DiscDescription.Status) {
        let data = DiscInformation(
            Bytes.discInformation(status: 0x0C | byte, sessions: 0x0103, lastTrack: 0x0205))
        #expect(data?.status == status)
        #expect(data?.sessionCount == 0x0103)
        #expect(data?.lastTrack == 0x0205)
    }

    @Test func `track information gives session and extent`() {
        let data = TrackInformation(
            Bytes.trackInformation(0x0103, session: 0x0102, start: 0xAB_CDEF, size: 0x1234_5678))
        #expect(data?.number == 0x0103)
        #expect(data?.session == 0x0102)
        #expect(data?.range == SectorRange(start: 0xAB_CDEF, count: 0x1234_5678))
        #expect(data?.isBlank == false)
    }

    @Test func `track information of older drives has no high bytes`() {
        var bytes = Array(
            Bytes.trackInformation(3, session: 2, start: 100, size: 50, isBlank: true).prefix(28))
        bytes.replaceSubrange(0..<2, with: Bytes.word(26))
        let data = TrackInformation(bytes + [0, 0, 0, 0, 9, 9])
        #expect(data?.number == 3)
        #expect(data?.session == 2)
        #expect(data?.isBlank == true)
    }

    @Test func `a track that ends behind the last LBA of 32 bits is none`() {
        let limit = 1 << 32
        for (start, size, isTrack) in [
            (0, limit - 1, true), (1, limit - 1, true), (2, limit - 1, false),
            (limit - 1, 1, true), (limit - 1, limit - 1, false),
        ] {
            let data = TrackInformation(
                Bytes.trackInformation(1, session: 1, start: start, size: size))
            #expect((data != nil) == isTrack, "\(start) \(size)")
        }
    }

    @Test func `only a CD has sound, whatever a TOC says`() {
        let bytes = Bytes.toc([(1, false, 0), (2, true, 500)], leadOut: 900)
        let families: [DiscProfile.Family] = [.cd, .dvd, .bd]
        let first = families.map { TableOfContents(bytes, of: $0)?.entries.first?.content }
        #expect(first == [.audio, .data, .data])
    }

    @Test func `the TOC gives tracks up to the next one or the lead-out`() {
        let toc = TableOfContents(
            Bytes.toc([(1, true, 0), (2, false, 5000), (3, true, 9000)], leadOut: 12_000),
            of: .cd)
        #expect(toc?.leadOut == 12_000)
        #expect(
            toc?.tracks() == [
                Track(number: 1, session: 1, content: .data, range: SectorRange(0, 5000)),
                Track(number: 2, session: 1, content: .audio, range: SectorRange(5000, 9000)),
                Track(number: 3, session: 1, content: .data, range: SectorRange(9000, 12_000)),
            ])
    }

    @Test func `the TOC of a Blu-ray keeps its lead-out`() {
        let toc = TableOfContents(Bytes.toc([(1, true, 0)], leadOut: 24_438_784), of: .bd)
        #expect(toc?.tracks().first?.range == SectorRange(0, 24_438_784))
    }

    @Test func `a TOC that makes no sense is none`() {
        let descending = Bytes.toc([(1, true, 500), (2, true, 100)], leadOut: 900)
        let disordered = Bytes.toc([(2, true, 0), (1, true, 100)], leadOut: 900)
        let beyond = Bytes.toc([(1, true, 500)], leadOut: 400)
        let zero = Bytes.toc([(0, true, 0)], leadOut: 400)
        var open = Bytes.toc([(1, true, 0)], leadOut: 400)
        open[14] = 0x63
        for bytes in [descending, disordered, beyond, zero, open, [0, 2, 1, 1], []] {
            #expect(TableOfContents(bytes, of: .cd) == nil)
        }
    }

    @Test func `the full TOC gives sessions and where they end`() {
        let full = FullTableOfContents(
            Bytes.fullTOC([
                (1, 0xA0, 0), (1, 0xA1, 0), (1, 0xA2, 40_000), (1, 1, 0), (1, 2, 20_000),
                (2, 0xA2, 90_000), (2, 3, 51_400), (2, 0xB0, 0),
            ]))
        #expect(full?.sessions == [1: 1, 2: 1, 3: 2])
        #expect(full?.leadOuts == [1: 40_000, 2: 90_000])
    }

    @Test func `the gap between two sessions belongs to no track`() {
        let toc = TableOfContents(
            Bytes.toc([(1, true, 0), (2, true, 51_400)], leadOut: 90_000), of: .cd)
        let tracks = toc?.tracks(sessions: [1: 1, 2: 2], leadOuts: [1: 40_000, 2: 90_000])
        #expect(tracks?.map(\.range) == [SectorRange(0, 40_000), SectorRange(51_400, 90_000)])
        #expect(tracks?.map(\.session) == [1, 2])
    }

    @Test func `the physical format gives the size of one and of two layers`() {
        let single = PhysicalFormat(
            Bytes.physicalFormat(
                layers: 1, isOpposite: false, start: 0x03_0000, end: 0x26_12FF, endOfLayer0: 0))
        #expect(single?.sectorCount == 0x26_12FF - 0x03_0000 + 1)
        // A DVD-9 whose layers are equally long.
        let half = 2_086_912
        let endOfLayer0 = 0x03_0000 + half - 1
        let double = PhysicalFormat(
            Bytes.physicalFormat(
                layers: 2, isOpposite: true, start: 0x03_0000,
                end: (~endOfLayer0 & 0xFF_FFFF) + half - 1, endOfLayer0: endOfLayer0))
        #expect(double?.sectorCount == 2 * half)
        #expect(double?.layerCount == 2)
        let parallel = PhysicalFormat(
            Bytes.physicalFormat(
                layers: 2, isOpposite: false, start: 0x03_0000, end: 0x10_0000, endOfLayer0: 0))
        #expect(parallel != nil && parallel?.sectorCount == nil)
        #expect(PhysicalFormat([UInt8](repeating: 0, count: 21)) == nil)
    }

    @Test(
        arguments: [(0, nil), (1, .css), (2, .cprm), (3, .aacs), (0x10, .aacs), (9, .unknown)]
            as [(UInt8, DiscDescription.Protection?)])
    func `the copyright information names the protection`(
        byte: UInt8, protection: DiscDescription.Protection?
    ) {
        #expect(CopyrightInformation(Bytes.copyright(byte))?.protection == protection)
        #expect(CopyrightInformation([0, 0, 0, 0, 1, 0, 0, 0]) == nil)
    }

    /// Every parser on everything: answers cut at any length, and random ones.
    private func parseAll(_ bytes: [UInt8]) -> Int {
        var understood = 0
        if InquiryData(bytes) != nil { understood += 1 }
        if ProfileHeader(bytes) != nil { understood += 1 }
        if CapacityData(bytes) != nil { understood += 1 }
        if DiscInformation(bytes) != nil { understood += 1 }
        if TrackInformation(bytes) != nil { understood += 1 }
        if let toc = TableOfContents(bytes, of: .cd) {
            understood += 1
            _ = toc.tracks(sessions: [1: 2], leadOuts: [2: 0])
        }
        if FullTableOfContents(bytes) != nil { understood += 1 }
        if PhysicalFormat(bytes) != nil { understood += 1 }
        if CopyrightInformation(bytes) != nil { understood += 1 }
        return understood
    }

    @Test func `no shortened answer makes a parser trap, and zeros are none`() {
        let answers = [
            Bytes.inquiry(), Bytes.configuration(8), Bytes.capacity(1000),
            Bytes.discInformation(status: 2, sessions: 1, lastTrack: 1),
            Bytes.trackInformation(1, session: 1, start: 0, size: 100),
            Bytes.toc([(1, true, 0), (2, false, 700)], leadOut: 1000),
            Bytes.fullTOC([(1, 1, 0), (1, 0xA2, 1000)]),
            Bytes.physicalFormat(layers: 2, isOpposite: true, start: 9, end: 9, endOfLayer0: 9),
            Bytes.copyright(1),
        ]
        for answer in answers {
            for count in 0...answer.count { _ = parseAll(Array(answer.prefix(count))) }
        }
        for count in [0, 1, 4, 8, 34, 36, 804, 2048] {
            #expect(parseAll([UInt8](repeating: 0, count: count)) == 0)
        }
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `no random answer makes a parser trap`(seed: UInt64) {
        var random = TestRandom(seed: seed)
        let count = Int.random(in: 0...200, using: &random)
        var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        if count > 2 { bytes.replaceSubrange(0..<2, with: Bytes.word(count - 2)) }
        #expect((0...9).contains(parseAll(bytes)))
    }
}

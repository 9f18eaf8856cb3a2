/// What a look at a disc may cost, and how it went.
package struct RecognitionAccount: Sendable {
    /// Sectors that took long, or gave nothing: a later look does better without them.
    package internal(set) var tiresome: Set<LBA> = []
    /// Whether a command was given up, or there was news of a change: nothing that came lately can be
    /// trusted then, even if it is the same disc again.
    package internal(set) var isSuspicious = false

    /// Whether the drive knows no reads past its cache.
    package internal(set) var rejectsFromMedium = false

    /// A sector that takes longer is not asked for again, if it can be helped.
    static let tiresomeTime: Duration = .seconds(2)
    /// How often the news of a change may begin a look anew.
    static let mostNews = 8

    /// Makes the account of no look yet.
    package init() {}

    /// Takes note of a fault of a command that only asked how the drive is.
    mutating func noteFault(_ kind: ReadFault.Kind) {
        if kind.isNews || kind == .timedOut || kind == .unproven { isSuspicious = true }
    }
}

extension SectorSource where Self: ~Copyable {
    /// Looks which disc is there: asks for size and tracks, then reads what the recognition wants.
    ///
    /// - Parameters:
    ///   - known: The size and the tracks of the disc that is meant.
    ///   - recognition: Which sectors are compared.
    ///   - account: What earlier looks cost; takes what this one did.
    ///   - host: The clock.
    ///   - isOver: Asked between any two commands: whether the look has to end.
    ///   - isAsKnown: Whether a sector is known to hold some bytes.
    /// - Returns: The verdict; `unknown` if it had to end.
    /// - Throws: Why the drive tells nothing at all. A sector that it does not give is passed over, as
    ///   long as it answers otherwise.
    package mutating func look(
        for known: DiscIdentity, _ recognition: DiscRecognition, account: inout RecognitionAccount,
        host: any RunHost, isOver: () -> Bool, isAsKnown: (LBA, [UInt8]) -> Bool
    ) throws(ReadFault) -> DiscRecognition.Verdict {
        var news = 0
        var deafPlaces: Set<LBA> = []
        var newsPlaces: Set<LBA> = []
        while true {
            var recognition = recognition
            let difference = try difference(from: known, news: &news)
            if news > 0 { account.isSuspicious = true }
            if let difference { return .other(difference) }
            var isAnew = false
            while !isAnew, let lba = recognition.next {
                if isOver() { return .unknown }
                if deafPlaces.contains(lba) {
                    recognition.take(nil, isAsKnown: false)
                    continue
                }
                let start = host.now()
                switch readWitness(lba, &account) {
                case .success(let bytes):
                    recognition.take(bytes, isAsKnown: isAsKnown(lba, bytes))
                    if host.now() - start > RecognitionAccount.tiresomeTime {
                        account.tiresome.insert(lba)
                    }
                case .failure(let fault):
                    account.tiresome.insert(lba)
                    guard fault.kind.hidesDisc else {
                        recognition.take(nil, isAsKnown: false)
                        continue
                    }
                    // News may come at any place. What only one place answers is a matter of that place.
                    if !fault.kind.isNews || !newsPlaces.insert(lba).inserted {
                        deafPlaces.insert(lba)
                    }
                    account.noteFault(fault.kind)
                    isAnew = true
                }
            }
            if !isAnew { return recognition.verdict }
        }
    }

    /// Whether size or tracks tell that it is another disc.
    private mutating func difference(
        from known: DiscIdentity, news: inout Int
    ) throws(ReadFault) -> DiscRecognition.Difference? {
        let found = try sizeAndTracks(news: &news)
        if found.sectorCount != known.sectorCount {
            return .sectorCount(known: known.sectorCount, found: found.sectorCount)
        }
        return found.tracks == known.tracks ? nil : .tracks
    }

    /// Size and tracks of the disc as it is now; if there is news of a change, it is asked again.
    mutating func sizeAndTracks(news: inout Int) throws(ReadFault) -> DiscIdentity {
        while true {
            do throws(ReadFault) {
                return try identify(reading: [])
            } catch {
                news += 1
                guard error.kind.isNews, news < RecognitionAccount.mostNews else { throw error }
            }
        }
    }

    /// A sector from the medium, or from wherever the drive takes it if it knows no such reads.
    private mutating func readWitness(
        _ lba: LBA, _ account: inout RecognitionAccount
    ) -> Result<[UInt8], ReadFault> {
        do throws(ReadFault) {
            return .success(
                try bytes(ofSector: lba, fromMedium: !account.rejectsFromMedium))
        } catch {
            guard error.kind == .commandRejected, !account.rejectsFromMedium,
                let bytes = try? bytes(ofSector: lba)
            else { return .failure(error) }
            account.rejectsFromMedium = true
            return .success(bytes)
        }
    }

    /// The disc as it is known from now on: size, tracks and descriptors, each read until it gave the
    /// same bytes twice, so that one that was misread once does not stand for it.
    ///
    /// - Parameters:
    ///   - lbas: The sectors; one that cannot be read, or differs each time, is left out. One that
    ///     takes long is read once only.
    ///   - host: The clock.
    ///   - isOver: Asked between any two commands: whether no more are to be sent.
    /// - Returns: The disc.
    /// - Throws: Why the drive tells nothing at all.
    public mutating func identify(
        settling lbas: [LBA], host: any RunHost, isOver: () -> Bool
    ) throws(ReadFault) -> DiscIdentity {
        var news = 0
        while true {
            var identity = try sizeAndTracks(news: &news)
            let there = lbas.filter { 0 <= $0 && $0 < identity.sectorCount }
            var account = RecognitionAccount()
            let settled = settle(there, &account, host, isOver)
            identity.witnesses = settled.witnesses
            if settled.isCertain || isOver() || news >= RecognitionAccount.mostNews {
                return identity
            }
            // The disc may have been exchanged meanwhile.
            let again = try look(
                for: identity,
                DiscRecognition(descriptors: Array(identity.witnesses.keys), samples: []),
                account: &account, host: host, isOver: isOver,
                isAsKnown: { lba, bytes in identity.witnesses[lba] == bytes })
            guard case .other = again else { return identity }
            news += 1
        }
    }

    /// Reads sectors until each gave the same bytes twice, and tells whether all did so at once.
    private mutating func settle(
        _ lbas: [LBA], _ account: inout RecognitionAccount, _ host: any RunHost,
        _ isOver: () -> Bool
    ) -> (witnesses: [LBA: [UInt8]], isCertain: Bool) {
        var witnesses: [LBA: [UInt8]] = [:]
        var given: [LBA: [[UInt8]]] = [:]
        var isCertain = true
        for round in 0..<4 {
            for lba in lbas where witnesses[lba] == nil {
                guard round == 0 || given[lba] != nil, !isOver() else { continue }
                if round > 1 { isCertain = false }
                let start = host.now()
                switch readWitness(lba, &account) {
                case .success(let bytes):
                    let isSlow = host.now() - start > RecognitionAccount.tiresomeTime
                    if isSlow || given[lba, default: []].contains(bytes) {
                        witnesses[lba] = bytes
                    } else {
                        given[lba, default: []].append(bytes)
                    }
                case .failure(let fault):
                    guard fault.kind.hidesDisc else { continue }
                    given[lba] = given[lba] ?? []
                    isCertain = false
                }
            }
        }
        return (witnesses, isCertain)
    }
}

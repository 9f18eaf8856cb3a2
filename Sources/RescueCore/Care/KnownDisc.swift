/// The disc that a run began with: looks whether it is still the one in the drive, and keeps account
/// of what such looks cost.
struct KnownDisc: Sendable {
    /// The disc as it was found to be when the run was prepared.
    let identity: DiscIdentity

    /// Whether the drive knows no reads past its cache.
    var rejectsFromMedium: Bool { account.rejectsFromMedium }
    /// Sectors that took long, or could not be read, in an earlier look.
    var tiresome: Set<LBA> { account.tiresome }

    private var account = RecognitionAccount()

    init(_ identity: DiscIdentity) {
        self.identity = identity
    }

    /// Looks which disc is there.
    ///
    /// - Parameters:
    ///   - source: Where the disc is.
    ///   - recognition: Which sectors are compared.
    ///   - held: The bytes of sectors that came from the disc in this run, or are in the image.
    ///   - host: The clock.
    ///   - isOver: Asked between any two commands: whether the look has to end.
    /// - Returns: What it showed.
    /// - Throws: Why the drive tells nothing at all.
    mutating func look(
        at source: inout some SectorSource & ~Copyable, _ recognition: DiscRecognition,
        held: [LBA: [UInt8]], host: any RunHost, isOver: () -> Bool
    ) throws(ReadFault) -> DiscRecognition.Verdict {
        let known = identity
        return try source.look(
            for: known, recognition, account: &account, host: host, isOver: isOver,
            isAsKnown: { lba, bytes in held[lba] == bytes || known.witnesses[lba] == bytes })
    }

    /// Takes note of a fault of a command that only asked how the drive is.
    mutating func noteFault(_ kind: ReadFault.Kind) {
        account.noteFault(kind)
    }

    /// Takes note that the drive knows no reads past its cache.
    mutating func noteRejection() {
        account.rejectsFromMedium = true
    }

    /// Whether a look showed that nothing which came lately can be trusted; it is told once.
    mutating func takeSuspicion() -> Bool {
        defer { account.isSuspicious = false }
        return account.isSuspicious
    }
}

import RescueCore

extension DiscIdentity {
    /// Whether two looks gave the same, where both looked.
    func matches(_ later: DiscIdentity) -> Bool {
        guard sectorCount == later.sectorCount, tracks == later.tracks else { return false }
        return witnesses.allSatisfy { lba, bytes in
            later.witnesses[lba].map { $0 == bytes } ?? true
        }
    }
}

/// Tells trouble at one place from trouble of the drive.
///
/// Some drives answer a damaged sector by "not ready", "no medium" or a reset. If the drive turns out to
/// be well each time, that is damage at that place, and is put off as such.
struct PlaceWatch: Sendable {
    private var wellAgain = 0
    private let limit: Int

    /// Watches over the attempts to carry out one request; `isKnown`: this drive was seen to answer
    /// damage in this way.
    init(isKnown: Bool) {
        limit = isKnown ? 1 : 2
    }

    /// Takes note that the drive, which had failed here, is well.
    ///
    /// - Returns: Whether the trouble is that of the place.
    mutating func noteDriveIsWell() -> Bool {
        wellAgain += 1
        return wellAgain >= limit
    }
}

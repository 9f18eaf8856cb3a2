/// What becomes of an entry of an image when it is copied out.
package enum CopyDecision: Hashable, Sendable {
    /// Why there is no copy.
    package enum Omission: Hashable, Sendable {
        /// Other files lie between its pieces.
        case interleaved
        /// The sector that tells its place is missing.
        case placeMissing
        /// What tells where its bytes lie is not as it should be.
        case placeBroken
        /// So many bytes are missing, or cannot be unpacked, and only whole files are wanted.
        case damaged(lost: Int)
        /// There is nothing to unpack it by.
        case unpackable
    }

    /// It is made; if it is hurt, there may be more in it than is known.
    case directory(isHurt: Bool)
    /// It is made, unless it leads out of the directory that everything is copied into.
    case link
    /// It is a device, a pipe or a socket, of which there are no bytes.
    case special
    /// Its bytes are copied; of a damaged file so many are lost, and zeros in the copy.
    case file(lost: Int?)
    /// It is left out.
    case omitted(Omission)

    /// Decides it.
    ///
    /// - Parameters:
    ///   - entry: The entry.
    ///   - analysis: The image that it is in.
    ///   - isDamagedWanted: Whether damaged files are copied.
    ///   - unpack: Tells how many bytes of a packed file are lost; nil if there is nothing to unpack it
    ///     by. It is asked only where that decides.
    /// - Throws: What `unpack` throws.
    package init<Failure>(
        _ entry: FileTree.Entry, in analysis: ImageAnalysis, isDamagedWanted: Bool,
        unpack: () throws(Failure) -> Int?
    ) throws(Failure) {
        let condition = analysis.condition(of: entry)
        let isWhole = condition.state == .ok
        self =
            switch entry.kind {
            case .directory: .directory(isHurt: !isWhole)
            case .symbolicLink: .link
            case .special: .special
            case .file where entry.marks.contains(.interleaved): .omitted(.interleaved)
            case .file where entry.record.map(analysis.damage.bad.contains) ?? false:
                .omitted(.placeMissing)
            case .file where condition.state == .unknown && entry.marks.contains(.broken):
                .omitted(.placeBroken)
            case .file where !entry.isPacked:
                .file(lost: isWhole ? nil : condition.badBytes)
            case .file:
                try unpack().map { .file(lost: $0 > 0 ? $0 : nil) } ?? .omitted(.unpackable)
            }
        if case .file(let lost?) = self, !isDamagedWanted { self = .omitted(.damaged(lost: lost)) }
    }
}

extension FileTree.Entry {
    /// What is put behind the name of a copy, so that it is not taken for what it is not.
    package func copySuffix(isDamaged: Bool) -> String {
        let isAssociated = marks.contains(.associated) && !isPacked
        return (isAssociated ? ".associated" : "") + (isDamaged ? ".damaged" : "")
    }
}

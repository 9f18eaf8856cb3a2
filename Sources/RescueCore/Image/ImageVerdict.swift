/// What the damage of an image comes to, in one word.
///
/// It is about the files; how far the image has come is told by `ImageState`.
public enum ImageVerdict: String, Encodable, Hashable, Sendable {
    /// Nothing is missing, by a map or a record, and nothing broken.
    case intact = "intact"
    /// Nothing is known to be missing, for there is neither map nor record, and nothing broken.
    case unproven = "unproven"
    /// Sectors are missing, and nothing that is known uses them.
    case harmless = "harmless"
    /// Something is known to be hurt.
    case damaged = "damaged"
    /// The names that would tell what is hurt are missing themselves.
    case unknown = "unknown"

    /// Decides it.
    public init(_ analysis: ImageAnalysis) {
        let damage = analysis.damage
        if analysis.isWhole {
            self = analysis.hasMap ? .intact : .unproven
        } else if !damage.files.isEmpty {
            self = .damaged
        } else if !damage.knowsAllNames {
            self = .unknown
        } else {
            self = damage.isHarmless ? .harmless : .damaged
        }
    }

    /// Whether nothing speaks against the image.
    public var isGood: Bool { self == .intact || self == .unproven }
}

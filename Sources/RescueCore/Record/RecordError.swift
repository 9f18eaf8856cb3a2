/// Why a record cannot be used.
public enum RecordError: Error, Hashable, Sendable {
    /// The text is no JSON at all.
    case notJSON
    /// It is JSON, but a value is missing or is not what the schema says; `place` names it.
    case wrongShape(place: String)
    /// A later isorip wrote it, in a schema that this one does not know.
    case newerSchema(schema: Int, version: String)
    /// It is larger than any record can be, in bytes.
    case tooLarge(limit: Int)
}

extension RecordError: CustomStringConvertible {
    /// What is wrong, for a person; no full stop.
    public var description: String {
        switch self {
        case .notJSON:
            "the record is not JSON"
        case .wrongShape(let place):
            "the record has no usable value for \(place)"
        case .newerSchema(let schema, let version):
            "the record has schema \(schema), written by isorip \(version), which is newer than this one"
        case .tooLarge(let limit):
            "the record is larger than \(limit) bytes"
        }
    }
}

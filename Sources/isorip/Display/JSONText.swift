import FoundationEssentials

/// Values as one line of JSON, their keys in alphabetical order.
enum JSONText {
    static func of(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("what is printed as JSON has nothing in it that JSON lacks")
        }
        return String(decoding: data, as: UTF8.self)
    }
}

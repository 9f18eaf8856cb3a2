/// One line of JSON for programs: what happened, and its fields.
///
/// The man page documents every event and every key. A key that has nothing to tell is left out.
struct JSONLine: Encodable {
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) { nil }
    }

    private var fields: [(key: String, value: any Encodable)]

    /// Makes the line of an event.
    init(_ event: String, _ fields: KeyValuePairs<String, (any Encodable)?>) {
        self.fields = [("event", event)]
        for (key, value) in fields {
            if let value { self.fields.append((key, value)) }
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for (key, value) in fields {
            try container.encode(value, forKey: Key(stringValue: key))
        }
    }
}

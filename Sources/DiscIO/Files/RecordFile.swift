import FoundationEssentials
package import RescueCore

/// The record of an image as a file: JSON, sorted by name, for people and programs.
package struct RecordFile: Sendable {
    private let path: String
    private let fileSystem: any FileSystem

    /// No record is larger, in bytes.
    static let limit = 16 << 20

    /// Makes a handle on a record that may exist or not.
    package init(_ path: String, in fileSystem: any FileSystem) {
        self.path = path
        self.fileSystem = fileSystem
    }

    /// Makes the record, or throws `exists`.
    package func create(_ record: RipRecord) throws(OutputError) {
        try AtomicFile(path, in: fileSystem).create(with: Self.text(of: record))
    }

    /// Puts the record in the place of an earlier one.
    package func replace(with record: RipRecord) throws(OutputError) {
        try AtomicFile(path, in: fileSystem).replace(with: Self.text(of: record))
    }

    /// Reads the record.
    ///
    /// - Returns: The record; nil if there is no such file, or an empty one.
    /// - Throws: `badRecord` if the file is not one.
    package func load() throws(OutputError) -> RipRecord? {
        var text: [UInt8] = []
        let exists = try AtomicFile(path, in: fileSystem).read { (bytes) throws(OutputError) in
            guard text.count + bytes.count <= Self.limit else {
                throw OutputError(.read, path, .badRecord(.tooLarge(limit: Self.limit)))
            }
            unsafe bytes.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
        }
        // An empty file may be what a crash left of making the first record: see `AtomicFile`.
        guard exists, !text.isEmpty else { return nil }
        do throws(RecordError) {
            return try Self.record(from: text)
        } catch {
            throw OutputError(.read, path, .badRecord(error))
        }
    }

    /// The JSON text of a record; the same for equal records.
    package static func text(of record: RipRecord) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        guard let text = try? encoder.encode(record) else {
            preconditionFailure("a record has nothing in it that JSON could not hold")
        }
        return [UInt8](text) + [0x0A]
    }

    /// The record that a JSON text holds.
    package static func record(from text: [UInt8]) throws(RecordError) -> RipRecord {
        let head = try decode(Head.self, from: text)
        guard head.schema <= RipRecord.currentSchema else {
            throw .newerSchema(schema: head.schema, version: head.tool?.version ?? "of a later day")
        }
        guard head.schema >= 1 else { throw .wrongShape(place: "schema") }
        let record = try decode(RipRecord.self, from: text)
        if let place = record.unusableValue { throw .wrongShape(place: place) }
        return record
    }

    /// What every schema has.
    private struct Head: Decodable {
        struct Tool: Decodable {
            var version: String?
        }
        var schema: Int
        var tool: Tool?
    }

    private static func decode<Value: Decodable>(
        _ type: Value.Type, from text: [UInt8]
    ) throws(RecordError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text))
        } catch DecodingError.keyNotFound(let key, let context) {
            throw .wrongShape(place: place(context.codingPath + [key]))
        } catch DecodingError.typeMismatch(_, let context) {
            throw .wrongShape(place: place(context.codingPath))
        } catch DecodingError.valueNotFound(_, let context) {
            throw .wrongShape(place: place(context.codingPath))
        } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
            throw .wrongShape(place: place(context.codingPath))
        } catch {
            throw .notJSON
        }
    }

    private static func place(_ keys: [any CodingKey]) -> String {
        keys.isEmpty ? "the whole" : keys.map(\.stringValue).joined(separator: ".")
    }
}

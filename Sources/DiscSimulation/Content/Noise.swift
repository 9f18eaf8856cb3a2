import RescueCore

/// Bytes for the files of a generated volume: random to look at, and each sector like no other.
///
/// A sector is a stretch of a table of random words, chosen by its key, and begins with a word that
/// belongs to the key alone; so it costs one copy, also where nothing is optimised.
struct Noise: Hashable, Sendable {
    private static let stretches = 4096
    private static let wordSize = 8

    private let table: [UInt64]
    private let draw: SeededDraw

    init(seed: UInt64) {
        let draw = SeededDraw(seed: seed, for: .content)
        let count = Self.stretches + Sector.size / Self.wordSize
        self.draw = draw
        table = (0..<count).map { draw.word(-1, $0).littleEndian }
    }

    /// Puts sector `index` of file `file` into a buffer, at a byte offset.
    func fill(_ buffer: inout MutableSpan<UInt8>, at offset: Int, file: Int, index: Int) {
        let word = draw.word(file, index)
        let start = Int(word % UInt64(Self.stretches)) * Self.wordSize
        buffer.copy(table, from: start, count: Sector.size, to: offset)
        buffer.copy([word.littleEndian], from: 0, count: Self.wordSize, to: offset)
    }
}

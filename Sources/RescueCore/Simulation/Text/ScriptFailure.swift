/// Why a text is no fault script.
public struct ScriptFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public var line: Int
    /// What is wrong with it, and what to write instead.
    public var problem: String

    /// The failure as one sentence.
    public var description: String { "line \(line): \(problem)" }
}

import RescueCore

/// Why a text is no fault script.
package struct ScriptFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    package var line: Int
    /// What is wrong with it, and what to write instead.
    package var problem: String

    /// The failure as one sentence.
    package var description: String { "line \(line): \(problem)" }
}

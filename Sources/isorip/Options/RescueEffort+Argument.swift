public import ArgumentParser
package import RescueCore

/// A conformance of a public type to a public protocol is public, wherever it stands.
extension RescueEffort: ExpressibleByArgument {}

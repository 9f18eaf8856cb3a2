public import ArgumentParser
package import DiscIO

/// A conformance of a public type to a public protocol is public, wherever it stands.
extension TransportChoice: ExpressibleByArgument {}

/// An image as a verification reads it: at any place, and without changing it.
package protocol ImageReader: ~Copyable {
    /// Why the image could not be read.
    associatedtype Failure: Error

    /// How many bytes the image has.
    var byteCount: Int { get }

    /// Reads bytes from `offset` on until the buffer is full; all of them lie in the image.
    mutating func read(
        into buffer: inout MutableSpan<UInt8>, atByte offset: Int
    ) throws(Failure)
}

/// Several images of one disc, by their numbers from 0 on.
package protocol MergeCopies: ~Copyable {
    /// Why an image could not be read.
    associatedtype Failure: Error

    /// Reads sectors of one copy, all of which its map counts as rescued.
    mutating func read(
        _ range: SectorRange, ofCopy copy: Int, into buffer: inout MutableSpan<UInt8>
    ) throws(Failure)
}

/// Why a merge ended before its time: which of the two sides failed.
package enum MergeFailure<Input: Error, Output: Error>: Error {
    /// A copy could not be read.
    case input(Input)
    /// The merged image could not be written.
    case output(Output)
}

/// Compares what the disc gives with the other two parties: on the spot, or beside the reading.
///
/// Chunks are compared in the order in which they come.
package protocol ChunkComparing: ~Copyable {
    /// Why the image could not be read.
    associatedtype Failure: Error

    /// Takes a chunk; may return before it was compared.
    ///
    /// - Returns: The chunks that were compared since the last call, in order.
    /// - Throws: Why the image could not be read, for this chunk or an earlier one.
    mutating func compare(_ chunk: consuming DiscChunk) throws(Failure) -> [ComparedChunk]

    /// Waits until all chunks are compared.
    ///
    /// - Returns: Those that were compared since the last call, in order.
    /// - Throws: Why the image could not be read.
    mutating func finish() throws(Failure) -> [ComparedChunk]

    /// Decides, once the third read was made and no chunk is being compared.
    ///
    /// - Returns: What is to be said of each sector that differed.
    /// - Throws: Why the image could not be read.
    mutating func judge(
        _ suspect: SuspectChunk
    ) throws(Failure) -> [(range: SectorRange, finding: VerifyFinding)]
}

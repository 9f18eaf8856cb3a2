/// What a program got from a disc, and what that cost: the numbers that are compared.
package struct Outcome: Hashable, Sendable {
    /// The model time to the end, in seconds.
    package var seconds: Double
    /// How many commands read, whether they succeeded or not.
    package var reads: Int
    /// How many of them failed.
    package var failedReads: Int
    /// How many sectors are right in the image.
    package var recovered: Int
    /// The model seconds after which so many percent of the readable sectors were there.
    package var reached: [Int: Double]

    package init(
        seconds: Double, reads: Int, failedReads: Int, recovered: Int, reached: [Int: Double]
    ) {
        self.seconds = seconds
        self.reads = reads
        self.failedReads = failedReads
        self.recovered = recovered
        self.reached = reached
    }
}

extension Outcome {
    /// The shares of the readable sectors whose time is taken, in percent.
    package static let marks = [90, 99, 100]
}

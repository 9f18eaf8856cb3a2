/// How to start a program that lists the files of an image as libiso9660 finds them.
///
/// It writes `ReaderRecord`s to its standard output. It reads what others made with a library that
/// crashes on some of that, so nothing it writes is believed, and it is held within limits.
public struct ReaderProgram: Hashable, Sendable {
    /// What the program may use.
    public struct Limits: Hashable, Sendable {
        /// Seconds on a processor.
        public var processorSeconds = 10
        /// How long it may take in all; a slow disk takes no time on a processor.
        public var time = Duration.seconds(30)
        /// Bytes of memory that it can address.
        public var memory = 512 << 20
        /// Bytes that it may write.
        public var output = 64 << 20
        /// How many entries of a tree are compared.
        public var entries = 1_000_000

        /// The usual limits.
        public init() {}
    }

    /// The program's file.
    public var path: String
    /// Its arguments; the path of the image comes behind them.
    public var arguments: [String]
    /// What it may use.
    public var limits = Limits()

    /// Takes a program, with the usual limits.
    public init(path: String, arguments: [String]) {
        self.path = path
        self.arguments = arguments
    }
}

extension Duration {
    /// The duration in seconds, to the millisecond, as records and JSON lines have it.
    package var seconds: Double {
        ((self / .milliseconds(1)).rounded()) / 1000
    }
}

extension Int {
    /// The number that a text from outside says.
    ///
    /// - Returns: nil if the text is no number, or one that is not in the range.
    package init?(checking text: some StringProtocol, in range: ClosedRange<Int>) {
        guard let number = Int(text), range.contains(number) else { return nil }
        self = number
    }
}

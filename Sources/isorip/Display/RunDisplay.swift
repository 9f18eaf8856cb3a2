import DiscIO

/// Shows a run to whoever started it; all calls come on the run's thread.
protocol RunDisplay {
    /// Learns what happened; called between two commands, so it must not take long.
    mutating func show(_ event: RunEvent)

    /// Leaves the terminal to what comes next: the run is over, or failed.
    mutating func end()
}
